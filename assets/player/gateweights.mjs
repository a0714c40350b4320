// The weights and biases by which one unit of one gate decides, beside the timelines, to be changed there.

import { html, lowered } from "./dom.mjs";
import { createNumberCell, redraw } from "./numbercell.mjs";

/** @param {{tip: Object, tell: (message: Object) => void}} handlers */
export function createGateWeights({ tip, tell }) {
  const element = html("div", { class: "gate-weights" });
  let data = null;
  let shown = "";

  function update(matrices) {
    data = matrices;
    shown = "";
  }

  function show(gate, unit) {
    const own = data?.groups.find((group) => group.gate === gate) ?? data?.groups[0];
    if (!own || shown === `${own.gate} ${unit}`) return;
    shown = `${own.gate} ${unit}`;
    const cell = (block, k) => html("label", { class: "number-of" },
      createNumberCell({ block, own, r: unit, k, largest: data.largest, tip, tell }), html("span", {}, block.columns[k]));
    const part = (block) => html("div", { class: "block" },
      html("h4", {}, ...lowered(`${block.title}, unit ${unit + 1}`)), html("div", { class: "numbers-of" }, ...block.columns.map((_, k) => cell(block, k))));
    redraw(element, () => element.replaceChildren(...own.blocks.map(part)));
  }

  return { element, update, show };
}
