// A caption that leads through a picture stop by stop: the guided tour, and what is shown after a prediction.
// It moves the player as a learner would, and stands back as soon as the learner moves it.

import { leadBack } from "./bring.mjs";
import { html, lowered, setAttribute, setText } from "./dom.mjs";
import { bringHead } from "./settle.mjs";

/**
 * @typedef {Object} Script
 * @property {string} id      another one makes it run
 * @property {string} title   what it is, or the verdict on a prediction
 * @property {string} back    class of the element on the page to which it leads back; "" for none
 * @property {Stop[]} stops
 *
 * @typedef {Object} Stop
 * @property {Object<string, string>} at  the place, as the player's `way` understands it
 * @property {string} text                {f} is a number of that place, [[f|words]] stand in the colour of f
 * @property {number} dwell               seconds to rest there
 */

const [NARROW, LOW] = [640, 800]; // pixels of player and screen below which caption and picture alone share it
const MARKED = /\[\[(\w)(?:\|([^\]]+))?\]\]/g;
const shown = new Set(); // ids that have run: a page that is opened again does not run them again

/** A text cut at its coloured words: plain strings, and {symbol, words}. */
export function marked(text) {
  const parts = [];
  let last = 0;
  for (const found of text.matchAll(MARKED)) {
    parts.push(text.slice(last, found.index), { symbol: found[1], words: found[2] ?? found[1] });
    last = found.index + found[0].length;
  }
  return [...parts, text.slice(last)].filter((part) => part !== "");
}

/** Seconds as 2:05. */
export const clockText = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Seconds that are left from that stop on. */
export const left = (stops, at) => stops.slice(at).reduce((sum, { dwell }) => sum + dwell, 0);

/**
 * @param {HTMLElement} root  of the player
 * @param {Object} player
 * @param {MediaQueryList} player.reduced
 * @param {(at: Object<string, string>) => Object[]} player.way  places from here to that stop, itself the last
 * @param {(place: Object) => void} player.go
 * @param {(text: string, place: Object) => string} player.fill  puts numbers of that place into a text
 * @param {number} player.walk  milliseconds for each place on the way
 * @param {() => number} player.speed
 * @param {() => void} player.changed  the tour plays, or no longer does
 * @param {() => void} player.stop  ends what plays there
 * @param {() => void} player.rest  everything stands still again
 */
