// Lines over time steps in a frame of their own: logarithmic or plain axis, playhead, exact values on hover.

import { decades } from "./family.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";
import { explainedPlot } from "./tip.mjs";

const [RIGHT, TOP, BOTTOM] = [12, 10, 34];
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const power = (number) => (number === 0 ? "1" : `10${[...String(number)].map((sign) => RAISED[sign]).join("")}`);

/** Where step t (from 0) lies in a frame of `width` that keeps `left` free; frames below one another share both. */
export function stepX(width, steps, left) {
  const pitch = (width - left - RIGHT) / steps;
  return {
    pitch, left, right: width - RIGHT,
    at: (t) => left + (t + 0.5) * pitch,
    step: (x) => Math.max(0, Math.min(steps - 1, Math.floor((x - left) / pitch))),
  };
}

/**
 * @typedef {{id: string, values: (number|null)[], colour: string, dash?: string, label?: string, strong?: boolean}} Line
 *
 * @param {Object} options
 * @param {string} options.title     of the axis, with its unit
 * @param {number} options.height
 * @param {boolean} [options.log]
 * @param {number} [options.left]    room for the marks of the axis
 * @param {boolean} [options.names]  whether the labels stand in that room too, where their lines end
 * @param {{goTo: (t: number) => void, explain: (t: number) => {head: string, number: string, body: string}, tip: Object}} handlers
 */
export function createStepPlot({ title, height, log = false, left = 52, names = false }, handlers) {
  const grid = svg("g", {});
  const bands = svg("g", {});
  const lines = svg("g", {});
  const ended = svg("g", {});
  const head = svg("path", { class: "head" });
  const frame = svg("svg", { class: "plot", height, role: "img", "aria-label": title, tabindex: 0 }, grid, bands, lines, ended, head);
  const key = html("span", { class: "key" });
  const caption = html("span", {}, title);
  const element = html("figure", { class: "plotted" }, html("figcaption", {}, caption, key), frame);
  let current = null;
  let drawn = []; // the lines, in the order of the data
  let linesOf = ""; // what they look like, and what the grid was drawn for: both change seldom
  let groundOf = "";
  let place = -1; // no playhead until someone asks for one

  const across = () => stepX(current.width, current.steps, left);
  const under = (event) => across().step(event.clientX - frame.getBoundingClientRect().left);
  explainedPlot(frame, { under, at: () => (current ? Math.max(0, place) : null), ...handlers });

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
      const alone = pen === "M" && (values[t + 1] ?? null) === null ? "h0.01" : ""; // a dot, by its round ends
      const point = `${pen}${x.at(t).toFixed(1)} ${toY(value).toFixed(1)}${alone}`;
      pen = "L";
      return point;
    }).join("");
  }

  function drawGrid(x) {
    const { range, steps } = current;
    setAttribute(frame, "width", current.width);
    const levels = log ? decades(range) : range.ticks;
    const room = Math.max(4, Math.floor((x.right - x.left) / 70)); // for so many numbers
    const every = steps <= room ? 1 : Math.ceil(steps / room / 5) * 5;
    const marks = [0, ...Array.from({ length: steps }, (_, t) => t).filter((t) => (t + 1) % every === 0 && t > every / 2)];
    grid.replaceChildren(
      ...levels.flatMap((level) => [
        svg("path", { class: level === (log ? 0 : 1) ? "grid one" : "grid", d: `M${x.left} ${toY(level)}H${x.right}` }),
        svg("text", { x: x.left - 7, y: toY(level) + 4, "text-anchor": "end" }, log ? power(level) : `${level}${range.words?.[level] ?? ""}`.replace("-", "−")),
      ]),
      ...marks.map((t) => svg("text", { x: x.at(t), y: height - BOTTOM + 17, "text-anchor": "middle" }, String(t + 1))),
      svg("text", { class: "axis-title", x: (x.left + x.right) / 2, y: height - 2, "text-anchor": "middle" }, "time step t"));
  }

  function draw() {
    if (!current?.width) return;
    const x = across();
    const ground = JSON.stringify([current.range, current.steps, current.width]);
    if (ground !== groundOf) drawGrid(x);
    groundOf = ground;
    bands.replaceChildren(...(current.band ? [svg("path", {
      class: "band-area", style: `--own: ${current.band.colour}`,
      d: `${path(current.band.high, x)}${current.band.low.map((value, t) => ({ value, t })).reverse().map(({ value, t }) => `L${x.at(t).toFixed(1)} ${toY(value).toFixed(1)}`).join("")}z`,
    })] : []));
    if (names) drawNames();
    drawn.forEach((one, at) => setAttribute(one, "d", path(current.lines[at].values, x)));
    show(place);
  }

  const stroke = (line, d) => svg("path", { class: line.strong ? "curve strong" : "curve", "data-curve": line.id, d, style: `stroke: ${line.colour}`, "stroke-dasharray": line.dash ?? null });

  /** The labels at the left ends of their lines, pushed apart where they would touch. */
  function drawNames() {
    const ends = current.lines.map((line) => ({ line, y: toY(line.values.find((value) => value !== null) ?? current.range.low) }));
    ends.sort((one, other) => one.y - other.y);
    ends.forEach((end, at) => { if (at) end.y = Math.max(end.y, ends[at - 1].y + 16); });
    ends.reverse().forEach((end, at) => { end.y = Math.min(end.y, height - BOTTOM - 16 * at); });
    ended.replaceChildren(...ends.map(({ line, y }) => svg("text", { class: line.strong ? "name strong" : "name", x: 0, y: y + 4, style: `fill: ${line.colour}` }, line.label)));
  }

  /** The lines anew, and a sample of each that has a label: in the plot a label would lie on another line. */
  function drawLines() {
    drawn = current.lines.map((line) => stroke(line, null));
    lines.replaceChildren(...drawn);
    key.replaceChildren(...current.lines.filter((line) => line.label).map((line) => html("span", { class: line.strong ? "strong" : null },
      svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, stroke(line, "M1 5H33")), line.label)));
  }

  /** @param {{lines: Line[], range: Object, steps: number, band?: Object, title?: string}} next  `title`: where it changes */
  function update(next) {
    setText(caption, next.title ?? caption.textContent);
    current = { ...next, width: current?.width ?? 0 };
    place = Math.min(place, next.steps - 1);
    const looks = JSON.stringify(current.lines.map(({ values, ...look }) => look));
    if (looks !== linesOf) drawLines();
    linesOf = looks;
    draw();
  }

  function resize(width) {
    if (!current || current.width === width) return;
    current.width = width;
    draw();
  }

  function show(t) {
    place = t;
    if (!current?.width || t < 0) return;
    const x = across();
    const { head: where, number } = handlers.explain(t);
    setAttribute(frame, "aria-label", `${caption.textContent}. ${where}: ${number.replaceAll("\n", ", ")}`);
    setAttribute(head, "d", `M${x.at(t).toFixed(1)} ${TOP}V${height - BOTTOM}`);
  }

  return { element, update, resize, show };
}
