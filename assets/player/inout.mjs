// The player of the five shapes: choose one, and step its trained network from what goes in to what comes out.

import { createAttention } from "./attention.mjs";
import { tempo } from "./clock.mjs";
import { createCommands } from "./commands.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createEdges } from "./more.mjs";
import { createGraph } from "./inoutgraph.mjs";
import { moveStage } from "./inoutplan.mjs";
import { createMeasured, createReadout, createSwitch } from "./inoutside.mjs";
import { createKinds } from "./kinds.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { createSegments } from "./segments.mjs";
import { createTip } from "./tip.mjs";
import { createHelp, createTransport } from "./transport.mjs";
import { createVerdict } from "./verdict.mjs";

/**
 * @typedef {Object} Payload  as lstm_ui/shapes/payload.py makes it
 * @property {number} version
 * @property {string} title
 * @property {string} shape              the chosen one's key
 * @property {import("./kinds.mjs").Kind[]} kinds
 * @property {number|null} lit           the display, a bit a segment, where there is one
 * @property {string[]} segments         the letters of its segments
 * @property {string[]} notes
 * @property {Run[]} runs                one network, or two to switch between
 * @property {Object|null} measured      how often both are right: dates, behind, rows
 * @property {Object} palette
 * @property {number} reveal             counts the predictions that were made: another one runs the picture
 * @property {string} looks              which network a prediction is about; "" for none
 * @property {number} [attend]
 * @property {{verdict: string, back: string}|null} [predicted]  what became of the prediction about this shape, and the class of its section
 *
 * @typedef {Object} Run
 * @property {string} key                "with" or "without"; "" where there is one only
 * @property {string} label
 * @property {string} badge
 * @property {string} answer
 * @property {string} verdict
 * @property {boolean} judged            whether there is a right answer
 * @property {number[][]|null} looked    shares of attention: a row for each symbol, a column for each character
 * @property {Object[]} nodes            id, kind, at, text, small, bars, tip, unknown, since, given
 * @property {Object[]} edges            from, to, kind, since
 * @property {Object[]} beats            stage, say, node, shares, asked, column, row
 */

const WORDS = { beat: "move", stage: "stage", end: "move", chosen: "shape" };
const BEFORE = 5; // moves that are seen before the one that was predicted
const LEGEND = "Grey goes in, blue boxes are hidden states with a bar for each unit, outlined boxes come out. Point at anything for its numbers.";
const OF_LOOKS = " Each row of the heatmap: at which characters it looks, in percent.";

