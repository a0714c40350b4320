// One number, step by step, as points on stems. The axis grows with the largest of them, or stays where it is told to.

import { html, setAttribute, setText, svg } from "./dom.mjs";
import { marked } from "./curveplot.mjs";
import { significant } from "./numbers.mjs";
import { explainedPlot } from "./tip.mjs";

const [LEFT, RIGHT, TOP, BOTTOM] = [58, 16, 26, 34];

/** The next of 1, 2, 5, 10, 20, … that holds a size; never below `least`. */
export function roundedUp(size, least = 1) {
  if (size <= least) return least;
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  return [1, 2, 5, 10].map((step) => step * power).find((limit) => limit >= size * (1 - 1e-9));
}

/** Between two sizes of an axis, as a zoom goes: evenly in factors. */
export const zoomed = (from, to, part) => from * (to / from) ** part;

/**
 * @param {{title: string, height: number, name: string, fixed?: boolean}} options
 * @param {{explain: (n: number) => {head: string, number: string, body: string}, goTo: (n: number) => void, tip: Object}} handlers
 */
export function createGrowPlot({ title, height, name, fixed = false }, handlers) {
  const ground = svg("g", {});
  const points = svg("g", {});
  const frame = svg("svg", { class: "plot grow", height, role: "img", "aria-label": title, tabindex: 0, "data-grow": name }, ground, points);
  const caption = html("span", {}, title);
  const element = html("figure", { class: "plotted" }, html("figcaption", {}, caption), frame);
  let values = [0];
  let width = 0;
  let last = [0, 0, 1];

  const bottom = height - BOTTOM;
  const toX = (n) => LEFT + ((n + 0.5) / values.length) * (width - LEFT - RIGHT);
  const under = (event) => Math.max(0, Math.min(values.length - 1,
    Math.floor(((event.clientX - frame.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT)) * values.length)));
  const limitAt = (n) => (fixed ? 1 : roundedUp(Math.max(...values.slice(0, n + 1).map(Math.abs))));
  explainedPlot(frame, { under, at: () => (width ? last[1] : null), ...handlers });

  /** The axis runs to the side on which the numbers lie; to both where all are 0. */
  function scale(limit) {
    const [low, high] = values[0] > 0 ? [0, limit] : values[0] < 0 ? [-limit, 0] : [-limit, limit];
    return { low, high, toY: (value) => TOP + ((high - value) / (high - low)) * (bottom - TOP) };
  }

  function drawGround({ low, high, toY }) {
    const every = width < 420 ? 5 : 2;
    setAttribute(frame, "width", width);
    const counted = values.map((_, n) => n).filter((n) => n % every === 0);
    ground.replaceChildren(
      ...[low, 0, high].filter((level, at, all) => all.indexOf(level) === at).flatMap((level) => [
        svg("path", { class: level === 0 ? "grid one" : "grid", d: `M${LEFT} ${toY(level)}H${width - RIGHT}` }),
        svg("text", { x: LEFT - 6, y: toY(level) + 4, "text-anchor": "end" }, marked(Number(level.toPrecision(2))))]),
      ...counted.map((n) => svg("text", { x: toX(n), y: bottom + 16, "text-anchor": "middle" }, String(n))),
      svg("text", { class: "axis-title", x: width - RIGHT, y: bottom + 30, "text-anchor": "end" }, "step n"));
  }

  /** Show all steps up to `to`, the last of them `part` of the way from step `from`. */
  function show(from, to, part) {
    last = [from, to, part];
    if (!width) return;
    const limit = zoomed(limitAt(from), limitAt(to), part);
    const axis = scale(limit);
    drawGround(axis);
    const grown = values[from] + (values[to] - values[from]) * part;
    const shown = values.slice(0, to + 1).map((value, n) => (n === to ? grown : value));
    const stems = shown.map((value, n) => `M${toX(n).toFixed(1)} ${axis.toY(0).toFixed(1)}V${axis.toY(value).toFixed(1)}`).join("");
    const { head, number } = handlers.explain(to);
    setAttribute(frame, "aria-label", `${caption.textContent}. ${head}: ${number.replaceAll("\n", ", ")}`);
    const below = values[0] < 0;
    const middle = Math.max(LEFT + 30, Math.min(width - RIGHT - 34, toX(to)));
    points.replaceChildren(svg("path", { class: "stem", d: stems }),
      ...shown.map((value, n) => svg("circle", { class: n === to ? "dot" : "past", cx: toX(n), cy: axis.toY(value), r: n === to ? 6 : 4 })),
      svg("text", { class: "reading", x: middle, y: axis.toY(grown) + (below ? 20 : -11), "text-anchor": "middle" }, part < 1 ? "" : significant(values[to], 5)));
  }

  function update(next, called) {
    values = next;
    setText(caption, called);
  }

  function resize(to) {
    if (to === width || !to) return;
    width = to;
    show(...last);
  }

  return { element, update, show, resize };
}
