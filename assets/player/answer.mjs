// The readout: what the network answers after each step, as text and as bars.

import { html, setText } from "./dom.mjs";
import { percent, readable } from "./reader.mjs";

/** How many decimals it takes to read a small number: two of its digits, and never fewer than two. */
const decimals = (largest) => (largest > 0 && largest < 0.1 ? Math.min(4, 1 - Math.floor(Math.log10(largest))) : 2);

/** The answer after step t in words: the likeliest class and its share, or the number. */
export function answerAt(readout, t) {
  const values = readout.values[t];
  if (readout.task !== "classify") {
    const largest = Math.max(...readout.values.map(([value]) => Math.abs(value)));
    return { text: `${readout.classes[0]} ${readable(values[0], decimals(largest))}`, sure: "", best: 0 };
  }
  const best = values.indexOf(Math.max(...values));
  return { text: readout.classes[best], sure: `, ${percent(values[best])}`, best };
}

/** A share as it fits beside its bar. */
export const shortPercent = (share) => percent(share).replace("less than ", "< ").replace("over ", "> ");

/** The row of one class: its name, its bar and its number, for whoever fills them. */
export function classRow(name) {
  const bar = html("span", { class: "share" });
  const number = html("span", { class: "number" });
  const row = html("div", { class: "class" }, html("dt", {}, name), html("dd", {}, html("span", { class: "track" }, bar), number));
  function show(share, best) {
    row.classList.toggle("best", best);
    bar.style.transform = `scaleX(${share})`;
    setText(number, shortPercent(share));
  }
  return { row, show };
}

/** A bar a class, moving with t. Numbers have their own lane instead. */
export function createAnswer() {
  const title = html("h4");
  const list = html("dl", { class: "classes" });
  const element = html("section", { class: "verdict", "aria-label": "The network's answer" }, title, list);
  let rows = [];

  function update(payload) {
    element.hidden = payload.readout?.task !== "classify";
    if (element.hidden) return;
    rows = payload.readout.classes.map(classRow);
    list.replaceChildren(...rows.map(({ row }) => row));
  }

  function show(payload, place) {
    if (element.hidden) return;
    const last = place.t === payload.steps - 1;
    setText(title, last ? "The answer, after the last step" : `If it had to answer after step ${place.t + 1}`);
    const { best } = answerAt(payload.readout, place.t);
    rows.forEach((one, k) => one.show(payload.readout.values[place.t][k], k === best));
  }

  return { element, update, show };
}
