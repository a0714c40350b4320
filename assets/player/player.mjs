// The cell player: one place (step, phase, unit), everything on screen follows it, no server needed.

import { createAnswer } from "./answer.mjs";
import { createAttention } from "./attention.mjs";
import { createBench, heldIn } from "./bench.mjs";
import { createChain } from "./chain.mjs";
import * as clock from "./clock.mjs";
import { createCommands } from "./commands.mjs";
import { createCompare } from "./compare.mjs";
import { createDiagram, moveKind, outline } from "./diagram.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createExplain } from "./explain.mjs";
import { createLink } from "./link.mjs";
import { createRibbon } from "./ribbon.mjs";
import { createOperatingPoint } from "./operating.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { createTimelines } from "./timelines.mjs";
import { createTip } from "./tip.mjs";
import { filled } from "./sentence.mjs";
import { createTour } from "./tour.mjs";
import { createHelp, createPhaseTrack, createTransport } from "./transport.mjs";

const WORDS = { beat: "phase", stage: "time step", end: "step", chosen: "unit", strides: { phase: "by phase", step: "by step" } };

const WHOLE = ["sequence", "surgery"]; // layouts that are played step by step

/** Where a picture opens when the link says nothing: a cell at its first phase, a sequence whole. */
function opening(payload) {
  const phase = WHOLE.includes(payload.layout) ? payload.cell.phases.length - 1 : 0;
  return { t: payload.bench?.opening ?? payload.opening ?? 0, phase, unit: payload.unit };
}

/**
 * @param {import("./reader.mjs").Payload} payload
 * @param {(name: string, value: Object) => void} tellServer  hears of what is done at the operating table
 */
