// The nudge test: move one number a little, and see whether the loss changes as the gradient said.

import { html, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { significant } from "./numbers.mjs";
import { createPlot, curve, frame } from "./plot.mjs";

const signed = (number) => (number > 0 ? `+${significant(number)}` : significant(number));

/** Whether the gradient kept its promise, in one sentence. */
export function verdict(measured, predicted) {
  if (measured === 0 && predicted === 0) return "Nothing moved, nothing changed.";
  const off = Math.abs(measured - predicted) / Math.max(Math.abs(measured), Math.abs(predicted));
  if (off < 0.1) return "The nudge is small enough: the gradient foretells the change.";
  return "The nudge is too large for that: the curve bends away from its tangent.";
}

/** @param {{nudge: (at: number) => void, what: (at: number) => void}} choose */
export function createNudge(choose) {
  const slider = html("input", { type: "range", min: 0, step: 1, "aria-label": "Nudge", "data-slider": "nudge", oninput: () => choose.nudge(Number(slider.value)) });
  const by = html("output");
  const which = html("div", { class: "switch", role: "group", "aria-label": "What is nudged" });
  const table = html("dl", { class: "compare" });
  const words = html("p", { class: "verdict-of" });
  const plot = createPlot("The loss over the nudged number, with the tangent that the gradient gives");
  const element = html("section", { class: "nudge", "aria-label": "Nudge test" }, html("h3", {}, "Nudge test"),
    html("p", { class: "hint" }, "A gradient measures how much the output changes when the input changes a little. Try it:"),
    which, html("label", { class: "slide" }, html("span", {}, "Nudge"), slider, by), table, words, plot.element);
  let buttons = [];
  let offered = "";

  function offer(labels) {
    if (labels.join() === offered) return;
    offered = labels.join();
    buttons = labels.map((label, at) => html("button", { type: "button", "data-nudged": at, onclick: () => choose.what(at) }, ...lowered(label)));
    which.replaceChildren(...buttons);
  }

  /** @param {number} what  0 is the chosen weight, t is the number that step t reads */
  function show(payload, weight, what, at) {
    const moved = what ? payload.inputs[what - 1] : weight;
    const { gradient, losses, predicted, measured, tangent } = moved.nudge;
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
    setText(words, verdict(measured[at], predicted[at]));
    drawSlope(payload, moved, at, losses, tangent);
  }

  function drawSlope({ nudges }, moved, at, losses, tangent) {
    const values = nudges.map((nudge) => moved.value + nudge);
    const [least, most] = [Math.min(...losses), Math.max(...losses)];
    const room = (most - least) * 0.12 || 0.1;
    const [low, high] = [Math.max(0, least - room), most + room];
    const scale = frame(values, low, high);
    const middle = (nudges.length - 1) / 2;
    plot.setAxes(scale, [values[0], values[middle], values.at(-1)], low, high, { x: `value of ${moved.label}`, y: "loss" });
    plot.draw(
      svg("path", { class: "curve", d: curve(scale, values, losses, low, high) }),
      svg("path", { class: "tangent", d: curve(scale, values, tangent, low, high) }),
      svg("circle", { class: "point before", cx: scale.x(values[middle]), cy: scale.y(losses[middle]), r: 5 }),
      svg("path", { class: "guide", d: `M${scale.x(values[at])} ${scale.y(tangent[at])}V${scale.y(losses[at])}` }),
      svg("circle", { class: "point", cx: scale.x(values[at]), cy: scale.y(losses[at]), r: 6 }));
  }

  return { element, show };
}
