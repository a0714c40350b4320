// The flashcards: a question, an answer of one's own, the model answer, a rating, and the day it comes back.

import { bringUp } from "./bring.mjs";
import { codespans } from "./codespans.mjs";
import { daysTo, nextCard, standing } from "./deck.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { equation } from "./equation.mjs";
import { isKept, subscribe } from "./keepsake.mjs";
import { keepRecord, read, today } from "./progress.mjs";
import { goTo } from "./route.mjs";
import { after } from "./spaced.mjs";

const RATINGS = { again: "Again", hard: "Hard", good: "Good" };
const MEANT = { again: "I missed it", hard: "I got it with trouble", good: "I knew it" };
const KEYS = { 1: "again", 2: "hard", 3: "good" };
const written = new Map(); // what the learner wrote, by card: kept on this page only
const ticked = new Map(); // and which points were ticked off

/**
 * @param {import("./glossary.mjs").Payload} data
 * @param {{opened: (key: string) => void, base: string}} tell  hears which card is shown
 */
export function createFlashcards(data, { opened, base }) {
  let current = null;
  let revealed = false;
  let anyway = false; // the learner goes on although nothing is due
  const rated = [];
  const listeners = new Set();

  // ------------------------------------------------------------ parts
  const button = (label, act, more = {}) => html("button", { type: "button", onclick: act, ...more }, label);
  const count = html("p", { class: "standing", role: "status" });
  const where = html("p", { class: "where" });
  const question = html("h3", { tabindex: -1 });
  const own = html("textarea", { id: "own-answer", rows: 4, maxlength: 4000, placeholder: "Say it aloud, or write it here. It stays on this page.", oninput: () => { if (current) written.set(current.key, own.value); } });
  const mine = html("div", { class: "mine" }, html("label", { for: "own-answer" }, "Your answer"), own);
  const turnOver = button("Show the answer", () => reveal(true), { class: "check", "aria-controls": "model-answer" });
  const skip = button("Another one", () => show(following(), true));
  const ask = html("div", { class: "acts" }, turnOver, skip);
  const answer = html("p", { class: "answered" });
  const maths = html("div", { class: "maths" });
  const link = html("p", { class: "picture-of" });
  const points = html("ul", { class: "points" });
  const score = html("span", { class: "score" });
  const rates = Object.fromEntries(Object.keys(RATINGS).map((name) => [name, rateButton(name)]));
  const rating = html("div", { class: "rating", role: "group", "aria-label": "How was it?" }, html("h4", {}, "How was it?"), ...Object.values(rates).map(({ element }) => element));
  const model = html("div", { class: "model", id: "model-answer", tabindex: -1 },
    html("div", { class: "good" }, html("h4", {}, "A good answer"), answer, maths, link),
    html("div", { class: "has" }, html("h4", {}, "What it must have ", score), points), rating);
  const said = html("p", { class: "said", role: "status" }, "Answer it, compare, and say how it was.");
  const one = html("article", { class: "open" }, where, question, mine, ask, model);
  const more = button("Go through them anyway", () => { anyway = true; show(following(), true); }, { class: "check" });
  const rest = html("p", { class: "none" });
  const done = html("div", { class: "open done", hidden: true }, html("h3", { tabindex: -1 }, "Nothing is due today"), rest, more);
  const list = html("ol", { class: "all" });
  const root = html("div", { class: "flashcards", "data-testid": "flashcards", onkeydown: keyed },
    html("div", { class: "both" }, html("div", { class: "stage" }, said, one, done),
      html("nav", { class: "overview", "aria-label": "All flashcards" }, count, list)),
    html("ol", { class: "sheet" }, ...data.cards.map(printed)));
  const rows = new Map(data.cards.map((card) => [card.key, listed(card)]));
  list.append(...[...rows.values()].map(({ item }) => item));

  function rateButton(name) {
    const when = html("small", {});
    const number = Object.keys(KEYS).find((key) => KEYS[key] === name);
    const element = html("button", { type: "button", "data-rating": name, "aria-keyshortcuts": number, onclick: () => rate(name) },
      html("b", {}, RATINGS[name]), html("span", {}, MEANT[name]), when);
    return { element, when };
  }

  function listed({ key, question: text }) {
    const state = html("small", {});
    const choose = html("button", { type: "button", "data-card": key, onclick: () => show(key, true) }, html("span", {}, text), state);
    return { item: html("li", {}, choose), choose, state };
  }

  /** A card as it stands on paper. */
  function printed({ question: asks, answer: says, points: has }) {
    return html("li", {}, html("h4", {}, asks), html("p", {}, ...codespans(says)), html("ul", {}, ...has.map((text) => html("li", {}, ...codespans(text)))));
  }

  // ------------------------------------------------------------ acting
  const cardOf = (key) => data.cards.find((card) => card.key === key);
  const recordOf = (key) => (Object.hasOwn(read().cards, key) ? read().cards[key] : undefined);

  /** The card to go on with, or "" when nothing is due. */
  function following() {
    const others = data.cards.filter((card) => card !== current);
    const { cards } = read();
    const next = nextCard(others, cards, today(), rated) ?? nextCard(data.cards, cards, today(), rated);
    return next?.key ?? (anyway ? standing(others, cards, today(), rated).waits[0]?.key ?? "" : "");
  }

  /** Show that card, or that there is none; `byHand` leads the focus to it. */
  function show(key, byHand = false) {
    current = cardOf(key) ?? null;
    one.hidden = !current;
    done.hidden = Boolean(current);
    if (current) fill(current);
    draw();
    if (!byHand) return;
    opened(current?.key ?? "");
    (current ? question : done.querySelector("h3")).focus({ preventScroll: true });
    bringUp(root);
  }

  function fill(card) {
    setText(question, card.question);
    own.value = written.get(card.key) ?? "";
    answer.replaceChildren(...codespans(card.answer));
    maths.replaceChildren(...(card.equation ? card.equation.split(" , ").map((part) => equation(part, data.palette)) : []));
    link.replaceChildren(...(card.link ? [html("a", { href: base + card.link.to, onclick: goTo }, html("b", {}, card.link.shows), ` · ${card.link.page} →`)] : []));
    points.replaceChildren(...card.points.map((text, k) => point(card.key, text, k)));
    tally(card);
    reveal(false);
  }

  function point(key, text, k) {
    const ticks = ticked.get(key) ?? new Set();
    const box = html("input", { type: "checkbox", onchange: () => {
      ticked.set(key, box.checked ? ticks.add(k) : (ticks.delete(k), ticks));
      tally(current);
    } });
    box.checked = ticks.has(k);
    return html("li", {}, html("label", {}, box, html("span", {}, ...codespans(text))));
  }

  const tally = ({ key, points: all }) => setText(score, `${ticked.get(key)?.size ?? 0} of ${all.length} in mine`);

  function reveal(open) {
    revealed = open;
    setAttribute(root, "data-revealed", open);
    model.hidden = !open;
    ask.hidden = open;
    if (!open) return;
    for (const [name, { when }] of Object.entries(rates)) setText(when, daysTo(after(recordOf(current.key), name, today()).due, today()));
    model.focus({ preventScroll: true });
    model.scrollIntoView({ block: "nearest" });
  }

  function rate(name) {
    const record = after(recordOf(current.key), name, today());
    rated.push(current.key);
    written.delete(current.key);
    ticked.delete(current.key);
    keepRecord("cards", current.key, record);
    show(following(), true);
    setText(said, `${RATINGS[name]}: that one comes back ${daysTo(record.due, today())}.`);
  }

  function keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === "Enter" && current && !revealed) reveal(true);
      return;
    }
    const writing = event.target.closest("textarea, input:not([type=checkbox])");
    if (writing || !current) return;
    if (revealed && KEYS[event.key]) {
      event.preventDefault();
      rate(KEYS[event.key]);
    } else if (!revealed && event.key === " " && !event.target.closest("button, a")) {
      event.preventDefault();
      reveal(true);
    }
  }

  // ------------------------------------------------------------ showing
  function draw() {
    const { cards } = read();
    const { due, fresh, waits } = standing(data.cards, cards, today());
    setAttribute(root, "data-card", current?.key ?? "");
    setAttribute(root, "data-due", due.length);
    setAttribute(root, "data-new", fresh.length);
    const parts = [[due, "due"], [fresh, "new"], [waits, "waiting"]].filter(([some]) => some.length);
    setText(count, parts.map(([some, what]) => `${some.length} ${what}`).join(", "));
    const first = waits.map(({ key }) => cards[key].due).sort()[0];
    setText(rest, `All ${data.cards.length} cards wait for their day; the next is due ${first ? daysTo(first, today()) : "later"}.${isKept() ? "" : " This browser stores nothing here, so that lasts until you close or reload the page."}`);
    if (current) setText(where, [current.topic, stateOf(current.key, cards)].filter(Boolean).join(" · "));
    for (const [key, { choose, state }] of rows) {
      const is = stateOf(key, cards);
      setText(state, is);
      setAttribute(choose, "data-state", is === "due today" ? "due" : is === "new" ? "new" : "waits");
      setAttribute(choose, "aria-current", key === current?.key);
    }
    for (const listener of listeners) listener({ due: due.length, fresh: fresh.length });
  }

  function stateOf(key, records) {
    if (!Object.hasOwn(records, key)) return "new";
    const when = daysTo(records[key].due, today());
    return when === "today" ? "due today" : `due ${when}`;
  }

  function watch(listener) {
    listeners.add(listener);
    const stop = subscribe(draw);
    draw();
    return () => { listeners.delete(listener); stop(); };
  }

  /** Show the card that the address names, or the next one. */
  function open(key) {
    if (cardOf(key)) show(key);
    else if (!current) show(following());
  }

  show(following());
  return { element: root, watch, open, tell: () => opened(current?.key ?? "") };
}
