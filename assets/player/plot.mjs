// A small plot of one curve: axes, the curve, straight lines and points. Pixels only.

import { labelSpans, svg } from "./dom.mjs";
import { significant } from "./numbers.mjs";

const [WIDTH, HEIGHT] = [420, 210];
const BOX = { left: 52, right: 12, top: 12, bottom: 36 };

/** From values to pixels: `xs` spread over the width, what lies in `low`…`high` over the height. */
export function frame(xs, low, high, { log = false } = {}) {
  const on = log ? Math.log : (x) => x;
  const [first, last] = [on(xs[0]), on(xs.at(-1))];
  const wide = WIDTH - BOX.left - BOX.right;
  const tall = HEIGHT - BOX.top - BOX.bottom;
  const x = (value) => BOX.left + ((on(value) - first) / (last - first)) * wide;
  const y = (value) => BOX.top + tall - ((Math.max(low, Math.min(high, value)) - low) / (high - low || 1)) * tall;
  return { x, y };
}

/** Path through the points that lie within the height. */
export function curve({ x, y }, xs, ys, low, high) {
  const inside = (value) => value >= low && value <= high;
  return ys.map((value, k) => (inside(value) ? `${k && inside(ys[k - 1]) ? "L" : "M"}${x(xs[k]).toFixed(1)} ${y(value).toFixed(1)}` : "")).join("");
}

/** @returns the drawing with axes, and a layer for what changes. */
export function createPlot(label) {
  const layer = svg("g");
  const axes = svg("g", { class: "axes" });
  const element = svg("svg", { class: "diagram plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, axes, layer);

  function setAxes(scale, ticks, low, high, names) {
    const bottom = HEIGHT - BOX.bottom;
    axes.replaceChildren(
      svg("path", { class: "axis", d: `M${BOX.left} ${BOX.top}V${bottom}H${WIDTH - BOX.right}` }),
      ...ticks.map((tick) => svg("text", { class: "caption", x: scale.x(tick), y: bottom + 15, "text-anchor": "middle" }, significant(tick))),
      ...[low, high].map((value) => svg("text", { class: "caption", x: BOX.left - 6, y: scale.y(value) + 4, "text-anchor": "end" }, significant(value, 2))),
      svg("text", { class: "caption", x: (WIDTH + BOX.left) / 2, y: HEIGHT - 4, "text-anchor": "middle" }, ...labelSpans(names.x)),
      svg("text", { class: "caption", x: BOX.left + 6, y: BOX.top + 10 }, names.y));
  }

  const draw = (...parts) => layer.replaceChildren(...parts);
  return { element, setAxes, draw };
}
