// Choose a value by its quantity, step and unit.

import { html } from "./dom.mjs";

/** @param {(place: import("./pins.mjs").Place) => void} chosen */
export function createPicker(chosen) {
  const selects = ["Value", "Step", "Unit"].map((label) => {
    const select = html("select", { "data-pick": label.toLowerCase(), "data-key": label === "Value" ? "pick" : `pick-${label}` });
    return { select, element: html("label", { class: "pick" }, html("span", {}, label), select) };
  });
  const [quantity, step, unit] = selects.map(({ select }) => select);
  const button = html("button", { type: "submit", "data-key": "pick-go" }, "Add a card");
  const element = html("form", { class: "picker", "aria-label": "Choose a value to trace" }, ...selects.map((one) => one.element), button);
  let data = null;
  let filled = "";

  const options = (texts, kept) => texts.map((text, k) => html("option", { value: k, selected: k === kept }, text));
  const here = () => data.quantities[Number(quantity.value)];

  function fillUnits(kept) {
    const { units } = here();
    unit.replaceChildren(...options(units, Math.min(kept, units.length - 1)));
  }

  quantity.addEventListener("change", () => fillUnits(Number(unit.value)));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    chosen({ name: here().name, t: Number(step.value), unit: Number(unit.value) });
  });

  /** Other choices only where the run is another one: what is being chosen stays. */
  function update(next) {
    data = next;
    const outline = JSON.stringify([next.quantities, next.tokens]);
    if (outline === filled) return;
    filled = outline;
    const first = next.cards[0]?.place ?? { name: "h", t: next.steps - 1, unit: 0 };
    const which = Math.max(0, next.quantities.findIndex(({ name }) => name === first.name));
    quantity.replaceChildren(...options(next.quantities.map(({ title }) => title), which));
    step.replaceChildren(...options(next.tokens.map((token, t) => `${t + 1} “${token}”`), first.t));
    fillUnits(first.unit);
  }

  return { element, update };
}
