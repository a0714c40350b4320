// A running cell with other functions beside itself: memory, hidden state and answer, step by step, and where it goes wrong.

import { bring } from "./bring.mjs";
import { upTo } from "./curveplot.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { createSteps } from "./steps.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Run      by unit, then step; null past all numbers
 * @property {(number|null)[][]} f
 * @property {(number|null)[][]} i
 * @property {(number|null)[][]} g
 * @property {(number|null)[][]} o
 * @property {(number|null)[][]} c
 * @property {(number|null)[][]} h
 * @property {(number|null)[]} answer  by step: the share of the class that is followed, or the number
 * @property {string[]} said           by step: the likeliest class; none where the answer is a number
 *
 * @typedef {Object} Swap
 * @property {string} key
 * @property {string} title
 * @property {string} what
 * @property {Run} run
 * @property {number|null} wrong   the first step whose answer differs, from 1
 * @property {number|null} struck  the step at which the first of these happens, from 1; null: it is about all steps
 * @property {string[]} says       what happened in the cell, and to the answer
 * @property {{c: Object, h: Object}[]} ranges  by unit
 * @property {Object} range        of the answer
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} network
 * @property {string} badge
 * @property {string} about
 * @property {string[]} notes
 * @property {string[]} tokens
 * @property {number} steps
 * @property {number} units
 * @property {string} asks     what the answer's number is
 * @property {Run} usual
 * @property {Swap[]} swaps
 * @property {number} attend   1 once the prediction was made: then it runs
 * @property {{count: number, swap: string}} opened  which swap a button of the page asked for last
 */

const GATES = ["f", "i", "g", "o", "c", "h"];
const LANES = [["c", "cell state c", 170], ["h", "hidden state h", 150]];

