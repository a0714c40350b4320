// A text in flow, each character on the colour of one unit's state.

import { scale } from "./colour.mjs";
import { html } from "./dom.mjs";
import { createShades } from "./shades.mjs";

const LEVELS = 32767;
const STEPS = 127; // shades to each side of 0
const [DARK, LIGHT] = ["#000000", "#ffffff"];
const EVEN = 0.179; // the luminance on which dark and light letters read equally well

/** The states of all units over the text, unit by unit, as whole numbers. */
export function unpacked(states) {
  const bytes = Uint8Array.from(atob(states), (sign) => sign.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Int16Array.from({ length: bytes.length / 2 }, (_, n) => view.getInt16(2 * n, true));
}

/** State of a unit after a character. */
export const stateOf = ({ levels, ranges, length }, unit, at) => (levels[unit * length + at] / LEVELS) * ranges[unit];

/** How bright a colour is, 0…1, as contrast is measured. */
export function luminance(channels) {
  const [r, g, b] = channels.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colours of every shade from −1 to 1, and of the letters on them. */
export function shadesFor(shades) {
  const colour = scale({ ...shades, signed: true, range: 1 });
  return Array.from({ length: 2 * STEPS + 1 }, (_, n) => {
    const ground = colour((n - STEPS) / STEPS);
    const channels = ground.match(/\d+/g).map(Number);
    return [ground, luminance(channels) > EVEN ? DARK : LIGHT];
  });
}

/** Which of these shades a level has. */
export const shadeOf = (level) => Math.round((level / LEVELS) * STEPS) + STEPS;

/**
 * @param {{look: (at: number|null) => void, goTo: (at: number) => void}} handlers  look: under the pointer, null after
 */
export function createHeatedText({ look, goTo }) {
  const element = html("div", { class: "heated", dir: "auto" });
  const shades = createShades(element);
  const body = html("div", { class: "heated-body", dir: "auto" });
  element.append(body);
  let spans = [];
  let data = null;
  let [cursor, written] = [-1, 0];
  let colours = [];

  const atOf = (target) => Number(target.closest?.("[data-place]")?.dataset.place ?? -1);
  let over = ""; // where the pointer was: it also enters what only moves under it, and then nobody looks there
  body.addEventListener("pointermove", (event) => {
    const [at, here] = [atOf(event.target), `${event.clientX} ${event.clientY}`];
    if (at >= 0 && at < written && here !== over) look(at);
    over = here;
  });
  body.addEventListener("pointerleave", () => look(null));
  body.addEventListener("click", (event) => { const at = atOf(event.target); if (at >= 0 && at < written) goTo(at); });

  function character(sign, at) {
    const classes = ["sign", at < data.given && data.given < data.length ? "given" : "", data.unknown.has(at) ? "unknown" : "", sign === "\n" ? "break" : ""];
    return html("span", { class: classes.filter(Boolean).join(" "), "data-place": at }, sign);
  }

  /** Another text. */
  function update(next) {
    data = next;
    spans = data.signs.map(character);
    body.replaceChildren(...spans);
    [cursor, written] = [-1, spans.length];
  }

  /** The colours of this moment, light or dark, and that unit on them: another network may have fewer. */
  function renew(symbol, chosen) {
    const [{ paper, full, contrary }] = shades([symbol]);
    colours = shadesFor({ paper, full, contrary });
    heat(chosen);
  }

  function heat(unit) {
    spans.forEach((span, at) => {
      const [ground, letters] = colours[shadeOf(data.levels[unit * data.length + at])];
      span.style.backgroundColor = ground;
      span.style.color = letters;
    });
  }

  /** Stand at a character, with so many of them written. */
  function show(at, upto) {
    if (at !== cursor) {
      spans[cursor]?.classList.remove("at");
      spans[at]?.classList.add("at");
      cursor = at;
    }
    for (let n = Math.min(written, upto); n < Math.max(written, upto); n += 1) spans[n].classList.toggle("ahead", n >= upto);
    written = upto;
  }

  /** Scroll the text, not the page, so that the character is in sight. */
  function keep() {
    const span = spans[cursor];
    if (!span) return;
    const [top, bottom] = [span.offsetTop, span.offsetTop + span.offsetHeight];
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight + 8;
    if (top < element.scrollTop) element.scrollTop = top - 8;
  }

  return { element, update, renew, heat, show, keep };
}

