// The same input given again and again to two networks of one unit: in one of them the last answer comes back in.

import { ease } from "./bars.mjs";
import { createSlide, createSwitch } from "./choosers.mjs";
import { html, labelSpans, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { readable } from "./reader.mjs";
import { called } from "./sentence.mjs";
import { createStepper } from "./stepper.mjs";
import { createTip, explained } from "./tip.mjs";

/**
 * @typedef {{back: number[], a: number[], y: number[]}} Answers  (T) each: what comes back in, the sum, the answer
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} badge
 * @property {number} times             T
 * @property {number[]} weights         w1, w2
 * @property {number} bias
 * @property {number[]} inputs          what x1 and x2 can be
 * @property {number[]} backs           what w_h can be, 0 among them
 * @property {string[]} squashes        what A can be
 * @property {Answers[][][]} answers    by squash, by w_h, by x1 and x2
 * @property {number[][]} products      w1·x1 and w2·x2 for every input
 * @property {boolean} revealed         the question beside it was answered or skipped
 */

const ORDINALS = ["1st", "2nd", "3rd"];
const shown = (number) => readable(number, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
const ordinal = (t) => ORDINALS[t] ?? `${t + 1}th`;
const PLACES = { x1: [40, 62], x2: [40, 180], b: [214, 30], sum: [214, 121], A: [296, 121], y: [376, 121] };
const LOOP = "M376 145V222H214V147";
const [FIRST, PITCH] = [52, 63];
const [ROOF, GROUND] = [284, 400];

/** Where the floor of the bars lies, and how tall a bar of 1 is, so that all of both networks find room. */
export function axisOf(answers) {
  const [least, most] = [Math.min(0, ...answers), Math.max(0, ...answers)];
  const tall = (GROUND - ROOF) / Math.max(1, most - least);
  return { floor: GROUND + least * tall, tall };
}

const wire = (from, to) => svg("path", { class: "wire", d: `M${PLACES[from][0] + 22} ${PLACES[from][1]}L${PLACES[to][0] - 22} ${PLACES[to][1]}` });
const label = (x, y, cls, text = "") => svg("text", { x, y, class: cls, "text-anchor": "middle" }, ...labelSpans(text));

/** One of the two networks: its drawing and the row of its answers. */
function createNetwork({ title, about, recurrent, read, tip, times }) {
  const numbers = Object.fromEntries(["x1", "x2", "sum", "y"].map((name) => [name, label(PLACES[name][0], PLACES[name][1] + 5, "value")]));
  const node = (name, colour, card) => explained(svg("g", { class: "node", "data-node": name, style: `--own: var(--fill-${colour})` },
    svg("circle", { class: "ring", cx: PLACES[name][0], cy: PLACES[name][1], r: 23 })), tip, card);
  const caption = (name, text, dy) => label(PLACES[name][0], PLACES[name][1] + dy, "symbol", text);
  const weights = [label(150, 74, "weight"), label(150, 182, "weight")];
  const back = label(295, 244, "weight");
  const bias = label(250, 42, "weight");
  const squash = label(PLACES.A[0], PLACES.A[1] + 5, "squash");
  const loop = svg("path", { class: "wire loop", d: LOOP, style: "--own: var(--fill-h)" });
  const packet = svg("g", { class: "packet", visibility: "hidden", style: "--own: var(--fill-h)" }, svg("rect", { x: -25, y: -12, width: 50, height: 24, rx: 12 }), label(0, 4, "value"));
  const floor = svg("path", { class: "axis" });
  const bars = Array.from({ length: times }, () => svg("rect", { class: "bar", width: 38 }));
  const tops = Array.from({ length: times }, (_, t) => label(FIRST + t * PITCH, 0, "value"));
  const drawing = svg("svg", { class: "diagram net", viewBox: "0 0 420 448", role: "img" },
    wire("x1", "sum"), wire("x2", "sum"), svg("path", { class: "wire", d: "M214 30V98" }), wire("sum", "A"), wire("A", "y"),
    ...(recurrent ? [loop] : []),
    node("x1", "x", () => ({ head: "x_1", number: shown(read().x[0]), body: "The first input; the same every time." })), node("x2", "x", () => ({ head: "x_2", number: shown(read().x[1]), body: "The second input; the same every time." })),
    node("sum", "h", () => sumCard(read(), recurrent)), node("A", "h", () => ({ head: `A = ${called(read().squash)}`, number: `${called(read().squash)}(${shown(read().a)}) = ${shown(read().y)}`, body: "The activation squashes the sum." })),
    node("y", "h", () => ({ head: "answer y", number: shown(read().y), body: recurrent ? "It comes back in at the next step: it is the hidden state too." : "It leaves, and nothing of it stays." })),
    caption("x1", "x_1", -30), caption("x2", "x_2", 42), caption("y", "y", -31), caption("A", "A", -31),
    ...Object.values(numbers), ...weights, bias, squash, ...(recurrent ? [back, packet] : []),
    floor, ...bars, ...tops, ...bars.map((_, t) => label(FIRST + t * PITCH, 442, "caption", ordinal(t))));
  const element = html("figure", { class: "one-net" }, html("figcaption", {}, html("b", {}, title), html("span", {}, ...lowered(about))), drawing);

  function paint(t, from, progress, all, axis) {
    const moving = progress < 1 && t === from + 1;
    const now = moving ? from : t;
    const { x, products, back: comes, y, a, w, wh, b, squash: A } = all;
    numbers.x1.replaceChildren(shown(x[0]));
    numbers.x2.replaceChildren(shown(x[1]));
    setText(numbers.sum, shown(a[now]));
    setText(numbers.y, shown(y[now]));
    setText(squash, called(A));
    weights.forEach((text, n) => text.replaceChildren(...labelSpans(`w_${n + 1} ${shown(w[n])} → ${shown(products[n])}`)));
    setText(bias, `b ${shown(b)}`);
    if (recurrent) {
      back.replaceChildren(...labelSpans(now ? `w_h ${shown(wh)} × ${shown(y[now - 1])} = ${shown(comes[now])}` : `w_h ${shown(wh)} × 0: nothing came before`));
      loop.classList.toggle("cut", wh === 0);
      setAttribute(packet, "visibility", moving ? "visible" : "hidden");
      if (moving) {
        const { x: px, y: py } = loop.getPointAtLength(ease(progress) * loop.getTotalLength());
        setAttribute(packet, "transform", `translate(${px.toFixed(1)} ${py.toFixed(1)})`);
        setText(packet.lastChild, shown(y[from]));
      }
    }
    setAttribute(floor, "d", `M20 ${axis.floor.toFixed(1)}H400`);
    bars.forEach((bar, k) => {
      const there = k <= now;
      const height = there ? Math.abs(y[k]) * axis.tall : 0;
      for (const [name, value] of Object.entries({ x: FIRST + k * PITCH - 19, y: y[k] >= 0 ? axis.floor - height : axis.floor, height })) setAttribute(bar, name, value);
      setAttribute(bar, "data-state", k === now ? "now" : "past");
      setText(tops[k], there ? shown(y[k]) : "");
      setAttribute(tops[k], "y", y[k] >= 0 ? axis.floor - height - 7 : axis.floor + height + 17);
    });
    setAttribute(drawing, "aria-label", `${title}: answers ${y.slice(0, now + 1).map(shown).join(", ")}`);
  }

  return { element, paint };
}

function sumCard({ products, b, back, a }, recurrent) {
  const parts = [...products, b, ...(recurrent ? [back] : [])].map(shown).join(" + ");
  return { head: "the sum", number: `${parts} = ${shown(a)}`, body: recurrent ? "What comes from x_1, from x_2, the bias, and what comes back in." : "What comes from x_1, from x_2, and the bias." };
}

/** @param {Payload} first */
function createSame(host, first) {
  let data = first;
  const choice = { x1: 3, x2: 1, wh: 5, inside: 0 };
  let opened = false; // what nobody has touched does not write itself into the address
  const root = html("section", { class: "player recurrence same", "data-testid": "same", tabindex: 0, "aria-label": "The same input twice" });
  const tip = createTip(root);
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const notes = html("div", { class: "notes", role: "status" });
  const stepper = createStepper(root, { what: "time", count: () => data.times, paint, rest, again: "Same input again" });
  const link = createLink(() => [
    { name: "time", what: "time", most: data.times },
    { name: "x1", what: "inputs", words: data.inputs.map(String) }, { name: "x2", what: "inputs", words: data.inputs.map(String) },
    { name: "wh", what: "weights", words: data.backs.map(String) }, { name: "inside", what: "activations", words: data.squashes },
  ]);

  /** Everything that one of the networks shows: without a way back it is the one whose w_h is 0. */
  function all(recurrent) {
    const back = recurrent ? choice.wh : data.backs.indexOf(0);
    return {
      ...data.answers[choice.inside][back][choice.x1 * data.inputs.length + choice.x2],
      x: [data.inputs[choice.x1], data.inputs[choice.x2]], products: [data.products[0][choice.x1], data.products[1][choice.x2]],
      w: data.weights, wh: data.backs[back], b: data.bias, squash: data.squashes[choice.inside],
    };
  }

  /** The same at the step that is shown. */
  const readBy = (recurrent) => () => {
    const every = all(recurrent);
    return { ...every, a: every.a[stepper.at()], y: every.y[stepper.at()], back: every.back[stepper.at()] };
  };
  const networks = [
    createNetwork({ title: "Feed-forward", about: "y = A(w_1 x_1 + w_2 x_2 + b)", recurrent: false, read: readBy(false), tip, times: data.times }),
    createNetwork({ title: "Recurrent", about: "y_t = A(w_1 x_1 + w_2 x_2 + b + w_h y_{t−1})", recurrent: true, read: readBy(true), tip, times: data.times }),
  ];
  const turned = (name) => (at) => { choice[name] = at; setAttribute(root, `data-${name}`, at); stepper.stand(); };
  const slide = (name, text, said, values) => createSlide({ name, label: lowered(text), said, values, at: choice[name], shown, turned: turned(name) });
  const controls = {
    x1: slide("x1", "x_1", "First input", data.inputs), x2: slide("x2", "x_2", "Second input", data.inputs),
    wh: slide("wh", "w_h, what comes back", "Weight on what comes back", data.backs),
    inside: createSwitch({ label: "A", names: data.squashes.map(called), at: choice.inside, chosen: turned("inside") }),
  };
  root.prepend(notes, stepper.element, says,
    html("div", { class: "two-nets" }, ...networks.map(({ element }) => element)),
    html("div", { class: "controls" }, ...Object.values(controls).map(({ element }) => element)),
    html("span", { class: "badge" }, data.badge));
  host.append(root);

  function paint(t, from, progress) {
    const both = [all(false), all(true)];
    const axis = axisOf(both.flatMap(({ y }) => y));
    networks.forEach((network, n) => network.paint(t, from, progress, both[n], axis));
  }

  function rest(t) {
    const [plain, loop] = [all(false), all(true)];
    const same = `The feed-forward network answers ${shown(plain.y[t])}${t ? " again" : ""}`;
    const other = !t ? `so does the recurrent one, for nothing came before`
      : loop.wh === 0 ? "so does the other: with w_h = 0 nothing comes back, and it is a feed-forward network"
        : loop.back[t] === 0 ? "so does the recurrent one: its last answer was 0, so nothing comes back"
          : `the recurrent one ${shown(loop.y[t])}, for ${shown(loop.back[t])} came back in`;
    says.replaceChildren(...lowered(`${ordinal(t)} time. ${same}; ${other}.`));
    setAttribute(root, "data-plain", plain.y[t]);
    setAttribute(root, "data-recurrent", loop.y[t]);
    if (opened) link.write({ time: t, ...choice });
  }

  function update(next) {
    const now = next.revealed && !data.revealed;
    data = next;
    if (now) stepper.reveal();
  }

  paintPalette(root, data.palette);
  const { place: { time, ...others }, problem } = link.open("same");
  Object.assign(choice, others);
  for (const [name, control] of Object.entries(controls)) control.set(choice[name]);
  notes.replaceChildren(...(problem ? [html("p", {}, problem)] : []));
  stepper.stand(time ?? 0);
  opened = true;

  function destroy() {
    stepper.destroy();
    link.leave({ time: stepper.at(), ...choice }, "same");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createSame);
