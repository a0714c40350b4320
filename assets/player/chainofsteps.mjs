// An RNN cell with its loop, unrolled into the chain of its steps. One panel holds the weights and never moves:
// all copies draw from it.

import { createDrawing } from "./chaindrawing.mjs";
import { createWorking } from "./chainworking.mjs";
import { createSlide, createSwitch } from "./choosers.mjs";
import { html, lowered, setAttribute, setText } from "./dom.mjs";
import { createGlide } from "./glide.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { called } from "./sentence.mjs";
import { createStepper } from "./stepper.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Cell
 * @property {Object<string, number[][]>} weights  W_x (H, 1), W_h (H, H), b_h (H, 1), W_y (K, H), b_y (K, 1)
 * @property {number} parameters
 * @property {number[]} x              (T)
 * @property {number[][]} from_x       W_x x_t (T, H)
 * @property {number[][][]} from_units W_h[unit, source] h_{t-1}[source] (T, H, H)
 * @property {number[][]} from_h       their sums (T, H)
 * @property {number[][]} a            (T, H)
 * @property {number[][]} h            (T, H)
 * @property {number[][]} logits       W_y h_t + b_y (T, K)
 * @property {Object<string, number[][]>} y  by output activation (T, K)
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} badge
 * @property {string[]} notes
 * @property {string[]} tokens
 * @property {number} steps
 * @property {string[]} squashes       what A can be inside
 * @property {string[]} outputs        what A can be at the output
 * @property {Cell[][]} cells          by number of units, by squash
 */

const UNROLL = 450; // milliseconds
const counted = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

