// The little card that explains whatever is under the pointer or holds the focus.

import { flat, html, lowered, setAttribute, setText } from "./dom.mjs";

export function createTip(host) {
  const head = html("strong");
  const number = html("span", { class: "number" });
  const body = html("span", { class: "body" });
  const card = html("div", { class: "tip", role: "tooltip", hidden: true }, head, number, body);
  host.append(card);

  function show(text, clientX, clientY) {
    head.replaceChildren(...lowered(text.head));
    setText(number, text.number);
    body.replaceChildren(...lowered(text.body ?? ""));
    card.hidden = false;
    const frame = host.getBoundingClientRect();
    const wide = card.offsetWidth;
    const left = Math.min(Math.max(0, clientX - frame.left + 14), Math.max(0, frame.width - wide));
    const below = clientY - frame.top + host.scrollTop + 18; // in full screen the player itself scrolls
    const over = clientY + card.offsetHeight + 30 > window.innerHeight;
    card.style.transform = `translate(${left}px, ${over ? below - card.offsetHeight - 34 : below}px)`;
  }

  return { show, hide: () => { card.hidden = true; }, element: card };
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

/**
 * A plot explains the place under the pointer, and with the focus the one that it shows; a press or a drag goes there.
 *
 * @param {SVGElement} frame
 * @param {Object} plot
 * @param {(event: PointerEvent) => number} plot.under  the place under the pointer
 * @param {() => number|null} plot.at  the place that is shown; null before anything is drawn
 * @param {(place: number) => void} plot.goTo
 * @param {(place: number) => {head: string, number: string, body: string}} plot.explain
 * @param {Object} plot.tip
 * @returns {(place: number) => void}  explains that place at the frame itself, as for one who has no pointer
 */
export function explainedPlot(frame, { under, at, goTo, explain, tip }) {
  const stand = (place) => {
    const { left, bottom } = frame.getBoundingClientRect();
    tip.show(explain(place), left, bottom);
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || at() === null) return;
    frame.setPointerCapture(event.pointerId);
    goTo(under(event));
  });
  frame.addEventListener("pointermove", (event) => {
    if (at() === null) return;
    const place = under(event);
    if (event.buttons & 1) goTo(place);
    tip.show(explain(place), event.clientX, event.clientY);
  });
  frame.addEventListener("pointerleave", tip.hide);
  frame.addEventListener("blur", tip.hide);
  frame.addEventListener("focus", () => { if (frame.matches(":focus-visible") && at() !== null) stand(at()); });
  return stand;
}
