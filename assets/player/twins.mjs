// Two cells on the same text, row by row: what does the same job stands in the same row, under one step control.

import { answerAt } from "./answer.mjs";
import { between, ease } from "./bars.mjs";
import { bring } from "./bring.mjs";
import * as clock from "./clock.mjs";
import { createCommands } from "./commands.mjs";
import { flat, html, lowered, setAttribute, setText } from "./dom.mjs";
import { equation } from "./equation.mjs";
import { command, isOurs } from "./keys.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createPlayback } from "./playback.mjs";
import { readable } from "./reader.mjs";
import { createRibbon } from "./ribbon.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { createStrip, unitUnder } from "./strip.mjs";
import { createTip } from "./tip.mjs";
import { createHelp, createTransport } from "./transport.mjs";

/**
 * @typedef {Object} Side
 * @property {string} series    the vector whose bars are drawn
 * @property {string} label
 * @property {string} symbol    whose colour it has
 * @property {string} equation
 * @property {string} numbers   names in braces are series at the place
 * @property {boolean} hollow   the rest of a gate, drawn as an outline
 * @property {string[]} ends    what a gate does at 0 and at 1
 *
 * @typedef {Object} Row
 * @property {string} id
 * @property {string} job       what both sides do
 * @property {string} says
 * @property {number} range     half width of the axis
 * @property {boolean} signed
 * @property {Side[]} sides
 * @property {number[][]} [lines]  what is drawn over time for each side, where it is not the unit itself
 * @property {string} [line]       what that is
 *
 * @typedef {Object} Twin
 * @property {string} title
 * @property {string} about
 * @property {string} badge
 * @property {Object<string, number[][]>} series  (T, H) each
 * @property {Object} readout
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string} name      of the picture
 * @property {Object} palette
 * @property {string[]} tokens
 * @property {boolean[]} known
 * @property {number} steps
 * @property {number} units
 * @property {Twin[]} twins
 * @property {Row[]} rows
 * @property {string[]} says    one sentence a step
 * @property {{t: number, part: number, unit: number, side: number}} start
 * @property {{t: number, part: number, unit: number, side: number}} reveal  where it goes once the learner has predicted
 * @property {boolean} switch   whether one of the two is shown at a time
 * @property {string[]} notes
 * @property {boolean} committed
 */

const WORDS = { beat: "part", stage: "time step", end: "step", chosen: "unit" };
const PAUSE = 700; // milliseconds of rest before a revealed picture moves
const SETTLED = 350; // milliseconds until the page above has its new height
const NAMES = { pair: "An LSTM and a GRU on the same text", convention: "One GRU with z written either way", order: "The reset gate after and before the weights" };

/** A place as the moves of the clock have it. */
export const placed = ({ t, part, unit, side }) => ({ t, phase: part, unit, side });

/** The values of one side of a row at a step. */
export const valuesAt = (data, row, side, t) => data.twins[side].series[row.sides[side].series][t];

/** The two lines over time that a row has for a unit. */
export const linesOf = (data, row, unit) => row.lines ?? [0, 1].map((side) => data.twins[side].series[row.sides[side].series].map((values) => values[unit]));