/** @param {Payload} first */
function createChain(host, first) {
  let data = first;
  let opened = false;
  const choice = { T: Math.min(4, first.steps) - 1, H: 2, within: 0, out: 1, unit: 0, form: 0 };
  const root = html("section", { class: "player recurrence chain", "data-testid": "chain", tabindex: 0, "aria-label": "A loop unrolled into a chain of steps" });
  const tip = createTip(root);
  const notes = html("div", { class: "notes", role: "status" });
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const cell = () => data.cells[choice.H][choice.within];
  const T = () => choice.T + 1;
  const stepper = createStepper(root, { what: "step", count: T, paint, rest });
  const state = () => ({ cell: cell(), T: T(), t: stepper.at(), unit: choice.unit, squash: data.squashes[choice.within], out: data.outputs[choice.out], tokens: data.tokens });
  const drawing = createDrawing({ tip, state, goTo: (t) => stepper.go(t), choose });
  const frame = html("div", { class: "wide" }, drawing.element);
  const working = createWorking({ tip, state, choose });
  const glide = createGlide(UNROLL, (at) => { drawing.unroll(at); follow(); setAttribute(root, "data-unrolled", at === 1 ? "true" : at === 0 ? "false" : "moving"); });
  const unroll = html("button", { type: "button", class: "unroll", onclick: () => set({ form: 1 - choice.form }) });
  const numbers = (most) => Array.from({ length: most }, (_, n) => n + 1);
  const slide = (name, text, said, most) => createSlide({ name, label: lowered(text), said, values: numbers(most), at: choice[name], shown: String, turned: (at) => set({ [name]: at }) });
  const controls = {
    T: slide("T", "T, time steps", "T, time steps", data.steps), H: slide("H", "H, units", "H, units", data.cells.length),
    within: createSwitch({ label: "A inside", names: data.squashes.map(called), at: choice.within, chosen: (at) => set({ within: at }) }),
    out: createSwitch({ label: "A at the output", names: data.outputs, at: choice.out, chosen: (at) => set({ out: at }) }),
  };
  const link = createLink(() => [
    { name: "step", what: "step", most: data.steps }, { name: "T", what: "T", most: data.steps }, { name: "H", what: "H", most: data.cells.length }, { name: "unit", what: "unit", most: data.cells.length },
    { name: "within", what: "activations", words: data.squashes }, { name: "out", what: "outputs", words: data.outputs },
    { name: "form", what: "forms", words: ["rolled", "unrolled"] },
  ]);
  stepper.element.append(unroll);
  root.prepend(notes, html("div", { class: "controls" }, ...Object.values(controls).map(({ element }) => element)), stepper.element, says,
    working.weights, frame, working.element, html("span", { class: "badge" }));
  host.append(root);

  function paint(t, from, progress) {
    drawing.paint(t, from, progress);
    if (progress === 1) follow();
    working.show(progress < 1 && t === from + 1 ? from : t);
  }

  /** The cell of this step in the middle, where the drawing is wider than its frame. */
  function follow() {
    const [now, seen] = [drawing.element.querySelector("g[data-state=now]"), frame].map((one) => one?.getBoundingClientRect());
    if (now && seen.width) frame.scrollLeft += (now.left + now.right - seen.left - seen.right) / 2;
  }

  function rest(t) {
    const uses = t === 0 ? "for the first time" : `again, now ${counted(t + 1, "time")} in all`;
    setText(says, `Step ${t + 1} reads ${data.tokens[t]} with the one set of weights ${uses}. ${counted(T(), "step")}, ${counted(choice.H + 1, "unit")}, one cell: ${cell().parameters} parameters.`);
    if (opened) link.write({ step: t, ...choice });
  }

  function choose(unit) {
    choice.unit = (unit + choice.H + 1) % (choice.H + 1);
    setAttribute(root, "data-unit", choice.unit + 1);
    stepper.stand();
  }

  function set(change) {
    Object.assign(choice, change);
    show("form" in change ? false : null);
  }

  /** Bring everything in line with what was chosen; `jump`: unrolled or not without a move, null leaves it. */
  function show(jump) {
    choice.unit = Math.min(choice.unit, choice.H);
    for (const [name, control] of Object.entries(controls)) control.set(choice[name]);
    setText(unroll, choice.form ? "Roll up into the loop" : "Unroll the loop");
    setAttribute(unroll, "aria-pressed", Boolean(choice.form));
    for (const [name, value] of Object.entries({ T: T(), H: choice.H + 1, unit: choice.unit + 1, within: data.squashes[choice.within], out: data.outputs[choice.out], parameters: cell().parameters })) setAttribute(root, `data-${name.toLowerCase()}`, value);
    drawing.renew();
    working.renew();
    if (jump !== null) glide.to(choice.form, jump);
    stepper.stand();
  }

  root.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || event.composedPath()[0]?.matches?.("input")) return;
    event.preventDefault();
    event.stopPropagation();
    choose(choice.unit + by);
  });

  /** Other numbers were typed: as many steps as before, where there are so many. */
  function fill(next) {
    const all = choice.T === data.steps - 1;
    data = next;
    choice.T = all && opened ? data.steps - 1 : Math.min(choice.T, data.steps - 1);
    controls.T.offer(numbers(data.steps), choice.T);
    paintPalette(root, data.palette);
    setText(root.querySelector(":scope > .badge"), data.badge);
  }

  function update(next) {
    if (JSON.stringify(next.tokens) === JSON.stringify(data.tokens)) return;
    fill(next);
    tell(data.notes);
    show(true);
  }

  const tell = (sentences) => notes.replaceChildren(...sentences.filter(Boolean).map((sentence) => html("p", {}, sentence)));

  const { place: { step, ...others }, problem } = link.open("chain");
  Object.assign(choice, others);
  fill(data);
  tell([...data.notes, problem]);
  show(true);
  stepper.stand(step ?? 0);
  opened = true;
  const observer = new ResizeObserver(follow);
  observer.observe(frame);

  function destroy() {
    observer.disconnect();
    glide.stop();
    stepper.destroy();
    link.leave({ step: stepper.at(), ...choice }, "chain");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createChain);
