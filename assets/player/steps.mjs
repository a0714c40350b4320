// Four buttons for what goes step by step: to the start, back, play, on; and where it stands.

import { html, setText } from "./dom.mjs";
import { icon, turn } from "./icons.mjs";

/**
 * @param {(command: string) => void} run
 * @param {string} word  what a step is called
 * @param {...Element} more  what else stands at the end
 */
export function createSteps(run, word, ...more) {
  const button = (name, label, key) => html("button", { type: "button", class: "move", "data-command": name, "aria-label": label, title: `${label} (${key})`, onclick: () => run(name) }, icon(name));
  const glyph = icon("play");
  const text = html("span", {}, "Play");
  const where = html("output", { "aria-label": `Current ${word}` });
  const element = html("div", { class: "transport", role: "toolbar", "aria-label": "Steps" },
    html("div", { class: "group" }, button("home", `First ${word}`, "Home"), button("previousBeat", `Previous ${word}`, "←"),
      html("button", { type: "button", class: "play", "data-command": "toggle", title: "Play or pause (Space)", onclick: () => run("toggle") }, glyph, text),
      button("nextBeat", `Next ${word}`, "→")),
    html("div", { class: "group" }, html("span", { class: "name" }, word), where), ...more);

  function show(playing, at, of) {
    setText(text, playing ? "Pause" : "Play");
    turn(glyph, playing ? "pause" : "play");
    setText(where, `${at} of ${of}`);
  }

  return { element, show };
}
