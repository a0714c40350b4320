// One unit at the four corners of (f, i): four small runs with one axis, and a slider for where the hold begins.

import { upTo } from "./curveplot.mjs";
import { createDials } from "./dials.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { createTip } from "./tip.mjs";
import { createUnfolding } from "./unfold.mjs";

/**
 * @typedef {Object} Corner
 * @property {string} name    such as "keep"
 * @property {{letter: string, value: number, does: string}[]} gates  what is held, and what that does
 *
 * @typedef {Object} Member
 * @property {{low: number, high: number, ticks: number[]}} range  of all corners alike
 * @property {number} before  the state just before the hold begins
 * @property {number[][]} runs  by corner: the state from the first held step on
 * @property {string[]} says    one sentence for each corner
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} badge
 * @property {string[]} notes  plain sentences about what the learner holds anyway
 * @property {string} about
 * @property {string} state   c or h
 * @property {number} unit    from 0
 * @property {string[]} tokens
 * @property {number} steps
 * @property {number[]} free  the state as it stands on the table, held at no corner (T)
 * @property {import("./family.mjs").Dial} dial  from which step on, counted from 1
 * @property {Corner[]} corners
 * @property {Member[]} members  one for each place of the dial
 * @property {boolean} revealed  the question above it was answered or skipped
 */

/** A line that is nothing up to `start`, from there on what is held; it begins where the free one ends. */
export function heldLine(start, before, run) {
  return start === 0 ? run : [...Array(start - 1).fill(null), before, ...run];
}

/** The place of the dial whose step is nearest to `step`. */
export function nearest(values, step) {
  return values.reduce((best, value, at) => (Math.abs(value - step) < Math.abs(values[best] - step) ? at : best), 0);
}

const LINES = { free: "as it stands on the table", otherwise: "if it went on so", held: "held" };

/** @param {Payload} first */
function createCorners(host, first) {
  let data = first;
  let at = first.dial.at;
  const root = html("section", { class: "player asides corners", "data-testid": "corners", "aria-label": "One unit at the corners of its gates" });
  const tip = createTip(root);
  const badge = html("span", { class: "badge" });
  const notes = html("div", { class: "notes" });
  const about = html("p", { class: "takeaway" });
  const legend = html("p", { class: "legend" });
  const grid = html("div", { class: "corner-grid" });
  const link = createLink(() => [{ name: "from", what: "steps", words: data.dial.values.map(String) }]);
  const dials = createDials({ turned: (_, to) => { unfolding.stop(); at = to; show(); link.write({ from: at }); }, rested: () => {} });
  root.prepend(html("header", { class: "head" }, badge), notes, about, dials.element, legend, grid);
  host.append(root);
  let cards = [];
  const unfolding = createUnfolding(root, () => cards[0].says, (share) => draw(start() + Math.round(share * (data.steps - 1 - start()))));

  const start = () => data.dial.values[at] - 1;

  function goTo(t) {
    const to = nearest(data.dial.values, t + 1);
    unfolding.halt();
    if (to === at) return;
    at = to;
    dials.update([{ ...data.dial, at }]);
    show();
    link.write({ from: at });
  }

  /** What stands at step t of corner n. */
  function explain(n, t) {
    const { state, tokens, corners, members, free, unit } = data;
    const held = t >= start();
    const value = held ? members[at].runs[n][t - start()] : free[t];
    const gates = corners[n].gates.map(({ letter, value: set }) => `${letter} = ${set}`).join(", ");
    return {
      head: `step ${t + 1} · “${tokens[t]}”`,
      number: `${state} ${significant(value, 3)}${held ? `, on the table ${significant(free[t], 3)}` : ""}`,
      body: held ? `Unit ${unit + 1}, held at ${gates}` : `Unit ${unit + 1} as it stands on the table`,
    };
  }

  function card(corner, n) {
    const plot = createStepPlot({ title: titleOf(data, n), height: 190, left: 44 }, { goTo, explain: (t) => explain(n, t), tip });
    const says = html("p", { class: "says" });
    const gates = corner.gates.flatMap(({ letter, value, does }, k) => [
      k ? ", " : "", html("span", { class: "gate", style: `color: var(--ink-${letter})` }, html("i", {}, letter), ` = ${value}`), html("span", { class: "does" }, ` ${does}`)]);
    const element = html("section", { class: "corner", "data-corner": corner.name }, html("h4", {}, html("b", {}, corner.name), " (", ...gates, ")"), plot.element, says);
    return { element, plot, says };
  }

  function sample(name, ...look) {
    return html("span", {}, svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, svg("path", { class: `curve ${look[0]}`, d: "M1 5H33", style: `stroke: var(--ink-${data.state})`, "stroke-dasharray": look[1] ?? null })), name);
  }

  function open() {
    paint(root, data.palette);
    setText(badge, data.badge);
    notes.replaceChildren(...data.notes.map((note) => html("p", {}, note)));
    setText(about, data.about);
    setAttribute(grid, "data-count", data.corners.length);
    legend.replaceChildren(html("span", {}, `${data.state === "c" ? "cell state c" : "hidden state h"} of unit ${data.unit + 1}:`),
      sample(LINES.free, "faint"), sample(LINES.otherwise, "faint", "2 5"), sample(LINES.held, "strong"));
    cards = data.corners.map(card);
    grid.replaceChildren(...cards.map(({ element }) => element));
    dials.update([{ ...data.dial, at }]);
    show();
    fit();
    if (link.speaks()) link.write({ from: at });
  }

  function show() {
    setAttribute(root, "data-from", start() + 1);
    setAttribute(root, "data-unit", data.unit + 1);
    draw(data.steps - 1);
    cards.forEach(({ says }, n) => setText(says, data.members[at].says[n]));
  }

  /** The lines, those that are held up to that step. */
  function draw(last) {
    const { members, free, steps, state } = data;
    const member = members[at];
    const from = start();
    const colour = `var(--ink-${state})`;
    const faint = `color-mix(in srgb, ${colour} 50%, transparent)`;
    cards.forEach(({ plot }, n) => {
      plot.update({
        steps, range: member.range, lines: [
          { id: "otherwise", values: heldLine(from, member.before, free.slice(from)), colour: faint, dash: "2 5" },
          { id: "free", values: free.slice(0, from), colour: faint },
          { id: "held", values: upTo(heldLine(from, member.before, member.runs[n]), last), colour, strong: true },
        ],
      });
      plot.show(from);
    });
  }

  function update(next) {
    const kept = at === data.dial.at ? -1 : next.dial.values.indexOf(data.dial.values[at]);
    const asked = next.revealed && !data.revealed;
    unfolding.stop();
    data = next;
    at = kept >= 0 ? kept : data.dial.at; // the middle moves with the text until another step is chosen
    open();
    if (asked) unfolding.run(data.steps - start());
  }

  const fit = () => cards.forEach(({ plot }) => plot.resize(plot.element.clientWidth));
  const observer = new ResizeObserver(fit);

  at = link.open("").place.from ?? at;
  open();
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    unfolding.stop();
    dials.destroy();
    link.leave({ from: at }, "");
    root.remove();
  }

  return { update, destroy };
}

/** What a screen reader says of corner n before its numbers. */
function titleOf(data, n) {
  const { name, gates } = data.corners[n];
  return `${name}: ${gates.map(({ letter, value }) => `${letter} = ${value}`).join(", ")}`;
}

export default mountOnce(createCorners);