/** @param {Payload} first */
function createSwap(host, first) {
  let data = first;
  const state = { swap: 0, t: 0, unit: 0 };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const root = html("section", { class: "player squash swap", "data-testid": "swap", "aria-label": "A cell with swapped functions", tabindex: 0 });
  const tip = createTip(root);
  const badge = html("span", { class: "badge" });
  const about = html("p", { class: "about" });
  const notes = html("div", { class: "notes" });
  const choices = html("div", { class: "switch", role: "group", "aria-label": "What is swapped" });
  const what = html("p", { class: "what" });
  const units = html("div", { class: "switch", role: "group", "aria-label": "Unit" });
  const ribbon = html("ol", { class: "ribbon", "aria-label": "What it reads" });
  const says = html("div", { class: "verdict", "aria-live": "polite" });
  const rows = html("tbody", {});
  const heads = html("tr", {});
  const table = html("table", { class: "readings" }, html("thead", {}, heads), rows);
  const steps = createSteps(root, { what: "step", at: () => state.t, last: () => data.steps - 1, go, playback: () => playback, choose: (by) => choose(state.unit + by) }, html("div", { class: "group" }, html("span", { class: "name" }, "unit"), units));
  const current = () => data.swaps[state.swap];
  const number = (value) => (value === null || value === undefined ? "–" : significant(value, 3));
  const lanes = LANES.map(([name, title, height]) => createStepPlot({ title, height, left: 56 }, { goTo: (t) => steps.goTo(t), tip, explain: (t) => explain(t, name, (run) => run[name][state.unit][t]) }));
  const answer = createStepPlot({ title: "answer", height: 150, left: 56 }, { goTo: (t) => steps.goTo(t), tip, explain: (t) => explain(t, data.asks, (run) => run.answer[t]) });
  const plots = [...lanes, answer];
  const link = createLink(() => [
    { name: "swap", what: "swaps", words: data.swaps.map(({ key }) => key) },
    { name: "t", what: "step", most: data.steps }, { name: "unit", what: "unit", most: data.units },
  ]);
  const playback = createPlayback({
    reduced: calm,
    tempo: () => ({ move: 300, beat: 850 }),
    atEnd: () => state.t >= data.steps - 1,
    restart: () => go(0),
    next: () => go(state.t + 1),
    place: () => ({}),
    paint: () => {},
    changed: () => steps.show(state.t + 1, data.steps),
    rest: () => link.write({ ...state }),
  });
  root.prepend(html("header", { class: "head" }, choices, badge), what, notes, html("div", { class: "sequence" }, ribbon), steps.element, says,
    html("div", { class: "wide" }, table), lanes[0].element, html("div", { class: "pair" }, lanes[1].element, answer.element), about);
  host.append(root);
  function explain(t, name, of) {
    return {
      head: `step ${t + 1} · “${data.tokens[t]}”`,
      number: `${name}: ${t <= state.t ? number(of(current().run)) : "not played yet"}\nusually ${number(of(data.usual))}`,
      body: name.length === 1 ? `Unit ${state.unit + 1}, ${current().title}` : current().title,
    };
  }

  function go(t) {
    state.t = Math.max(0, Math.min(data.steps - 1, t));
    playback.begin("step");
    show();
  }

  function choose(unit) {
    state.unit = (unit + data.units) % data.units;
    show();
    link.write({ ...state });
  }

  function swapTo(n) {
    steps.halt();
    state.swap = n;
    show();
    link.write({ ...state });
  }

  /** Named in the first plot only: the others stand right below it. */
  function lines(swapped, usual, colour, named = false) {
    return [
      { id: "usual", values: usual, colour: "var(--soft)", dash: "2 5", label: named && "the network itself" },
      { id: "swapped", values: upTo(swapped, state.t), colour, label: named && current().title, strong: true },
    ];
  }

  function row(name, run, t) {
    const said = run.said.length ? `“${run.said[t] ?? "–"}”` : number(run.answer[t]);
    return html("tr", { class: name === "itself" ? null : "chosen" }, html("th", { scope: "row" }, name),
      ...GATES.map((gate) => html("td", { "data-of": gate, style: `color: var(--ink-${gate})` }, number(run[gate][state.unit][t]))), html("td", { "data-of": "answer" }, said));
  }

  /** What a letter stands for, and what a gate does at its ends. */
  function nameOf(gate) {
    const { name, ends } = data.palette[gate];
    return ends.length ? `${name}: 0 = ${ends[0]}, 1 = ${ends[1]}` : name;
  }

  function verdict() {
    const { says: told, wrong, struck } = current();
    const now = state.t + 1;
    if (now === data.steps) return told;
    const cell = struck !== null && now >= struck ? told[0] : "Play on: in the cell nothing has gone wrong yet.";
    return [cell, wrong !== null && now >= wrong ? told[1] : "So far the answer is the network’s own."];
  }

  function show() {
    const { t, unit } = state;
    const { run, ranges, range, wrong } = current();
    LANES.forEach(([name], n) => {
      lanes[n].update({ title: `${LANES[n][1]} of unit ${unit + 1}`, steps: data.steps, range: ranges[unit][name], lines: lines(run[name][unit], data.usual[name][unit], `var(--ink-${name})`, n === 0) });
      lanes[n].show(t);
    });
    answer.update({ title: `answer: ${data.asks}`, steps: data.steps, range, lines: lines(run.answer, data.usual.answer, "var(--ink)") });
    answer.show(t);
    heads.replaceChildren(html("th", {}, `step ${t + 1}`), ...GATES.map((gate) => html("th", { scope: "col", title: nameOf(gate), style: `color: var(--ink-${gate})` }, gate)), html("th", { scope: "col" }, "answer"));
    rows.replaceChildren(row("itself", data.usual, t), row("swapped", run, t));
    [...choices.children].forEach((button, n) => setAttribute(button, "aria-pressed", n === state.swap));
    [...units.children].forEach((button, n) => setAttribute(button, "aria-pressed", n === unit));
    [...ribbon.children].forEach(({ firstChild: chip }, k) => {
      setAttribute(chip, "data-state", k === t ? "now" : k < t ? "past" : "idle");
      setAttribute(chip, "data-wrong", wrong === k + 1 && k <= t);
    });
    setText(what, current().what);
    const told = verdict();
    if (says.textContent !== told.join("")) says.replaceChildren(...told.map((sentence) => html("p", {}, sentence)));
    steps.show(t + 1, data.steps);
    for (const [name, value] of [["swap", current().key], ["t", t + 1], ["steps", data.steps], ["unit", unit + 1], ["wrong", wrong ?? ""]]) setAttribute(root, `data-${name}`, value);
    follow();
  }

  /** The chip of this step in sight. */
  function follow() {
    const chip = ribbon.children[state.t];
    if (chip) ribbon.scrollLeft = chip.offsetLeft - ribbon.clientWidth / 2 + chip.offsetWidth / 2;
  }

  function open() {
    paint(root, data.palette);
    setText(badge, data.badge);
    setText(about, data.about);
    notes.replaceChildren(...data.notes.map((note) => html("p", {}, note)));
    choices.replaceChildren(...data.swaps.map(({ title, key }, n) => html("button", { type: "button", "data-swap": key, onclick: () => swapTo(n) }, title)));
    units.replaceChildren(...Array.from({ length: data.units }, (_, n) => html("button", { type: "button", "aria-label": `Unit ${n + 1}`, onclick: () => choose(n) }, String(n + 1))));
    ribbon.replaceChildren(...data.tokens.map((token, k) => html("li", {},
      html("button", { type: "button", class: "chip", "aria-label": `Step ${k + 1}: ${token}`, onclick: () => steps.goTo(k) }, html("span", { class: "word" }, token), html("span", { class: "count" }, String(k + 1))))));
    show();
    fit();
  }

  /** One swap, from the first step on. */
  function reveal(key) {
    steps.halt();
    Object.assign(state, { swap: data.swaps.findIndex((swap) => swap.key === key), t: 0, unit: 0 });
    show();
    bring(root, calm);
    playback.play();
  }

  function update(next) {
    const wake = next.attend && !data.attend;
    const asked = next.opened.count !== data.opened.count;
    const other = next.network !== data.network || next.tokens.join(" ") !== data.tokens.join(" ");
    data = next;
    if (other) {
      steps.halt();
      Object.assign(state, { t: data.steps - 1, unit: Math.min(state.unit, data.units - 1) });
      open();
    }
    if (asked) reveal(data.opened.swap);
    else if (wake) reveal(data.swaps[0].key);
  }

  const fit = () => plots.forEach((plot) => plot.resize(plot.element.clientWidth));
  const observer = new ResizeObserver(fit);
  const { place, problem } = link.open(data.network);
  Object.assign(state, { t: data.attend || place.swap !== undefined ? data.steps - 1 : 0 }, place);
  open();
  if (problem) notes.prepend(html("p", {}, problem));
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    playback.stop();
    link.leave({ ...state }, data.network);
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createSwap);
