// The player of gradients: three networks on one sequence, and what is left of each gradient on the way back.

import { createAttention } from "./attention.mjs";
import { createCommands } from "./commands.mjs";
import { ease } from "./bars.mjs";
import { createDials } from "./dials.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createFactors } from "./factors.mjs";
import { limits, memberAt, readingAt, sizeOf, startOf } from "./family.mjs";
import { createLink } from "./link.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { LEFT, createStreams } from "./streams.mjs";
import { createTip } from "./tip.mjs";
import { createTour } from "./tour.mjs";
import { createHelp, createTransport } from "./transport.mjs";

const WORDS = { beat: "step back", stage: "tenth of the way", end: "point of the way", chosen: "curve" };
const DASHES = { RNN: "1 6", LSTM: null, GRU: "12 6" };
const [WHOLE_WAY, FASTEST, SLOWEST] = [8000, 45, 420]; // milliseconds
const STAGES = 10; // of a way that a tour shows

const clamp = (number, low, high) => Math.max(low, Math.min(high, number));

/** @param {import("./family.mjs").Payload} payload */
export function createFlow(host, payload, tell) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  const state = { place: { t: 0, curve: 0 }, last: "scale" };
  let data = payload;
  let member = null;

  // ------------------------------------------------------------ parts
  const root = html("section", { class: "player flow", "data-testid": "player", "data-phase": "backward", tabindex: 0 });
  const tip = createTip(root);
  const badge = html("span", { class: "badge" });
  const about = html("p", { class: "about" });
  const notes = html("div", { class: "notes", role: "status" });
  const takeaway = html("p", { class: "takeaway" });
  const spoken = html("p", { class: "spoken", "aria-live": "polite" });
  const warnings = html("div", { class: "warnings" });
  const asks = html("p", { class: "asks" });
  const readings = html("table", { class: "readings" });
  const halves = html("table", { class: "readings" });
  const goTo = (t) => go({ ...state.place, t });
  const handlers = { goTo, tip, explain: explainAt };
  const link = createLink(() => [
    { name: "t", what: "step", most: member.steps },
    { name: "curve", what: "curves", words: data.curves.map((curve) => curve.id) },
  ]);
  const playback = createPlayback({
    reduced, rest, changed: showState,
    place: () => state.place,
    tempo: (speed) => { const beat = clamp(WHOLE_WAY / member.steps, FASTEST, SLOWEST) / speed; return { move: beat * 0.7, beat }; },
    atEnd: () => state.place.t === 0,
    restart: () => goTo(startOf(member)),
    next: () => goTo(state.place.t - 1),
    paint: (move, progress) => streams.paint(state.place.t, move.from.t, ease(progress), state.place.curve),
  });
  const attention = createAttention(root, { reduced, obey: (name) => commands.obey(name) });
  const transport = createTransport((name) => commands.run(name), WORDS);
  const help = createHelp(WORDS);
  const dials = createDials({
    turned: (name) => { state.last = name; showMember(); },
    rested: (name, value) => tell?.("dial", { name, value }),
  });
  const streams = createStreams(handlers);
  const plot = createStepPlot({ title: "Size of the gradient at each step, logarithmic axis", height: 260, log: true, left: LEFT, names: true }, handlers);
  const factors = createFactors({ goTo, tip });
  const tour = createTour(root, {
    reduced, way, go, walk: 450, rest, changed: showState, fill: filled,
    speed: () => playback.state.speed,
    stop: () => { if (playback.state.playing) playback.pause(); },
  });
  const left = html("div", { class: "flow-main" }, streams.element, plot.element, asks, about);
  const side = html("aside", { class: "flow-side", "aria-label": "What the picture says" },
    badge, takeaway, warnings, html("h4", { class: "at" }), readings, html("h4", {}, "Half-life"), halves);
  root.prepend(
    notes, transport.element, dials.element, tour.element,
    html("div", { class: "flow-picture" }, left, side), factors.element, help.element, spoken);
  host.append(root);

  // ------------------------------------------------------------ moving
  const jump = () => Math.max(1, Math.round(member.steps / 10));
  const commands = createCommands({
    nextBeat: () => goTo(state.place.t - 1),
    previousBeat: () => goTo(state.place.t + 1),
    nextStage: () => goTo(state.place.t - jump()),
    previousStage: () => goTo(state.place.t + jump()),
    nextChosen: () => choose(1),
    previousChosen: () => choose(-1),
    home: () => goTo(startOf(member)),
    end: () => goTo(0),
  }, { playback, help, tip, root, tour });

  /** Places on the way back to a stop of the tour, from the loss or from step `from`. */
  function way({ t, curve, from }) {
    const [start, to] = [from ? Number(from) - 1 : startOf(member), clamp(Number(t ?? 1) - 1, 0, member.steps - 1)];
    const chosen = Math.max(0, curve ? data.curves.findIndex(({ id }) => id === curve) : state.place.curve);
    const stages = Math.min(STAGES, Math.max(1, Math.abs(start - to)));
    return Array.from({ length: stages + 1 }, (_, k) => ({ t: Math.round(start + ((to - start) * k) / stages), curve: chosen }));
  }

  /** A text with numbers of that place: {id} the gradient of a curve there, {id%} its share of that at the loss. */
  function filled(text, { t }) {
    return text.replace(/\{([\w.]+)(%?)\}/g, (_, id, share) => {
      const one = data.curves.find((curve) => curve.id === id);
      if (!share) return readingAt(member, one, t, 2);
      return significant(sizeOf(member.curves[id][t]) / sizeOf(member.curves[id][startOf(member)]), 2);
    });
  }

  function choose(by) {
    go({ ...state.place, curve: (state.place.curve + by + data.curves.length) % data.curves.length });
  }

  function go(place) {
    if (!tour.leads()) tour.interrupt();
    const to = { ...place, t: clamp(place.t, 0, member.steps - 1) };
    const another = to.curve !== state.place.curve;
    playback.begin("flow");
    state.place = to;
    if (reduced.matches) streams.paint(to.t, to.t, 1, to.curve);
    if (another) drawPlot();
    showPlace();
  }

  /** Everything stands still: speak, and write the place into the address. */
  function rest() {
    const { head, number } = explainAt(state.place.t);
    if (!tour.on()) setText(spoken, `${head}. ${number.replaceAll("\n", ", ")}`); // else the tour speaks
    link.write(state.place);
  }

  // ------------------------------------------------------------ showing
  function showState() {
    const playing = playback.state.playing || tour.plays();
    setAttribute(root, "data-playing", playing);
    transport.show({ ...playback.state, playing, chosen: `${state.place.curve + 1} of ${data.curves.length}` });
  }

  function showPlace() {
    const { t, curve } = state.place;
    setAttribute(root, "data-t", t + 1);
    setAttribute(root, "data-unit", curve + 1);
    setAttribute(root, "data-curve", data.curves[curve].id);
    showState();
    plot.show(t);
    factors.show(t);
    setText(side.querySelector(".at"), `At step ${t + 1}, “${data.tokens[t]}”`);
    const from = startOf(member);
    readings.replaceChildren(...data.curves.map((one, at) => {
      const size = sizeOf(member.curves[one.id][t]);
      const start = sizeOf(member.curves[one.id][from]);
      return html("tr", { class: at === curve ? "chosen" : null, onclick: () => go({ ...state.place, curve: at }) },
        html("th", { scope: "row" }, `${one.lane} `, html("i", { style: `color: var(--ink-${one.symbol})` }, `∂L/∂${one.symbol}`)),
        html("td", {}, readingAt(member, one, t, 3)),
        html("td", { class: "share" }, start && t <= from ? `× ${significant(size / start, 2)}` : ""));
    }));
  }

  function explainAt(t) {
    const rows = data.curves.map((one) => `${one.lane} ∂L/∂${one.symbol}: ${readingAt(member, one, t, 3)}`);
    return { head: `step ${t + 1} · “${data.tokens[t]}”`, number: rows.join("\n"), body: "Length of the gradient vector over all units." };
  }

  function drawPlot() {
    plot.update({
      steps: member.steps,
      range: limits(data.curves.map((one) => member.curves[one.id])),
      lines: data.curves.map((one, at) => ({
        id: one.id, values: member.curves[one.id], colour: `var(--ink-${one.symbol})`, dash: DASHES[one.lane],
        label: `${one.lane} ${one.symbol}`, strong: at === state.place.curve,
      })),
    });
  }

  const memberHere = () => memberAt(data, state.last, dials.at);

  /** The curves of the place at which the dials stand. */
  function showMember() {
    const started = member && state.place.t > 0 && state.place.t === startOf(member);
    member = memberHere();
    state.place = { ...state.place, t: started ? startOf(member) : Math.min(state.place.t, member.steps - 1) };
    setAttribute(root, "data-steps", member.steps); // true to what is shown, though the dial be ahead
    for (const name of ["scale", "forget"]) setAttribute(root, `data-${name}`, dials.value(name));
    streams.update(data, member);
    drawPlot();
    factors.update(data, member);
    const [first, ...others] = member.says;
    setText(badge, member.badge);
    setText(asks, member.asks);
    setText(takeaway, first ?? "");
    warnings.replaceChildren(...others.map((text) => html("p", {}, text)));
    halves.replaceChildren(...member.half.map(({ of, is }) => html("tr", {}, html("th", { scope: "row" }, of), html("td", {}, is))));
    halves.previousElementSibling.hidden = !member.half.length;
    playback.stand();
    streams.paint(state.place.t, state.place.t, 1, state.place.curve);
    showPlace();
  }

  function showNotes(extra) {
    notes.replaceChildren(...[...data.notes, ...extra].filter(Boolean).map((text) => html("p", {}, text)));
  }

  const reading = () => [member.asks, ...data.tokens].join("\n");

  function update(next) {
    const [before, read] = [startOf(member), reading()];
    attention.renew(() => {
      fill(next);
      const opened = startOf(member) !== before; // another way
      if (opened) state.place = { ...state.place, t: startOf(member) };
      showMember();
      if (opened && !playback.state.playing && !next.script) goTo(0); // show the whole of it
    }, (next.attend ?? 0) !== (data.attend ?? 0));
    tour.update(next.script, reading() !== read);
    if (link.speaks()) rest();
  }

  function fill(next) {
    data = next;
    root.setAttribute("aria-label", data.title);
    paintPalette(root, data.palette);
    setText(about, data.about);
    dials.update(data.dials);
    member = memberHere();
    showNotes([]);
  }

  const observer = new ResizeObserver(() => {
    const width = left.clientWidth;
    if (!width) return;
    streams.resize(width);
    plot.resize(width);
    factors.resize();
    streams.paint(state.place.t, state.place.t, 1, state.place.curve);
  });

  function open() {
    fill(payload);
    const { place, problem } = link.open(reading());
    state.place = { t: startOf(member), curve: 0, ...place };
    showMember();
    showNotes([problem]);
    observer.observe(root);
    tour.update(payload.script);
    if (tour.on() || link.speaks()) return;
    if (reduced.matches) goTo(0); // no motion: the whole way at once
    else playback.play();
  }

  function destroy() {
    playback.stop();
    observer.disconnect();
    dials.destroy();
    tour.destroy();
    link.leave(state.place, reading());
    attention.destroy();
    root.remove();
  }

  open();
  return { update, destroy, element: root };
}

export default mountOnce(createFlow);
