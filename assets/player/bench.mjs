// The operating table: which gate is held, where and at what; what was done; what came of it.
// Moving a bar only shows it moved. Letting go tells the server, and the engine computes what follows.

import { html, setAttribute, setText } from "./dom.mjs";
import { createGateWeights } from "./gateweights.mjs";
import { readable, value } from "./reader.mjs";

/**
 * @typedef {Object} Bench
 * @property {string[]} gates  what can be held here; none in an RNN
 * @property {{edit: string, says: string, gate: string, steps: number[], units: number[]}[]} held
 *   steps: the first and the last, from 0
 * @property {{edit: string, says: string, gate: string}[]} changed  numbers of the network
 * @property {{groups: import("./numbercell.mjs").Group[], largest: number}} [weights]
 * @property {string[]} traced   quantities that can be taken apart
 * @property {boolean} linked    whether a link can carry all of it
 * @property {boolean} operated  whether anything is held or any number changed
 * @property {boolean} differs   whether anything at all differs from the original network
 * @property {number} [opening]  the step at which the picture opens, from 0
 * @property {{challenge: string, gate: string, mode: "hold"|"weights"}} [begins]  what an open challenge is about
 * @property {boolean} undo
 * @property {boolean} redo
 * @property {import("./compare.mjs").Beside} [beside]  A; on other pages only its sentence
 *
 * @typedef {{gate: string, steps: number[], units: number[]}} Field  first and last of each, from 0
 */

const KEY_REST = 350; // milliseconds after the last key on the bar
const COMMANDS = [["undo", "Undo", "↶"], ["redo", "Redo", "↷"], ["reset", "Reset", ""]];
const HERE = "here";
const ALL = "all";

/** First and last as a learner counts. */
const span = ([first, last], one, many) => (first === last ? `${one} ${first + 1}` : `${many} ${first + 1}–${last + 1}`);

/** The steps and units that a choice means when the playhead stands at `place`. */
export function fieldOf(chosen, place, { steps, units }) {
  const means = (scope, here, count) => (scope === HERE ? [here, here] : scope === ALL ? [0, count - 1] : scope.map((at) => Math.min(at, count - 1)));
  return { gate: chosen.gate, steps: means(chosen.steps, place.t, steps), units: means(chosen.units, place.unit, units) };
}

/** Whether a step and unit lie in a field. */
export const inside = ({ steps, units }, t, unit) => t >= steps[0] && t <= steps[1] && unit >= units[0] && unit <= units[1];

/** The values (T, H) of a gate as they are where it is held at `number` in a field. */
export const heldIn = (rows, field, number) => rows.map((row, t) => row.map((was, unit) => (inside(field, t, unit) ? number : was)));

/** What the bar of a gate can be drawn to: 0…1; a candidate goes to both sides. */
export const reach = (payload, gate) => (payload.palette[gate].ends.length ? [0, 1] : [-Math.max(1, payload.ranges[gate] ?? 1), Math.max(1, payload.ranges[gate] ?? 1)]);

/**
 * @param {{tip: Object, payload: () => Object, place: () => Object, tell: (message: Object) => void,
 *   goTo: (t: number, unit: number) => void, preview: (field: Field, value: number) => void, picked: (field: Field) => void,
 *   note: (sentence: string) => void}} handlers
 */
