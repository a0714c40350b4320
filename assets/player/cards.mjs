// Cards of traced values side by side: each the arithmetic that made one number. Which cards stand is told to
// the server, which computes them; nothing here is computed but which cards those are.

import { createCard } from "./card.mjs";
import { createPicker } from "./picker.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import * as pins from "./pins.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string} trace       the cards as the address has them
 * @property {number} told        how many changes the server has heard of
 * @property {{count: number, card: number}} attend  counts what else on the page asked for a card, and which
 * @property {string[]} notes
 * @property {number} steps
 * @property {string[]} tokens
 * @property {number} most        how many cards can stand side by side
 * @property {number} longest     how many stops a way has at most
 * @property {{name: string, title: string, units: string[]}[]} quantities  what can be chosen
 * @property {Card[]} cards
 * @property {Object} palette
 *
 * @typedef {Object} Card
 * @property {import("./pins.mjs").Place} place
 * @property {(import("./pins.mjs").Place & {label: string})[]} trail  the way to it, its value last
 * @property {string} head, name, symbol, operation, says
 * @property {number} value
 * @property {string[]} ends      what a gate does at 0 and at 1; none for all else
 * @property {boolean} held
 * @property {string} equation    in symbols
 * @property {string} numbers     with slots; empty where there is nothing to compute
 * @property {Object<string, number>} slots
 * @property {Bar[]} bars
 * @property {{count: number, sum: number, difference: number|null}|null} rest
 * @property {number} scale       the longest bar, the same in all cards of this quantity and unit
 * @property {boolean} signed     whether any of their bars goes to the left
 * @property {{t: number, difference: number}|null} against  the card with which it is compared
 *
 * @typedef {{label: string, detail: string, symbol: string, weight: number|null, value: number,
 *   contribution: number, difference: number|null, to: import("./pins.mjs").Place|null}} Bar
 */

/** @param {Payload} payload */
function createCards(host, payload, tell) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let data = payload;
  let ways = [];
  let count = payload.told; // changes told of, here and by whoever stood here before
  let wanted = ""; // what should hold the focus once the cards have come back
  const root = html("section", { class: "player cards", "data-testid": "cards", "aria-label": "Traced values" });
  const notes = html("div", { class: "notes", role: "status" });
  const live = html("p", { class: "spoken", "aria-live": "polite" });
  const list = html("ol", { class: "deck" });
  const empty = html("p", { class: "empty" }, "No value is pinned. Choose one above.");
  const picker = createPicker((place) => become(pins.add(ways, place, data.most), () => `${at(place)}:head`));
  root.append(notes, picker.element, empty, list, live);
  host.append(root);

  const at = (place) => ways.findIndex((way) => pins.same(way.at(-1), place));
  const active = () => root.getRootNode().activeElement;

  /** Other cards: shown once the server has computed them. */
  function become(next, focus = () => active()?.dataset.key ?? "") {
    if (!next || pins.spell(next) === pins.spell(ways)) return;
    ways = next;
    wanted = focus();
    count += 1;
    setAttribute(root, "data-waits", true);
    tell?.("pins", { trace: pins.spell(ways), count });
  }

  // While an answer is on its way the cards in sight may not be those that will stand: only time goes on.
  const steady = (act) => (...given) => { if (root.dataset.waits !== "true") act(...given); };
  const acts = {
    walk: steady((card, place) => become(pins.walk(ways, card, place, data.longest), () => `${card}:head`)),
    back: steady((card, stop) => become(pins.back(ways, card, stop), () => `${card}:head`)),
    copy: steady((card) => become(pins.copy(ways, card, data.most), () => `${card + 1}:head`)),
    remove: steady((card) => become(pins.remove(ways, card), () => (ways.length ? `${Math.min(card, ways.length - 1)}:head` : "pick"))),
    shift: (card, by) => become(pins.shift(ways, card, by, data.steps)),
    full: () => ways.length >= data.most,
    steps: () => data.steps,
  };

  function show() {
    const held = wanted || active()?.dataset.key;
    setAttribute(root, "data-trace", data.trace);
    setAttribute(root, "data-count", data.cards.length);
    setAttribute(list, "data-count", data.cards.length);
    notes.replaceChildren(...data.notes.map((text) => html("p", {}, text)));
    empty.hidden = data.cards.length > 0;
    list.replaceChildren(...data.cards.map((card, k) => createCard(card, k, data, acts)));
    const found = held ? [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held) : null;
    if (wanted && found) setText(live, data.cards[Number(wanted.split(":")[0])]?.says ?? "");
    (found?.disabled ? found.closest(".card")?.querySelector("h3") : found)?.focus({ preventScroll: true });
    if (wanted && found) found.closest(".card")?.scrollIntoView({ block: "nearest", behavior: reduced.matches ? "auto" : "smooth" });
    wanted = "";
  }

  function update(next) {
    const late = next.told < count; // an answer to an earlier change: the next one is on its way
    if (next.attend.count !== data.attend.count) wanted = `${next.attend.card}:head`;
    data = next;
    if (late) return;
    count = next.told;
    ways = data.cards.map(({ trail }) => trail.map(({ name, t, unit }) => ({ name, t, unit })));
    setAttribute(root, "data-waits", false);
    paint(root, data.palette);
    picker.update(data);
    show();
  }

  update(payload);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createCards);