/** @param {Payload} first */
function createInout(host, first, tell) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let data = first;
  let place = { beat: 0, looks: 0 };
  let opened = false; // from then on what scrolls may be seen to scroll

  // ------------------------------------------------------------ parts
  const root = html("section", { class: "player inout", "data-testid": "inout", tabindex: 0 });
  const tip = createTip(root);
  const badge = html("span", { class: "badge" });
  const notes = html("div", { class: "notes", role: "status" });
  const words = html("p", { class: "sentence" });
  const verdict = createVerdict(reduced);
  const live = html("p", { class: "spoken", "aria-live": "polite" });
  const legend = html("p", { class: "legend" });
  const graph = createGraph({ tip, goTo: (beat) => go(beat) });
  const frame = html("div", { class: "wide", tabindex: -1 }, graph.element);
  const kinds = createKinds((key) => tell("choose", { shape: key }));
  const segments = createSegments((lit) => tell("choose", { lit }));
  const readout = createReadout();
  const both = createSwitch((looks) => set(looks));
  const measured = createMeasured();
  const behind = createEdges();
  const run = () => data.runs[place.looks];
  const link = createLink(fields);
  const playback = createPlayback({
    reduced, rest, place: () => place, changed: showState,
    tempo: (speed) => (run().beats.length > 16 ? quick(speed) : tempo(speed, "phase")),
    atEnd: () => place.beat === run().beats.length - 1,
    restart: () => go(0),
    next: () => go(place.beat + 1),
    paint: ({ kind }, progress) => graph.paint(place.beat, kind === "on" ? progress : 1),
  });
  const attention = createAttention(root, { reduced, obey: (name) => commands.obey(name) });
  const transport = createTransport((name) => commands.run(name), WORDS, badge);
  const help = createHelp(WORDS);
  root.prepend(kinds.element, notes, transport.element, verdict.element, words, live,
    html("div", { class: "stage" }, segments.element, html("div", { class: "stage-main" }, frame, legend), html("aside", { class: "side" }, both.element, readout.element)),
    measured.element, help.element);
  host.append(root);

  // ------------------------------------------------------------ moving
  /** Many short moves: a letter at a time. */
  function quick(speed) {
    const beat = 620 / speed;
    return { move: Math.max(110, Math.min(300, beat * 0.5)), beat };
  }

  const last = () => run().beats.length - 1;
  const clamped = (beat) => Math.max(0, Math.min(last(), beat));
  const nextKind = (by) => {
    const at = data.kinds.findIndex(({ key }) => key === data.shape);
    tell("choose", { shape: data.kinds[(at + by + data.kinds.length) % data.kinds.length].key });
  };
  const commands = createCommands({
    nextBeat: () => go(place.beat + 1),
    previousBeat: () => go(place.beat - 1),
    nextStage: () => go(moveStage(run().beats, place.beat, 1)),
    previousStage: () => go(moveStage(run().beats, place.beat, -1)),
    previousChosen: () => nextKind(-1),
    nextChosen: () => nextKind(1),
    home: () => go(0),
    end: () => go(last()),
  }, { playback, help, tip, root });

  function go(wanted) {
    const beat = clamped(wanted);
    const on = beat === place.beat + 1 || (beat === 0 && place.beat !== 0);
    playback.begin(on ? "on" : "jump");
    place = { ...place, beat };
    graph.paint(beat, on && !reduced.matches ? 0 : 1);
    showPlace();
    follow();
  }

  /** The other network at the same place in its own run. */
  function set(looks) {
    const { stage, row, column } = run().beats[place.beat];
    place = { ...place, looks };
    const same = run().beats.findIndex((beat) => beat.stage === stage && beat.row === row && beat.column === column);
    place = { ...place, beat: same >= 0 ? same : last() };
    draw();
    playback.settle();
  }

  function rest() {
    setText(live, run().beats[place.beat].say);
    link.write({ t: place.beat, looks: place.looks });
  }

  /** Bring what is new into the middle of a frame that scrolls. */
  function follow() {
    if (frame.scrollWidth <= frame.clientWidth + 1) return;
    const left = graph.middleOf(place.beat) - frame.clientWidth / 2;
    frame.scrollTo({ left, behavior: reduced.matches || playback.state.playing || !opened ? "auto" : "smooth" });
  }

  function fields() {
    return [
      { name: "t", what: "move", most: run().beats.length },
      { name: "looks", what: "networks", words: data.runs.map(({ key }) => key || "one") },
    ];
  }

  // ------------------------------------------------------------ showing
  function showState() {
    setAttribute(root, "data-playing", playback.state.playing);
    const at = data.kinds.findIndex(({ key }) => key === data.shape);
    transport.show({ ...playback.state, chosen: `${at + 1} of ${data.kinds.length}` });
  }

  function showPlace() {
    const { beats, nodes, key, answer } = run();
    const beat = beats[place.beat];
    const node = nodes.find(({ id }) => id === beat.node);
    const shown = { t: place.beat + 1, steps: beats.length, phase: beat.stage, shape: data.shape, looks: key, node: beat.node, answer };
    for (const [name, value] of Object.entries(shown)) setAttribute(root, `data-${name}`, value);
    showState();
    setText(words, beat.say);
    both.show(place.looks, place.beat === last() ? Infinity : beat.row === null ? 0 : beat.row + 1);
    readout.show(beat, node, vectorOf(node), beats.some(({ shares }) => shares));
  }

  /** The vector that the answer is read from: the box's own, or that from which it came. */
  function vectorOf(node) {
    if (data.shape === "one-one") return run().nodes.find(({ kind }) => kind === "in");
    if (node.bars) return node;
    const from = run().edges.filter(({ to }) => to === node.id).map((edge) => run().nodes.find(({ id }) => id === edge.from));
    return { kind: from.length > 1 ? "both" : "state", bars: [...from].reverse().flatMap(({ bars }) => bars) };
  }

  function draw() {
    const width = frame.clientWidth;
    if (!width) return;
    graph.update(run(), width, data.shape === "many-unequal");
    setText(badge, run().badge);
    setText(legend, run().looked ? LEGEND + OF_LOOKS : LEGEND);
    graph.paint(place.beat, 1);
    showPlace();
  }

  /** Take in another payload, shown to its end; `looks` names the network that is wanted. */
  function fill(next, looks) {
    data = next;
    place = { looks: Math.max(0, data.runs.findIndex(({ key }) => key === looks)), beat: 0 };
    place.beat = last();
    root.setAttribute("aria-label", data.title);
    paintPalette(root, data.palette);
    kinds.update(data.kinds);
    kinds.show(data.shape);
    segments.update(data.segments, data.lit);
    setAttribute(root, "data-shape", data.shape);
    both.update(data.runs);
    verdict.update(data.predicted ?? null);
    measured.update(data.measured);
    notes.replaceChildren(...data.notes.map((text) => html("p", {}, text)));
    playback.stand();
    draw();
  }

  function again(next) {
    const revealed = next.reveal !== data.reveal;
    const looks = (revealed && next.looks) || run().key;
    attention.renew(() => fill(next, looks), (next.attend ?? 0) !== (data.attend ?? 0));
    if (revealed) runTo();
    else if (link.speaks()) rest();
  }

  /** Play from a little before the moment that was predicted: the end of the reading. */
  function runTo() {
    const moment = run().beats.findIndex(({ stage }) => stage !== "read");
    place = { ...place, beat: clamped(moment - BEFORE) };
    draw();
    follow();
    playback.play();
  }

  const reading = () => [data.shape, data.runs[0].nodes.map(({ text }) => text).join("")].join("\n");

  function open() {
    fill(first, first.looks);
    const { place: asked, problem } = link.open(reading());
    place = { looks: asked.looks ?? place.looks, beat: place.beat };
    place.beat = clamped(asked.t ?? last());
    draw();
    if (problem) notes.append(html("p", {}, problem));
    if (Object.keys(asked).length && !link.speaks()) rest();
    follow();
  }

  const observer = new ResizeObserver(() => { draw(); follow(); kinds.show(data.shape); });

  function destroy() {
    playback.stop();
    observer.disconnect();
    behind.leave();
    link.leave({ t: place.beat, looks: place.looks }, reading());
    attention.destroy();
    root.remove();
  }

  open();
  observer.observe(frame);
  behind.follow([frame]);
  setTimeout(() => { opened = true; }, 500);
  return { update: again, destroy, element: root };
}

export default mountOnce(createInout);