/** @param {Payload} first */
function createTwins(host, first) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let data = first;
  let place = placed(first.start);
  let rows = [];
  let drawn = "";
  let shown = null; // the bars on screen, a list a row of a list a strip
  let [from, timer] = [null, 0];

  const root = html("section", { class: "player twins", "data-testid": `twins-${first.name}`, tabindex: 0, "aria-label": NAMES[first.name] });
  const tip = createTip(root);
  const help = createHelp(WORDS);
  const ribbon = createRibbon({ goTo: (t) => go({ ...place, t }), released: () => root.focus({ preventScroll: true }) });
  const transport = createTransport((name) => commands.run(name), WORDS);
  const switches = html("div", { class: "switch twin-switch", role: "group", "aria-label": "Convention" });
  const notes = html("div", { class: "notes", role: "status" });
  const heads = html("div", { class: "twin-heads" });
  const list = html("div", { class: "parts", role: "group", "aria-label": "Parts that do the same job" });
  const job = html("h3");
  const words = html("p", { class: "says" });
  const maths = [0, 1].map(() => html("section", { class: "twin-maths" }));
  const plot = createStepPlot({ title: "over time", height: 170 }, { goTo: (t) => go({ ...place, t }), explain, tip });
  const verdict = html("p", { class: "takeaway" });
  const live = html("p", { class: "spoken", "aria-live": "polite" });
  const detail = html("aside", { class: "twin-detail", "aria-label": "The chosen part" },
    html("div", { class: "told" }, job, words, ...maths), html("div", { class: "drawn" }, plot.element, verdict, live));
  const table = html("div", { class: "twin-table" }, heads, list);
  root.prepend(notes, ribbon.element, transport.element, switches, html("div", { class: "twin-picture" }, table, detail), help.element);
  host.append(root);

  const extent = () => ({ steps: data.steps, phases: data.rows.length, units: data.units });
  const link = createLink(() => [
    { name: `${data.name}_t`, what: "step", most: data.steps },
    { name: `${data.name}_part`, what: "parts", words: data.rows.map((row) => row.id) },
    { name: `${data.name}_unit`, what: "unit", most: data.units },
    ...(data.switch ? [{ name: `${data.name}_side`, what: "convention", most: 2 }] : []),
  ]);
  const named = () => Object.fromEntries(Object.entries({ t: place.t, part: place.phase, unit: place.unit, side: place.side }).map(([name, at]) => [`${data.name}_${name}`, at]));
  const atEnd = () => place.t === data.steps - 1;
  const playback = createPlayback({
    reduced, rest, place: () => place, changed: showState, atEnd,
    tempo: (speed) => clock.tempo(speed, "step"),
    restart: () => go({ ...place, t: 0 }),
    next: () => go(clock.moveStep(place, extent(), 1)),
    paint: (_, progress) => paint(progress),
  });
  const commands = createCommands({
    nextBeat: () => go(clock.movePhase(place, extent(), 1)),
    previousBeat: () => go(clock.movePhase(place, extent(), -1)),
    nextStage: () => go(clock.moveStep(place, extent(), 1)),
    previousStage: () => go(clock.moveStep(place, extent(), -1)),
    previousChosen: () => go(clock.moveUnit(place, extent(), -1)),
    nextChosen: () => go(clock.moveUnit(place, extent(), 1)),
    home: () => go({ ...place, t: 0 }),
    end: () => go({ ...place, t: data.steps - 1 }),
  }, { playback, help, tip, root });

  root.addEventListener("keydown", (event) => {
    const name = isOurs(event, root, true) && command(event);
    if (!name || !commands.obey(name)) return;
    event.preventDefault();
    event.stopPropagation(); // or the cell player, which listens to the whole page, would move too
  });

  function go(target) {
    clearTimeout(timer);
    const to = { ...clock.within(target, extent()), side: target.side ?? place.side };
    from = shown;
    place = to;
    playback.begin("jump");
    paint(reduced.matches ? 1 : 0);
    showPlace();
  }

  function rest() {
    const row = data.rows[place.phase];
    setText(live, `Step ${place.t + 1}, ${row.job}, unit ${place.unit + 1}. ${reading(row)}. ${data.says[place.t]}`);
    link.write(named());
  }

  const sidesShown = () => (data.switch ? [place.side] : [0, 1]);

  const reading = (row) => sidesShown().map((side) => `${data.twins[side].title}: ${flat(row.sides[side].label)} is ${readable(valuesAt(data, row, side, place.t)[place.unit], 3)}`).join("; ");

  // ------------------------------------------------------------ showing
  function paint(progress) {
    const p = ease(progress);
    shown = data.rows.map((row, k) => rows[k].strips.map((strip, at) => {
      const goal = valuesAt(data, row, data.switch ? place.side : at, place.t);
      const start = from?.[k]?.[at];
      const values = start?.length === goal.length ? between(start, goal, p) : goal;
      strip.paint(values, place.unit);
      return values;
    }));
  }

  function showState() {
    setAttribute(root, "data-playing", playback.state.playing);
    transport.show({ ...playback.state, chosen: `${place.unit + 1} of ${data.units}` });
  }

  function showPlace() {
    const row = data.rows[place.phase];
    setAttribute(root, "data-t", place.t + 1);
    setAttribute(root, "data-steps", data.steps);
    setAttribute(root, "data-part", row.id);
    setAttribute(root, "data-unit", place.unit + 1);
    setAttribute(root, "data-side", place.side + 1);
    showState();
    ribbon.show(data, place);
    [...switches.children].forEach((button, side) => setAttribute(button, "aria-pressed", side === place.side));
    rows.forEach((one, k) => {
      setAttribute(one.element, "aria-pressed", k === place.phase);
      setAttribute(one.element, "aria-label", `${data.rows[k].job}, unit ${place.unit + 1}. ${reading(data.rows[k])}`);
      one.strips.forEach((strip, at) => strip.dress(data.rows[k].sides[data.switch ? place.side : at], data.rows[k]));
    });
    showHeads();
    showDetail(row);
  }

  function showHeads() {
    const made = sidesShown().map((side) => {
      const twin = data.twins[side];
      const { text, sure } = answerAt(twin.readout, place.t);
      return html("div", { class: "twin-head" }, html("h4", {}, html("b", {}, twin.title), html("span", { class: "badge" }, twin.badge)),
        html("p", { class: "about" }, twin.about), html("p", { class: "answer-now" }, `if asked now: ${text}${sure}`));
    });
    heads.replaceChildren(...(data.switch ? made : [made[0], html("span", { class: "same-job" }, "the same job"), made[1]]));
  }

  function showDetail(row) {
    setText(job, row.job);
    words.replaceChildren(...lowered(row.says));
    const fill = (side) => (name) => readable(data.twins[side].series[name][place.t][place.unit], 3);
    maths.forEach((section, side) => {
      const own = row.sides[side];
      section.hidden = !sidesShown().includes(side);
      if (section.hidden) return;
      const live_ = equation(own.numbers, data.palette, fill(side));
      live_.setAttribute("class", "numbers");
      section.replaceChildren(html("h4", {}, `${data.twins[side].title}, unit ${place.unit + 1}`), html("div", { class: "maths" }, equation(own.equation, data.palette, fill(side)), live_));
    });
    drawPlot(row);
    setText(verdict, data.says[place.t]);
  }

  function drawPlot(row) {
    const size = Boolean(row.lines);
    const low = row.signed && !size ? -row.range : 0;
    const ticks = low ? [low, 0, row.range] : [0, row.range / 2, row.range];
    plot.update({
      steps: data.steps, range: { low, high: row.range, ticks }, title: size ? `${row.job}: ${row.line}` : `${row.job}: unit ${place.unit + 1}`,
      lines: linesOf(data, row, place.unit).map((values, side) => ({
        id: `${side}`, values, colour: `var(--ink-${row.sides[side].symbol})`, dash: side ? "3 6" : undefined, label: data.twins[side].title, strong: true,
      })),
    });
    plot.show(place.t);
  }

  function explain(t) {
    const row = data.rows[place.phase];
    const lines = linesOf(data, row, place.unit);
    return {
      head: `step ${t + 1} · “${data.tokens[t]}”`,
      number: lines.map((values, side) => `${data.twins[side].title}: ${readable(values[t], 4)}`).join("\n"),
      body: row.line ? `${row.job}, ${row.line}` : `${row.job}, unit ${place.unit + 1}`,
    };
  }

  // ------------------------------------------------------------ the rows
  function rowOf(row, k) {
    const strips = (data.switch ? [0] : [0, 1]).map(createStrip);
    const middle = html("span", { class: "job" }, html("span", {}, row.job));
    const colours = row.sides.map((side, at) => `--side-${at}: var(--fill-${side.symbol})`).join(";");
    const element = html("button", { type: "button", class: "part", "data-part": row.id, style: colours, onclick: (event) => go({ ...place, phase: k, unit: under(event)?.unit ?? place.unit }) },
      ...(data.switch ? [middle, strips[0].element] : [strips[0].element, middle, strips[1].element]));
    function under(event) {
      const at = strips.findIndex(({ element: strip }) => strip.contains(event.target));
      if (at < 0 || !event.detail && event.type === "click") return null;
      return { side: data.switch ? place.side : at, unit: unitUnder(event.clientX, strips[at].frame.getBoundingClientRect(), data.units) };
    }
    const tell = (side, unit, x, y) => {
      const own = data.rows[k];
      tip.show({ head: `${own.sides[side].label} · ${data.twins[side].title}`, number: `unit ${unit + 1}: ${readable(valuesAt(data, own, side, place.t)[unit], 4)}`, body: own.says }, x, y);
    };
    element.addEventListener("pointermove", (event) => {
      const found = under(event);
      if (found) tell(found.side, found.unit, event.clientX, event.clientY);
      else tip.hide();
    });
    element.addEventListener("pointerleave", tip.hide);
    element.addEventListener("focus", () => {
      if (!element.matches(":focus-visible")) return;
      const { left, bottom } = element.getBoundingClientRect();
      tell(sidesShown()[0], place.unit, left, bottom);
    });
    element.addEventListener("blur", tip.hide);
    return { element, strips };
  }

  function build() {
    const wanted = JSON.stringify([data.rows.map(({ id, sides }) => [id, sides]), data.units, data.switch]);
    if (wanted === drawn) return;
    drawn = wanted;
    shown = null;
    rows = data.rows.map(rowOf);
    list.replaceChildren(...rows.map(({ element }) => element));
    switches.hidden = !data.switch;
    switches.replaceChildren(...data.twins.map((twin, side) => html("button", { type: "button", "data-switch": side + 1, onclick: () => go({ ...place, side }) }, `${twin.title} · ${twin.about}`)));
  }

  /** The learner has predicted: let the decisive moment run. */
  function reveal() {
    const target = placed(data.reveal);
    go({ ...target, side: 0 });
    clearTimeout(timer);
    timer = setTimeout(() => {
      bring(root, reduced); // only now: above it the answers have given way to one
      if (target.side) timer = setTimeout(() => go(target), reduced.matches ? 0 : PAUSE);
    }, SETTLED);
  }

  function update(next) {
    const another = next.tokens.join("\n") !== data.tokens.join("\n") || next.units !== data.units;
    const ran = next.committed && !data.committed;
    data = next;
    if (another) place = placed(data.start);
    fill();
    if (ran) reveal();
  }

  function fill() {
    paintPalette(root, data.palette);
    setAttribute(root, "data-committed", data.committed);
    root.classList.toggle("one-at-a-time", data.switch);
    notes.replaceChildren(...data.notes.map((text) => html("p", {}, text)));
    place = { ...clock.within(place, extent()), side: place.side };
    build();
    ribbon.update({ ...data, readout: null });
    from = null;
    playback.stand();
    showPlace();
    paint(1);
  }

  const observer = new ResizeObserver(() => plot.resize(plot.element.clientWidth));

  function open() {
    const { place: found, problem } = link.open(data.name);
    const wanted = Object.fromEntries(Object.entries(found).map(([name, at]) => [name.replace(`${data.name}_`, ""), at]));
    place = placed({ ...data.start, ...wanted });
    fill();
    if (problem) notes.append(html("p", {}, problem));
    observer.observe(root);
  }

  function destroy() {
    clearTimeout(timer);
    playback.stop();
    observer.disconnect();
    link.leave(named(), data.name);
    root.remove();
  }

  open();
  return { update, destroy };
}

export default mountOnce(createTwins);
