// Curves over any numbers x in a frame of their own: plain or logarithmic, stretches with words, a point, its tangent.
// They may fill no more of the axis than has happened so far.

import { decades } from "./family.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";
import { significant } from "./numbers.mjs";
import { explainedPlot } from "./tip.mjs";

const [TOP, BOTTOM] = [12, 34];
const APART = 15; // pixels between the names of two curves that end at one place
const REACH = 0.14; // of the width, to each side: how far a tangent is drawn
let frames = 0;

/** Index of the place in `xs` (rising) nearest to `x`. */
export function nearestTo(xs, x) {
  const at = xs.findIndex((one) => one >= x);
  if (at < 0) return xs.length - 1;
  return at > 0 && x - xs[at - 1] < xs[at] - x ? at - 1 : at;
}

/** Heights pushed down, where one is nearer to the next above than `least`; none is below `bottom`. */
export function spread(heights, least, bottom) {
  const order = heights.map((_, n) => n).sort((a, b) => heights[a] - heights[b]);
  const found = [...heights];
  order.forEach((n, at) => { if (at) found[n] = Math.max(found[n], found[order[at - 1]] + least); });
  order.reverse().forEach((n, at) => { found[n] = Math.min(found[n], bottom - at * least); });
  return found;
}

/** What was seen of a line by place t. */
export const upTo = (values, t) => values.map((value, k) => (k <= t ? value : null));

/** The zone in which x lies; each ends with its `upto`. */
export const zoneOf = (zones, x) => zones.find(({ upto }) => x <= upto) ?? zones.at(-1);

/** A number as an axis has it; a whole power of ten as one. */
export const marked = (number) => significant(number, 3).replace(/^(−?)1·/, "$1");

/**
 * `label`: in the key above; `end`: where the line ends; `joined`: over places without a value, and where it jumps;
 * `plain`: has no point
 *
 * @typedef {{id: string, values: (number|null)[], colour: string, dash?: string, label?: string, end?: string,
 *   joined?: boolean, plain?: boolean, kind?: string}} Line
 * @typedef {{xs: number[], lines: Line[], range: {low: number, high: number, ticks?: number[]}, marks: number[],
 *   log?: boolean, name?: string, zones?: {upto: number, kind: string, label: string}[], extent?: [number, number]}} Shown
 *   `extent`: of the axis, where `xs` does not fill it
 *
 * @param {{title: string, height: number, left?: number, right?: number, written?: (level: number) => string}} options
 * @param {{move: (k: number) => void, explain: (k: number) => {head: string, number: string, body: string}, tip: Object,
 *   walk?: (by: number) => number}} handlers  `walk`: which place a key leads to, where it is not the next
 */
