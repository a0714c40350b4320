// The player of two readers: one sentence with a gap, read from both ends at once, a word at a time.

import { createAttention } from "./attention.mjs";
import { best, createMeasured, createReaders, createVotes, standing } from "./bothcards.mjs";
import { createRows, legend, meeting, milestones } from "./bothrows.mjs";
import { tempo } from "./clock.mjs";
import { createCommands } from "./commands.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { percent } from "./reader.mjs";
import { createTip } from "./tip.mjs";
import { createHelp, createTransport } from "./transport.mjs";
import { createVerdict } from "./verdict.mjs";

/**
 * @typedef {Object} Votes   of each answer, at the gap
 * @property {number[]} ahead
 * @property {number[]} reverse
 * @property {number[]} bias
 * @property {number[]} sum
 *
 * @typedef {Object} Reading   of the words that can be read
 * @property {number} steps
 * @property {number[][]} ahead     (T, H), in the order of the words
 * @property {number[][]} reverse   (T, H)
 * @property {Object<string, number[][]>} shares  of each reader (T, K): what it would say at each word
 * @property {Votes} votes
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string} title
 * @property {string} badge
 * @property {string[]} notes
 * @property {string[]} words
 * @property {boolean[]} known
 * @property {number} gap       place of the gap, from 0
 * @property {string[]} answers
 * @property {number} units     of each direction of the network that reads both ways
 * @property {Object<string, {title: string, parameters: number, units: number, measured: Object<string, Object<string, number>>}>} readers
 * @property {{key: string, words: string}[]} kinds
 * @property {Object<string, Reading>} readings   with the future ("there") and without ("not yet")
 * @property {Object} palette
 * @property {string[]} scenes  predictions made: "which" runs the picture, "live" runs it without the future
 * @property {Object<string, {verdict: string, back: string}>} [became]  what became of each of them, and the class of its section
 */

const WORDS = { beat: "word", stage: "turning point", end: "word", chosen: "answer" };
const FUTURES = { there: "is there", "not yet": "has not happened yet" };
const A_GUESS = 0.4; // the largest share of four up to which nothing is known
const SCENES = { which: "there", live: "not yet" };

