// Buttons for every move that has a key: play, beats, stages, speed, what is chosen, help, full screen.

import { icon, turn } from "./icons.mjs";
import { helpRows } from "./keys.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/**
 * What a player calls its moves.
 *
 * @typedef {Object} Words
 * @property {string} beat     what → moves by
 * @property {string} stage    what Shift → moves by
 * @property {string} end      first and last of them
 * @property {string} chosen   what ↑ and ↓ choose
 * @property {Object<string, string>} [strides]  what Play can move by; without it there is one way
 */

/**
 * @param {(command: string) => void} run
 * @param {Words} words
 * @param {...Element} more  what else stands at the end
 */
export function createTransport(run, words, ...more) {
  const button = (name, label, key) => html("button", {
    type: "button", class: "move", "data-command": name, "aria-label": label, title: `${label} (${key})`,
    onclick: () => run(name),
  }, icon(name));
  const playIcon = html("span", { class: "glyph" }, icon("play"));
  const playText = html("span", {}, "Play");
  const play = html("button", { type: "button", class: "play", "data-command": "toggle", title: "Play or pause (Space)", onclick: () => run("toggle") }, playIcon, playText);
  const speed = html("output", { "aria-label": "Speed" }, "1×");
  const stride = html("button", { type: "button", class: "text", hidden: !words.strides, title: `Play ${words.beat} by ${words.beat} or whole ${words.end}s`, onclick: () => run("stride") });
  const chosen = html("output", { "aria-label": `Selected ${words.chosen}` });
  const small = (name, label, text) => html("button", { type: "button", class: "small", "aria-label": label, title: label, onclick: () => run(name) }, text);
  const element = html("div", { class: "transport", role: "toolbar", "aria-label": "Player controls" },
    html("div", { class: "group" },
      button("home", `First ${words.end}`, "Home"),
      button("previousStage", `Previous ${words.stage}`, "Shift ←"),
      button("previousBeat", `Previous ${words.beat}`, "←"),
      play,
      button("nextBeat", `Next ${words.beat}`, "→"),
      button("nextStage", `Next ${words.stage}`, "Shift →")),
    html("div", { class: "group" }, small("slower", "Slower (−)", "−"), speed, small("faster", "Faster (+)", "+"), stride),
    html("div", { class: "group" }, html("span", { class: "name" }, capital(words.chosen)), small("previousChosen", `Previous ${words.chosen} (↑)`, "↑"), chosen, small("nextChosen", `Next ${words.chosen} (↓)`, "↓")),
    html("div", { class: "group last" }, ...more,
      html("button", { type: "button", class: "small", "aria-label": "Keys (?)", title: "Keys (?)", onclick: () => run("help") }, "?"),
      html("button", { type: "button", class: "small", "data-command": "full", "aria-label": "Full screen", title: "Full screen", onclick: () => run("full") }, icon("full"))));

  /** @param {{playing: boolean, speed: number, stride?: string, chosen: string}} state */
  function show(state) {
    setText(playText, state.playing ? "Pause" : "Play");
    turn(playIcon.firstChild, state.playing ? "pause" : "play");
    setText(speed, `${state.speed}×`);
    setText(stride, words.strides?.[state.stride] ?? "");
    setText(chosen, state.chosen);
  }

  return { element, show };
}

/** The names of the phases as buttons: where we are. */
export function createPhaseTrack(label, goTo) {
  const element = html("ol", { class: "phases", "aria-label": label });
  let buttons = [];

  function update(phases) {
    buttons = phases.map((phase, at) => html("button", {
      type: "button", title: phase.title, "data-phase-button": phase.id, onclick: () => goTo(at),
      style: `--own: var(--fill-${phase.symbol}); --own-ink: var(--ink-${phase.symbol})`,
    }, phase.id));
    element.replaceChildren(...buttons.map((button) => html("li", {}, button)));
  }

  function show(phase) {
    buttons.forEach((button, at) => {
      setAttribute(button, "data-state", at === phase ? "now" : at < phase ? "past" : "idle");
      if (at === phase) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }

  return { element, update, show };
}

const isInside = ({ clientX, clientY }, element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
};

/**
 * The `?` card.
 *
 * @param {Words} words
 */
export function createHelp(words) {
  const rows = helpRows(words).map(([keys, meaning]) => [html("dt", {}, keys), html("dd", {}, meaning)]).flat();
  const element = html("dialog", { class: "help", "aria-label": "Keys of the player" },
    html("h4", {}, "Keys"), html("dl", {}, ...rows),
    html("form", { method: "dialog" }, html("button", { class: "text" }, "Close")));
  element.addEventListener("click", (event) => { if (!isInside(event, element)) element.close(); });
  return {
    element,
    toggle: () => (element.open ? element.close() : element.showModal()),
    close: () => element.open && element.close(),
  };
}