export function createBench(handlers) {
  const chosen = { gate: "", steps: HERE, units: HERE, mode: "hold" };
  let timer = 0;
  let pulled = false; // the bar is under a finger
  let begun = null; // the field whose value is being changed
  let traced = ""; // the quantity that was pointed at last

  // ------------------------------------------------------------ parts
  const sentence = html("p", { class: "outcome", role: "status" });
  const commands = COMMANDS.map(([name, label, sign]) => html("button", { type: "button", class: "text", "data-bench": name, onclick: () => handlers.tell({ do: name }) }, sign ? `${sign} ${label}` : label));
  const keep = html("button", { type: "button", class: "text", "data-bench": "keep", onclick: () => handlers.tell({ do: keep.dataset.bench }) });
  const done = html("div", { class: "commands" }, ...commands, keep);
  const verdict = html("section", { class: "verdict-bar", "aria-label": "What came of it" }, sentence);

  const gates = html("div", { class: "switch", role: "group", "aria-label": "Gate" });
  const steps = scopeSwitch("steps", "step", "steps");
  const units = scopeSwitch("units", "unit", "units");
  const slider = html("input", { type: "range", class: "pull-bar", step: 0.01, "data-bench": "bar" });
  const exact = html("input", { type: "number", class: "exact", step: "any", "aria-label": "Exact value", "data-bench": "exact" });
  const [low, high] = [html("span", { class: "end" }), html("span", { class: "end" })];
  const own = html("small", { class: "own" });
  const quick = html("div", { class: "quick" });
  const weights = createGateWeights({ tip: handlers.tip, tell: handlers.tell });
  const modes = html("div", { class: "switch", role: "group", "aria-label": "What to change" }, ...[["hold", "Hold it"], ["weights", "Its weights"]].map(([name, text]) =>
    html("button", { type: "button", "data-bench": `mode-${name}`, onclick: () => choose({ mode: name }) }, text)));
  const trace = html("button", { type: "button", class: "text", "data-bench": "trace", onclick: () => {
    const { t, unit } = handlers.place();
    handlers.tell({ do: "trace", name: traced, step: t, unit });
  } });
  const release = html("button", { type: "button", class: "text", "data-bench": "release", onclick: () => say("release") }, "Release");
  const chips = html("ul", { class: "chips", "aria-label": "Held and changed" });
  const title = html("h4", {});
  const hint = html("p", { class: "hint" });
  const hold = html("div", { class: "hold" },
    html("div", { class: "choose" }, steps.element, units.element),
    html("div", { class: "pulling" }, low, slider, high, exact), own,
    html("div", { class: "buttons" }, quick, release));
  const tracing = html("div", { class: "buttons" }, trace);
  const panel = html("section", { class: "bench", "aria-label": "Operate on a gate" }, html("header", {}, title), hint, html("div", { class: "choose" }, gates, modes), hold, weights.element, chips, tracing);

  function scopeSwitch(name, one, many) {
    const buttons = [[HERE, `this ${one}`], [ALL, `all ${many}`]].map(([scope, text]) =>
      [scope, html("button", { type: "button", "data-bench": `${name}-${scope}`, onclick: () => choose({ [name]: scope }) }, text)]);
    const range = html("button", { type: "button", hidden: true, "aria-pressed": "true", tabindex: -1 });
    const element = html("div", { class: "switch", role: "group", "aria-label": many }, ...buttons.map(([, button]) => button), range);
    function show(scope, [first, last]) {
      buttons.forEach(([own_, button]) => button.setAttribute("aria-pressed", String(own_ === scope)));
      range.hidden = scope === HERE || scope === ALL;
      setText(range, span([first, last], one, many));
      setText(buttons[0][1], scope === HERE ? `${one} ${first + 1}` : `this ${one}`);
    }
    return { element, show };
  }

  // ------------------------------------------------------------ choosing
  const field = () => fieldOf(chosen, handlers.place(), handlers.payload());

  function choose(change) {
    finish();
    Object.assign(chosen, change);
    show(handlers.payload(), handlers.place());
  }

  /** A field that was drawn in the picture; one step and one unit follow the playhead from here on. */
  function pick(gate, from, to) {
    finish();
    name(gate.replace("Δ", ""));
    if (!handlers.payload().bench?.gates.includes(gate)) return;
    const among = (a, b) => (a === b ? HERE : [Math.min(a, b), Math.max(a, b)]);
    choose({ gate, steps: among(from.t, to.t), units: among(from.unit, to.unit) });
  }

  /** A quantity was pointed at: this is what can be traced. */
  function name(quantity) {
    if (handlers.payload().bench?.traced.includes(quantity)) traced = quantity;
    showTrace(handlers.payload(), handlers.place());
  }

  function showTrace(payload, place) {
    if (!payload.bench?.traced.includes(traced)) traced = payload.cell.timelines.at(-1);
    setText(trace, `Where does ${traced.replace("_c", "(c)")} of unit ${place.unit + 1} at step ${place.t + 1} come from?`);
  }

  // ------------------------------------------------------------ doing
  /** What is being changed stays what it was when the change began, wherever the playhead goes meanwhile. */
  function say(what, number, { gate, steps: among, units: of } = field()) {
    forget();
    handlers.tell({ do: what, gate, steps: among, units: of, ...(number === undefined ? {} : { value: number }) });
  }

  function forget() {
    clearTimeout(timer);
    [timer, pulled, begun] = [0, false, null];
  }

  function move(number) {
    begun ??= field();
    handlers.preview(begun, number);
  }

  /** Say what was moved and has not been said; called before anything else is chosen. */
  function finish() {
    if (timer) say("hold", Number(slider.value), begun);
  }

  function typed() {
    const number = Number(exact.value);
    if (!begun) return;
    if (exact.value.trim() !== "" && Number.isFinite(number)) say("hold", number, begun);
    else {
      forget();
      show(handlers.payload(), handlers.place());
      handlers.note("A gate is held at a number, for example 0.5.");
    }
  }

  /** Fill the bar from 0 to where it stands. */
  function fillBar() {
    const [least, most, now] = [slider.min, slider.max, slider.value].map(Number);
    const share = (number) => (number - least) / (most - least);
    slider.style.setProperty("--from", share(Math.min(0, now)));
    slider.style.setProperty("--to", share(Math.max(0, now)));
  }

  slider.addEventListener("pointerdown", () => { pulled = true; });
  slider.addEventListener("input", () => {
    fillBar();
    move(Number(slider.value));
    exact.value = slider.value;
    clearTimeout(timer);
    if (!pulled) timer = setTimeout(finish, KEY_REST);
  });
  slider.addEventListener("change", () => { if (pulled) say("hold", Number(slider.value), begun ?? field()); });
  for (const end of ["pointerup", "pointercancel"]) slider.addEventListener(end, () => setTimeout(() => {
    if (!pulled) return; // it was moved, and said
    forget();
    show(handlers.payload(), handlers.place());
  }));
  exact.addEventListener("input", () => { begun ??= field(); });
  exact.addEventListener("change", typed);

  // ------------------------------------------------------------ showing
  let begins = "";

  function update(payload) {
    const { bench } = payload;
    panel.hidden = verdict.hidden = !bench;
    if (!bench) return;
    const begin = bench.begins;
    if (begin && begins !== begin.challenge) Object.assign(chosen, { gate: begin.gate, mode: begin.mode, steps: HERE, units: HERE });
    begins = begin?.challenge ?? "";
    if (!bench.gates.includes(chosen.gate)) Object.assign(chosen, { gate: bench.held[0]?.gate ?? bench.gates[0] ?? "", steps: HERE, units: HERE });
    weights.update(bench.weights);
    modes.hidden = !bench.weights || !bench.gates.length;
    gates.hidden = !bench.gates.length;
    gates.replaceChildren(...bench.gates.map((gate) => html("button", {
      type: "button", "data-bench": `gate-${gate}`, title: payload.palette[gate].name, style: `--own: var(--ink-${gate})`, onclick: () => choose({ gate }),
    }, gate)));
    commands.forEach((button) => { button.disabled = !{ undo: bench.undo, redo: bench.redo, reset: bench.differs }[button.dataset.bench]; });
    keep.hidden = bench.beside?.badge === undefined;
    keep.dataset.bench = bench.beside?.kept ? "forget" : "keep";
    setText(keep, bench.beside?.kept ? "A: the original again" : "Keep this as A");
    setText(sentence, bench.beside?.sentence ?? "");
    verdict.hidden = !bench.beside;
    tracing.hidden = payload.layout !== "surgery";
    const home = payload.layout === "surgery" ? verdict : panel.firstChild;
    if (done.parentElement !== home) home.append(done);
    chips.replaceChildren(...[...bench.held, ...bench.changed].map(chip));
    if (!bench.linked) chips.append(html("li", { class: "long" }, "Too much for a link: save it as a file."));
  }

  function chip({ edit, says, gate, steps: among, units: of }) {
    const away = html("button", { type: "button", "aria-label": `Undo ${says}`, title: "Undo this", "data-bench": `drop-${edit}`, onclick: () => handlers.tell({ do: "drop", edit }) }, "×");
    return html("li", { style: `--own: var(--fill-${gate}, var(--soft))` }, among ? html("button", { type: "button", title: "Go there", onclick: () => visit(gate, among, of) }, says) : html("span", {}, says), away);
  }

  /** Choose what a chip speaks of. */
  function visit(gate, among, of) {
    const { steps: T, units: H } = handlers.payload();
    const scope = (first, last, count) => (last - first === count - 1 ? ALL : first === last ? HERE : [first, last]);
    handlers.goTo(among[0], of[0]);
    choose({ gate, steps: scope(...among, T), units: scope(of[0], of.at(-1), H) });
  }

  function show(payload, place) {
    const { bench } = payload;
    if (!bench) return;
    showTrace(payload, place);
    const weighs = Boolean(bench.weights) && (chosen.mode === "weights" || !bench.gates.length);
    hold.hidden = weighs || !bench.gates.length;
    setText(title, bench.gates.length ? "Operate on a gate" : "Change its weights");
    setText(hint, !bench.gates.length ? "An RNN has no gates to hold: choose LSTM or GRU above, or change its weights here."
      : weighs ? "Type another number and press Enter: it counts at every step. ↑ and ↓ choose the unit."
        : "Click a cell of a gate in the timelines, or draw over several; then move its bar.");
    weights.element.hidden = !weighs;
    [...modes.children].forEach((button, k) => button.setAttribute("aria-pressed", String(weighs === (k === 1))));
    if (weighs) weights.show(chosen.gate, place.unit);
    const ink = chosen.gate || "h";
    panel.style.setProperty("--own", `var(--fill-${ink})`);
    panel.style.setProperty("--own-ink", `var(--ink-${ink})`);
    if (!bench.gates.length) return;
    const at = fieldOf(chosen, place, payload);
    const { gate } = chosen;
    const [least, most] = reach(payload, gate);
    const ends = payload.palette[gate].ends;
    [...gates.children].forEach((button, k) => button.setAttribute("aria-pressed", String(payload.bench.gates[k] === gate)));
    steps.show(chosen.steps, at.steps);
    units.show(chosen.units, at.units);
    const within = inside(at, place.t, place.unit) ? place : { t: at.steps[0], unit: at.units[0] };
    const now = value(payload, gate, within.t, within.unit);
    setAttribute(slider, "min", least);
    setAttribute(slider, "max", most);
    if (!pulled && !begun) {
      slider.value = String(now);
      fillBar();
      exact.value = String(Math.round(now * 1e4) / 1e4);
    }
    const where = `${gate} · ${span(at.steps, "step", "steps")} · ${span(at.units, "unit", "units")}`;
    slider.setAttribute("aria-label", `${payload.palette[gate].name}, ${where}`);
    setText(low, ends[0] ? `0 ${ends[0]}` : readable(least, 1));
    setText(high, ends[1] ? `1 ${ends[1]}` : readable(most, 1));
    const before = payload.bench.beside?.series?.[gate]?.[within.t]?.[within.unit];
    setText(own, `${where}: ${readable(now, 2)}${before === undefined || Math.abs(before - now) < 0.005 ? "" : ` (A: ${readable(before, 2)})`}`);
    showQuick(gate, ends);
    const held = payload.bench.held.some((one) => one.gate === gate && overlap(one, at));
    release.disabled = !held;
    handlers.picked(at);
  }

  let quickOf = "";
  function showQuick(gate, ends) {
    if (quickOf === gate) return;
    quickOf = gate;
    const numbers = ends.length ? [0, 0.5, 1] : [-1, 0, 1];
    quick.replaceChildren("Hold at", ...numbers.map((number) => html("button", { type: "button", class: "text", "data-bench": `at-${number}`, onclick: () => say("hold", number) }, readable(number, number % 1 ? 1 : 0))));
  }

  const overlap = (one, at) => one.steps[0] <= at.steps[1] && at.steps[0] <= one.steps[1] && one.units.some((unit) => unit >= at.units[0] && unit <= at.units[1]);

  /** Another network: what was drawn over in the last one means nothing here. */
  function anew() {
    forget();
    Object.assign(chosen, { steps: HERE, units: HERE });
  }

  return { verdict, panel, update, show, pick, name, field, forget: anew, destroy: forget };
}