/** @param {Payload} payload */
function createBidirectional(host, payload) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let data = payload;
  let place = { t: 0, future: "there", answer: 0 };
  let ran = ""; // the scene that ran last

  // ------------------------------------------------------------ parts
  const root = html("section", { class: "player bidirectional", "data-testid": "player", tabindex: 0 });
  const tip = createTip(root);
  const notes = html("div", { class: "notes", role: "status" });
  const badge = html("span", { class: "badge" });
  const words = html("p", { class: "sentence" });
  const verdict = createVerdict(reduced);
  const live = html("p", { class: "spoken", "aria-live": "polite" });
  const frame = html("div", { class: "wide", tabindex: -1, onscroll: () => rows.scrolled(frame) });
  const link = createLink(fields);
  const run = () => data.readings[place.future];
  const playback = createPlayback({
    reduced, rest, place: () => place, changed: showState,
    tempo: (speed) => tempo(speed, "step"),
    atEnd: () => place.t === run().steps - 1,
    restart: () => go(0),
    next: () => go(place.t + 1),
    paint: ({ kind }, progress) => rows.paint(kind === "on" ? progress : 1),
  });
  const attention = createAttention(root, { reduced, obey: (name) => commands.obey(name) });
  const transport = createTransport((name) => commands.run(name), WORDS, badge);
  const help = createHelp(WORDS);
  const futures = Object.entries(FUTURES).map(([future, name]) => html("button", { type: "button", "data-future": future, onclick: () => set({ future }) }, name));
  const after = html("div", { class: "future" }, html("span", { id: "what-comes-after" }, "What comes after the gap"),
    html("div", { class: "switch", role: "group", "aria-labelledby": "what-comes-after" }, ...futures));
  const choose = (answer) => set({ answer });
  const rows = createRows(data, { tip, place: () => place });
  const [readers, votes, measured] = [createReaders(choose), createVotes(choose), createMeasured()];
  frame.append(rows.element);
  root.prepend(notes, transport.element, verdict.element, after, words, live, frame, legend(), readers.element,
    html("div", { class: "beneath" }, votes.element, measured.element), help.element);
  host.append(root);

  // ------------------------------------------------------------ moving
  const stages = () => milestones(data.gap, run().steps);
  const other = (by) => set({ answer: (place.answer + by + data.answers.length) % data.answers.length });
  const commands = createCommands({
    nextBeat: () => go(place.t + 1),
    previousBeat: () => go(place.t - 1),
    nextStage: () => go(stages().find((t) => t > place.t) ?? place.t),
    previousStage: () => go(stages().findLast((t) => t < place.t) ?? 0),
    previousChosen: () => other(-1),
    nextChosen: () => other(1),
    home: () => go(0),
    end: () => go(run().steps - 1),
  }, { playback, help, tip, root });

  function go(wanted) {
    const t = Math.max(0, Math.min(run().steps - 1, wanted));
    const on = t === place.t + 1;
    playback.begin(on ? "on" : "jump");
    place = { ...place, t };
    rows.paint(on && !reduced.matches ? 0 : 1);
    show();
  }

  /** Another answer, or another future, at the same word as far as there is one. */
  function set(change) {
    place = within({ ...place, ...change });
    playback.settle();
    rows.paint(1);
    show();
  }

  const within = (wanted) => {
    const steps = data.readings[wanted.future].steps;
    return { ...wanted, t: Math.min(wanted.t, steps - 1), answer: Math.min(wanted.answer, data.answers.length - 1) };
  };

  /** What a prediction has been waiting for: the picture from its beginning. */
  function runScene(scene) {
    place = within({ ...place, future: SCENES[scene], t: 0 });
    playback.stop();
    playback.settle();
    rows.paint(1);
    show();
    if (reduced.matches) go(run().steps - 1);
    else playback.play();
  }

  function rest() {
    setText(live, words.textContent);
    link.write(addressOf(place));
  }

  // ------------------------------------------------------------ the address
  function fields() {
    return [
      { name: "t", what: "word", most: data.words.length },
      { name: "future", what: "futures", words: ["there", "not-yet"] },
      { name: "answer", what: "answers", words: data.answers },
    ];
  }

  const keys = Object.keys(FUTURES);
  const addressOf = ({ t, future, answer }) => ({ t, answer, future: keys.indexOf(future) });

  // ------------------------------------------------------------ showing
  /** What has happened by now, in words. */
  function sentence() {
    const { steps, shares } = run();
    const { gap } = data;
    const k = place.t + 1;
    const left = data.words.slice(0, Math.min(k, steps)).join(" ");
    const right = data.words.slice(Math.max(0, steps - k), steps).join(" ");
    const says = (reader) => {
      const own = shares[reader][gap];
      const told = `${data.answers[best(own)]}, ${percent(Math.max(...own))}`;
      return Math.max(...own) < A_GUESS ? `nothing for sure (${told})` : told;
    };
    const joined = meeting(gap, steps);
    if (k === joined) return `Both have been at the gap. Alone, the left one says ${says("forward")}; alone, the right one says ${says("backward")}. Joined they say ${says("both")}.`;
    if (k > joined) return `The answers at the gap stand. Left to right only: ${says("forward")}. Right to left only: ${says("backward")}. Both ways: ${says("both")}.`;
    if (k === gap + 1) return `The reader from the left has come to the gap. It has read “${left}” and has to answer. It says ${says("forward")}.`;
    if (k === steps - gap) return `The reader from the right has come to the gap. It has met “${right}”, last word first, and has to answer. It says ${says("backward")}.`;
    return `Read from the left: “${left}”. Read from the right, last word first: “${right}”.`;
  }

  function showState() {
    setAttribute(root, "data-playing", playback.state.playing);
    transport.show({ ...playback.state, chosen: data.answers[place.answer] });
  }

  function show() {
    const { steps, shares } = run();
    const { at } = standing("forward", place.t + 1, data.gap, steps);
    const joined = place.t + 1 >= meeting(data.gap, steps);
    const shown = {
      t: place.t + 1, steps, future: place.future, answer: data.answers[place.answer], gap: data.gap + 1,
      forward: data.answers[best(shares.forward[at])], both: joined ? data.answers[best(shares.both[data.gap])] : "",
    };
    for (const [name, value] of Object.entries(shown)) setAttribute(root, `data-${name}`, value);
    showState();
    setText(words, sentence());
    for (const button of futures) setAttribute(button, "aria-pressed", button.dataset.future === place.future);
    readers.show(data, place);
    votes.show(data, place);
    measured.show(data, place);
    rows.follow(frame, place.t <= data.gap ? place.t : data.gap);
  }

  const showNotes = (extra) => notes.replaceChildren(...[...data.notes, ...extra].filter(Boolean).map((text) => html("p", {}, text)));
  const reading = () => data.words.join(" ");

  function fill(next) {
    const another = next.words.join(" ") !== reading();
    data = next;
    if (another) place = { ...place, t: 0, answer: best(data.readings.there.shares.both[data.gap]) };
    place = within(place);
    root.setAttribute("aria-label", data.title);
    paintPalette(root, data.palette);
    setText(badge, data.badge);
    verdict.update(data.became?.[ran] ?? null);
    rows.update(data);
    readers.update(data);
    votes.update(data);
    playback.stand();
    rows.paint(1);
    show();
    showNotes([]);
  }

  function again(next) {
    const made = next.scenes.find((scene) => !data.scenes.includes(scene));
    ran = made ?? ran;
    attention.renew(() => fill(next), Boolean(made));
    if (made) runScene(made);
    if (link.speaks()) rest();
  }

  function open() {
    place.answer = best(data.readings.there.shares.both[data.gap]);
    fill(payload);
    const { place: asked, problem } = link.open(reading());
    const { future, ...others } = asked;
    place = within({ ...place, ...others, ...(future === undefined ? {} : { future: keys[future] }) });
    rows.paint(1);
    show();
    showNotes([problem]);
    if (Object.keys(asked).length && !link.speaks()) rest();
  }

  function destroy() {
    playback.stop();
    link.leave(addressOf(place), reading());
    attention.destroy();
    root.remove();
  }

  open();
  return { update: again, destroy, element: root };
}

export default mountOnce(createBidirectional);
