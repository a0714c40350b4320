// What the readers of a gap say, how two votes make one answer, and how often each reader was right.

import { classRow } from "./answer.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { meeting } from "./bothrows.mjs";
import { percent, readable } from "./reader.mjs";

/** @typedef {import("./bidirectional.mjs").Payload} Payload */

const ORDER = ["forward", "both", "backward"];

/**
 * Where a reader alone stands after `k` words: at which word, and whether that is its answer.
 *
 * @returns {{at: number, answered: boolean}}
 */
export function standing(reader, k, gap, steps) {
  const at = reader === "forward" ? Math.min(k - 1, gap) : Math.max(steps - k, gap);
  return { at, answered: at === gap };
}

export const best = (shares) => shares.indexOf(Math.max(...shares));

/** A whole number of per cent, never rounded up: nothing is claimed that was not measured. */
export const measured = (share) => `${Math.floor(share * 100 + 1e-9)}%`;

/** Three cards: each reader alone, and between them what is joined. */
export function createReaders(choose) {
  const element = html("div", { class: "readers" });
  let cards = {};

  function update(data) {
    cards = Object.fromEntries(ORDER.map((name) => [name, card(name, data)]));
    element.replaceChildren(...ORDER.map((name) => cards[name].element));
  }

  function card(name, data) {
    const state = html("p", { class: "state" });
    const rows = data.answers.map((answer, k) => {
      const one = classRow(answer);
      one.row.addEventListener("click", () => choose(k));
      return { ...one, number: one.row.querySelector(".number") };
    });
    const { title, parameters, units } = data.readers[name];
    const size = name === "both" ? `2 × ${units} units` : `${units} units`;
    const own = html("section", { class: "reader-card", "data-reader": name },
      html("h3", {}, title), state, html("dl", { class: "classes" }, ...rows.map(({ row }) => row)),
      html("small", {}, `${size}, ${parameters.toLocaleString("en-GB")} parameters`));
    return { element: own, rows, state };
  }

  /** @param {{future: string, t: number, answer: number}} place */
  function show(data, place) {
    const run = data.readings[place.future];
    const k = place.t + 1;
    for (const name of ORDER) {
      const { element: own, rows, state } = cards[name];
      const joined = name === "both";
      const { at, answered } = joined ? { at: data.gap, answered: k >= meeting(data.gap, run.steps) } : standing(name, k, data.gap, run.steps);
      const shares = joined && !answered ? null : run.shares[name][at];
      setAttribute(own, "data-state", answered ? "answered" : shares ? "reading" : "waits");
      setAttribute(own, "data-best", shares ? data.answers[best(shares)] : "");
      setText(state, answered ? "Its answer at the gap" : joined ? "Waits until both have come to the gap" : "If it had to answer now");
      rows.forEach((row, n) => {
        row.show(shares ? shares[n] : 0, Boolean(shares) && n === best(shares));
        if (!shares) setText(row.number, "–");
        row.row.classList.toggle("chosen", n === place.answer);
      });
    }
  }

  return { element, update, show };
}

/** Left vote, right vote and bias of every answer, and their sum. */
export function createVotes(choose) {
  const body = html("tbody");
  const words = html("p", { class: "about" });
  const element = html("section", { class: "votes" }, html("h3", {}, "Two votes make the answer"), words,
    html("table", { class: "readings" }, html("thead", {}, html("tr", {},
      ...["", "from the left", "from the right", "bias", "sum", "share"].map((name) => html("th", { scope: "col" }, name)))), body));
  let rows = [];

  function update(data) {
    rows = data.answers.map((answer, k) => {
      const cells = ["ahead", "reverse", "bias", "sum", "share"].map((name) => html("td", { "data-vote": name }));
      const name = html("button", { type: "button", class: "text", onclick: () => choose(k) }, answer);
      return { cells, name, row: html("tr", { "data-answer": answer }, html("th", { scope: "row" }, name), ...cells) };
    });
    body.replaceChildren(...rows.map(({ row }) => row));
  }

  function show(data, place) {
    const run = data.readings[place.future];
    const ready = place.t + 1 >= meeting(data.gap, run.steps);
    const { votes, shares } = run;
    const most = Math.max(...[...votes.ahead, ...votes.reverse].map(Math.abs));
    setText(words, ready ? "The readout adds; softmax of the four sums gives the shares." : "There once both readers have come to the gap.");
    setAttribute(element, "data-ready", ready);
    rows.forEach(({ cells, name, row }, k) => {
      row.classList.toggle("chosen", k === place.answer);
      setAttribute(name, "aria-pressed", k === place.answer);
      const numbers = [votes.ahead[k], votes.reverse[k], votes.bias[k], votes.sum[k]];
      numbers.forEach((number, n) => cells[n].replaceChildren(ready ? signed(number) : "–", ...(n < 2 ? [bar(ready ? number / most : 0)] : [])));
      setText(cells[4], ready ? percent(shares.both[data.gap][k]) : "–");
    });
  }

  return { element, update, show };
}

const signed = (number) => (number > 0 ? `+${readable(number)}` : readable(number));

/** A vote as a bar to the right of 0, or to the left where it is against. */
function bar(share) {
  const part = html("span", { class: share < 0 ? "down" : "up" });
  part.style.width = `${Math.abs(share) * 50}%`;
  return html("span", { class: "track" }, part);
}

/** How often each reader was right on sentences that it had never seen, by kind of gap. */
export function createMeasured() {
  const words = html("p", { class: "about" });
  const body = html("div", { class: "kinds" });
  const element = html("section", { class: "measured" }, html("h3", {}, "Measured on 4,500 sentences never seen"), words, body);

  function show(data, place) {
    setText(words, place.future === "there"
      ? "The dashed line is blind guessing: one of four."
      : "Nothing after the gap can be read now. The dashed line is blind guessing: one of four.");
    const columns = [...data.kinds.map(({ key, words: where }) => ({ key, name: `Clues ${where}` })), { key: "all", name: "All gaps" }];
    body.replaceChildren(...columns.map(({ key, name }) => html("div", { class: "kind", "data-kind": key }, html("h4", {}, name),
      ...ORDER.map((reader) => row(data, reader, data.readers[reader].measured[place.future][key], key)))));
  }

  function row(data, reader, share, kind) {
    const fill = html("span", { class: "share" });
    fill.style.transform = `scaleX(${share})`;
    const line = html("span", { class: "chance" });
    line.style.left = `${100 / data.answers.length}%`;
    return html("div", { class: `measure ${reader}`, "data-measured": `${reader} ${kind}` },
      html("span", {}, data.readers[reader].title.replace(" only", "")), html("b", { class: "number" }, measured(share)), html("span", { class: "track" }, fill, line));
  }

  return { element, show };
}
