// Where a gate stands on its own curve: every step of the chosen unit a faint dot, this step's point with its
// tangent, the flat ends shaded; what lies beyond the axes is an arrow at their edge, with its value.
// The points were computed by the engine; here they get their pixels.

import { html, labelSpans, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { significant } from "./numbers.mjs";
import { readable, value } from "./reader.mjs";

/**
 * Of one gate, in payload.operating.
 * @typedef {Object} Operating
 * @property {string} squash     "σ", "tanh" or "ReLU"
 * @property {string} series     its pre-activation in the payload
 * @property {string} value      its value there
 * @property {{a: number[], y: number[]}} curve
 * @property {number} steepest   the largest slope of the curve
 * @property {number} limit      the slope below which it counts as flat
 * @property {number[][]} flat    stretches [from, to] of a with hardly any slope
 * @property {number[][]} slopes  (T, H)
 * @property {number[][]} held    at every step, the units that are held
 */

const [WIDTH, HEIGHT] = [420, 230];
const BOX = { left: 82, right: 14, top: 16, bottom: 44 };
const [TANGENT, LABEL, LETTER] = [48, 98, 9.5]; // pixels to either side, and room for what is written there
const [DEEP, BENT] = [0.01, 0.5]; // shares of the largest slope
const [SMALL, LARGE] = ["M0 0L-9 -5V5Z", "M0 0L-14 -8V8Z"]; // arrows that point right, at their tip
const LINE = 18;

/** From values to pixels; what lies beyond the curve's ends stands at its edge. */
export function scales({ curve }) {
  const [low, high] = [curve.a[0], curve.a.at(-1)];
  const [bottom, top] = [Math.floor(curve.y[0]), Math.ceil(curve.y.at(-1))];
  const across = (share) => BOX.left + share * (WIDTH - BOX.left - BOX.right);
  const up = (share) => HEIGHT - BOX.bottom - share * (HEIGHT - BOX.top - BOX.bottom);
  const within = (share) => Math.max(0, Math.min(1, share));
  return {
    low, high, bottom, top,
    x: (a) => across(within((a - low) / (high - low))),
    y: (number) => up(within((number - bottom) / (top - bottom))),
    steep: (slope) => (slope * (up(0) - up(1)) * (high - low)) / ((across(1) - across(0)) * (top - bottom)),
  };
}

/** Where a label lies beside a point of a rising curve: below it to the right, or above it to the left. */
function aside(x, y, room) {
  const [first, last] = [BOX.left, WIDTH - BOX.right];
  const high = y < (BOX.top + HEIGHT - BOX.bottom) / 2;
  if (high) return { x: Math.min(x + 12, last - room), y: y + 30, anchor: "start" };
  return { x: Math.max(x - 12, first + room), y: y - 18, anchor: "end" };
}

/** Which way a point lies that is beyond the axes, and its values there; null where it is not. */
export function farAway({ low, high, bottom, top }, { a, level }) {
  const outside = (number, from, to) => (number > to) - (number < from);
  const [across, up] = [outside(a, low, high), outside(level, bottom, top)];
  if (!across && !up) return null;
  const told = [across && `${across > 0 ? "→" : "←"} ${readable(a)}`, up && `${up > 0 ? "↑" : "↓"} ${readable(level)}`];
  return { angle: (Math.atan2(0 - up, across) * 180) / Math.PI, told: told.filter(Boolean).join(" ") };
}

/** A point as a circle, or as an arrow at the edge where it lies beyond the axes. */
function mark(scale, point, { round, arrow }, more) {
  const [x, y] = [scale.x(point.a).toFixed(1), scale.y(point.level).toFixed(1)];
  const far = farAway(scale, point);
  return far ? svg("path", { ...more, d: arrow, transform: `translate(${x} ${y}) rotate(${far.angle})` }) : svg("circle", { ...more, cx: x, cy: y, r: round });
}

/** What is to be said of one point. */
export function saying({ a, held, level, slope, limit, steepest, name, squash }) {
  const at = `a = ${readable(a)}`;
  if (held) return `Held at ${readable(level)}, off its curve: whatever a is (here ${readable(a)}), the ${name} stays, and no gradient passes through it.`;
  const share = slope / steepest;
  if (slope === 0) return `${at}: on the flat side of ${squash}, where the slope is 0: a small change of the weights does not move the ${name} at all.`;
  if (slope < limit) return `${at}: ${share < DEEP ? "deep " : ""}in the flat end, the slope is ${significant(slope, 2)}: a change of the weights hardly moves the ${name}.`;
  if (share < BENT) return `${at}: on the bend, the slope is ${significant(slope, 2)}: a change of the weights moves the ${name} a little.`;
  return `${at}: on the steep part, the slope is ${significant(slope, 2)}: a change of the weights moves the ${name} most.`;
}

/** Which of the gates is shown: what a phase is about, until the learner asks for another one. */
export function shownGate(gates, { asked, phase, last }) {
  return [asked, phase, last].find((gate) => gates.includes(gate)) ?? gates[0];
}

/** @param {{tip: Object, goTo: (t: number) => void}} handlers */
export function createOperatingPoint({ tip, goTo }) {
  const title = html("h4");
  const gates = html("div", { class: "switch", role: "group", "aria-label": "Which curve" });
  const [ground, dots, now] = [svg("g"), svg("g", { class: "dots" }), svg("g", { class: "now" })];
  const plot = svg("svg", { class: "diagram", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, ground, dots, now);
  const words = html("p", { class: "told" });
  const among = html("p", { class: "among" });
  const element = html("section", { class: "operating", "aria-label": "Operating point", "data-testid": "operating" }, html("header", {}, title, gates), plot, words, among);
  let data = null;
  let place = null;
  let chosen = { asked: "", phase: "", last: "" };
  let drawn = {};

  function update(next) {
    data = next;
    drawn = {};
    const names = Object.keys(data.operating ?? {});
    element.hidden = !names.length;
    gates.hidden = names.length < 2;
    gates.replaceChildren(...names.map((gate) => html("button", {
      type: "button", "data-gate": gate, "aria-label": data.palette[gate].name,
      onclick: () => { chosen.asked = gate; draw(); },
    }, html("i", {}, gate))));
  }

  /** Another place; a phase of another gate takes over from what the learner asked for. */
  function show(to, gate) {
    place = to;
    if (gate && gate !== chosen.phase) chosen = { ...chosen, phase: gate, asked: "" };
    draw();
  }

  function draw() {
    if (element.hidden || !data || !place) return;
    const gate = shownGate(Object.keys(data.operating), chosen);
    chosen.last = gate;
    const own = data.operating[gate];
    const scale = scales(own);
    if (drawn.gate !== gate) drawGround(gate, own, scale);
    if (drawn.gate !== gate || drawn.unit !== place.unit) drawDots(own, scale);
    drawn = { gate, unit: place.unit };
    drawNow(gate, own, scale);
  }

  const point = (own, t) => ({
    a: value(data, own.series, t, place.unit), level: value(data, own.value, t, place.unit),
    slope: own.slopes[t][place.unit], held: own.held[t].includes(place.unit),
  });

  function drawGround(gate, own, scale) {
    const { name, ends } = data.palette[gate];
    setAttribute(element, "style", `--own: var(--fill-${gate}); --own-ink: var(--ink-${gate})`);
    title.replaceChildren(`Where the ${name} stands on its curve`);
    [...gates.children].forEach((button) => setAttribute(button, "aria-pressed", button.dataset.gate === gate));
    const bottom = scale.y(scale.bottom);
    const levels = scale.bottom < 0 ? [scale.bottom, 0, scale.top] : [0, scale.top];
    const level = (number) => [readable(number, 0), ends[number]].filter(Boolean).join(" ");
    const path = own.curve.a.map((a, k) => `${k ? "L" : "M"}${scale.x(a).toFixed(1)} ${scale.y(own.curve.y[k]).toFixed(1)}`).join("");
    ground.replaceChildren(
      ...own.flat.map(([from, to]) => svg("rect", { class: "flat", x: scale.x(from), y: BOX.top, width: scale.x(to) - scale.x(from), height: bottom - BOX.top })),
      ...levels.map((number) => svg("path", { class: "axis", d: `M${BOX.left} ${scale.y(number)}H${WIDTH - BOX.right}` })),
      ...levels.map((number) => svg("text", { class: "level", x: BOX.left - 8, y: scale.y(number) + 4, "text-anchor": "end" }, level(number))),
      ...[scale.low, 0, scale.high].map((a, k) => svg("text", { class: "level", x: scale.x(a), y: bottom + 16, "text-anchor": ["start", "middle", "end"][k] }, readable(a, Number.isInteger(a) ? 0 : 1))),
      svg("text", { class: "level", x: (BOX.left + WIDTH - BOX.right) / 2, y: HEIGHT - 9, "text-anchor": "middle" }, ...labelSpans(`pre-activation ${own.series}`)),
      svg("path", { class: "curve", d: path }));
  }

  function drawDots(own, scale) {
    dots.replaceChildren(...own.slopes.map((_, t) => {
      const { a, level, slope, held } = point(own, t);
      const explain = { head: `step ${t + 1} · “${data.tokens[t]}”`, number: `a ${readable(a)}, ${own.value} ${readable(level, 3)}`, body: held ? "Held off the curve." : `slope ${significant(slope, 2)}` };
      return mark(scale, { a, level }, { round: 4.2, arrow: SMALL }, {
        class: held ? "dot held" : "dot", "data-step": t + 1,
        onclick: () => goTo(t), onpointermove: (event) => tip.show(explain, event.clientX, event.clientY), onpointerleave: tip.hide,
      });
    }));
  }

  function drawNow(gate, own, scale) {
    const here = point(own, place.t);
    const [x, y] = [scale.x(here.a), scale.y(here.level)];
    const far = farAway(scale, here);
    const rise = scale.steep(here.slope);
    const long = TANGENT / Math.hypot(1, rise);
    const tangent = here.held || far ? [] : [svg("path", { class: "tangent", d: `M${(x - long).toFixed(1)} ${(y + long * rise).toFixed(1)}L${(x + long).toFixed(1)} ${(y - long * rise).toFixed(1)}` })];
    const held = far ? "held" : `held at ${readable(here.level)}`;
    const lines = [[far?.told, "beyond"], [here.held ? held : `slope ${significant(here.slope, 2)}`, "slope"]].filter(([text]) => text);
    const at = aside(x, y, Math.max(LABEL, ...lines.map(([text]) => text.length * LETTER)));
    const from = at.y > y ? at.y : at.y - LINE * (lines.length - 1);
    now.replaceChildren(...tangent, mark(scale, here, { round: 7, arrow: LARGE }, { class: here.held ? "point held" : "point" }),
      ...lines.map(([text, kind], n) => svg("text", { class: kind, x: at.x, y: from + n * LINE, "text-anchor": at.anchor }, text)));
    const said = saying({ ...here, limit: own.limit, steepest: own.steepest, name: data.palette[gate].name, squash: own.squash });
    setAttribute(plot, "aria-label", said);
    setAttribute(element, "data-gate", gate);
    setAttribute(element, "data-t", place.t + 1);
    setAttribute(element, "data-held", here.held);
    words.replaceChildren(...lowered(said));
    setText(among, counted(own));
  }

  /** How many steps of this unit lie in a flat end. */
  function counted(own) {
    const free = own.slopes.filter((_, t) => !own.held[t].includes(place.unit));
    const flat = free.filter((slopes) => slopes[place.unit] < own.limit).length;
    const held = own.slopes.length - free.length;
    const also = held ? `, ${held} held` : "";
    return `Unit ${place.unit + 1}: ${flat} of ${own.slopes.length} steps in a flat end${also}.`;
  }

  return { element, update, show };
}
