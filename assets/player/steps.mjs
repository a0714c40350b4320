// The buttons and keys of a small picture that goes step by step. It is one of several on its page, so it takes
// keys only while it holds the focus: none takes them from another.

import { html, setAttribute, setText } from "./dom.mjs";
import { icon, turn } from "./icons.mjs";
import { command } from "./keys.mjs";

const BY = { nextBeat: 1, nextStage: 1, previousBeat: -1, previousStage: -1 };
const CHOICE = { nextChosen: 1, previousChosen: -1 };
const OTHERS = ["toggle", "home", "end"];
const FIELDS = "input, textarea, select";

/** What a key does in a small picture, or null where it belongs to something inside it. */
export function moveOf(event, target) {
  if (target?.matches?.(FIELDS) || (event.key === " " && target?.matches?.("button"))) return null; // Space presses it
  const move = command(event);
  return move in BY || move in CHOICE || OTHERS.includes(move) ? move : null;
}

/**
 * @param {HTMLElement} root
 * @param {Object} of
 * @param {string} of.what  what a step is called: "frame"
 * @param {() => number} of.at
 * @param {() => number} of.last  the place that "end" means; 0 is the first
 * @param {(to: number) => void} of.go  there, or nowhere if there is no such place
 * @param {() => import("./playback.mjs").Playback} of.playback
 * @param {(by: number) => void} [of.choose]  what up and down change
 * @param {string} [of.again]  what the button on says, where it has words
 * @param {[string, string]} [of.faces]  what the button that plays says, while it stands and while it plays
 * @param {(place: number, of: number) => string} [of.words]  of the place, as it is counted on the screen
 * @param {...Element} more  what else stands at the end
 */
export function createSteps(root, { what, at, last, go, playback, choose, again, faces = ["Play", "Pause"], words = (place, of) => `${what} ${place} of ${of}` }, ...more) {
  const button = (name, label, key, inside = icon(name)) => html("button", { type: "button", class: "move", "data-command": name, "aria-label": label, title: `${label} (${key})`, onclick: () => act(name) }, inside);
  const glyph = icon("play");
  const word = html("span", {}, faces[0]);
  const where = html("output", { "aria-label": `Current ${what}` });
  const element = html("div", { class: "transport steps", role: "toolbar", "aria-label": `Step through each ${what}` },
    html("div", { class: "group" }, button("home", `First ${what}`, "Home"), button("previousBeat", `Previous ${what}`, "←"),
      html("button", { type: "button", class: "play", "data-command": "toggle", title: "Play or pause (Space)", onclick: () => act("toggle") }, glyph, word),
      button("nextBeat", again ?? `Next ${what}`, "→", again ? html("span", {}, again) : undefined)),
    where, ...more);

  root.addEventListener("keydown", (event) => {
    const move = moveOf(event, event.composedPath()[0]);
    if (!move || (move in CHOICE && !choose)) return;
    event.preventDefault();
    event.stopPropagation();
    act(move);
  });

  function act(move) {
    if (move === "toggle") return playback().toggle();
    if (move in CHOICE) return choose(CHOICE[move]);
    return goTo(move === "home" ? 0 : move === "end" ? last() : at() + BY[move]);
  }

  function halt() {
    if (playback().state.playing) playback().pause();
  }

  /** A step of the learner's own: nothing goes on by itself. */
  function goTo(to) {
    halt();
    go(to);
  }

  /** @param {number} place  as it is counted on the screen, of so many */
  function show(place, of) {
    const { playing } = playback().state;
    setText(word, faces[playing ? 1 : 0]);
    turn(glyph, playing ? "pause" : "play");
    setText(where, words(place, of));
    setAttribute(root, "data-playing", playing);
  }

  return { element, show, halt, goTo };
}
