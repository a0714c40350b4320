// What a step works out for one unit, factor by factor, and the one panel of weights that all steps use.

import { flat, html, lowered, setAttribute } from "./dom.mjs";
import { readable } from "./reader.mjs";
import { called } from "./sentence.mjs";
import { explained } from "./tip.mjs";

const WEIGHTS = {
  W_x: ["x", "from the input to each unit"], W_h: ["h", "from each unit's last value to each unit"], b_h: ["h", "what each unit gets with nothing said"],
  W_y: ["o", "from each unit to each answer"], b_y: ["o", "what each answer gets with nothing said"],
};
const number = (value) => readable(value, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
const bracketed = (value) => (value < 0 ? `(${number(value)})` : number(value));

/** @param {Object} of  tip, state, choose */
export function createWorking({ tip, state, choose }) {
  const weights = html("section", { class: "one-panel", "aria-label": "The one set of weights" });
  const lines = html("div", { class: "lines" });
  const units = html("div", { class: "switch", role: "group", "aria-label": "Unit" });
  const element = html("section", { class: "working", "aria-label": "What this step works out" }, html("div", { class: "choose" }, html("span", { class: "name" }, "Unit"), units), lines);

  function matrix(name, rows) {
    const { unit } = state();
    const [colour, what] = WEIGHTS[name];
    const cells = rows.flatMap((row, k) => row.map((value) => html("span", { class: "entry", "data-row": String(name.endsWith("y") || k === unit) }, number(value))));
    const grid = html("div", { class: "entries", style: `grid-template-columns: repeat(${rows[0].length}, 1fr)` }, ...cells);
    const figure = html("figure", { class: "matrix", "data-weight": name, style: `--own: var(--fill-${colour}); --own-ink: var(--ink-${colour})` }, html("figcaption", {}, html("b", {}, ...lowered(name)), html("span", {}, ` ${rows.length}×${rows[0].length}`)), grid);
    return explained(figure, tip, () => ({ head: name, number: `${rows.length} × ${rows[0].length}, the same at every step`, body: `${what[0].toUpperCase()}${what.slice(1)}.` }));
  }

  function renew() {
    const { cell } = state();
    weights.replaceChildren(html("h4", {}, "One set of weights, pinned here: every step reads from it"),
      html("div", { class: "matrices" }, ...Object.entries(cell.weights).map(([name, rows]) => matrix(name, rows))));
    units.replaceChildren(...cell.h[0].map((_, k) => html("button", { type: "button", "data-choice": k + 1, "aria-pressed": String(k === state().unit), onclick: () => choose(k) }, String(k + 1))));
  }

  /** A number of the sum, with where it comes from. */
  function chip(colour, symbols, value, head, body) {
    const own = html("span", { class: "factor", style: `--own: var(--fill-${colour}); --own-ink: var(--ink-${colour})` }, html("small", {}, ...lowered(symbols)), html("b", {}, number(value)));
    return explained(own, tip, () => ({ head, number: number(value), body }));
  }

  function show(t) {
    const { cell, unit, squash, out } = state();
    const [u, step, before] = [unit + 1, t + 1, t ? `h_${t}` : "h_0"];
    const h = (k) => (t ? cell.h[t - 1][k] : 0);
    const parts = cell.from_units[t][unit].map((value, k) => chip("h", `${number(cell.weights.W_h[unit][k])} × ${bracketed(h(k))}`, value,
      `W_h[${u}, ${k + 1}] × ${before}[${k + 1}]`, t ? `What unit ${k + 1} showed at step ${t} comes back in.` : "Nothing came before: h_0 is 0."));
    parts.push(chip("x", `${number(cell.weights.W_x[unit][0])} × ${bracketed(cell.x[t])}`, cell.from_x[t][unit], `W_x[${u}] × x_${step}`, "What is read at this step."));
    parts.push(chip("h", "b_h", cell.weights.b_h[unit][0], `b_h[${u}]`, "The bias: the same at every step."));
    const sum = chip("h", "a", cell.a[t][unit], "the sum a", "All of it added up.");
    const result = chip("h", `h_${step}`, cell.h[t][unit], `h_${step}[${u}]`, squash === "tanh" ? "tanh keeps it between −1 and 1." : "ReLU cuts off what is below 0.");
    const plus = parts.flatMap((part, k) => (k ? [html("i", {}, "+"), part] : [part]));
    const answers = cell.logits[t].map((value, k) => chip("o", `y_${step} before, ${k + 1}`, value, `row ${k + 1} of W_y h_${step} + b_y`, "Before the activation at the output."));
    const shares = cell.y[out][t].map((value, k) => chip("o", `y_${step}, ${k + 1}`, value, `answer ${k + 1}`, out === "softmax" ? "A share: the two add up to 1." : "Between 0 and 1, each by itself."));
    lines.replaceChildren(
      html("p", { class: "rule" }, ...lowered(`h_t = A(W_h h_{t−1} + W_x x_t + b_h), A = ${called(squash)}`)),
      html("div", { class: "sum-line" }, html("b", { class: "sign" }, ...lowered(`h_${step}`), ` = ${called(squash)}(`), ...plus, html("b", { class: "sign" }, `) = ${called(squash)}(`), sum, html("b", { class: "sign" }, ") ="), result),
      html("p", { class: "rule" }, ...lowered(`y_t = A(W_y h_t + b_y), A = ${out}`)),
      html("div", { class: "sum-line" }, html("b", { class: "sign" }, ...lowered(`y_${step}`), ` = ${out}(`), answers[0], html("i", {}, ","), answers[1], html("b", { class: "sign" }, ") ="), shares[0], html("i", {}, ","), shares[1]));
    weights.querySelectorAll(".matrix").forEach((figure) => {
      setAttribute(figure, "aria-label", `${flat(figure.dataset.weight)}, read ${t + 1} times so far`);
      figure.querySelectorAll("[data-row]").forEach((entry) => entry.classList.toggle("lit", entry.dataset.row === "true"));
    });
  }

  return { weights, element, renew, show };
}
