// Steps, plays and scrubs a small picture that is one of several on its page: it takes keys only while it
// holds the focus, so that none takes them from another.

import { icon, turn } from "./icons.mjs";
import { createPlayback } from "./playback.mjs";
import { flat, html, setAttribute, setText, svg } from "./dom.mjs";

const KEYS = { ArrowRight: "on", ArrowLeft: "back", Home: "home", End: "end", " ": "play" };
const [MOVE, BEAT] = [360, 1050]; // milliseconds: a fast move, then rest

/** The name of an activation as it is written. */
export const called = (name) => (name === "relu" ? "ReLU" : name);

/** What a key does in a small picture, or null where it belongs to something inside it. */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }, target) {
  if (ctrlKey || metaKey || altKey || shiftKey || target?.matches?.("input, textarea, select")) return null;
  if (key === " " && target?.matches?.("button")) return null; // Space presses it
  return KEYS[key] ?? null;
}

/**
 * @param {HTMLElement} root
 * @param {Object} of
 * @param {string} of.what                 one of what it steps through: "frame"
 * @param {() => number} of.count          how many there are
 * @param {(t: number, from: number, progress: number) => void} of.paint  show the move to t, 0…1 of it
 * @param {(t: number) => void} of.rest    everything stands still at t
 * @param {string} [of.again]              what the button on says, where it has words
 */
export function createStepper(root, { what, count, paint, rest, again }) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  const place = { t: 0 };
  const last = () => count() - 1;
  const playback = createPlayback({
    reduced, place: () => ({ ...place }), changed: show, rest: () => rest(place.t),
    tempo: () => ({ move: MOVE, beat: BEAT }),
    atEnd: () => place.t >= last(),
    restart: () => go(0),
    next: () => go(place.t + 1),
    paint: ({ from }, progress) => paint(place.t, from.t, progress),
  });
  const run = { on: () => go(place.t + 1), back: () => go(place.t - 1), home: () => go(0), end: () => go(last()), play: () => playback.toggle() };
  const button = (name, label, key, ...inside) => html("button", { type: "button", class: "move", "data-step": name, title: `${label} (${key})`, "aria-label": label, onclick: () => run[name]() }, ...inside);
  const glyph = html("span", { class: "glyph" }, icon("play"));
  const word = html("span", {}, "Play");
  const where = html("output", { "aria-label": `Which ${what}` });
  const onward = again ? html("span", {}, again) : icon("nextBeat");
  const element = html("div", { class: "transport", role: "toolbar", "aria-label": `Step through each ${what}` },
    html("div", { class: "group" }, button("home", `First ${what}`, "Home", icon("home")), button("back", `Previous ${what}`, "←", icon("previousBeat")),
      html("button", { type: "button", class: "play", "data-step": "play", title: "Play or pause (Space)", onclick: run.play }, glyph, word),
      button("on", again ?? `Next ${what}`, "→", onward)),
    where);

  /** Move there, or stay where there is no such place. */
  function go(t) {
    if (t < 0 || t > last() || t === place.t) return;
    playback.begin(t === place.t + 1 ? "on" : "jump");
    place.t = t;
    show();
  }

  function show() {
    const playing = playback.state.playing;
    setText(word, playing ? "Pause" : "Play");
    turn(glyph.firstChild, playing ? "pause" : "play");
    setText(where, `${what} ${place.t + 1} of ${count()}`);
    setAttribute(root, "data-t", place.t + 1);
    setAttribute(root, "data-steps", count());
    setAttribute(root, "data-playing", playing);
  }

  root.addEventListener("keydown", (event) => {
    const name = keyOf(event, event.composedPath()[0]);
    if (!name) return;
    event.preventDefault();
    event.stopPropagation(); // no other player on the page hears it
    run[name]();
  });

  /** Stand at t without a move: at the start, or when what is shown is another. */
  function stand(t = place.t) {
    place.t = Math.max(0, Math.min(last(), t));
    playback.stand();
    paint(place.t, place.t, 1);
    show();
    rest(place.t);
  }

  let unseen = () => {};

  /** Show what was asked about, from the first place on, as soon as the picture is in sight. */
  function reveal() {
    stand(0);
    unseen();
    unseen = whenSeen(element, () => { if (!playback.state.playing) playback.play(); });
  }

  function destroy() {
    unseen();
    playback.stop();
  }

  return { element, go, stand, reveal, at: () => place.t, destroy };
}

