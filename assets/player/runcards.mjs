// A card for each training: how it stands, how far it is, and what it could by the moment that is shown.

import { html, setAttribute, setText, svg } from "./dom.mjs";
import { valueBy } from "./moments.mjs";
import { lost, said, share } from "./runwords.mjs";

/** The line of each run, in order; no two differ by colour alone. */
export const DASHES = [null, "0.1 6", "13 7"];

/** @param {(letter: string) => void} choose  whose gates are shown */
export function createRunCards(choose) {
  const element = html("div", { class: "run-cards", role: "radiogroup", "aria-label": "The run whose gates are shown" });
  let cards = [];

  function reading(name) {
    const number = html("b");
    const unread = html("small");
    return { number, unread, element: html("div", {}, html("dt", {}, name), html("dd", {}, number, unread)) };
  }

  function card(run, n) {
    const sample = svg("svg", { width: 52, height: 10, "aria-hidden": "true" }, svg("path", { class: "curve", d: "M3 5H49", "stroke-dasharray": DASHES[n] }));
    const button = html("button", { type: "button", role: "radio", class: "run-choice", onfocus: () => choose(run.letter) },
      html("b", { class: "letter" }, run.letter), html("span", { class: "run-name", dir: "auto" }, run.name), sample);
    const stands = html("p", { class: "run-said" });
    const bar = html("progress", { max: run.updates, "aria-label": `Updates of ${run.letter}` });
    const [score, loss] = ["held-out score", "held-out loss"].map(reading);
    const whole = html("article", { class: "run-card", "data-letter": run.letter, onclick: () => { button.focus({ preventScroll: true }); choose(run.letter); } },
      button, stands, bar, html("dl", { class: "run-reads" }, score.element, loss.element));
    return { run, button, stands, bar, score, loss, element: whole };
  }

  const names = (runs) => runs.map(({ letter, name, updates }) => `${letter} ${name} ${updates}`).join("\n");

  /** How the runs stand now. */
  function update({ runs }) {
    if (names(runs) !== names(cards.map(({ run }) => run))) {
      cards = runs.map(card);
      element.replaceChildren(...cards.map((one) => one.element));
      setAttribute(element, "data-count", runs.length);
    }
    cards.forEach((one, n) => {
      one.run = runs[n];
      setText(one.stands, said(runs[n]));
      setAttribute(one.element, "data-status", runs[n].status);
      if (one.bar.value !== runs[n].done) one.bar.value = runs[n].done;
    });
  }

  /** What they could by that update. */
  function read({ runs, unread, level, loss }, update) {
    runs.forEach(({ curve }, n) => {
      if (!cards[n]) return;
      setText(cards[n].score.number, share(valueBy(curve, "held_score", update)));
      setText(cards[n].loss.number, lost(valueBy(curve, "held_loss", update), loss));
      setText(cards[n].score.unread, `${level.name} ${share(unread.score)}`);
      setText(cards[n].loss.unread, `${level.name} ${lost(unread.loss, "")}`);
    });
  }

  function mark(letter) {
    cards.forEach(({ run, button, element: whole }) => {
      const chosen = run.letter === letter;
      setAttribute(button, "aria-checked", chosen);
      setAttribute(button, "tabindex", chosen ? 0 : -1);
      setAttribute(whole, "data-chosen", chosen);
    });
    const [own, focused] = [cards.find(({ run }) => run.letter === letter), element.getRootNode().activeElement];
    if (own && own.button !== focused && cards.some(({ button }) => button === focused)) own.button.focus();
  }

  return { element, update, read, mark };
}
