// The card of a term: what a word with a dotted line means, where the word is pointed at or focused.

import { html, lowered, setText } from "./dom.mjs";
import { equation } from "./equation.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { goTo } from "./route.mjs";

/**
 * @typedef {{term: string, says: string, symbol?: string, colour?: string, equation?: string, shape?: string}} Term
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object<string, {fill: string, ink: string, dark: string}>} palette
 * @property {Object<string, Term>} terms  by key: those that this page links to
 */

const REST = 140; // milliseconds a pointer rests on a word before its card comes
const GRACE = 220; // and that it may be away before the card goes
const MARGIN = 10;
const LINK = "a[href*='glossary?term=']";

/** @param {Payload} first */
function createGloss(host, first) {
  let data = first;
  let shown = null; // the link whose card is open
  let timer = 0;
  let touched = false;
  let opener = null; // the link that a touch has opened: a second one follows it
  const term = html("strong", { class: "term" });
  const symbol = html("span", { class: "symbol" });
  const says = html("p", {});
  const maths = html("div", { class: "maths" });
  const shape = html("p", { class: "shape" });
  const onwards = html("a", { class: "onwards", tabindex: -1, onclick: (event) => { hide(); goTo(event); } }, "Open in the glossary →");
  const card = html("div", { class: "gloss", popover: "manual", "data-testid": "gloss" },
    html("header", {}, term, symbol), says, maths, shape, onwards);
  const spoken = html("p", { class: "spoken", role: "status" });
  host.append(card, spoken);

  // ------------------------------------------------------------ showing
  const keyOf = (link) => new URL(link.href).searchParams.get("term");
  const termOf = (link) => (Object.hasOwn(data.terms, keyOf(link)) ? data.terms[keyOf(link)] : null);

  function show(link, aloud) {
    clearTimeout(timer);
    const found = termOf(link);
    if (!found) return;
    if (shown !== link) fill(found, link.href);
    shown = link;
    if (!card.matches(":popover-open")) card.showPopover();
    place(link);
    if (aloud) setText(spoken, `${found.term}: ${found.says}`);
  }

  function fill(found, href) {
    setText(term, found.term);
    symbol.replaceChildren(...(found.symbol ? lowered(found.symbol) : []));
    card.style.setProperty("--own-ink", found.colour ? `var(--ink-${found.colour})` : "currentColor");
    card.style.setProperty("--own", found.colour ? `var(--fill-${found.colour})` : "var(--line)");
    says.replaceChildren(...lowered(found.says));
    maths.hidden = !found.equation;
    maths.replaceChildren(...(found.equation ? [equation(found.equation, data.palette)] : []));
    shape.hidden = !found.shape;
    shape.replaceChildren("Shape ", html("b", {}, found.shape ?? ""));
    onwards.href = href;
  }

  /** Under the word, or over it where there is no room; never beyond the window. */
  function place(link) {
    const lines = [...link.getClientRects()];
    const [word, last] = [lines[0], lines.at(-1)];
    if (!word) return;
    const { offsetWidth: wide, offsetHeight: high } = card;
    const left = Math.max(MARGIN, Math.min(last.left, document.documentElement.clientWidth - wide - MARGIN));
    const below = last.bottom + 6;
    const over = below + high > innerHeight - MARGIN && word.top - high - 6 > MARGIN;
    card.style.left = `${left}px`;
    card.style.top = `${over ? word.top - high - 6 : below}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (card.matches(":popover-open")) card.hidePopover();
    shown = null;
    opener = null;
    setText(spoken, "");
  }

  function soon(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  // ------------------------------------------------------------ listening
  const linkAt = (event) => event.target.closest?.(LINK) ?? null;
  const within = (event) => event.composedPath().includes(card);

  const listeners = {
    pointerover(event) {
      if (event.pointerType === "touch") return;
      const link = linkAt(event);
      if (link) soon(() => show(link, false), shown ? 0 : REST);
      else if (within(event)) clearTimeout(timer);
    },
    pointerout(event) {
      if (event.pointerType !== "touch" && shown !== document.activeElement && (linkAt(event) || within(event))) soon(hide, GRACE);
    },
    pointerdown(event) {
      touched = event.pointerType === "touch";
      if (shown && !within(event) && linkAt(event) !== shown) hide();
    },
    focusin(event) {
      const link = linkAt(event);
      if (link && !touched && link.matches(":focus-visible")) show(link, true);
      else if (shown && !within(event) && !touched) hide();
    },
    focusout(event) {
      if (linkAt(event) === shown && !touched) hide();
    },
    keydown(event) {
      touched = false;
      if (event.key !== "Escape" || !shown) return;
      event.preventDefault();
      event.stopPropagation();
      hide();
    },
    click(event) {
      const link = linkAt(event);
      if (!link || !termOf(link)) return;
      if (touched && opener !== link) {
        event.preventDefault();
        show(link, true);
        opener = link;
        return;
      }
      follow(event, link);
    },
  };

  /** Streamlit makes every link one to a new tab; ours stay in this session, unless a new tab is asked for. */
  function follow(event, link) {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    hide();
    goTo({ button, ctrlKey, metaKey, shiftKey, altKey, currentTarget: link, preventDefault: () => event.preventDefault() });
  }

  /** The card goes with its word while that can be seen. */
  function move() {
    if (!shown) return;
    const { top, bottom } = shown.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) hide();
    else place(shown);
  }

  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener, true);
  addEventListener("scroll", move, { capture: true, passive: true });
  addEventListener("resize", move);

  function update(later) {
    data = later;
    paint(card, data.palette);
    if (shown && !shown.isConnected) hide();
  }

  update(first);
  return { update, destroy: () => {
    hide();
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener, true);
    removeEventListener("scroll", move, { capture: true });
    removeEventListener("resize", move);
    card.remove();
    spoken.remove();
  } };
}

export default mountOnce(createGloss);
