// The writer: a text as a network reads or writes it, character by character, on the colour of one of its units.

import { createSwitch } from "./choosers.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createExpected, shareWords } from "./expected.mjs";
import { createHeatedText, stateOf, unpacked } from "./heatedtext.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { readable } from "./reader.mjs";
import { createSteps } from "./steps.mjs";
import { createTrackedUnits } from "./trackedunits.mjs";

/**
 * The mirror of `writer_payload` in `lstm_ui/text/payload.py`.
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string} title      accessible name of the picture
 * @property {string} badge      where the network comes from
 * @property {string} how        how the next character is drawn
 * @property {Object} palette
 * @property {string} text       N code points
 * @property {number} given      how many of them the network was given; it wrote the others
 * @property {number[]} unknown  places of characters that it does not know
 * @property {"c"|"h"} symbol    whose state is shown
 * @property {number[]} layers   units of each
 * @property {number[]} ranges   of each unit: its largest state here, up or down
 * @property {string} states     unit by unit two bytes a character, in base 64; 32767 is the unit's range
 * @property {(number|null)[]} chances  how likely each character was for the network itself
 * @property {(number|null)[]} drawn    the same in what was drawn from
 * @property {string[]} names    of all characters that there are
 * @property {number[][]} likely numbers of the likeliest to come next, for each character
 * @property {number[][]} shares how likely they are, in what is drawn from
 * @property {number} unit       the unit that is shown at first
 * @property {{name: string, number: boolean, occurs: number, unit: number|null, sign: number, score: number|null,
 *   before: number|null, reason: string}[]} tracked
 * @property {string} scored     on what they were scored
 */

const BEATS = [420, 140, 45]; // milliseconds a character
const MARKS = { " ": "␣", "\n": "⏎" };
const SAID = { " ": "space", "\n": "line break" };
const MOST = 12;

export const named = (sign) => MARKS[sign] ?? sign;
/** A character as one says it. */
export const saidOf = (sign) => SAID[sign] ?? `“${sign}”`;

/** Which layer a unit is in and which one it is there, both from 1. */
export function layerOf(layers, unit) {
  let rest = unit;
  const n = layers.findIndex((size) => (rest < size ? true : ((rest -= size), false)));
  return [n + 1, rest + 1];
}

/** What the payload says, as it is looked up. */
function opened(payload) {
  const signs = Array.from(payload.text);
  return { ...payload, signs, length: signs.length, levels: unpacked(payload.states), unknown: new Set(payload.unknown), named };
}

