// Loss and score over updates, and how far a gradient reaches back over time steps, for all runs together.

import { createSwitch } from "./choosers.mjs";
import { createCurvePlot, nearestTo } from "./curveplot.mjs";
import { html, setAttribute } from "./dom.mjs";
import { limits, sizeOf } from "./family.mjs";
import { flowBy, over, reportsOf, valueBy } from "./moments.mjs";
import { significant } from "./numbers.mjs";
import { DASHES } from "./runcards.mjs";
import { lost, sentenceCase, share } from "./runwords.mjs";
import { createStepPlot } from "./stepplot.mjs";

/** @typedef {import("./train.mjs").Payload} Payload */

const [NARROW, WIDE] = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 2, 5]]; // round numbers within a power of ten
const NEAR = 4; // how many times the smallest the largest may be, for the narrow ones
const MOST_TICKS = 7;
const UNREAD = "9 3 1 3";
const ALSO = "2 4"; // of what else they are held against
const PARTS = { loss: "held_loss", score: "held_score" };
const SCORES = { low: -0.02, high: 1.02, ticks: [0, 0.25, 0.5, 0.75, 1] };

/**
 * A logarithmic axis with round ends, as logarithms. It changes only where a curve crosses a round number.
 *
 * @param {number[]} numbers
 */
export function logRange(numbers) {
  const seen = numbers.filter((number) => number > 0 && Number.isFinite(number));
  const [least, most] = seen.length ? [Math.min(...seen), Math.max(...seen)] : [1, 1];
  const mantissas = most / least < NEAR ? NARROW : WIDE;
  const [first, last] = [Math.floor(Math.log10(least)) - 1, Math.floor(Math.log10(most)) + 1];
  const steps = Array.from({ length: last - first + 1 }, (_, n) => first + n).flatMap((power) => mantissas.map((part) => Number(`${part}e${power}`)));
  const low = steps.findLastIndex((step) => step < least);
  const high = steps.findIndex((step) => step > most);
  const inside = steps.slice(low, high + 1);
  const whole = inside.filter((step) => Number.isInteger(Math.round(Math.log10(step) * 1e9) / 1e9));
  const ticks = inside.length <= MOST_TICKS || whole.length < 3 ? inside.filter((_, n) => n % Math.ceil(inside.length / MOST_TICKS) === 0) : whole;
  return { low: Math.log10(steps[low]), high: Math.log10(steps[high]), ticks: ticks.map(Math.log10) };
}

/** An axis of scores that may leave 0…1: whole quarters around them, and never further below than one. */
export function scoreRange(scores) {
  const seen = scores.filter((score) => score !== null);
  const low = Math.max(-1, Math.min(-0.25, Math.floor(Math.min(...seen) * 4) / 4));
  const high = Math.max(0.25, Math.ceil(Math.max(...seen) * 4) / 4);
  return { low: low - 0.02, high: high + 0.02, ticks: Array.from({ length: (high - low) * 4 + 1 }, (_, n) => low + n / 4) };
}

/** About five round marks from 0 to `most`. */
export function marksTo(most) {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(most / 5)));
  const every = [1, 2, 5, 10].map((part) => part * power).find((step) => most / step <= 6.5);
  return Array.from({ length: Math.floor(most / every + 1e-9) + 1 }, (_, n) => Math.round(n * every * 1e6) / 1e6);
}

/** How long the gradients were that led to that report: the longest of each run, before any clipping. */
export function longest(runs, update) {
  const found = runs.map(({ letter, curve }) => [letter, valueBy(curve, "norm", update)]).filter(([, norm]) => norm !== null);
  return found.length ? `Longest gradient since the point before: ${found.map(([letter, norm]) => `${letter} ${significant(norm, 3)}`).join(", ")}.` : "";
}

const logs = (values) => values.map((value) => (value > 0 ? Math.log10(value) : null));
const colourOf = (chosen) => (chosen ? "var(--ink)" : "var(--soft)");

/**
 * @param {Object} of
 * @param {(update: number) => void} of.goTo
 * @param {(by: number) => number} of.walk    the update to which so many moments lead
 * @param {(t: number) => void} of.stepTo
 * @param {() => void} of.turned              the gradient of another state is to be shown
 * @param {Object} of.tip
 */
