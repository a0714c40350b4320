// Sigmoid, tanh and ReLU with a movable point: value, slope, tangent, and where each is all but flat.

import { ease } from "./bars.mjs";
import { bring } from "./bring.mjs";
import { createCurvePlot, zoneOf } from "./curveplot.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { limits } from "./family.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { short, significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Curve
 * @property {string} name     sigmoid, tanh or relu
 * @property {string} title
 * @property {string} symbol   such as σ(x)
 * @property {string} slope    such as σ′(x)
 * @property {number[]} values  over the places
 * @property {number[]} slopes
 * @property {(number|null)[]} logs  of the slopes; null is 0
 * @property {{low: number, high: number, ticks: number[]}} range
 * @property {{upto: number, kind: string, words: string}[]} zones  flat, off or steep, from left to right
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {number[]} xs     the places of the point
 * @property {number} at       where it opens, from 0
 * @property {number[]} jumps  places that have a button
 * @property {number[]} asked  places that the prediction asks about, in the order in which they are run through
 * @property {Curve[]} curves
 * @property {number} attend   1 once the prediction was made: then the point runs
 */

const MARKS = [-10, -5, 0, 5, 10];
const PLAIN = { low: -0.05, high: 1.05, ticks: [0, 0.25, 0.5, 1] };
const ZONES = { flat: "flat", off: "off" };
const HINT = "Drag the point in a curve, or move the slider: arrow keys work too.";
const WAYS = { move: ["together", "each"], slope: ["plain", "log"] };

const twoDecimals = (x) => x.toFixed(2).replace("-", "−");

/** @param {Payload} first */
function createCurves(host, first) {
  let data = first;
  const state = { at: data.curves.map(() => data.at), move: 0, slope: 0 };
  let stop = -1; // which of the places that were asked about it runs to
  let found = [];
  const root = html("section", { class: "player squash curves", "data-testid": "curves", "aria-label": "Sigmoid, tanh and ReLU" });
  const tip = createTip(root);
  const says = html("p", { class: "takeaway", "aria-live": "polite" }, HINT);
  const jumps = html("div", { class: "group" });
  const grid = html("div", { class: "curve-grid" });
  const pressed = (name, labels) => html("div", { class: "switch", role: "group" }, ...labels.map((label, n) =>
    html("button", { type: "button", "data-switch": `${name}-${WAYS[name][n]}`, onclick: () => choose(name, n) }, label)));
  const switches = { move: pressed("move", ["all three together", "each alone"]), slope: pressed("slope", ["plain", "logarithmic"]) };
  root.prepend(html("header", { class: "head" }, jumps,
    html("div", { class: "switches" }, ...[["Points", "move"], ["Slope axis", "slope"]].map(([label, name]) => html("span", {}, html("span", { class: "label" }, label), switches[name])))), says, grid);
  host.append(root);

  const link = createLink(() => [
    ...data.curves.map(({ name }) => ({ name, what: "places x", words: data.xs.map(String) })),
    ...Object.entries(WAYS).map(([name, words]) => ({ name, what: "ways", words })),
  ]);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const place = () => ({ ...Object.fromEntries(data.curves.map(({ name }, n) => [name, state.at[n]])), move: state.move, slope: state.slope });
  const playback = createPlayback({
    reduced: calm,
    tempo: () => ({ move: 480, beat: 1700 }),
    atEnd: () => stop >= data.asked.length - 1,
    restart: () => {},
    next: () => run(stop + 1),
    place: () => ({ at: [...state.at] }),
    paint: draw,
    changed: () => setAttribute(root, "data-playing", playback.state.playing),
    rest: () => {},
  });
  let cards = [];

  function draw(move, progress) {
    cards.forEach((card, n) => {
      const from = move.from.at?.[n] ?? state.at[n];
      card.show(Math.round(from + (state.at[n] - from) * ease(progress)));
    });
  }

  function card(curve, n) {
    const explain = (k) => ({
      head: `x = ${twoDecimals(data.xs[k])}`,
      number: `${curve.symbol} = ${short(curve.values[k], 4)}\nslope ${curve.slope} = ${significant(curve.slopes[k], 3)}`,
      body: zoneOf(curve.zones, data.xs[k]).words,
    });
    const handlers = { move: (k) => put(n, k), explain, tip };
    const value = createCurvePlot({ title: `Value ${curve.symbol}`, height: 176 }, handlers);
    const slope = createCurvePlot({ title: `Slope ${curve.slope}`, height: 140 }, handlers);
    const slider = html("input", { type: "range", min: 0, max: data.xs.length - 1, step: 1, "data-slider": curve.name, "aria-label": `x of ${curve.title}`,
      oninput: (event) => put(n, Number(event.target.value)) });
    const cells = [["x", "x-of"], [curve.symbol, "value-of"], [`slope ${curve.slope}`, "slope-of"]].map(([name, kind]) => {
      const number = html("dd", { class: kind });
      return { number, both: html("div", {}, html("dt", {}, name), number) };
    });
    const words = html("p", { class: "zone-words" });
    const element = html("section", { class: "curve-card", "data-card": curve.name }, html("h3", {}, curve.title),
      html("dl", { class: "reads" }, ...cells.map(({ both }) => both)), value.element, slope.element, slider, words);

    function show(k) {
      const x = data.xs[k];
      value.show(k, { slope: curve.slopes[k] });
      slope.show(k, { found: curve.name === data.curves[0].name ? found : [] });
      [twoDecimals(x), short(curve.values[k], 4), significant(curve.slopes[k], 3)].forEach((text, m) => setText(cells[m].number, text));
      setText(words, zoneOf(curve.zones, x).words);
      slider.value = k;
      setAttribute(slider, "aria-valuetext", `x = ${twoDecimals(x)}`);
      setAttribute(element, "data-x", x);
    }

    function open() {
      const zones = curve.zones.map((zone) => ({ ...zone, label: ZONES[zone.kind] ?? "" }));
      const base = { xs: data.xs, marks: MARKS, zones, name: "x" };
      const log = state.slope === 1;
      const range = log ? { ...limits(data.curves.map(({ logs }) => logs)), high: 0.3 } : PLAIN;
      value.update({ ...base, lines: [{ id: curve.name, values: curve.values, colour: "var(--ink)" }], range: curve.range });
      slope.update({ ...base, log, range, lines: [{ id: `${curve.name}-slope`, values: log ? curve.logs : curve.slopes, colour: "var(--ink-d)" }] },
        `Slope ${curve.slope}${log ? ", logarithmic axis" : ""}`);
    }

    const fit = () => [value, slope].forEach((plot) => plot.resize(plot.element.clientWidth));
    return { element, show, open, fit };
  }

  function put(n, k) {
    halt();
    state.at = state.move === 0 ? state.at.map(() => k) : state.at.map((own, m) => (m === n ? k : own));
    show();
    link.write(place());
  }

  function jump(k) {
    halt();
    glide(k);
    link.write(place());
  }

  /** All points run to place k. */
  function glide(k) {
    const move = playback.begin("glide");
    state.at = state.at.map(() => k);
    draw(move, calm.matches ? 1 : 0); // at once: what is told is never ahead of the picture
    mark();
  }

  function run(to) {
    stop = to;
    found = data.asked.slice(0, to + 1);
    glide(data.asked[to]);
    const { slope, slopes } = data.curves[0];
    setText(says, `${found.map((k) => `${slope} = ${significant(slopes[k], 3)} at x = ${data.xs[k]}`).join(" · ")}`);
    setAttribute(root, "data-found", found.length);
  }

  function reveal() {
    state.move = 0;
    state.slope = 0;
    open();
    bring(root, calm);
    playback.state.playing = true;
    setAttribute(root, "data-playing", true);
    run(0);
  }

  function halt() {
    if (playback.state.playing) playback.pause();
    playback.stand();
  }

  function choose(name, n) {
    halt();
    state[name] = n;
    if (name === "move" && n === 0) state.at = state.at.map(() => state.at[0]);
    open();
    link.write(place());
  }

  function mark() {
    Object.entries(switches).forEach(([name, group]) => [...group.children].forEach((button, n) => setAttribute(button, "aria-pressed", state[name] === n)));
    [...jumps.children].forEach((button) => setAttribute(button, "aria-pressed", state.at.every((k) => k === Number(button.dataset.jump))));
    setAttribute(root, "data-move", WAYS.move[state.move]);
    setAttribute(root, "data-slope", WAYS.slope[state.slope]);
  }

  function show() {
    cards.forEach((each, n) => each.show(state.at[n]));
    mark();
  }

  function open() {
    paint(root, data.palette);
    cards.forEach((each) => each.open());
    fit();
    show();
  }

  function update(next) {
    const wake = next.attend && !data.attend;
    data = next;
    if (wake) reveal();
  }

  const fit = () => cards.forEach((each) => each.fit());
  const observer = new ResizeObserver(fit);
  cards = data.curves.map(card);
  grid.replaceChildren(...cards.map(({ element }) => element));
  jumps.replaceChildren(...data.jumps.map((k) => html("button", { type: "button", class: "jump", "data-jump": k, onclick: () => jump(k) }, `x = ${String(data.xs[k]).replace("-", "−")}`)));
  const { place: asked, problem } = link.open("");
  data.curves.forEach(({ name }, n) => { state.at[n] = asked[name] ?? state.at[n]; });
  state.move = asked.move ?? (state.at.every((k) => k === state.at[0]) ? 0 : 1);
  state.slope = asked.slope ?? 0;
  if (problem) setText(says, problem);
  setAttribute(root, "data-playing", false);
  open();
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    playback.stop();
    link.leave(place(), "");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createCurves);
