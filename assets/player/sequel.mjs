// Two texts after one another in one frame: the second with the states carried over, and with them reset.

import { classRow } from "./answer.mjs";
import { upTo } from "./curveplot.mjs";
import { createDials } from "./dials.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { createTip } from "./tip.mjs";
import { createUnfolding } from "./unfold.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} badge
 * @property {string[]} notes
 * @property {string} state    c or h
 * @property {string} noun     what is read: a text or a series
 * @property {string} reads    words, letters or numbers
 * @property {string[]} tokens  of both (T1 + T2)
 * @property {number} border   T1
 * @property {number} steps    T1 + T2
 * @property {number[][]} first       by unit: the state through the first (T1)
 * @property {number[][]} reset       by unit: through the second, from where the first began (T2)
 * @property {number[][]} carried     by unit: from where the first ended (T2)
 * @property {number[][]} difference  by unit: how far these two are apart (T2)
 * @property {{state: Object, difference: Object}[]} ranges  by unit
 * @property {import("./family.mjs").Dial} dial  the unit, counted from 1
 * @property {string} task
 * @property {string[]} classes
 * @property {number[][]} answers     after the second: reset, carried over
 * @property {string} says
 * @property {boolean} revealed  the question above it was answered or skipped
 */

const LEFT = 52;
const RIGHT = 12; // as the frame below keeps it free
const WAYS = [["reset", "state reset"], ["carried", "state carried over"]];

/** `values` behind `border` empty steps; where the first text leads into them, its last value before. */
export function behind(border, values, last = null) {
  return [...Array(border - 1).fill(null), last, ...values];
}

/** @param {Payload} first */
function createSequel(host, first) {
  let data = first;
  let at = first.dial.at;
  const root = html("section", { class: "player asides sequel", "data-testid": "sequel", "aria-label": "Two texts after one another" });
  const tip = createTip(root);
  const badge = html("span", { class: "badge" });
  const notes = html("div", { class: "notes" });
  const texts = html("div", { class: "texts" });
  const border = html("span", { class: "border", "aria-hidden": "true" });
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const answers = html("div", { class: "answers" });
  const handlers = { goTo: () => {}, explain, tip };
  const state = createStepPlot({ title: "State of the unit", height: 240, left: LEFT }, handlers);
  const apart = createStepPlot({ title: "|difference| of the two", height: 120, left: LEFT }, handlers);
  const link = createLink(() => [{ name: "watched", what: "units", words: data.dial.values.map(String) }]);
  const dials = createDials({ turned: (_, to) => { unfolding.stop(); at = to; show(); link.write({ watched: at }); }, rested: () => {} });
  root.prepend(html("header", { class: "head" }, badge), notes, says, html("div", { class: "sequel-picture" },
    html("div", { class: "sequel-main" }, dials.element, html("div", { class: "framed" }, texts, state.element, apart.element, border)), answers));
  host.append(root);
  const unfolding = createUnfolding(root, () => apart.element, (share) => draw(Math.round(share * (data.steps - 1))));

  function explain(t) {
    const before = t < data.border;
    const here = t - data.border;
    const of = (values) => `${data.state} ${significant(values[at][before ? t : here], 3)}`;
    return {
      head: `step ${t + 1} · “${data.tokens[t]}”`,
      number: before ? of(data.first)
        : `carried over: ${of(data.carried)}\nreset: ${of(data.reset)}\n|difference| ${significant(data.difference[at][here], 3)}`,
      body: before ? `First ${data.noun}` : `Second ${data.noun}, its step ${here + 1}`,
    };
  }

  function drawTexts() {
    const { tokens, border: T1, steps, noun, reads } = data;
    const between = reads === "words" ? " " : reads === "numbers" ? ", " : "";
    const part = (which, from, to) => {
      const text = tokens.slice(from, to).join(between);
      return html("p", { title: text }, html("b", {}, which, html("i", {}, ` ${noun}`)), html("span", {}, text));
    };
    texts.replaceChildren(part("First", 0, T1), part("Second", T1, steps));
    texts.style.gridTemplateColumns = `minmax(0, ${T1}fr) minmax(0, ${steps - T1}fr)`;
    border.style.left = `calc(${LEFT}px + (100% - ${LEFT + RIGHT}px) * ${T1 / steps})`;
  }

  function drawAnswers() {
    const most = data.task === "classify" ? 1 : 0;
    answers.replaceChildren(html("h4", {}, `The answer after the second ${data.noun}`), ...WAYS.map(([way, name], n) => {
      const values = data.answers[n];
      const best = values.indexOf(Math.max(...values));
      return html("section", { class: "way", "data-way": way }, html("h5", {}, name), most
        ? html("dl", { class: "classes" }, ...data.classes.map((title, k) => shareRow(title, values[k], k === best)))
        : html("p", { class: "one" }, `${data.classes[0]} ${significant(values[0], 3)}`));
    }));
  }

  function shareRow(title, share, best) {
    const { row, show: fill } = classRow(title);
    fill(share, best);
    return row;
  }

  function show() {
    setAttribute(root, "data-unit", data.dial.values[at]);
    draw(data.steps - 1);
  }

  /** The lines up to that step. */
  function draw(last) {
    const { border: T1, steps, ranges } = data;
    const part = (values) => upTo(values, last);
    const colour = `var(--ink-${data.state})`;
    const before = data.first[at];
    state.update({
      title: data.state === "c" ? "cell state c of the unit" : "hidden state h of the unit",
      steps, range: ranges[at].state, lines: [
        { id: "first", values: part(before), colour },
        { id: "reset", values: part(behind(T1, data.reset[at])), colour: "var(--soft)", dash: "5 5", label: "reset" },
        { id: "carried", values: part(behind(T1, data.carried[at], before[T1 - 1])), colour, label: "carried over", strong: true },
      ],
    });
    apart.update({ steps, range: ranges[at].difference, lines: [{ id: "difference", values: part(behind(T1, data.difference[at])), colour: "var(--ink)" }] });
  }

  function open() {
    paint(root, data.palette);
    setText(badge, data.badge);
    notes.replaceChildren(...data.notes.map((note) => html("p", {}, note)));
    setText(says, data.says);
    drawTexts();
    drawAnswers();
    dials.update([{ ...data.dial, at }]);
    show();
    fit();
    if (link.speaks()) link.write({ watched: at });
  }

  function update(next) {
    const moved = at !== data.dial.at && next.dial.values.length === data.dial.values.length;
    const asked = next.revealed && !data.revealed;
    unfolding.stop();
    data = next;
    at = moved ? at : data.dial.at;
    open();
    if (asked) unfolding.run(data.steps);
  }

  const fit = () => [state, apart].forEach((plot) => plot.resize(plot.element.clientWidth));
  const observer = new ResizeObserver(fit);

  at = link.open("").place.watched ?? at;
  open();
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    unfolding.stop();
    dials.destroy();
    link.leave({ watched: at }, "");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createSequel);