export function createCurvePlot({ title, height, left = 44, right = 14, written = marked }, handlers) {
  const ground = svg("g", {});
  const inside = svg("g", {});
  const ended = svg("g", {});
  const over = svg("g", {});
  const window = svg("rect", { x: left, y: TOP, height: height - TOP - BOTTOM });
  const clip = `curve-${frames += 1}`;
  const frame = svg("svg", { class: "plot", height, role: "img", "aria-label": title, tabindex: 0 },
    svg("defs", {}, svg("clipPath", { id: clip }, window)), ground, svg("g", { "clip-path": `url(#${clip})` }, inside), ended, over);
  const caption = html("span", {}, title);
  const key = html("span", { class: "key" });
  const element = html("figure", { class: "plotted" }, html("figcaption", {}, caption, key), frame);
  let shown = null;
  let width = 0;
  let last = [-1, {}];
  let drawn = []; // the lines, in the order of the data
  let linesOf = ""; // what they look like, and what the ground was drawn for: both change seldom
  let groundOf = "";

  const extent = () => shown.extent ?? [shown.xs[0], shown.xs.at(-1)];
  const across = () => extent()[1] - extent()[0];
  const toX = (x) => left + ((x - extent()[0]) / across()) * (width - left - right);
  const toY = (y) => TOP + ((shown.range.high - y) / (shown.range.high - shown.range.low)) * (height - TOP - BOTTOM);
  const under = (event) => {
    const part = (event.clientX - frame.getBoundingClientRect().left - left) / (width - left - right);
    return nearestTo(shown.xs, extent()[0] + part * across());
  };
  const at = () => (width && last[0] >= 0 ? last[0] : null);
  const stand = explainedPlot(frame, { under, at, goTo: handlers.move, explain: handlers.explain, tip: handlers.tip });
  frame.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 20, PageDown: -20 }[event.key];
    if (!by || at() === null) return;
    event.preventDefault();
    event.stopPropagation();
    const k = handlers.walk?.(by) ?? Math.max(0, Math.min(shown.xs.length - 1, last[0] + by));
    handlers.move(k);
    stand(k);
  });

  /** A path that breaks where there is no value, and where the value jumps. */
  function path({ values, joined }) {
    const jump = joined ? Infinity : (shown.range.high - shown.range.low) / 2;
    let pen = "M";
    return values.map((value, k) => {
      if (value === null) { pen = joined ? pen : "M"; return ""; }
      if (k && values[k - 1] !== null && Math.abs(value - values[k - 1]) > jump) pen = "M";
      const point = `${pen}${toX(shown.xs[k]).toFixed(1)} ${toY(value).toFixed(1)}`;
      pen = "L";
      return point;
    }).join("");
  }

  function drawZones() {
    let from = shown.xs[0];
    return (shown.zones ?? []).flatMap(({ upto, kind, label }) => {
      const [a, b] = [toX(from), toX(upto)];
      from = upto;
      if (kind === "steep") return [];
      return [svg("rect", { class: `zone ${kind}`, x: a, y: TOP, width: b - a, height: height - TOP - BOTTOM }),
        svg("text", { class: "zone-name", x: (a + b) / 2, y: TOP + 0.3 * (height - TOP - BOTTOM), "text-anchor": "middle" }, label)];
    });
  }

  function drawGround() {
    const { range, log, marks } = shown;
    const bottom = height - BOTTOM;
    const levels = range.ticks ?? decades(range);
    setAttribute(frame, "width", width);
    setAttribute(window, "width", Math.max(0, width - left - right));
    ground.replaceChildren(...drawZones(),
      ...levels.flatMap((level) => [
        svg("path", { class: level === 0 ? "grid one" : "grid", d: `M${left} ${toY(level)}H${width - right}` }),
        svg("text", { x: left - 6, y: toY(level) + 4, "text-anchor": "end" }, written(log ? 10 ** level : level))]),
      ...marks.map((mark) => svg("text", { x: toX(mark), y: bottom + 16, "text-anchor": "middle" }, String(mark).replace("-", "−"))),
      svg("text", { class: "axis-title", x: width - right, y: bottom + 30, "text-anchor": "end" }, shown.name ?? ""));
  }

  const stroke = (line, d) => svg("path", { class: line.kind ? `curve ${line.kind}` : "curve", "data-curve": line.id, d, style: `stroke: ${line.colour}`, "stroke-dasharray": line.dash ?? null });

  /** The names of lines behind their last values, pushed apart where they would touch. */
  function names() {
    const ends = shown.lines.filter(({ end }) => end).map((line) => ({ line, k: line.values.findLastIndex((value) => value !== null) })).filter(({ k }) => k >= 0);
    const placed = spread(ends.map(({ line, k }) => toY(line.values[k])), APART, height - BOTTOM - 4);
    return ends.map(({ line, k }, n) => svg("text", { class: line.kind ? `name ${line.kind}` : "name", x: toX(shown.xs[k]) + 7, y: placed[n] + 4, style: `fill: ${line.colour}` }, line.end));
  }

  function draw() {
    if (!shown || !width) return;
    const { xs, lines, ...around } = shown;
    const ground = JSON.stringify([around, xs[0], xs.at(-1), width]);
    const looks = JSON.stringify(lines.map(({ values, ...look }) => look));
    if (ground !== groundOf) drawGround();
    if (looks !== linesOf) drawLines();
    [groundOf, linesOf] = [ground, looks];
    drawn.forEach((one, n) => setAttribute(one, "d", path(lines[n])));
    ended.replaceChildren(...names());
    show(...last);
  }

  /** The lines anew, and a sample of each that has a label. */
  function drawLines() {
    drawn = shown.lines.map((line) => stroke(line, null));
    inside.replaceChildren(...drawn);
    key.replaceChildren(...shown.lines.filter(({ label }) => label).map((line) => html("span", {},
      svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, stroke(line, "M1 5H33")), line.label)));
  }

  /** @param {Shown} next */
  function update(next, name = title) {
    shown = next;
    setText(caption, name);
    draw();
  }

  function resize(to) {
    if (to === width || !to) return;
    width = to;
    draw();
  }

  function tangent(k, slope, value) {
    const x = shown.xs[k];
    const reach = REACH * (shown.xs.at(-1) - shown.xs[0]);
    return svg("path", { class: "tangent", "clip-path": `url(#${clip})`,
      d: `M${toX(x - reach)} ${toY(value - reach * slope)}L${toX(x + reach)} ${toY(value + reach * slope)}` });
  }

  /** The point at place k of every line, its tangent where a slope is given, and what was found before. */
  function show(k, { slope, found = [] } = {}) {
    last = [k, { slope, found }];
    if (!shown || !width) return;
    if (!(k in shown.xs)) { // nothing stands there, or not yet: other numbers came, and the place among them comes next
      over.replaceChildren();
      setAttribute(frame, "aria-label", caption.textContent);
      return;
    }
    const { head, number } = handlers.explain(k);
    setAttribute(frame, "aria-label", `${caption.textContent}. ${head}: ${number.replaceAll("\n", ", ")}`);
    const dots = (place, kind) => shown.lines.filter(({ values, plain }) => !plain && values[place] !== null).map(({ values, colour }) =>
      svg("circle", { class: kind, cx: toX(shown.xs[place]), cy: toY(values[place]), r: 6, style: `--own: ${colour}` }));
    over.replaceChildren(
      svg("path", { class: "head", d: `M${toX(shown.xs[k])} ${TOP}V${height - BOTTOM}` }),
      ...(slope === undefined ? [] : [tangent(k, slope, shown.lines[0].values[k])]),
      ...found.flatMap((place) => dots(place, "found")), ...dots(k, "dot"));
  }

  return { element, update, resize, show };
}
