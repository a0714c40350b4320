// Why it holds or fades: what one step multiplies a gradient by, and the product over all later steps;
// the LSTM's forget gate beside the RNN's Jacobian.

import { html, lowered } from "./dom.mjs";
import { limits, sizeOf } from "./family.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { significant } from "./numbers.mjs";

const shown = (number) => (number === null || number === undefined ? "none" : significant(number, 3));

/** @param {{goTo: (t: number) => void, tip: Object}} handlers */
export function createFactors({ goTo, tip }) {
  let data = null;
  let member = null;
  const at = (t, number, body) => ({ head: `step ${t + 1} · “${data.tokens[t]}”`, number, body });
  const plotOf = (title, height, log, explain) => createStepPlot({ title, height, log }, { goTo, tip, explain });

  const kept = plotOf("One step keeps f of c: forget gate, mean and range of the units", 150, false, (t) => at(t,
    `f: mean ${shown(member.kept.mean[t])}, units from ${shown(member.kept.low[t])} to ${shown(member.kept.high[t])}`,
    "The share of c, and of its gradient, that goes on unchanged. 0 erases, 1 keeps."));
  const path = plotOf("All later steps keep Πf: what goes straight along c", 200, true, (t) => at(t,
    `Πf: ${shown(sizeOf(member.path[t] ?? null))}`, "Product of the forget gates of all later steps, mean of the units."));
  const factor = plotOf("One step multiplies by ∂hₜ/∂hₜ₋₁: at most by its largest singular value", 150, false, (t) => at(t,
    `at most × ${shown(member.factor[t])}`, "The most that this step can make of any gradient: W_h times the slope of the activation."));
  const product = plotOf("All later steps: their product, and the bound on it", 200, true, (t) => at(t,
    `product ${shown(sizeOf(member.product[t] ?? null))}\nbound ${shown(sizeOf(member.bound[t] ?? null))}`,
    "A product of matrices is never larger than the product of their sizes, and mostly smaller: they pull in different directions."));
  const [along, across] = [html("b", {}), html("b", {})];
  const half = (title, words, ...plots) => html("section", {}, html("h3", {}, title), html("p", {}, ...words), ...plots.map((plot) => plot.element));
  const element = html("div", { class: "factors" },
    half("LSTM: a product of gates", ["Along c every step multiplies by its forget gate, a number that the network sets itself. Near 1, a hundred of them still leave something. ", along], kept, path),
    half("RNN: a product of Jacobians", ["Along h every step multiplies by the same weights and by the slope of the activation. No gate can hold that at 1. ", across], factor, product));
  const plots = [kept, path, factor, product];

  function update(payload, next) {
    data = payload;
    member = next;
    const { steps } = next;
    const unit = { low: 0, high: 1, ticks: [0, 0.5, 1], words: { 0: " erase", 1: " keep" } };
    const f = "var(--fill-f)";
    kept.update({ steps, range: unit, band: { low: member.kept.low, high: member.kept.high, colour: f }, lines: [{ id: "f", values: member.kept.mean, colour: "var(--ink-f)", strong: true }] });
    along.replaceChildren(...lowered(member.along));
    across.replaceChildren(...lowered(member.across));
    const most = Math.max(1, ...member.factor.filter((value) => value !== null));
    const high = [1.5, 2, 3, 5, 10, 20, 50, 100].find((top) => top >= most) ?? most;
    factor.update({ steps, range: { low: 0, high, ticks: [0, 1, ...(high > 1 ? [high] : [])] }, lines: [{ id: "factor", values: member.factor, colour: "var(--ink-h)", strong: true }] });
    const range = limits([member.path, member.product, member.bound]); // one axis for both, or they could not be compared
    path.update({ steps, range, lines: [{ id: "path", values: member.path, colour: "var(--ink-f)", label: "Πf", strong: true }] });
    product.update({ steps, range, lines: [
      { id: "bound", values: member.bound, colour: "var(--ink-h)", dash: "2 5", label: "bound" },
      { id: "product", values: member.product, colour: "var(--ink-h)", label: "product", strong: true },
    ] });
  }

  return {
    element,
    update,
    show: (t) => plots.forEach((plot) => plot.show(t)),
    resize: () => plots.forEach((plot) => plot.resize(plot.element.clientWidth)),
  };
}
