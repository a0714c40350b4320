// One number multiplied again and again, alone and through tanh, step by step; and the slope of the whole chain.

import { ease } from "./bars.mjs";
import { bring } from "./bring.mjs";
import { createCurvePlot, upTo } from "./curveplot.mjs";
import { createDials } from "./dials.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { limits } from "./family.mjs";
import { createGrowPlot } from "./growplot.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { createSteps } from "./steps.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Repeated
 * @property {number[]} values  before the first step and after each (N + 1)
 * @property {number[]} chain   slope of all steps so far (N + 1)
 * @property {(number|null)[]} logs  of its size
 *
 * @typedef {Object} Pair
 * @property {Repeated} plain
 * @property {Repeated} squashed
 * @property {string} says      what becomes of both
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {number} steps     N
 * @property {number} asked     the step that the prediction asks about
 * @property {import("./family.mjs").Dial[]} dials  factor and start
 * @property {Pair[][]} members  by factor, then start
 * @property {number} attend    1 once the prediction was made: then it runs to that step
 */

const HINT = "Press Play, or → for one step: each step multiplies what the last one left.";
const WAYS = { plain: "alone", squashed: "through tanh" };

/** @param {Payload} first */
function createAgain(host, first) {
  let data = first;
  const state = { n: 0, times: data.dials[0].at, begin: data.dials[1].at };
  let goal = data.steps; // where playing ends
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const root = html("section", { class: "player squash again", "data-testid": "again", "aria-label": "One number multiplied again and again" });
  const tip = createTip(root);
  const member = () => data.members[state.times][state.begin];
  const factor = () => significant(data.dials[0].values[state.times], 3);
  const sums = Object.fromEntries(Object.keys(WAYS).map((way) => [way, html("p", { class: "sum", "data-sum": way })]));
  const explain = (way) => (n) => {
    const { values, chain } = member()[way];
    return {
      head: `step ${n}, ${WAYS[way]}`, number: `v = ${significant(values[n], 6)}\nslope of the chain ${significant(chain[n], 3)}`,
      body: n === 0 ? "The start." : `made of ${significant(values[n - 1], 6)}`,
    };
  };
  const plots = Object.fromEntries(Object.keys(WAYS).map((way) => [way,
    createGrowPlot({ title: WAYS[way], height: 210, name: way, fixed: way === "squashed" }, { explain: explain(way), goTo: (n) => steps.goTo(n), tip })]));
  const slopes = createCurvePlot({ title: "Slope of the whole chain, ∂vₙ/∂v₀, logarithmic axis", height: 210, left: 58 }, {
    move: (n) => steps.goTo(n), tip, explain: (n) => ({
      head: `after step ${n}`, number: Object.keys(WAYS).map((way) => `${WAYS[way]} ${significant(member()[way].chain[n], 3)}`).join("\n"),
      body: "How many times as large a small change of the start has become.",
    }),
  });
  const says = html("p", { class: "takeaway" });
  const spoken = html("p", { class: "spoken", "aria-live": "polite" });
  const steps = createSteps(root, { what: "step", at: () => state.n, last: () => data.steps, go, playback: () => playback });
  const dials = createDials({ turned: (name, at) => { steps.halt(); state[name] = at; open(); link.write(place()); }, rested: () => {} });
  const link = createLink(() => [
    { name: "times", what: "factors", words: data.dials[0].values.map(String) },
    { name: "begin", what: "starts", words: data.dials[1].values.map(String) },
    { name: "n", what: "step", words: data.members[0][0].plain.values.map((_, n) => String(n)) },
  ]);
  const place = () => ({ ...state });
  const playback = createPlayback({
    reduced: calm,
    tempo: () => ({ move: 400, beat: 900 }),
    atEnd: () => state.n >= goal,
    restart: () => { goal = data.steps; if (state.n >= goal) go(0); },
    next: () => go(state.n + 1),
    place: () => ({ n: state.n }),
    paint: (move, progress) => draw(move.from.n ?? state.n, ease(progress)),
    changed: () => steps.show(state.n, data.steps),
    rest: () => { link.write(place()); setText(spoken, `${sums.plain.textContent}. ${sums.squashed.textContent}.`); },
  });
  root.prepend(dials.element, steps.element, html("div", { class: "pair" },
    ...Object.keys(WAYS).map((way) => html("section", {}, plots[way].element, sums[way]))), slopes.element, says, spoken);
  host.append(root);
  function go(n) {
    const to = Math.max(0, Math.min(data.steps, n));
    if (to === state.n) return;
    const { from } = playback.begin("step");
    state.n = to;
    draw(from.n, calm.matches ? 1 : 0);
    tell();
  }

  function draw(from, part) {
    const first = Math.min(from, state.n); // backwards nothing grows
    Object.values(plots).forEach((plot) => plot.show(first === state.n ? state.n : from, state.n, first === state.n ? 1 : part));
  }

  function tell() {
    const { n } = state;
    const { plain, squashed } = member();
    const number = (value) => significant(value, 5);
    setText(sums.plain, n === 0 ? `start ${number(plain.values[0])}` : `${factor()} × ${number(plain.values[n - 1])} = ${number(plain.values[n])}`);
    setText(sums.squashed, n === 0 ? `start ${number(squashed.values[0])}` : `tanh(${factor()} × ${number(squashed.values[n - 1])}) = ${number(squashed.values[n])}`);
    drawSlopes(plain, squashed);
    setText(says, n < data.asked ? HINT : member().says);
    steps.show(n, data.steps);
    setAttribute(root, "data-n", n);
    setAttribute(root, "data-plain", plain.values[n]);
    setAttribute(root, "data-squashed", squashed.values[n]);
  }

  function drawSlopes(plain, squashed) {
    slopes.update({
      xs: plain.values.map((_, n) => n), marks: [0, 5, 10, 15, 20], log: true, name: "step n",
      range: limits([plain.logs, squashed.logs]), lines: [
        { id: "plain", values: upTo(plain.logs, state.n), colour: "var(--ink-d)", dash: "5 5", label: WAYS.plain },
        { id: "squashed", values: upTo(squashed.logs, state.n), colour: "var(--ink-d)", label: WAYS.squashed },
      ],
    });
    slopes.show(state.n);
  }

  function open() {
    const { plain, squashed } = member();
    paint(root, data.palette);
    dials.update(data.dials.map((dial) => ({ ...dial, at: state[dial.name] })));
    plots.plain.update(plain.values, `× ${factor()}, alone: the axis grows with it`);
    plots.squashed.update(squashed.values, `× ${factor()}, then tanh: the axis stays`);
    setAttribute(root, "data-factor", data.dials[0].values[state.times]);
    setAttribute(root, "data-start", data.dials[1].values[state.begin]);
    fit();
    draw(state.n, 1);
    tell();
  }

  /** From the start to the step that the prediction asks about. */
  function reveal() {
    Object.assign(state, { n: 0, times: data.dials[0].own, begin: data.dials[1].own });
    open();
    bring(root, calm);
    goal = data.asked;
    playback.play();
  }

  function update(next) {
    const wake = next.attend && !data.attend;
    data = next;
    if (wake) reveal();
  }

  const fit = () => [...Object.values(plots), slopes].forEach((plot) => plot.resize(plot.element.clientWidth));
  const observer = new ResizeObserver(fit);
  const { place: asked, problem } = link.open("");
  Object.assign(state, asked);
  open();
  if (problem) setText(says, problem);
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    dials.destroy();
    playback.stop();
    link.leave(place(), "");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createAgain);
