// The player of backpropagation: one beat of forward, loss, backward and update, one chosen weight,
// one learning rate, one nudge; everything on screen follows them, no server needed.

import { createAttention } from "./attention.mjs";
import { added, find, move, moveStage } from "./beats.mjs";
import { tempo } from "./clock.mjs";
import { createCommands } from "./commands.mjs";
import { flat, html, lowered, setAttribute, setText } from "./dom.mjs";
import { createEdges } from "./edges.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { createNudge } from "./nudge.mjs";
import { apart, significant } from "./numbers.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { createTerms } from "./terms.mjs";
import { createTip } from "./tip.mjs";
import { createTour } from "./tour.mjs";
import { createHelp, createPhaseTrack, createTransport } from "./transport.mjs";
import { createUnrolled, outline } from "./unrolled.mjs";
import { createUpdate } from "./update.mjs";
import { createWeights } from "./weights.mjs";

const WORDS = { beat: "move", stage: "stage", end: "move", chosen: "weight" };
const LEGEND = {
  RNN: "Violet runs back under the way forward: gradients, as thick as they are large. Point at a way to see its factor.",
  LSTM: "Violet runs back: gradients, as thick as they are large. Solid: straight along the cell state. Dashed: out of h, over the gates.",
};
const [STEADY, A_LITTLE] = [{ beat: 0, nudged: 0 }, 0.05];

/** Where a network opens when the link says nothing. */
const opening = ({ opening: { weight, rate }, nudges }) => ({ ...STEADY, weight, rate, nudge: nudges.indexOf(A_LITTLE) });

