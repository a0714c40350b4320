// Two rows of cells over one sentence: the upper one reads from the left, the lower one from the right; under
// them what is joined at each word. All numbers were computed by the engine; here they get their place.

import { shortPercent } from "./answer.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";
import { percent, readable } from "./reader.mjs";

/**
 * @typedef {import("./bidirectional.mjs").Payload} Payload
 * @typedef {{future: string, t: number, answer: number}} Place  t is how many words each has read, less one
 */

const [COLUMN, LEFT, TOP] = [86, 104, 12];
const ROWS = { word: 26, ahead: 112, reverse: 208, join: 292, answer: 346 };
const [ANSWER, HIGH] = [ROWS.answer, 372];
const [CELL, DEEP] = [58, 52]; // a cell's width and height

const NAMES = [["ahead", "reads →", "left to right", "→"], ["reverse", "reads ←", "right to left", "←"], ["join", "joined", "side by side", "h"], ["answer", "answer", "for the gap", "ŷ"]];

/** Which words either reader has read after `k` of `steps` words. */
export const readAhead = (at, k) => at < k;
export const readBack = (at, k, steps) => at < steps && at >= steps - k;

/** How many words each has read when both have come to the gap. */
export const meeting = (gap, steps) => Math.max(gap + 1, steps - gap);

/** The steps at which something is decided, 0-based: the start, either reader at the gap, both, the end. */
export function milestones(gap, steps) {
  return [...new Set([0, gap, steps - 1 - gap, meeting(gap, steps) - 1, steps - 1])].sort((a, b) => a - b);
}

