// The pinned panel of weights: it stays while time goes by, and each gradient adds up in it.

import { html, lowered, setAttribute, setText } from "./dom.mjs";
import { significant } from "./numbers.mjs";

/** @param {(at: number) => void} choose */
export function createWeights(choose) {
  const grid = html("div", { class: "weights", role: "group", "aria-label": "All weights; one can be chosen" });
  const element = html("section", { class: "pinned", "aria-label": "Weights" },
    html("h3", {}, "The weights"),
    html("p", { class: "hint" }, "One set, the same at every step. ∂ is the gradient so far. Choose with ↑ ↓ or a click."), grid);
  let cells = [];

  function update(payload) {
    cells = payload.weights.map((weight, at) => {
      const gradient = html("span", { class: "so-far" });
      const button = html("button", { type: "button", class: "weight", "data-weight": weight.key, title: weight.name, onclick: () => choose(at) },
        html("span", { class: "own", style: weight.answer || payload.kind === "RNN" ? null : `color: var(--ink-${weight.symbol})` }, ...lowered(weight.label)),
        html("span", { class: "number" }, significant(weight.value)), gradient);
      return { button, gradient };
    });
    grid.replaceChildren(...cells.map(({ button }) => button));
  }

  /** @param {(weight: Object) => number|null} sumOf  its gradient so far, null before the way back */
  function show(payload, chosen, sumOf) {
    cells.forEach(({ button, gradient }, at) => {
      setAttribute(button, "aria-pressed", at === chosen);
      const sum = sumOf(payload.weights[at]);
      setText(gradient, sum === null ? "∂ –" : `∂ ${significant(sum)}`);
    });
  }

  return { element, update, show };
}
