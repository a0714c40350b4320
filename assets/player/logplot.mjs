// Lines over time steps in a frame of their own: logarithmic or plain axis, playhead, exact values on hover.

import { decades } from "./family.mjs";
import { html, setAttribute, svg } from "./dom.mjs";

const [LEFT, RIGHT, TOP, BOTTOM] = [52, 12, 10, 34];
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const power = (number) => (number === 0 ? "1" : `10${[...String(number)].map((sign) => RAISED[sign]).join("")}`);

/** Where step t (from 0) lies in a frame of `width`, with the margins that all frames share. */
export function stepX(width, steps) {
  const pitch = (width - LEFT - RIGHT) / steps;
  return { pitch, left: LEFT, right: width - RIGHT, at: (t) => LEFT + (t + 0.5) * pitch, step: (x) => Math.max(0, Math.min(steps - 1, Math.floor((x - LEFT) / pitch))) };
}

/**
 * @typedef {{id: string, values: (number|null)[], colour: string, dash?: string, label?: string, strong?: boolean}} Line
 *
 * @param {Object} options
 * @param {string} options.title     of the axis, with its unit
 * @param {number} options.height
 * @param {boolean} [options.log]
 * @param {{goTo: (t: number) => void, explain: (t: number) => {head: string, number: string, body: string}, tip: Object}} handlers
 */
export function createPlot({ title, height, log = false, across = "time step t" }, handlers) {
  const grid = svg("g", {});
  const bands = svg("g", {});
  const lines = svg("g", {});
  const head = svg("path", { class: "head" });
  const frame = svg("svg", { class: "plot", height, role: "img", "aria-label": title, tabindex: 0 }, grid, bands, lines, head);
  const element = html("figure", { class: "plotted" }, html("figcaption", {}, title), frame);
  let current = null;
  let place = 0;

  const stepUnder = (event) => current && stepX(current.width, current.steps).step(event.clientX - frame.getBoundingClientRect().left);
  frame.addEventListener("pointermove", (event) => {
    if (!current) return;
    const t = stepUnder(event);
    if (event.buttons & 1) handlers.goTo(t);
    handlers.tip.show(handlers.explain(t), event.clientX, event.clientY);
  });
  frame.addEventListener("pointerdown", (event) => { if (event.button === 0 && current) handlers.goTo(stepUnder(event)); });
  frame.addEventListener("pointerleave", handlers.tip.hide);
  frame.addEventListener("focus", () => {
    if (!frame.matches(":focus-visible") || !current) return;
    const { left, bottom } = frame.getBoundingClientRect();
    handlers.tip.show(handlers.explain(place), left, bottom);
  });
  frame.addEventListener("blur", handlers.tip.hide);

  const toY = (value) => {
    const { low, high } = current.range;
    const clipped = Math.max(low, Math.min(high, value));
    return TOP + (1 - (clipped - low) / (high - low)) * (height - TOP - BOTTOM);
  };

  /** A path that breaks where there is no value. */
  function path(values, x) {
    let pen = "M";
    return values.map((value, t) => {
      if (value === null || value === undefined) { pen = "M"; return ""; }
      const point = `${pen}${x.at(t).toFixed(1)} ${toY(value).toFixed(1)}`;
      pen = "L";
      return point;
    }).join("");
  }

  function drawGrid(x) {
    const { range, steps } = current;
    const levels = log ? decades(range) : range.ticks;
    const every = Math.max(1, Math.ceil(steps / Math.max(4, Math.floor((x.right - x.left) / 70)) / 5) * 5);
    const marks = [0, ...Array.from({ length: steps }, (_, t) => t).filter((t) => (t + 1) % every === 0 && t > every / 2)];
    grid.replaceChildren(
      ...levels.flatMap((level) => [
        svg("path", { class: level === (log ? 0 : 1) ? "grid one" : "grid", d: `M${x.left} ${toY(level)}H${x.right}` }),
        svg("text", { x: x.left - 7, y: toY(level) + 4, "text-anchor": "end" }, log ? power(level) : `${level}${range.words?.[level] ?? ""}`.replace("-", "−")),
      ]),
      ...marks.map((t) => svg("text", { x: x.at(t), y: height - BOTTOM + 17, "text-anchor": "middle" }, String(t + 1))),
      svg("text", { class: "axis-title", x: (x.left + x.right) / 2, y: height - 2, "text-anchor": "middle" }, across));
  }

  /** Labels stand at the left end of their lines, pushed apart where they would touch. */
  function labels(drawn, x) {
    const named = drawn.filter((line) => line.label && line.values.some((value) => value !== null && value !== undefined));
    const placed = named.map((line) => {
      const t = line.values.findIndex((value) => value !== null && value !== undefined);
      return { line, y: toY(line.values[t]) };
    }).sort((a, b) => a.y - b.y);
    placed.forEach((one, at) => { if (at) one.y = Math.max(one.y, placed[at - 1].y + 15); });
    for (let at = placed.length - 1, floor = height - BOTTOM - 3; at >= 0; at -= 1, floor = placed[at + 1].y - 15) placed[at].y = Math.min(placed[at].y, floor);
    return placed.map(({ line, y }) => svg("text", { class: "label", x: x.left + 6, y: y - 5, style: `fill: ${line.colour}` }, line.label));
  }

  function draw() {
    if (!current?.width) return;
    const x = stepX(current.width, current.steps);
    setAttribute(frame, "width", current.width);
    drawGrid(x);
    bands.replaceChildren(...(current.band ? [svg("path", {
      class: "band-area", style: `--own: ${current.band.colour}`,
      d: `${path(current.band.high, x)}${current.band.low.map((value, t) => ({ value, t })).reverse().map(({ value, t }) => `L${x.at(t).toFixed(1)} ${toY(value).toFixed(1)}`).join("")}z`,
    })] : []));
    lines.replaceChildren(
      ...current.lines.map((line) => svg("path", { class: line.strong ? "curve strong" : "curve", "data-curve": line.id, d: path(line.values, x), style: `stroke: ${line.colour}`, "stroke-dasharray": line.dash ?? null })),
      ...labels(current.lines, x));
    show(place);
  }

  /** @param {{lines: Line[], range: Object, steps: number, band?: Object}} next */
  function update(next) {
    current = { ...next, width: current?.width ?? 0 };
    draw();
  }

  function resize(width) {
    if (!current || current.width === width) return;
    current.width = width;
    draw();
  }

  function show(t) {
    place = t;
    if (!current?.width) return;
    const x = stepX(current.width, current.steps);
    setAttribute(head, "d", `M${x.at(t).toFixed(1)} ${TOP}V${height - BOTTOM}`);
  }

  return { element, update, resize, show };
}
