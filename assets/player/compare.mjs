// A beside B over time: both states of the selected unit, the answer, and the gradient on the way back.

import { answerAt } from "./answer.mjs";
import { html, setText } from "./dom.mjs";
import { limits, sizeOf } from "./family.mjs";
import { significant } from "./numbers.mjs";
import { readable } from "./reader.mjs";
import { createStepPlot } from "./stepplot.mjs";

/**
 * @typedef {Object} Beside
 * @property {string} sentence
 * @property {boolean} kept      whether the learner kept this A; else it is the original
 * @property {boolean} alike     whether every number of B has its counterpart in A
 * @property {string} badge      where the numbers of A come from
 * @property {string} title
 * @property {string[]} tokens
 * @property {Object<string, number[][]>} series  states of A, and the gates that B holds (T, H)
 * @property {string[]} states   those that both have
 * @property {Object<string, number>} ranges  half width of the axis of each
 * @property {{a: number[][], b: number[][]}} answers   (T, K)
 * @property {{a: string[], b: string[]}} classes
 * @property {{of: string, asked: string, a: (number|null)[], b: (number|null)[]}} gradient  logarithms
 * @property {Object<string, number[][]>} [difference]  B minus A (T, H)
 */

const HEIGHT = 168;
const A = { colour: "var(--soft)", dash: "5 4", label: "A" };

/** @param {{goTo: (t: number) => void, place: () => Object, tip: Object}} handlers */
export function createCompare(handlers) {
  const title = html("h4", {}, "A and B beside each other");
  const who = html("p", { class: "who" });
  const grid = html("div", { class: "plots" });
  const element = html("section", { class: "compare", "aria-label": "A and B beside each other", hidden: true }, html("header", {}, title, who), grid);
  let payload = null;
  let plots = [];
  let drawn = ""; // of what the plots are
  let unit = -1;

  const beside = () => payload?.bench?.beside;

  /** What the four plots show: title, both lines for a unit, and the words for a step. */
  function views() {
    const { series, states, ranges, answers, classes, gradient } = beside();
    const own = (name) => (rows) => rows.map((row) => row[name]);
    const lines = states.map((state) => ({
      title: (k) => `${payload.palette[state].name} ${state} of unit ${k + 1}`, symbol: state, range: symmetric(ranges[state]),
      a: (k) => own(k)(series[state]), b: (k) => own(k)(payload.series[state]), say: (number) => readable(number, 3),
    }));
    const share = payload.readout.task === "classify";
    const best = share ? answerAt({ task: "classify", values: answers.a, classes: classes.a }, answers.a.length - 1).best : 0;
    const also = share ? classes.b.indexOf(classes.a[best]) : 0;
    const both = [...answers.a, ...answers.b].flat();
    lines.push({
      title: () => (share ? `answer: share of “${classes.a[best]}”` : `answer: ${classes.a[0]}`), symbol: "x",
      range: share ? { low: 0, high: 1, ticks: [0, 0.5, 1] } : bounds(both),
      a: () => own(best)(answers.a), b: () => own(also)(answers.b), say: (number) => readable(number, 3),
    });
    const of = gradient.asked.startsWith("the loss") ? "L" : "ŷ";
    lines.push({
      title: () => `size of ∂${of}/∂${gradient.of}, logarithmic`, symbol: "d", log: true, range: limits([gradient.a, gradient.b]),
      a: () => gradient.a, b: () => gradient.b, say: (number) => significant(sizeOf(number), 2), about: `${of} is ${gradient.asked}.`,
    });
    return lines;
  }

  const symmetric = (half) => ({ low: -half, high: half, ticks: [-half, 0, half] });
  function bounds(numbers) {
    const [low, high] = [Math.min(0, Math.floor(Math.min(...numbers))), Math.max(1, Math.ceil(Math.max(...numbers)))];
    return { low, high, ticks: [low, 0, high].filter((tick, k, all) => all.indexOf(tick) === k) };
  }

  function update(next) {
    payload = next;
    element.hidden = !beside()?.series;
    if (element.hidden) return;
    const { kept, title: name, badge, gradient } = beside();
    setText(who, `A (dashed) is ${kept ? `what you kept: ${name}, ${badge}` : "the original network"}; B is what stands on the table. The gradient is that of ${gradient.asked}.`);
    const shown = views();
    const kinds = shown.map(({ symbol }) => symbol).join();
    if (kinds !== drawn) plots = shown.map(plotOf);
    plots.forEach((slot, k) => { slot.view = shown[k]; });
    if (kinds !== drawn) grid.replaceChildren(...plots.map(({ plot }) => plot.element));
    drawn = kinds;
    unit = -1;
    show(handlers.place());
    resize();
  }

  function plotOf(view) {
    const slot = { view };
    const number = (line, t) => (line(unit)[t] === undefined ? "–" : slot.view.say(line(unit)[t]));
    slot.plot = createStepPlot({ title: view.title(0), height: HEIGHT, log: Boolean(view.log) }, {
      goTo: handlers.goTo, tip: handlers.tip,
      explain: (t) => ({ head: `step ${t + 1}`, number: `A ${number(slot.view.a, t)}, B ${number(slot.view.b, t)}`, body: slot.view.about ?? "A dashed, B solid." }),
    });
    return slot;
  }

  function drawLines() {
    const steps = Math.max(payload.steps, beside().tokens.length);
    plots.forEach(({ view, plot }) => {
      plot.update({ title: view.title(unit), steps, range: view.range, lines: [
        { ...A, id: "a", values: view.a(unit) },
        { id: "b", values: view.b(unit), colour: `var(--ink-${view.symbol})`, label: "B", strong: true },
      ] });
    });
  }

  function show(place) {
    if (element.hidden || !payload) return;
    if (place.unit !== unit) {
      unit = place.unit;
      drawLines();
    }
    plots.forEach(({ plot }) => plot.show(place.t));
  }

  function resize() {
    const widths = plots.map(({ plot }) => plot.element.clientWidth); // all asked first: one layout
    plots.forEach(({ plot }, k) => plot.resize(widths[k]));
  }
  const observer = new ResizeObserver(resize);
  observer.observe(grid);

  return { element, update, show, destroy: () => observer.disconnect() };
}