export function createTrainPlots({ goTo, walk, stepTo, turned, tip }) {
  /** @type {Payload} */
  let data = null;
  let chosen = "A";
  let now = 0;
  let xs = [0]; // the updates of the reports, and the last of all, to which the line without reading goes
  let last = 0; // index of the newest report
  let reach = {}; // of the gradients' axis, by symbol
  let symbol = "h";
  let cursor = -1; // the step at which the gradient is read

  function explain(part) {
    const words = (number) => (part === "loss" ? lost(number, data.loss) : share(number, 1));
    return (k) => {
      const at = xs[Math.min(k, last)];
      return {
        head: `after update ${at}`,
        number: data.runs.filter(({ curve }) => curve.update.length).map(({ letter, curve }) =>
          `${letter}: ${words(valueBy(curve, PARTS[part], at))} held out, ${words(valueBy(curve, part, at))} in training`).join("\n"),
        body: [...[{ ...data.unread, name: data.level.name }, ...(data.also ?? [])].map((one) => `${sentenceCase(one.name)}: ${words(one[part])}.`),
          part === "loss" ? longest(data.runs, at) : ""].join(" ").trim(),
      };
    };
  }

  function plot(part, options) {
    return createCurvePlot({ height: 232, right: 26, ...options }, {
      move: (k) => goTo(xs[k]), walk: (by) => nearestTo(xs, walk(by)), tip, explain: (k) => explain(part)(k),
    });
  }
  const loss = plot("loss", { title: "Loss", left: 50 });
  const score = plot("score", { title: "Score", left: 50, written: (level) => `${level * 100}%`.replace("-", "−") });
  const flow = createStepPlot({ title: "Gradient", height: 318, log: true, left: 50 }, { goTo: stepTo, explain: reading, tip });
  const states = createSwitch({ label: "∂L/∂", names: ["h", "c"], at: 0, chosen: (n) => { symbol = "hc"[n]; turned(); } });
  const curves = html("div", { class: "train-curves" }, loss.element, score.element);
  const gradient = html("section", { class: "train-flow" }, flow.element);
  flow.element.querySelector("figcaption").append(states.element);
  flow.element.querySelector(".plot").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // else it would go to another moment
    const t = Math.max(0, Math.min(data.tokens.length - 1, Math.max(0, cursor) + by));
    const { left, bottom } = event.target.getBoundingClientRect();
    stepTo(t);
    tip.show(reading(t), left, bottom);
  });

  function reading(t) {
    const rows = data.runs.filter(({ flow: flows }) => flows.length).map((run) => {
      const values = flowBy(run, symbol, now);
      return `${run.letter}: ${values ? significant(sizeOf(values[t] ?? null), 3) : `no ${symbol}`}`;
    });
    return {
      head: `step ${t + 1} · “${data.tokens[t] ?? ""}”`, number: rows.join("\n"),
      body: `Mean length of ∂L/∂${symbol} there, over held-out sequences, after update ${now}.`,
    };
  }

  /** The lines of one chart: thin from training, strong from what training never sees. */
  function lines(part, drawn) {
    const of = (run, n, name, look) => ({
      id: `${run.letter}-${name}`, values: drawn(over(xs, run.curve, name)), dash: DASHES[n], joined: true,
      colour: colourOf(run.letter === chosen), ...look,
    });
    const label = (n, text) => (n === 0 ? text : undefined);
    return [
      ...(data.also ?? []).map((one, n) => ({ id: `also-${n}`, values: drawn(xs.map(() => one[part])), colour: "var(--soft)", dash: ALSO, kind: "thin", plain: true, joined: true, label: one.name })),
      { id: "unread", values: drawn(xs.map(() => data.unread[part])), colour: "var(--soft)", dash: UNREAD, kind: "thin", plain: true, joined: true, label: data.level.name },
      ...data.runs.map((run, n) => of(run, n, part, { kind: "thin", plain: true, label: label(n, "training") })),
      ...data.runs.map((run, n) => of(run, n, PARTS[part], { kind: run.letter === chosen ? "strong" : "", end: run.letter, label: label(n, "held out") })),
    ];
  }

  function drawCurves() {
    const total = Math.max(1, ...data.runs.map(({ updates }) => updates));
    const reports = reportsOf(data.runs);
    xs = reports.at(-1) < total ? [...reports, total] : reports.length ? reports : [0, total];
    last = Math.max(0, reports.length - 1);
    const base = { xs, extent: [0, total], marks: marksTo(total), name: "update" };
    const every = data.runs.flatMap(({ curve }) => [...curve.loss, ...curve.held_loss]);
    loss.update({ ...base, log: true, range: logRange([...every, data.unread.loss, ...(data.also ?? []).map(({ loss: one }) => one)]), lines: lines("loss", logs) }, `Loss: ${data.loss}, log axis`);
    const scores = data.runs.flatMap(({ curve }) => [...curve.score, ...curve.held_score]);
    score.update({ ...base, range: data.level.open ? scoreRange([...scores, data.unread.score]) : SCORES, lines: lines("score", (values) => values) }, `Score: ${data.measure}`);
  }

  /** The ends of all that is scrubbed through, so that the axis stands still meanwhile. */
  function reached(of) {
    const found = data.runs.flatMap(({ flow: flows }) => flows.filter((one) => one.symbol === of).flatMap((one) => one.logs)).flatMap((one) => one.filter((log) => log !== null));
    return limits([found.reduce(([low, high], log) => [Math.min(low, log), Math.max(high, log)], [0, -1])]);
  }

  function drawFlow() {
    const steps = Math.max(data.tokens.length, ...data.runs.map((run) => run.flow[0]?.logs[0]?.length ?? 0));
    const none = Array(steps).fill(null);
    flow.update({
      steps, range: reach[symbol], title: `How far the gradient reaches back: mean length of ∂L/∂${symbol} at each step, log axis`,
      lines: data.runs.map((run, n) => ({
        id: `${run.letter}-flow`, values: flowBy(run, symbol, now) ?? none, colour: "var(--ink-d)", dash: DASHES[n], strong: run.letter === chosen,
        label: run.flow.some((one) => one.symbol === symbol) ? run.letter : `${run.letter}: no ${symbol}`,
      })),
    });
  }

  /** @param {Payload} next */
  function update(next, letter) {
    data = next;
    chosen = letter;
    const both = data.runs.some((run) => run.flow.some((one) => one.symbol === "c"));
    if (!both && symbol === "c") { symbol = "h"; states.set(0); }
    states.element.hidden = !both;
    reach = { h: reached("h"), c: reached("c") };
    drawCurves();
  }

  /** Show the moment after that update, with the cursor at step t. */
  function show(at, t) {
    now = at;
    cursor = t;
    const k = data.runs.some(({ curve }) => curve.update.length) ? nearestTo(xs, now) : -1;
    [loss, score].forEach((one) => one.show(k));
    drawFlow();
    flow.show(t);
    setAttribute(gradient, "data-symbol", symbol);
  }

  const fit = () => [loss, score, flow].forEach((one) => one.resize(one.element.clientWidth));

  return { curves, gradient, update, show, fit };
}