export function createTour(root, player) {
  let script = null;
  let last = ""; // id of the script that came last
  let [at, playing, over, leads] = [0, false, false, false];
  let queue = []; // places still to be walked to this stop
  let timer = 0;

  const title = html("h3");
  const count = html("span", { class: "count" });
  const dots = html("span", { class: "dots", "aria-hidden": "true" });
  const words = html("p", { class: "words", "aria-live": "polite" });
  const button = (name, act) => html("button", { type: "button", class: "text", "data-tour-button": name, onclick: act });
  const pause = button("pause", () => toggle());
  const back = button("back", () => step(-1));
  const next = button("next", () => step(1));
  const home = button("home", () => toQuestion());
  const leave = button("leave", () => end());
  [[back, "Back"], [next, "Next"], [home, "Back to the question"]].forEach(([one, label]) => setText(one, label));
  const element = html("section", { class: "tour", "data-testid": "tour", "aria-label": "Guided tour", hidden: true },
    html("header", {}, title, count, dots), words, html("div", { class: "moves" }, pause, back, next, home, leave));
  root.addEventListener("pointerdown", (event) => { if (!element.contains(event.target)) interrupt(); }, { capture: true });

  // ------------------------------------------------------------ moving
  function arrive(stop) {
    at = stop;
    over = false;
    const places = player.way(script.stops[at].at);
    queue = player.reduced.matches || !playing ? places.slice(-1) : places;
    say(places.at(-1));
    walk();
  }

  /** One place on, and then the next; at the stop itself, rest. */
  function walk() {
    clearTimeout(timer);
    if (queue.length) {
      leads = true;
      player.go(queue.shift());
      leads = false;
    }
    show();
    if (!playing) return player.rest();
    if (!queue.length && at === script.stops.length - 1) return finish(); // there is nothing to go on to
    const wait = queue.length ? player.walk : script.stops[at].dwell * 1000;
    timer = setTimeout(onwards, wait / player.speed());
  }

  function onwards() {
    if (queue.length) walk();
    else arrive(at + 1);
  }

  function finish() {
    clearTimeout(timer);
    [playing, over] = [false, true];
    show();
    player.rest();
  }

  function step(by) {
    arrive(Math.max(0, Math.min(script.stops.length - 1, at + by)));
  }

  function toggle() {
    if (!script) return;
    playing = !playing;
    if (playing) arrive(over ? 0 : at);
    else stand();
  }

  function stand() {
    clearTimeout(timer);
    playing = false;
    show();
    player.rest();
  }

  /** The learner does something: nothing fights it. */
  function interrupt() {
    if (playing && !leads) stand();
  }

  // ------------------------------------------------------------ showing
  function say(place) {
    const { text } = script.stops[at];
    words.replaceChildren(...marked(player.fill(text, place)).flatMap((part) => (typeof part === "string" ? lowered(part)
      : [html("b", { style: `color: var(--ink-${part.symbol})` }, ...lowered(part.words))])));
  }

  function show() {
    const many = script.stops.length > 1;
    setAttribute(root, "data-tour", at + 1);
    setAttribute(root, "data-touring", playing ? "playing" : over ? "over" : "paused");
    setText(count, many ? `${at + 1} of ${script.stops.length} · ${over ? "the end" : `${clockText(left(script.stops, at))} left`}` : "");
    [...dots.children].forEach((dot, k) => setAttribute(dot, "data-state", k === at ? "now" : k < at ? "past" : "idle"));
    setText(pause, playing ? "Pause" : over ? (many ? "Watch again" : "Show it again") : "Go on");
    setText(leave, over || !many ? "Close" : "Leave");
    [back.hidden, next.hidden, home.hidden] = [!many, !many, !script.back];
    [back.disabled, next.disabled] = [at === 0, at === script.stops.length - 1];
    player.changed();
  }

  function begin() {
    player.stop();
    setText(title, script.title);
    setAttribute(element, "aria-label", script.stops.length > 1 ? "Guided tour" : "What the picture shows");
    setAttribute(element, "data-kind", script.back ? "answer" : "tour");
    dots.replaceChildren(...(script.stops.length > 1 ? script.stops.map(() => html("i")) : []));
    element.hidden = false;
    playing = true;
    root.focus({ preventScroll: true });
    bringHead(root.clientWidth < NARROW || window.innerHeight < LOW ? element : root, player.reduced);
    arrive(0);
  }

  /** Leave: the picture stays where it is. */
  function end() {
    clearTimeout(timer);
    if (!script) return;
    [script, playing, queue] = [null, false, []];
    const held = element.contains(root.getRootNode().activeElement);
    element.hidden = true;
    root.removeAttribute("data-tour");
    root.removeAttribute("data-touring");
    if (held) root.focus({ preventScroll: true });
    player.changed();
    player.rest();
  }

  function toQuestion() {
    stand();
    leadBack(script.back, player.reduced);
  }

  /** @param {Script|null} [wanted]  `other`: what is read is another than before */
  function update(wanted, other) {
    if (wanted && wanted.id !== last) {
      last = wanted.id;
      if (shown.has(last)) return;
      shown.add(last);
      script = wanted;
      begin();
    } else if (other) end();
  }

  /** What a key or a button of the player means while a tour is on; true when it was meant for the tour. */
  function hears(command) {
    if (!script) return false;
    const own = { close: end, ...(over ? {} : { toggle }), ...(script.stops.length > 1 ? { nextStage: () => step(1), previousStage: () => step(-1) } : {}) };
    if (Object.hasOwn(own, command)) {
      own[command]();
      return true;
    }
    if (command !== "faster" && command !== "slower") interrupt();
    return false;
  }

  const destroy = () => clearTimeout(timer);

  return { element, update, hears, interrupt, destroy, leads: () => leads, on: () => script !== null, plays: () => playing };
}
