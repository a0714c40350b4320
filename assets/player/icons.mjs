// The glyphs on the buttons of every player.

import { setAttribute, svg } from "./dom.mjs";

const GLYPHS = {
  home: "M5 4v16M19 4 8 12l11 8z",
  previousStage: "M12 5l-8 7 8 7zM21 5l-8 7 8 7z",
  previousBeat: "M17 5 7 12l10 7z",
  play: "M6 4l14 8-14 8z",
  pause: "M7 4v16M17 4v16",
  nextBeat: "M7 5l10 7-10 7z",
  nextStage: "M3 5l8 7-8 7zM12 5l8 7-8 7z",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
};

export const icon = (name) => svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: `icon icon-${name}` }, svg("path", { d: GLYPHS[name] }));

/** Let an icon be another one. */
export function turn(element, name) {
  setAttribute(element.firstChild, "d", GLYPHS[name]);
  setAttribute(element, "class", `icon icon-${name}`);
}