/** @param {import("./beats.mjs").Payload} payload */
function createBackprop(host, payload) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let data = payload;
  let place = opening(payload);
  let drawn = "";
  let picture = null;

  // ------------------------------------------------------------ parts
  const root = html("section", { class: "player backprop", "data-testid": "player", tabindex: 0 });
  const tip = createTip(root);
  const badge = html("span", { class: "badge" });
  const notes = html("div", { class: "notes", role: "status" });
  const words = html("p", { class: "sentence" });
  const live = html("p", { class: "spoken", "aria-live": "polite" });
  const legend = html("p", { class: "legend" });
  const frame = html("div", { class: "wide", tabindex: -1, onscroll: () => picture.scrolled(frame) });
  const weight = () => data.weights[place.weight];
  const link = createLink(fields);
  const playback = createPlayback({
    reduced, rest, place: () => place, changed: showState,
    tempo: (speed) => tempo(speed, "phase"),
    atEnd: () => place.beat === data.beats.length - 1,
    restart: () => go(0),
    next: () => go(move(data.beats, place.beat, 1)),
    paint: ({ kind }, progress) => picture.paint(place.beat, kind === "on" ? progress : 1),
  });
  const attention = createAttention(root, { reduced, obey: (name) => commands.obey(name) });
  const transport = createTransport((name) => commands.run(name), WORDS, badge);
  const track = createPhaseTrack("The four stages", (at) => go(find(data.beats, { phase: data.phases[at].id })));
  const help = createHelp(WORDS);
  const pinned = createWeights((at) => set({ weight: at }));
  const terms = createTerms();
  const update = createUpdate((rate) => set({ rate }));
  const nudge = createNudge({ nudge: (at) => set({ nudge: at }), what: (nudged) => set({ nudged }) });
  const edges = createEdges(root, { tip, payload: () => data, weight });
  const tour = createTour(root, {
    reduced, way, go: walk, walk: 900, rest, changed: showState,
    fill: (text, at) => filled(text, at.beat),
    speed: () => playback.state.speed,
    stop: () => { if (playback.state.playing) playback.pause(); },
  });
  root.prepend(notes, transport.element, tour.element, track.element, words, live, frame,
    legend,
    html("div", { class: "below" }, pinned.element, terms.element),
    html("div", { class: "tests" }, update.element, nudge.element), help.element);
  host.append(root);

  // ------------------------------------------------------------ moving
  const chosen = (by) => set({ weight: (place.weight + by + data.weights.length) % data.weights.length });
  const commands = createCommands({
    nextBeat: () => go(move(data.beats, place.beat, 1)),
    previousBeat: () => go(move(data.beats, place.beat, -1)),
    nextStage: () => go(moveStage(data.beats, place.beat, 1)),
    previousStage: () => go(moveStage(data.beats, place.beat, -1)),
    previousChosen: () => chosen(-1),
    nextChosen: () => chosen(1),
    home: () => go(0),
    end: () => go(data.beats.length - 1),
  }, { playback, help, tip, root, tour });

  /** The beats on the way to a stop of the tour; `from` is the phase in which the way begins. */
  function way({ phase, t, part, weight: key, from }) {
    const asked = (wanted) => find(data.beats, { ...wanted, t: wanted.t && Number(wanted.t) });
    const to = asked({ phase, t, part });
    const start = Math.min(to, from ? asked({ phase: from }) : to - 1);
    const chosen = Math.max(0, key ? data.weights.findIndex((one) => one.key === key) : place.weight);
    return Array.from({ length: to - start + 1 }, (_, k) => ({ beat: Math.max(0, start + k), weight: chosen }));
  }

  function walk(to) {
    if (to.weight !== place.weight) set({ weight: to.weight });
    go(to.beat);
  }

  function go(beat) {
    if (!tour.leads()) tour.interrupt();
    const on = beat === place.beat + 1;
    playback.begin(on ? "on" : "jump");
    place = { ...place, beat };
    picture.paint(beat, on && !reduced.matches ? 0 : 1);
    showPlace();
  }

  /** Another weight, rate or nudge at the same beat. */
  function set(change) {
    const other = change.weight !== undefined;
    place = { ...place, ...change };
    if (other) choose();
    playback.settle();
    picture.paint(place.beat, 1);
    showWeights();
    showTests();
  }

  /** Bring the chosen weight into everything that names it. */
  function choose() {
    edges.off();
    terms.update(data, weight());
    picture.rename();
  }

  function rest() {
    if (!tour.on()) setText(live, flat(sentence())); // else the tour speaks
    link.write({ ...place, ...addressOf(data.beats[place.beat]) });
  }

  // ------------------------------------------------------------ the address
  function fields() {
    const own = ["weight", ...data.inputs.map((_, t) => `x${t + 1}`)];
    const several = (name, what, list) => ({ name, what, words: list.map(String) });
    return [
      several("phase", "stages", data.phases.map(({ id }) => id)),
      { name: "t", what: "step", most: data.steps },
      several("part", "parts of a step", [...new Set(data.beats.map(({ part }) => part))]),
      several("weight", "weights", data.weights.map(({ key }) => key)),
      several("rate", "rates", data.rates),
      several("nudged", "numbers to nudge", own),
      several("nudge", "nudges", data.nudges),
    ];
  }

  /** Phase, step and part of a beat, as the address counts them. */
  const addressOf = ({ phase, t, part }) => {
    const parts = fields()[2].words;
    return { phase: data.phases.findIndex(({ id }) => id === phase), t: t - 1, part: parts.indexOf(part) };
  };

  function beatOf({ phase, t, part }) {
    if (phase === undefined && t === undefined && part === undefined) return undefined;
    return find(data.beats, { phase: data.phases[phase]?.id, t: t === undefined ? undefined : t + 1, part: fields()[2].words[part] });
  }

  // ------------------------------------------------------------ showing
  const sumOf = (own, beat = place.beat) => {
    const there = added(data, own, beat);
    return there ? own.terms[there - 1].bar[2] : null;
  };

  function sentence() {
    const { say, once } = data.beats[place.beat];
    return filled(weight().answer ? once : say, place.beat);
  }

  /** A text with the numbers of that beat and of the chosen weight. */
  function filled(text, beat) {
    const { t } = data.beats[beat];
    const own = weight();
    const [before, after] = apart(own.value, own.after[place.rate]);
    const told = { weight: own.label, before, after, sum: significant(sumOf(own, beat) ?? 0), term: significant(own.terms.find((term) => term.t === t)?.value ?? 0) };
    return text.replace(/(?<!_)\{([^}]+)\}/g, (_, name) => told[name] ?? significant(data.numbers[name]));
  }

  function showState() {
    const playing = playback.state.playing || tour.plays();
    setAttribute(root, "data-playing", playing);
    transport.show({ ...playback.state, playing, chosen: `${place.weight + 1} of ${data.weights.length}` });
  }

  function showPlace() {
    showWeights();
    track.show(data.phases.findIndex(({ id }) => id === data.beats[place.beat].phase));
    picture.follow(frame, place.beat);
  }

  /** What another weight, rate or nudge changes; the picture stays where it is scrolled to. */
  function showWeights() {
    const { phase, t } = data.beats[place.beat];
    const shown = { t, steps: data.steps, phase, unit: 1, weight: weight().key, beat: place.beat + 1, rate: data.rates[place.rate], nudge: data.nudges[place.nudge] };
    for (const [name, value] of Object.entries(shown)) setAttribute(root, `data-${name}`, value);
    showState();
    words.replaceChildren(...lowered(sentence()));
    pinned.show(data, place.weight, sumOf);
    terms.show(data, weight(), place.beat);
  }

  function showTests() {
    update.show(data, weight(), place.rate);
    nudge.show(data, weight(), place.nudged, place.nudge);
  }

  function showNotes(extra) {
    notes.replaceChildren(...[...data.notes, ...extra].filter(Boolean).map((text) => html("p", {}, text)));
  }

  function fill(next) {
    const opened = next.network !== data.network;
    data = next;
    place = within(opened ? { ...opening(data), beat: place.beat } : place);
    root.setAttribute("aria-label", data.title);
    setAttribute(root, "data-kind", data.kind);
    paintPalette(root, data.palette);
    setText(badge, data.badge);
    setText(legend, LEGEND[data.kind]);
    if (outline(data) !== drawn) {
      drawn = outline(data);
      picture = createUnrolled(data, { weight, sum: () => sumOf(weight()), after: () => weight().after[place.rate], explain: (keys) => edges.said(keys) });
      frame.replaceChildren(picture.element);
    }
    picture.update(data);
    track.update(data.phases);
    pinned.update(data);
    showStill();
    showNotes([]);
  }

  /** The same place in other data, brought inside it. */
  function within(wanted) {
    const most = { beat: data.beats.length, weight: data.weights.length, rate: data.rates.length, nudged: data.steps + 1, nudge: data.nudges.length };
    return Object.fromEntries(Object.entries(most).map(([name, count]) => [name, Math.min(wanted[name], count - 1)]));
  }

  function showStill() {
    playback.stand();
    choose();
    picture.paint(place.beat, 1);
    showPlace();
    showTests();
  }

  function again(next) {
    const before = reading();
    attention.renew(() => fill(next), (next.attend ?? 0) !== (data.attend ?? 0));
    tour.update(next.script, reading() !== before);
    if (link.speaks()) rest();
  }

  const reading = () => [data.network, ...data.tokens].join("\n");

  function open() {
    fill(payload);
    const { place: asked, problem } = link.open(reading());
    const { phase, t, part, ...others } = asked;
    place = within({ ...place, ...others, beat: beatOf({ phase, t, part }) ?? place.beat });
    showStill();
    showNotes([problem]);
    tour.update(payload.script);
    if (!tour.on() && Object.keys(asked).length && !link.speaks()) rest(); // back where the learner left it
  }

  function destroy() {
    playback.stop();
    link.leave({ ...place, ...addressOf(data.beats[place.beat]) }, reading());
    tour.destroy();
    attention.destroy();
    root.remove();
  }

  open();
  return { update: again, destroy, element: root };
}

export default mountOnce(createBackprop);