/** @param {Payload} first */
function createWriter(host, first, tell) {
  let data = opened(first);
  let unit = data.unit;
  let [place, written, looked] = [data.length - 1, data.length, null];
  let beat = BEATS[1];
  const root = html("section", { class: "player writer", "data-testid": "writer", "data-playing": "false", tabindex: 0 });
  const spoken = html("p", { class: "spoken", "aria-live": "polite" });
  const badge = html("span", { class: "badge" });
  const how = html("span", { class: "about" });
  const last = () => data.length - 1;
  const writes = () => data.given < data.length; // else it only reads
  const faces = ["Write", "Pause"];
  const playback = createPlayback({
    reduced: window.matchMedia("(prefers-reduced-motion: reduce)"),
    place: () => place, changed: mark, rest, paint: show, tempo: () => ({ move: 0, beat }),
    atEnd: () => place >= last() && written >= data.length,
    restart: () => { written = writes() ? data.given : 1; go(written - 1); },
    next: () => go(place + 1),
  });
  const pace = createSwitch({ label: "Pace", names: ["slow", "middle", "quick"], at: 1, chosen: (n) => { beat = BEATS[n]; } });
  const open = html("button", { type: "button", class: "act", onclick: () => tell?.("open", { at: place, unit }) }, "Open in the cell player");
  const steps = createSteps(root, {
    what: "character", at: () => place, last, go, playback: () => playback, faces,
    choose: (by) => select((unit + by + data.ranges.length) % data.ranges.length),
  }, pace.element, open);
  const slider = html("input", { type: "range", min: 0, step: 1, "aria-label": "Unit", oninput: () => select(Number(slider.value)) });
  const which = html("output", {});
  const [low, high] = [html("small"), html("small")];
  const ramp = html("span", { class: "writer-ends" }, low, html("i", { class: "ramp signed" }), high);
  const units = html("div", { class: "writer-units" }, html("label", { class: "slide" }, html("span", {}, "Unit"), slider, which), ramp);
  const sign = html("b", { class: "writer-sign", dir: "auto" });
  const facts = html("p", { class: "writer-facts" });
  const expected = createExpected(MOST);
  const text = createHeatedText({ look: (at) => { looked = at; show(); }, goTo: (at) => { root.focus({ preventScroll: true }); steps.goTo(at); } });
  const tracked = createTrackedUnits(select);
  root.append(html("header", { class: "head" }, badge, how), steps.element, units,
    html("div", { class: "writer-main" }, text.element, html("aside", { class: "writer-side" }, html("div", { class: "writer-card" }, sign, facts), expected.element)),
    tracked.element, spoken);
  host.append(root);

  function go(to) {
    if (to < 0 || to > last()) return;
    place = to;
    looked = null;
    written = Math.max(written, to + 1);
    playback.begin("on");
    show();
    text.keep();
  }

  function select(next) {
    unit = next;
    text.heat(unit);
    mark();
    show();
    rest();
  }

  /** What stands there, in words. */
  function words(at) {
    const value = readable(stateOf(data, unit, at), 3);
    const state = `${data.symbol} of unit ${unit + 1} after it: ${value}`;
    if (data.unknown.has(at)) return `The network does not know this character. ${state}.`;
    const by = at < data.given ? "given" : "written";
    const chance = data.chances[at] === null ? "the first, so nothing was expected" : `the network expected it with ${shareWords(data.chances[at])}`;
    const drawn = by === "written" && Math.abs((data.drawn[at] ?? 0) - (data.chances[at] ?? 0)) > 0.0005 ? `, drawn with ${shareWords(data.drawn[at])}` : "";
    return `${by[0].toUpperCase()}${by.slice(1)}; ${chance}${drawn}. ${state}.`;
  }

  /** The character that is looked at. */
  function show() {
    const at = looked ?? place;
    text.show(at, written);
    setText(sign, named(data.signs[at]));
    setText(facts, `Character ${at + 1}. ${words(at)}`);
    expected.show(data, at, at + 1 < written);
    setAttribute(root, "data-at", at + 1);
    setAttribute(root, "data-written", written);
    steps.show(place + 1, data.length);
  }

  /** The unit, and whether it plays. */
  function mark() {
    const [layer, own] = layerOf(data.layers, unit);
    const range = readable(data.ranges[unit], 2);
    setAttribute(root, "data-unit", unit + 1);
    slider.value = unit;
    setText(which, data.layers.length > 1 ? `${own} of layer ${layer}` : `${own} of ${data.layers[0]}`);
    slider.setAttribute("aria-valuetext", which.textContent);
    setText(low, `${data.symbol} −${range}`);
    setText(high, range);
    tracked.mark(unit);
    steps.show(place + 1, data.length);
  }

  function rest() {
    if (!playback.state.playing) setText(spoken, `Character ${place + 1}, ${saidOf(data.signs[place])}. ${words(place)}`);
  }

  function fill() {
    paint(root, data.palette);
    root.style.setProperty("--own", `var(--fill-${data.symbol})`);
    setAttribute(root, "aria-label", data.title);
    setAttribute(root, "data-length", data.length);
    setAttribute(root, "data-given", data.given);
    slider.max = data.ranges.length - 1;
    setText(badge, data.badge);
    faces[0] = writes() ? "Write" : "Read";
    setText(how, writes() ? data.how : "nothing is written here: the network reads");
    tracked.update(data);
    text.update(data);
    text.renew(data.symbol, unit);
    mark();
    show();
  }

  /** @param {Payload} next */
  function update(next) {
    if (next.states === first.states && next.text === first.text && next.badge === first.badge && next.how === first.how) return;
    const kept = next.ranges.length === first.ranges.length && next.badge === first.badge;
    first = next;
    data = opened(next);
    if (!kept) unit = data.unit;
    if (playback.state.playing) playback.pause();
    playback.stand();
    [place, written, looked] = [data.length - 1, data.length, null];
    fill();
  }

  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  const recolour = () => text.renew(data.symbol, unit);
  scheme.addEventListener("change", recolour);
  fill();

  function destroy() {
    playback.stop();
    scheme.removeEventListener("change", recolour);
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createWriter);