/** Do that once, when the element is well in sight: on a phone a picture lies below its words. The result gives it up. */
export function whenSeen(element, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: "-8% 0px" });
  observer.observe(element);
  return () => observer.disconnect();
}

/**
 * A slider over a list of values.
 *
 * @param {{name: string, label: (string|Node)[], said: string, values: any[], at: number, shown: (value: any) => string, turned: (at: number) => void}} of
 */
export function createSlide({ name, label, said, values, at, shown, turned }) {
  const slider = html("input", { type: "range", min: 0, max: values.length - 1, step: 1, value: at, "aria-label": said, "data-slide": name, oninput: () => { set(Number(slider.value)); turned(Number(slider.value)); } });
  const output = html("output", {});
  const element = html("label", { class: "slide" }, html("span", {}, ...label), slider, output);

  function set(to) {
    slider.value = to;
    setText(output, shown(values[to]));
    slider.setAttribute("aria-valuetext", shown(values[to]));
  }

  function offer(others, to) {
    values = others;
    slider.max = values.length - 1;
    set(to);
  }

  set(at);
  return { element, set, offer };
}

/**
 * A row of buttons of which one is pressed.
 *
 * @param {{label: string, names: string[], at: number, chosen: (at: number) => void}} of
 */
export function createSwitch({ label, names, at, chosen }) {
  const buttons = names.map((name, n) => html("button", { type: "button", "data-choice": name, onclick: () => { set(n); chosen(n); } }, name));
  const element = html("div", { class: "choose" }, html("span", { class: "name" }, label), html("div", { class: "switch", role: "group", "aria-label": label }, ...buttons));
  const set = (to) => buttons.forEach((button, n) => setAttribute(button, "aria-pressed", n === to));
  set(at);
  return { element, set };
}

/**
 * One move of its own, such as a loop that unrolls: from where it stands to 0 or 1, then rest.
 *
 * @param {number} length  milliseconds
 * @param {(at: number) => void} paint
 */
export function createGlide(length, paint) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let [at, frame] = [0, 0];

  function to(end, jump = false) {
    cancelAnimationFrame(frame);
    const [begin, started] = [at, performance.now()];
    const whole = jump || reduced.matches ? 0 : length;
    const tick = (now) => {
      const p = whole ? Math.max(0, Math.min(1, (now - started) / whole)) : 1;
      at = begin + (end - begin) * p;
      paint(at);
      if (p < 1) frame = requestAnimationFrame(tick);
    };
    if (whole) frame = requestAnimationFrame(tick);
    else tick(started);
  }

  return { to, at: () => at, stop: () => cancelAnimationFrame(frame) };
}

/** What explains itself under the pointer and with the focus; `card` makes the words when they are asked for. */
export function explained(element, tip, card) {
  setAttribute(element, "tabindex", 0);
  element.addEventListener("pointermove", (event) => tip.show(card(), event.clientX, event.clientY));
  element.addEventListener("pointerleave", tip.hide);
  element.addEventListener("focus", () => {
    if (!element.matches(":focus-visible")) return;
    const { left, bottom } = element.getBoundingClientRect();
    const words = card();
    setAttribute(element, "aria-label", `${flat(words.head)}: ${words.number}. ${flat(words.body ?? "")}`);
    tip.show(words, left, bottom);
  });
  element.addEventListener("blur", tip.hide);
  return element;
}
