// One traced value: which it is, the way to it, its arithmetic with live numbers, and what went into it as bars.

import { flat, html, lowered } from "./dom.mjs";
import { equation } from "./equation.mjs";
import { column, short } from "./numbers.mjs";

const TITLES = { sum: "What adds up", product: "What is multiplied", squash: "What is squashed", held: "What was not used", share: "What shares 1" };
const COLUMN = { sum: "adds", share: "share" };
const withSign = (number, text) => (number > 0 && /[1-9]/.test(text) ? `+${text}` : text);

/** @param {import("./cards.mjs").Card} card */
export function createCard(card, k, data, acts) {
  const { symbol } = card;
  const title = html("h3", { tabindex: -1, "data-key": `${k}:head` },
    ...lowered(card.head), html("b", { style: `color: var(--ink-${symbol})` }, short(card.value)));
  const parts = [
    html("header", {}, title, html("button", { type: "button", class: "away", "data-key": `${k}:away`, "aria-label": `Remove the card ${flat(card.head)}`, onclick: () => acts.remove(k) }, "×")),
    ...(card.trail.length > 1 ? [trail(card, k, acts)] : []),
    html("p", { class: "is" }, card.name, card.held ? html("em", {}, "held") : ""),
    ...(card.ends.length ? [gauge(card)] : []),
    maths(card, data),
    html("p", { class: "told" }, card.says),
    along(card, k, acts),
  ];
  return html("li", { class: "card", "data-card": k, "data-name": card.place.name, "data-t": card.place.t + 1, "data-unit": card.place.unit + 1, style: `--own: var(--fill-${symbol}); --own-ink: var(--ink-${symbol})` },
    html("div", { class: "made" }, ...parts), ...(card.bars.length ? [bars(card, k, acts)] : []));
}

/** The way from the first value on the card to the one it shows; each stop leads back. */
function trail(card, k, acts) {
  const last = card.trail.length - 1;
  return html("nav", { class: "trail", "aria-label": "The way to this value" }, html("ol", {}, ...card.trail.map((stop, at) => html("li", {},
    at === last ? html("span", { "aria-current": "true" }, ...lowered(stop.label))
      : html("button", { type: "button", "data-key": `${k}:stop${at}`, onclick: () => acts.back(k, at) }, ...lowered(stop.label))))));
}

/** The axis of a gate, in words. */
function gauge({ value, ends }) {
  return html("div", { class: "gauge", role: "img", "aria-label": `0 ${ends[0]}, 1 ${ends[1]}` },
    html("span", {}, `0 ${ends[0]}`), html("span", { class: "rail" }, html("i", { style: `left: ${Math.max(0, Math.min(1, value)) * 100}%` })), html("span", {}, `1 ${ends[1]}`));
}

function maths(card, data) {
  const fill = (slot) => short(card.slots[slot]);
  const numbers = card.numbers ? [equation(card.numbers, data.palette, fill)] : [];
  numbers.forEach((one) => one.setAttribute("class", "numbers"));
  return html("div", { class: "maths" }, equation(card.equation, data.palette, fill), ...numbers);
}

/** The same value one step earlier or later, and a copy to walk on with. */
function along(card, k, acts) {
  const { t } = card.place;
  const button = (text, by, label) => html("button", { type: "button", "data-key": `${k}:${by < 0 ? "earlier" : "later"}`, "aria-label": label, disabled: t + by < 0 || t + by >= acts.steps(), onclick: () => acts.shift(k, by) }, text);
  return html("div", { class: "along" },
    html("span", { class: "same" }, html("span", {}, "Same value at step"), button("‹", -1, "The same value one step earlier"),
      html("output", {}, `${t + 1}`), button("›", 1, "The same value one step later")),
    html("button", { type: "button", class: "pin", "data-key": `${k}:pin`, disabled: acts.full(), title: "Leave this card as it is, and walk on in a copy of it", onclick: () => acts.copy(k) }, "Pin"));
}

function bars(card, k, acts) {
  const { against, rest } = card;
  const head = html("div", { class: "bar heads" }, html("span", {}, TITLES[card.operation]), html("span"),
    html("span", { class: "number" }, COLUMN[card.operation] ?? "value"), ...(against ? [html("span", { class: "number" }, `vs step ${against.t + 1}`)] : []));
  const rows = card.bars.map((bar, at) => row(card, bar, k, at, acts));
  const more = rest ? [line({ label: [html("span", { class: "label" }, `and ${rest.count} more`)], symbol: "x", contribution: rest.sum, difference: rest.difference }, card)] : [];
  const total = card.operation === "sum" ? [line({ label: [html("span", { class: "label" }, "together")], symbol: card.symbol, contribution: card.value, difference: against?.difference ?? null, total: true }, card)] : [];
  return html("section", { class: against ? "bars compared" : "bars", "aria-label": TITLES[card.operation] }, head, ...rows, ...more, ...total);
}

function row(card, bar, k, at, acts) {
  const words = [html("span", { class: "label" }, ...lowered(bar.label))];
  if (bar.weight !== null) words.push(html("small", {}, `${short(bar.weight)} × ${short(bar.value)}`));
  if (bar.detail) words.push(html("small", {}, bar.detail));
  const label = bar.to
    ? [html("button", { type: "button", class: "to", "data-key": `${k}:bar${at}`, "data-to": bar.to.name, title: "Trace this one", onclick: () => acts.walk(k, bar.to) }, ...words)]
    : words;
  return line({ ...bar, label }, card);
}

/** One line of the list: its words, its bar from the middle or from the left, its number, how it differs. */
function line({ label, symbol, contribution, difference, total }, { scale, against, signed, operation }) {
  const width = Math.min(1, Math.abs(contribution) / scale) * (signed ? 50 : 100);
  const fill = html("i", { class: contribution < 0 ? "down" : "up", style: `width: ${width}%; background: var(--fill-${symbol})` });
  const read = operation === "sum" ? (number) => column(number, scale) : short;
  return html("div", { class: total ? "bar total" : "bar" }, html("span", { class: "words" }, ...label),
    html("span", { class: signed ? "track" : "track rising" }, fill), html("span", { class: "number" }, read(contribution)),
    ...(against ? [html("span", { class: "number differs" }, withSign(difference, read(difference)))] : []));
}
