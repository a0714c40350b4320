// Beside the graph: from the state to the answer, and what both date networks wrote.

import { classRow } from "./answer.mjs";
import { barsPath } from "./bars.mjs";
import { html, setAttribute, setChildren, setText, svg } from "./dom.mjs";

const BOX = { x: 1, y: 1, width: 90, height: 44 };

/** The chain at the end of every shape: a vector, one layer, softmax, shares. */
export function createReadout() {
  const bars = svg("path", { class: "io-bars" });
  const name = html("span", { class: "from" });
  const chain = html("div", { class: "chain-to" },
    html("div", { class: "vector-of" }, svg("svg", { width: 92, height: 46, "aria-hidden": "true" }, svg("rect", { class: "io-box", ...BOX, rx: 6 }), bars), name),
    html("span", { class: "arrow", "aria-hidden": "true" }, "→"), html("span", { class: "layer-of" }, "one layer"),
    html("span", { class: "arrow", "aria-hidden": "true" }, "→"), html("span", { class: "layer-of" }, "softmax"));
  const title = html("h4");
  const list = html("dl", { class: "classes" });
  const none = html("p", { class: "none" });
  const element = html("section", { class: "readout-of" }, chain, title, list, none);
  let rows = [];
  let names = "";

  function fill(shares) {
    const labels = shares.map(({ label }) => label);
    if (labels.join("\n") === names) return;
    names = labels.join("\n");
    rows = labels.map(classRow);
    list.replaceChildren(...rows.map(({ row }) => row));
  }

  /** @param {Object} beat  @param {Object} node  the box that it is about  @param {boolean} shared  whether this network answers in shares at all */
  function show(beat, node, vector, shared) {
    setText(name, vector.kind === "in" ? "the picture" : vector.kind === "bridge" ? "h, handed over" : vector.kind === "both" ? "h of both layers" : "h, at this step");
    setAttribute(chain, "data-from", vector.kind);
    const reach = Math.max(1, ...vector.bars.map(Math.abs));
    setAttribute(bars, "d", barsPath({ ...BOX, x: 5, y: 5, width: 82, height: 36 }, vector.bars, true, reach));
    setAttribute(chain, "data-lit", beat.shares !== null && beat.asked);
    chain.lastElementChild.hidden = !shared;
    setText(title, beat.shares === null ? "" : beat.asked ? "Shares of the answer" : "If it were asked already now");
    list.hidden = beat.shares === null;
    setAttribute(list, "data-asked", beat.asked);
    none.hidden = beat.shares !== null || !shared;
    setText(none, "Nothing is asked at this move.");
    if (!beat.shares) return;
    fill(beat.shares);
    const best = beat.shares.reduce((top, { share }, k) => (share > beat.shares[top].share ? k : top), 0);
    rows.forEach((one, k) => one.show(beat.shares[k].share, k === best));
  }

  return { element, show };
}

/** The switch between two networks, with what each of them wrote. @param {(at: number) => void} choose */
export function createSwitch(choose) {
  const element = html("div", { class: "both", role: "group", "aria-label": "With or without attention" });
  let parts = [];

  function update(runs) {
    element.hidden = runs.length < 2;
    parts = element.hidden ? [] : runs.map((run, at) => {
      const answer = html("code");
      const verdict = html("span", { class: "verdict-of" });
      const button = html("button", { type: "button", "data-looks-button": run.key, onclick: () => choose(at) }, html("strong", {}, run.label), answer, verdict);
      return { run, button, answer, verdict };
    });
    setChildren(element, parts.map(({ button }) => button));
  }

  /** @param {number} at  the chosen one  @param {number} written  how many symbols are written: none is told before */
  function show(at, written) {
    parts.forEach(({ run, button, answer, verdict }, k) => {
      setAttribute(button, "aria-pressed", k === at);
      const done = written > run.answer.length;
      setText(answer, done ? run.answer || "nothing" : `${run.answer.slice(0, written)}…`);
      setText(verdict, done ? run.verdict : "not yet to its end");
      setAttribute(verdict, "data-right", done ? run.verdict === "right" : "open");
      if (done && !run.judged) setAttribute(verdict, "data-right", "open");
    });
  }

  return { element, update, show };
}

/** How often both are right, by how much text stands behind the date. */
export function createMeasured() {
  const title = html("h4");
  const table = html("div", { class: "measures", role: "table", "aria-label": "Dates right, by how many phrases stand behind the date" });
  const element = html("section", { class: "measured" }, title, table);

  const cell = (share, text, key) => html("span", { class: "measure", role: "cell", "data-key": key },
    html("span", { class: "track" }, html("span", { class: "share", style: `transform: scaleX(${share})` })), html("span", { class: "number" }, text));
  const behind = (count) => (count === 0 ? "nothing behind the date" : count === 1 ? "1 phrase behind it" : `${count} phrases behind it`);

  function update(measured) {
    element.hidden = !measured;
    if (!measured) return;
    setText(title, `Dates right to the last character, measured on ${measured.dates.toLocaleString("en")} held-out dates each`);
    const head = html("div", { class: "measure-row", role: "row" }, html("span", { role: "columnheader" }, ""), ...measured.rows.map(({ label }) => html("strong", { role: "columnheader" }, label)));
    const lines = measured.behind.map((count, k) => html("div", { class: "measure-row", role: "row" },
      html("span", { role: "rowheader" }, behind(count)), ...measured.rows.map((row) => cell(row.shares[k], row.texts[k], row.key))));
    table.replaceChildren(head, ...lines);
  }

  return { element, update };
}
