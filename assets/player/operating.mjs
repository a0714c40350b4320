// Where a gate stands on its own curve: every step of the chosen unit a faint dot, this step's point with its
// tangent, the flat ends shaded. The points were computed by the engine; here they get their pixels.

import { html, labelSpans, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { significant } from "./numbers.mjs";
import { readable, value } from "./reader.mjs";

/**
 * @typedef {Object} Operating   of one gate, in payload.operating
 * @property {string} squash     "σ", "tanh" or "ReLU"
 * @property {string} series     its pre-activation in the payload
 * @property {string} value      its value there
 * @property {{a: number[], y: number[]}} curve
 * @property {number} steepest   the largest slope of the curve
 * @property {number[][]} flat   stretches [from, to] of a with hardly any slope
 * @property {number[][]} slopes (T, H)
 * @property {number[][]} held   at every step, the units that are held
 */

const [WIDTH, HEIGHT] = [420, 230];
const BOX = { left: 82, right: 14, top: 16, bottom: 44 };
const [TANGENT, LABEL] = [48, 98]; // pixels to either side, and room for what is written there
const [FLAT, BENT] = [0.05, 0.5]; // shares of the largest slope

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
function aside(x, y) {
  const high = y < (BOX.top + HEIGHT - BOX.bottom) / 2;
  if (high) return { dx: Math.min(12, WIDTH - BOX.right - LABEL - x), dy: 30, anchor: "start" };
  return { dx: Math.max(-12, BOX.left + LABEL - x), dy: -18, anchor: "end" };
}

/** What is to be said of one point. */
export function saying({ a, held, level, slope, steepest, name, squash }) {
  const at = `a = ${readable(a)}`;
  if (held) return `Held at ${readable(level)}, off its curve: whatever a is (here ${readable(a)}), the ${name} stays, and no gradient passes through it.`;
  const share = slope / steepest;
  if (slope === 0) return `${at}: on the flat side of ${squash}, where the slope is 0: a small change of the weights does not move the ${name} at all.`;
  if (share < FLAT) return `${at}: deep in the flat end, the slope is ${significant(slope, 2)}: a change of the weights hardly moves the ${name}.`;
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
      return svg("circle", {
        class: held ? "dot held" : "dot", "data-step": t + 1, cx: scale.x(a).toFixed(1), cy: scale.y(level).toFixed(1), r: 4.2,
        onclick: () => goTo(t), onpointermove: (event) => tip.show(explain, event.clientX, event.clientY), onpointerleave: tip.hide,
      });
    }));
  }

  function drawNow(gate, own, scale) {
    const here = point(own, place.t);
    const [x, y] = [scale.x(here.a), scale.y(here.level)];
    const rise = scale.steep(here.slope);
    const long = TANGENT / Math.hypot(1, rise);
    const { dx, dy, anchor } = aside(x, y);
    const tangent = here.held ? [] : [svg("path", { class: "tangent", d: `M${(x - long).toFixed(1)} ${(y + long * rise).toFixed(1)}L${(x + long).toFixed(1)} ${(y - long * rise).toFixed(1)}` })];
    const label = svg("text", { class: "slope", x: x + dx, y: y + dy, "text-anchor": anchor },
      here.held ? `held at ${readable(here.level)}` : `slope ${significant(here.slope, 2)}`);
    now.replaceChildren(...tangent, svg("circle", { class: here.held ? "point held" : "point", cx: x, cy: y, r: 7 }), label);
    const said = saying({ ...here, steepest: own.steepest, name: data.palette[gate].name, squash: own.squash });
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
    const flat = free.filter((slopes) => slopes[place.unit] < FLAT * own.steepest).length;
    const held = own.slopes.length - free.length;
    const also = held ? `, ${held} held` : "";
    return `Unit ${place.unit + 1}: ${flat} of ${own.slopes.length} steps in a flat end${also}.`;
  }

  return { element, update, show };
}
