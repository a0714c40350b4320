// The nudge test: move one number a little, and see whether the loss changes as the gradient said.

import { html, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { significant } from "./numbers.mjs";
import { createPlot, curve, frame } from "./plot.mjs";

const signed = (number) => (number > 0 ? `+${significant(number)}` : significant(number));

const NOISE = 1e-12; // part of the loss, below which a run cannot tell a change from its own rounding

/**
 * Whether the gradient kept its promise, in one sentence.
 *
 * @param {{nudge: number, measured: number, predicted: number, loss: number}} test
 */
export function verdict({ nudge, measured, predicted, loss }) {
  if (nudge === 0) return "Nothing moved, nothing changed.";
  if (measured === 0 && predicted === 0) return "It moved, and the loss did not: the gradient is 0 and says so.";
  if (Math.abs(measured) < NOISE * loss && Math.abs(predicted) < NOISE * loss) return "It moved, and the loss with it by next to nothing: too small a change to measure.";
  const off = Math.abs(measured - predicted) / Math.max(Math.abs(measured), Math.abs(predicted));
  if (off < 0.1) return "The nudge is small enough: the gradient foretells the change.";
  return "The nudge is too large for that: the curve bends away from its tangent.";
}

/** From the lowest to the highest change that is drawn, with room for the tangent; rounding alone is drawn flat. */
export function heights(measured, loss) {
  const [least, most] = [Math.min(...measured), Math.max(...measured)];
  const room = most - least > NOISE * loss ? (most - least) * 0.12 : 0.1;
  return { low: Math.max(-loss, least - room), high: most + room }; // no loss is below 0
}

/** @param {{nudge: (at: number) => void, what: (at: number) => void}} choose */
export function createNudge(choose) {
  const slider = html("input", { type: "range", min: 0, step: 1, "aria-label": "Nudge", "data-slider": "nudge", oninput: () => choose.nudge(Number(slider.value)) });
  const by = html("output");
  const which = html("div", { class: "switch", role: "group", "aria-label": "What is nudged" });
  const table = html("dl", { class: "compare" });
  const words = html("p", { class: "verdict-of" });
  const plot = createPlot("The change of the loss over the nudged number, with the tangent that the gradient gives");
  const element = html("section", { class: "nudge", "aria-label": "Nudge test" }, html("h3", {}, "Nudge test"),
    html("p", { class: "hint" }, "A gradient measures how much the output changes when the input changes a little. Try it:"),
    which, html("label", { class: "slide" }, html("span", {}, "Nudge"), slider, by), table, words, plot.element);
  let buttons = [];
  let offered = "";

  function offer(labels) {
    if (labels.length === buttons.length) {
      if (labels[0] !== offered) buttons[0].replaceChildren(...lowered(labels[0])); // all others name a step
      offered = labels[0];
      return;
    }
    offered = labels[0];
    buttons = labels.map((label, at) => html("button", { type: "button", "data-nudged": at, onclick: () => choose.what(at) }, ...lowered(label)));
    which.replaceChildren(...buttons);
  }

  /** @param {number} what  0 is the chosen weight, t is the number that step t reads */
  function show(payload, weight, what, at) {
    const moved = what ? payload.inputs[what - 1] : weight;
    const { gradient, predicted, measured } = moved.nudge;
    const by_ = payload.nudges[at];
    offer([weight.label, ...payload.inputs.map(({ label }) => label)]);
    buttons.forEach((button, k) => setAttribute(button, "aria-pressed", k === what));
    slider.max = payload.nudges.length - 1;
    slider.value = at;
    slider.setAttribute("aria-valuetext", signed(by_));
    setText(by, signed(by_));
    table.replaceChildren(
      html("dt", {}, "predicted: gradient × nudge"), html("dd", { "data-change": "predicted" }, `${significant(gradient)} × ${by_ < 0 ? `(${significant(by_)})` : significant(by_)} = ${signed(predicted[at])}`),
      html("dt", {}, "measured: the loss really changes by"), html("dd", { "data-change": "measured" }, signed(measured[at])));
    setText(words, verdict({ nudge: by_, measured: measured[at], predicted: predicted[at], loss: payload.numbers.L }));
    drawSlope(payload, moved, at);
  }

  function drawSlope({ nudges, numbers: { L } }, moved, at) {
    const { measured, predicted } = moved.nudge;
    const values = nudges.map((nudge) => moved.value + nudge);
    const { low, high } = heights(measured, L);
    const scale = frame(values, low, high);
    const middle = (nudges.length - 1) / 2;
    plot.setAxes(scale, [values[0], values[middle], values.at(-1)], low, high, { x: `value of ${moved.label}`, y: "change of the loss" });
    plot.draw(
      svg("path", { class: "curve", d: curve(scale, values, measured, low, high) }),
      svg("path", { class: "tangent", d: curve(scale, values, predicted, low, high) }),
      svg("circle", { class: "point before", cx: scale.x(values[middle]), cy: scale.y(0), r: 5 }),
      svg("path", { class: "guide", d: `M${scale.x(values[at])} ${scale.y(predicted[at])}V${scale.y(measured[at])}` }),
      svg("circle", { class: "point", cx: scale.x(values[at]), cy: scale.y(measured[at]), r: 6 }));
  }

  return { element, show };
}