/** @param {Payload} payload  @param {{tip: Object, place: () => Place}} handlers */
export function createRows(payload, { tip, place }) {
  const root = svg("svg", { class: "diagram bothrows", role: "group", "aria-label": "The two cells at every word" });
  let data = payload;
  let columns = [];
  let answer = null;
  let names = null;

  const reading = () => data.readings[place().future];
  const x = (at) => LEFT + COLUMN * (at + 0.5);

  function explain(element, say) {
    element.setAttribute("tabindex", 0);
    const show = (event) => {
      const { left, top, width } = element.getBoundingClientRect();
      tip.show(say(), event.clientX ?? left + width / 2, event.clientY ?? top);
    };
    for (const name of ["pointerenter", "pointermove", "focus"]) element.addEventListener(name, show);
    for (const name of ["pointerleave", "blur"]) element.addEventListener(name, tip.hide);
    return element;
  }

  /** Words of the sentence between two places, as they are read. */
  const words = (from, to) => data.words.slice(from, to).join(" ");

  function told(row, at) {
    const { steps } = reading();
    const k = place().t + 1;
    const there = row === "ahead" ? readAhead(at, k) : readBack(at, k, steps);
    const head = row === "ahead" ? `h→ at “${data.words[at]}”` : `h← at “${data.words[at]}”`;
    if (at >= steps) return { head, number: "", body: "This word has not happened yet, so no cell can read it." };
    const seen = row === "ahead" ? words(0, at + 1) : [...data.words.slice(at, steps)].reverse().join(" ");
    if (!there) return { head, number: "", body: `Not there yet. It will have read: ${seen}` };
    const numbers = reading()[row][at].map((value) => readable(value)).join("  ");
    return { head, number: numbers, body: `${data.units} units of the hidden state, after reading: ${seen}` };
  }

  function toldJoin(at) {
    const { steps } = reading();
    const head = `h at “${data.words[at]}” = [h→ ; h←]`;
    const ready = isJoined(at, place().t + 1, steps);
    const count = `${data.units} + ${data.units} = ${2 * data.units} numbers`;
    return { head, number: count, body: ready ? "What the words up to here tell beside what the words from here on tell." : at < steps ? "Waits until both readers have come here." : "This word has not happened yet." };
  }

  function build() {
    const wide = LEFT + COLUMN * data.words.length + 14;
    setAttribute(root, "viewBox", `0 0 ${wide} ${HIGH}`);
    root.style.setProperty("--wide", `${wide}px`);
    columns = data.words.map(columnOf);
    answer = answerOf();
    names = namesOf();
    root.replaceChildren(...columns.flatMap(({ parts }) => parts), answer.way, ...columns.flatMap(({ front }) => front), answer.element, names);
  }

  /** The names of the rows; they stay in sight while the picture is scrolled in its frame. */
  const namesOf = () => svg("g", { class: "row-names" }, svg("rect", { class: "behind", x: -4, y: ROWS.word + 40, width: LEFT - 8, height: HIGH - ROWS.word - 40 }),
    ...NAMES.flatMap(([row, name, what, short]) => [
      svg("text", { class: "row-name", x: 2, y: ROWS[row] - 2 }, name), svg("text", { class: "caption", x: 2, y: ROWS[row] + 15 }, what),
      svg("text", { class: "row-name short", x: 4, y: ROWS[row] + 5 }, short)]));

  const scaleOf = () => root.getBoundingClientRect().width / (LEFT + COLUMN * data.words.length + 14);

  function scrolled(frame) {
    setAttribute(names, "transform", `translate(${frame.scrollLeft / scaleOf()} 0)`);
  }

  function columnOf(word, at) {
    const isGap = at === data.gap;
    const text = svg("text", { class: `word${data.known[at] ? "" : " unknown"}`, x: x(at), y: ROWS.word + 5, "text-anchor": "middle" }, isGap ? "___" : word);
    squeeze(text, word);
    const chip = svg("g", { class: `said${isGap ? " gap" : ""}`, "data-word": at },
      svg("rect", { class: "frame", x: x(at) - COLUMN / 2 + 3, y: ROWS.word - 16, width: COLUMN - 6, height: 32, rx: 8 }), text,
      svg("rect", { class: "seen from-left", x: x(at) - COLUMN / 2 + 3, y: ROWS.word + 20, width: COLUMN - 6, height: 5, rx: 2 }),
      svg("rect", { class: "seen from-right", x: x(at) - COLUMN / 2 + 3, y: ROWS.word + 28, width: COLUMN - 6, height: 5, rx: 2 }));
    const rows = Object.fromEntries(["ahead", "reverse"].map((row) => [row, cellOf(row, at)]));
    const join = explain(svg("g", { class: `join${isGap ? " gap" : ""}`, "data-join": at },
      svg("rect", { class: "frame", x: x(at) - 30, y: ROWS.join - 13, width: 60, height: 26, rx: 13 }),
      svg("text", { class: "small", x: x(at), y: ROWS.join + 4, "text-anchor": "middle" }, "h→ ; h←")), () => toldJoin(at));
    const ways = {
      ahead: svg("path", { class: "feed", d: `M${x(at) - 8} ${ROWS.word + 36}V${ROWS.ahead - DEEP / 2}` }),
      reverse: svg("path", { class: "feed", d: `M${x(at) + 36} ${ROWS.word + 36}V${ROWS.reverse - DEEP / 2 - 14}Q${x(at) + 36} ${ROWS.reverse - DEEP / 2 - 6} ${x(at) + 24} ${ROWS.reverse - DEEP / 2}` }),
      down: svg("path", { class: "feed", d: `M${x(at) - 24} ${ROWS.ahead + DEEP / 2}Q${x(at) - 36} ${ROWS.ahead + DEEP / 2 + 8} ${x(at) - 36} ${ROWS.reverse - 18}V${ROWS.join - 26}Q${x(at) - 36} ${ROWS.join - 16} ${x(at) - 24} ${ROWS.join - 13}` }),
      out: svg("path", { class: "feed", d: `M${x(at) + 8} ${ROWS.reverse + DEEP / 2}V${ROWS.join - 13}` }),
    };
    return { at, chip, rows, join, ways, parts: [...Object.values(ways), rows.ahead.way, rows.reverse.way], front: [chip, rows.ahead.element, rows.reverse.element, join] };
  }

  /** Under the gap: what the readout makes of both. */
  function answerOf() {
    const at = x(data.gap);
    const text = svg("text", { class: "word", x: at, y: ANSWER + 5, "text-anchor": "middle" });
    const way = svg("path", { class: "feed", d: `M${at} ${ROWS.join + 13}V${ANSWER - 16}` });
    const element = explain(svg("g", { class: "answer-of", "data-node": "answer" },
      svg("rect", { class: "frame", x: at - 52, y: ANSWER - 16, width: 104, height: 32, rx: 8 }), text), () => toldAnswer());
    return { element, text, way };
  }

  function toldAnswer() {
    const { steps, shares } = reading();
    const ready = isJoined(data.gap, place().t + 1, steps);
    const number = ready ? data.answers.map((word, k) => `${word} ${percent(shares.both[data.gap][k])}`).join(", ") : "";
    return { head: "The joined answer", number, body: ready ? "Softmax of what both halves of h vote for, and a bias." : "There once both readers have come to the gap." };
  }

  function paintAnswer(k, { steps, shares }) {
    const own = shares.both[data.gap];
    const best = own.indexOf(Math.max(...own));
    const ready = isJoined(data.gap, k, steps);
    setText(answer.text, ready ? `${data.answers[best]} ${shortPercent(own[best])}` : "?");
    setAttribute(answer.element, "data-state", ready ? "there" : "waits");
    setAttribute(answer.way, "data-state", ready ? "past" : "idle");
  }

  /** A long word is drawn narrower, so that it stays within its column. */
  function squeeze(text, word) {
    if (word.length < 9) return;
    setAttribute(text, "textLength", COLUMN - 14);
    setAttribute(text, "lengthAdjust", "spacingAndGlyphs");
  }

  /** One cell with its hidden state as bars on both sides of 0, and the way that leads into it. */
  function cellOf(row, at) {
    const y = ROWS[row];
    const [wide, gap] = [CELL - 14, 3];
    const each = (wide - gap * (data.units - 1)) / data.units;
    const bars = Array.from({ length: data.units }, (_, unit) => svg("rect", { class: "unit", x: x(at) - wide / 2 + unit * (each + gap), width: each }));
    const element = svg("g", { class: "reader-cell", "data-cell": `${row}-${at}` },
      svg("rect", { class: "frame card", x: x(at) - CELL / 2, y: y - DEEP / 2, width: CELL, height: DEEP, rx: 9 }),
      svg("path", { class: "axis", d: `M${x(at) - wide / 2} ${y}H${x(at) + wide / 2}` }), ...bars);
    explain(element, () => told(row, at));
    const back = row === "reverse";
    const [from, to] = back ? [x(at + 1) - CELL / 2, x(at) + CELL / 2] : [x(at - 1) + CELL / 2, x(at) - CELL / 2];
    const way = svg("path", { class: "way", pathLength: 1, d: `M${from} ${y}H${to}` });
    return { element, bars, way };
  }

  /** Show the place, `progress` of the way from the step before. */
  function paint(progress) {
    const { t } = place();
    const run = reading();
    const k = t + 1;
    paintAnswer(k, run);
    for (const { at, chip, rows, join, ways } of columns) {
      const there = at < run.steps;
      const [ahead, back] = [readAhead(at, k), readBack(at, k, run.steps)];
      setAttribute(chip, "data-there", there);
      setAttribute(chip, "data-left", ahead);
      setAttribute(chip, "data-right", back);
      paintCell(rows.ahead, run.ahead[at], ahead, at === t ? progress : 1, at > 0 && there, at === t);
      paintCell(rows.reverse, run.reverse[at], back, at === run.steps - k ? progress : 1, at < run.steps - 1, at === run.steps - k);
      setAttribute(join, "data-state", isJoined(at, k, run.steps) ? "there" : there ? "waits" : "never");
      const lit = { ahead, reverse: back, down: ahead && there, out: back };
      for (const [name, way] of Object.entries(ways)) setAttribute(way, "data-state", lit[name] ? "past" : there ? "idle" : "never");
    }
  }

  function paintCell({ element, bars, way }, values, read, progress, led, now) {
    setAttribute(element, "data-state", !values ? "never" : now && read ? "now" : read ? "past" : "idle");
    const y = Number(element.firstChild.getAttribute("y")) + DEEP / 2;
    bars.forEach((bar, unit) => {
      const size = read && values ? values[unit] * (DEEP / 2 - 5) * progress : 0;
      setAttribute(bar, "y", y - Math.max(0, size));
      setAttribute(bar, "height", Math.max(0.01, Math.abs(size)));
    });
    setAttribute(way, "visibility", led ? "visible" : "hidden");
    setAttribute(way, "data-state", read ? "past" : "idle");
    way.style.strokeDasharray = read ? `${progress} 1` : "";
  }

  /** Bring the word at `at` into sight where the picture is wider than its frame. */
  function follow(frame, at) {
    if (frame.scrollWidth > frame.clientWidth) frame.scrollLeft = (x(at) - COLUMN) * scaleOf() - 40;
    scrolled(frame);
  }

  function update(next) {
    data = next;
    build();
  }

  update(payload);
  return { element: root, update, paint, follow, scrolled };
}

/** Whether both readers have been at that word. */
export const isJoined = (at, k, steps) => readAhead(at, k) && readBack(at, k, steps);

/** What the two lines under the words mean. */
export const legend = () => html("p", { class: "legend seen-legend" },
  html("span", { class: "swatch from-left" }), "read from the left", html("span", { class: "swatch from-right" }), "read from the right");
