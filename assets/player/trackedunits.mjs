// Which unit tracks what, as a list of buttons: the score of the best unit, beside the best of an untrained network.

import { html, setAttribute } from "./dom.mjs";
import { readable } from "./reader.mjs";

/** Scores that are nearer to each other than this are called equal. */
const EQUAL = 0.03;

/** How far a score is from telling nothing (0) to telling all (1). */
export const reach = (score, number) => Math.max(0, Math.min(1, number ? score : (score - 0.5) * 2));

/** What a score is worth beside that of a network that has learnt nothing, in words. */
export function worth({ score, before, number }) {
  if (reach(score, number) < 0.1) return "tells next to nothing";
  if (before !== null && score <= before + EQUAL) return "no better than untrained";
  return before === null ? "" : "learnt";
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** @param {(unit: number) => void} choose */
export function createTrackedUnits(choose) {
  const list = html("div", { class: "tracked-list", role: "group", "aria-label": "Units that track something" });
  const scored = html("p", { class: "about" });
  const element = html("section", { class: "tracked" }, html("h4", {}, "Units that track something"), list, scored);
  let rows = [];

  function row(one) {
    const name = html("b", {}, capital(one.name));
    if (one.unit === null) return { unit: -1, element: html("p", { class: "track-row none" }, name, html("span", { class: "reason" }, one.reason)) };
    const fill = html("span", { class: "share", style: `transform: scaleX(${reach(one.score, one.number)})` });
    const mark = one.before === null ? null : html("i", { class: "before", style: `left: ${reach(one.before, one.number) * 100}%` });
    const words = html("small", {}, `${worth(one)}${one.before === null ? "" : ` · untrained ${readable(one.before, 2)}`}`);
    const element = html("button", { type: "button", class: "track-row", "data-feature": one.name, "data-unit": one.unit + 1, onclick: () => choose(one.unit) },
      name, html("span", { class: "track-unit" }, `unit ${one.unit + 1}, ${one.sign > 0 ? "high" : "low"}`),
      html("span", { class: "track" }, fill, ...(mark ? [mark] : [])), html("span", { class: "number" }, readable(one.score, 2)), words);
    return { unit: one.unit, element };
  }

  function update({ tracked, scored: words }) {
    rows = tracked.map(row);
    list.replaceChildren(...rows.map((one) => one.element));
    scored.textContent = words ? `${words} Yes or no: how often the unit is higher where it is so than where it is not; 0.5 tells nothing, 1 all. A place: rank correlation; 0 tells nothing, 1 all. The mark is the best unit of the network before training: the best of many is partly luck.` : "";
    element.hidden = !rows.length;
  }

  function mark(unit) {
    rows.forEach((one) => { if (one.unit >= 0) setAttribute(one.element, "aria-pressed", one.unit === unit); });
  }

  return { element, update, mark };
}