export function createPlayer(host, payload, tellServer) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  const state = { place: opening(payload), extent: null, stride: "phase", spelling: "joined", view: "cell" };
  let data = payload;
  let diagram = null;
  let drawn = "";

  // ------------------------------------------------------------ parts
  const badge = html("span", { class: "badge" });
  const about = html("p", { class: "about" });
  const views = html("div", { class: "switch", role: "group", "aria-label": "View of the cell" });
  const notes = html("div", { class: "notes", role: "status" });
  const stage = html("div", { class: "stage" });
  const legend = html("p", { class: "legend" });
  const root = html("section", { class: "player", "data-testid": "player", tabindex: 0, "aria-label": payload.title });
  const tip = createTip(root);
  const at = () => state.place;
  const goTo = (t, unit = state.place.unit) => go({ ...state.place, t, unit });
  const link = createLink(() => [
    { name: "t", what: "step", most: state.extent.steps },
    { name: "phase", what: "phases", words: data.cell.phases.map((phase) => phase.id) },
    { name: "unit", what: "unit", most: state.extent.units },
  ]);
  const playback = createPlayback({
    reduced, rest, place: at, changed: showState,
    tempo: (speed) => clock.tempo(speed, state.stride),
    atEnd: () => clock.atEnd(state.place, state.extent),
    restart: () => go(clock.home(state.place)),
    next: () => go(clock.playOn(state.place, state.extent, state.stride)),
    paint: (move, progress) => diagram.paint(state.place, move, progress),
  });
  const attention = createAttention(root, { reduced, obey: (name) => commands.obey(name) });
  const ribbon = createRibbon({ goTo, released: attention.take });
  const transport = createTransport((name) => commands.run(name), WORDS, views);
  const track = createPhaseTrack("Phases of one step", (phase) => go({ ...state.place, phase }));
  const help = createHelp(WORDS);
  const explain = createExplain({
    tip,
    place: at,
    payload: () => data,
    spelling: () => state.spelling,
    setSpelling: (name) => { state.spelling = name; explain.show(data, state.place); },
  });
  const answer = createAnswer();
  const chain = createChain({ goTo });
  const bench = createBench({ tip, payload: () => data, place: at, goTo, tell, preview, note: (text) => showNotes([text]), picked: (field) => { timelines.mark(field); operating.show(state.place, field.gate); } });
  const operating = createOperatingPoint({ tip, goTo });
  const compare = createCompare({ goTo, place: at, tip });
  const timelines = createTimelines({ goTo, place: at, tip, picked: bench.pick });
  const viewButtons = ["cell", "chain"].map((name) => {
    const button = html("button", { type: "button", title: name === "cell" ? "One cell, phase by phase" : "The same cell unrolled through time", onclick: () => setView(name) }, name === "cell" ? "Cell" : "Chain");
    views.append(button);
    return [name, button];
  });
  const picture = html("div", { class: "picture" }, html("div", { class: "drawing" }, stage, legend), html("div", { class: "side" }, html("div", {}, badge, about), ...explain.elements.slice(0, 1), answer.element, ...explain.elements.slice(1)));
  const table = html("div", { class: "table" },
    html("div", { class: "seen" }, timelines.element, compare.element), html("div", { class: "tools" }, bench.panel, operating.element));
  const tour = createTour(root, {
    reduced, way, go, walk: 700, rest, changed: showState,
    fill: (text, place) => filled(text, data, place),
    speed: () => playback.state.speed,
    stop: () => { if (playback.state.playing) playback.pause(); setView("cell"); },
  });
  root.prepend(
    notes, bench.verdict, ribbon.element, transport.element, tour.element, track.element,
    picture, table, help.element);
  host.append(root);

  // ------------------------------------------------------------ moving
  const commands = createCommands({
    nextBeat: () => go(clock.movePhase(state.place, state.extent, 1)),
    previousBeat: () => go(clock.movePhase(state.place, state.extent, -1)),
    nextStage: () => go(clock.moveStep(state.place, state.extent, 1)),
    previousStage: () => go(clock.moveStep(state.place, state.extent, -1)),
    previousChosen: () => go(clock.moveUnit(state.place, state.extent, -1)),
    nextChosen: () => go(clock.moveUnit(state.place, state.extent, 1)),
    home: () => go(clock.home(state.place)),
    end: () => go(clock.end(state.place, state.extent)),
    stride: () => { state.stride = state.stride === "phase" ? "step" : "phase"; showState(); },
  }, { playback, help, tip, root, tour });

  function go(target) {
    if (!tour.leads()) tour.interrupt();
    const to = clock.within(target, state.extent);
    const move = playback.begin(moveKind(state.place, to, state.extent.phases));
    state.place = to;
    diagram.begin(to, move);
    if (reduced.matches) diagram.paint(to, move, 1); // all of it at once; a move is painted by its frames
    showPlace();
  }

  /** The places on the way to a stop of the tour; `from` says where the way begins, as step.phase. */
  function way({ t, phase, unit, from }) {
    const to = placeOf({ t, phase, unit }, state.place);
    if (!from) return clock.between(state.place, to, state.extent);
    const [step, id] = from.split(".");
    const start = placeOf({ t: step, phase: id }, to);
    return [start, ...clock.between(start, to, state.extent)];
  }

  /** A place that counts from 1 and names its phase; what it leaves out is as in `before`. */
  function placeOf({ t, phase, unit }, before) {
    const named = data.cell.phases.findIndex(({ id }) => id === phase);
    const number = (text, otherwise) => (text ? Number(text) - 1 : otherwise);
    return clock.within({ t: number(t, before.t), phase: named < 0 ? before.phase : named, unit: number(unit, before.unit) }, state.extent);
  }

  /** Everything stands still: speak, and write the place into the address. */
  function rest() {
    if (!tour.on()) explain.speak(data, state.place); // else the tour speaks
    link.write(state.place);
  }

  // ------------------------------------------------------------ operating
  let asked = 0; // counts the messages, so that the same one twice is two
  function tell(message) {
    asked += 1;
    setAttribute(root, "data-waiting", "");
    tellServer("operate", { ...message, n: asked });
  }

  /** Show a gate as if it were held already, with all that follows from it pale until the engine answers. */
  function preview(field, number) {
    if (playback.state.playing) playback.pause();
    const rows = heldIn(data.series[field.gate], field, number);
    setAttribute(root, "data-preview", field.gate);
    timelines.preview(field.gate, rows);
    diagram.update({ ...data, series: { ...data.series, [field.gate]: rows } });
    diagram.paint(state.place, playback.stand(), 1);
  }

  function unpreview() {
    root.removeAttribute("data-preview");
    diagram.update(data);
    timelines.draw();
    showStill();
  }

  /** A bar of the drawing is one unit's gate at the step that is shown. */
  const barAt = (gate, unit) => ({ gate, steps: [state.place.t, state.place.t], units: [unit, unit] });
  const pull = {
    move: (gate, unit, number) => preview(barAt(gate, unit), number),
    cancel: unpreview,
    end: (gate, unit, number) => tell({ do: "hold", ...barAt(gate, unit), value: number }),
  };

  function select(unit, series) {
    bench.name(series);
    go({ ...state.place, unit });
  }

  const reading = () => [data.layout, data.title, ...data.tokens].join("\n");

  // ------------------------------------------------------------ showing
  function showState() {
    const playing = playback.state.playing || tour.plays();
    setAttribute(root, "data-playing", playing);
    transport.show({ ...playback.state, playing, stride: state.stride, chosen: `${state.place.unit + 1} of ${state.extent.units}` });
  }

  function showPlace() {
    const { t, phase, unit } = state.place;
    setAttribute(root, "data-t", t + 1);
    setAttribute(root, "data-steps", state.extent.steps);
    setAttribute(root, "data-phase", data.cell.phases[phase].id);
    setAttribute(root, "data-unit", unit + 1);
    showState();
    [ribbon, explain, answer].forEach((part) => part.show(data, state.place));
    track.show(phase);
    timelines.show(state.place);
    operating.show(state.place, bench.field().gate);
    bench.show(data, state.place);
    compare.show(state.place);
    if (state.view === "chain") chain.show(state.place);
  }

  function setView(name) {
    state.view = name;
    viewButtons.forEach(([own, button]) => button.setAttribute("aria-pressed", String(own === name)));
    const drawing = name === "chain" ? chain.element : diagram.element;
    if (stage.firstChild !== drawing) stage.replaceChildren(drawing);
    legend.hidden = name === "chain";
    if (name === "chain") chain.show(state.place);
  }

  function showNotes(extra) {
    notes.replaceChildren(...[...data.notes, ...extra].filter(Boolean).map((text) => html("p", {}, text)));
  }

  /** New data after a rerun: the same place if it still exists, the same instance always. */
  function update(next) {
    const before = reading();
    attention.renew(() => fill(next), (next.attend ?? 0) !== (data.attend ?? 0));
    tour.update(next.script, reading() !== before);
    if (link.speaks()) rest();
  }

  function fill(next) {
    const opened = next.network !== data.network;
    if (opened) bench.forget();
    data = next;
    state.extent = { steps: data.steps, phases: data.cell.phases.length, units: data.units };
    state.place = clock.within(opened ? opening(data) : state.place, state.extent);
    setAttribute(root, "data-layout", data.layout);
    root.setAttribute("aria-label", data.title);
    paintPalette(root, data.palette);
    setText(badge, data.badge);
    setText(about, data.about);
    setText(legend, data.cell.legend);
    const wanted = outline(data);
    if (wanted !== drawn) {
      diagram = createDiagram(data, { place: at, tip, pull, select });
      drawn = wanted;
    }
    diagram.update(data);
    track.update(data.cell.phases);
    ["data-waiting", "data-preview"].forEach((name) => root.removeAttribute(name));
    [ribbon, explain, answer, chain, timelines, bench, compare, operating].forEach((part) => part.update(data));
    setView(state.view);
    showNotes([]);
    showStill();
  }

  function showStill() {
    const still = playback.stand();
    diagram.begin(state.place, still);
    diagram.paint(state.place, still, 1);
    showPlace();
  }

  function open() {
    if (payload.layout === "surgery") {
      bench.verdict.prepend(badge);
      track.element.before(table); // where the keyboard finds them: right behind the transport
    }
    fill(payload);
    state.stride = WHOLE.includes(payload.layout) ? "step" : "phase";
    const { place, problem } = link.open(reading());
    state.place = clock.within({ ...state.place, ...place }, state.extent);
    showStill();
    showNotes([problem]);
    tour.update(payload.script);
    if (payload.arrive) attention.renew(() => {}, true);
    if (tour.on() || link.speaks()) return;
    if (payload.layout === "start" && !reduced.matches) playback.play();
    else if (Object.keys(place).length) rest(); // back where the learner left it
  }

  function destroy() {
    playback.stop();
    link.leave(state.place, reading());
    tour.destroy();
    attention.destroy();
    [timelines, bench, compare].forEach((part) => part.destroy());
    root.remove();
  }

  open();
  return { update, destroy, element: root };
}
