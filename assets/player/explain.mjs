// The explanation beside the drawing: sentence, equation with live numbers, where it came from, code.

import { html, setText } from "./dom.mjs";
import { equation } from "./equation.mjs";
import { readable, value } from "./reader.mjs";
import { sentence, slot } from "./sentence.mjs";

/**
 * The largest parts of a pre-activation: input, biases, hidden units, and the units that are left.
 *
 * @returns {{label: string, value: number, symbol: string}[]}
 */
export function parts(payload, gate, place) {
  const { t, unit } = place;
  const name = gate === "a" ? "a" : `a_${gate}`;
  const rows = [
    { label: `input “${payload.tokens[t]}”`, value: value(payload, `${name}.x`, t, unit), symbol: "x" },
    { label: "bias", value: value(payload, `b_${gate}`, t, unit), symbol: gate === "a" ? "h" : gate },
  ];
  const inner = value(payload, `${name}.r`, t, unit); // a GRU's second bias of the new state
  if (inner !== undefined) rows.push({ label: "bias inside the reset gate", value: inner, symbol: "r" });
  const seen = value(payload, `${name}.c`, t, unit); // what a peephole shows of the cell state
  if (seen !== undefined) rows.push({ label: "peephole on c", value: seen, symbol: "c" });
  const flat = payload.pulls[gate]?.[t][unit] ?? [];
  for (let k = 0; k + 1 < flat.length; k += 2) {
    rows.push({ label: `h of unit ${flat[k] + 1}`, value: flat[k + 1], symbol: "h" });
  }
  const felt = rows.filter((row) => Math.abs(row.value) >= 0.005);
  felt.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const rest = flat.length % 2 ? flat.at(-1) : 0;
  if (Math.abs(rest) >= 0.005) felt.push({ label: "all other h", value: rest, symbol: "h" });
  return felt;
}

export function createExplain(state) {
  const count = html("span", { class: "count" });
  const title = html("h3");
  const words = html("p", { class: "sentence" });
  const live = html("p", { class: "spoken", "aria-live": "polite" });
  const spelling = html("div", { class: "switch", role: "group", "aria-label": "Spelling of the equation" });
  const maths = html("div", { class: "maths" });
  const origin = html("section", { class: "origin" });
  const code = html("pre", { class: "code", tabindex: -1 });
  const element = html("aside", { class: "explain", "aria-label": "What happens here" },
    html("header", {}, count, title), words, live, maths, spelling, code);
  const options = ["W·[h, x]", "Wₓx + Wₕh"].map((text, at) => {
    const button = html("button", { type: "button", onclick: () => state.setSpelling(at ? "apart" : "joined") }, text);
    spelling.append(button);
    return button;
  });
  let lines = [];

  const WEIGHT = { W: "weights of the", b: "bias of the" };
  maths.addEventListener("pointermove", (event) => {
    const found = event.target.closest?.("[data-symbol]");
    if (!found) return state.tip.hide();
    const { symbol, parameter } = found.dataset;
    const { name } = state.payload().palette[symbol];
    const node = state.payload().cell.nodes.find((candidate) => candidate.series === symbol);
    const number = value(state.payload(), symbol, state.place().t, state.place().unit);
    state.tip.show({
      head: parameter ? `${WEIGHT[parameter]} ${name}` : `${symbol} · ${name}`,
      number: parameter || number === undefined ? "" : `unit ${state.place().unit + 1}: ${readable(number, 4)}`,
      body: parameter ? "Learnt in training; the same at every step." : node?.from ?? "",
    }, event.clientX, event.clientY);
  });
  maths.addEventListener("pointerleave", () => state.tip.hide());

  function update(payload) {
    lines = payload.cell.code.map((text) => html("code", {}, text));
    code.replaceChildren(...lines);
    code.setAttribute("aria-label", `The engine's own ${payload.cell.kind}.step`);
  }

  function showMaths(payload, phase, place) {
    const apart = state.spelling() === "apart" && phase.apart;
    const fill = (name) => slot(name, payload, place, /^(a|a_.*|b_.*)$/.test(name.split(".")[0]) ? 2 : 3);
    spelling.hidden = !phase.apart;
    options.forEach((button, at) => button.setAttribute("aria-pressed", String((at === 1) === Boolean(apart))));
    const symbols = equation(apart ? phase.apart : phase.equation, payload.palette, fill);
    const numbers = equation(apart ? phase.numbers_apart : phase.numbers, payload.palette, fill);
    numbers.setAttribute("class", "numbers");
    maths.replaceChildren(symbols, numbers);
  }

  function showOrigin(payload, phase, place) {
    origin.hidden = !phase.gate;
    if (!phase.gate) return;
    const rows = parts(payload, phase.gate, place);
    const most = Math.max(1e-9, ...rows.map((row) => Math.abs(row.value)));
    const name = phase.gate === "a" ? "a" : `a_${phase.gate}`;
    const total = readable(value(payload, name, place.t, place.unit));
    origin.replaceChildren(
      html("h4", {}, `What pushes unit ${place.unit + 1}: sum ${total}`),
      ...rows.map((row) => html("div", { class: "pull" },
        html("span", { class: "label", dir: "auto" }, row.label),
        html("span", { class: "track" }, html("span", {
          class: row.value < 0 ? "down" : "up",
          style: `width: ${(Math.abs(row.value) / most) * 50}%; background: var(--fill-${row.symbol})`,
        })),
        html("span", { class: "number" }, readable(row.value)))));
  }

  function show(payload, place) {
    const phase = payload.cell.phases[place.phase];
    setText(count, `step ${place.t + 1} of ${payload.steps} · phase ${place.phase + 1} of ${payload.cell.phases.length}`);
    setText(title, phase.title);
    title.style.color = `var(--ink-${phase.symbol})`;
    setText(words, sentence(payload, place));
    showMaths(payload, phase, place);
    showOrigin(payload, phase, place);
    lines.forEach((line, at) => line.classList.toggle("lit", phase.lines.includes(at)));
  }

  /** The sentence is spoken only at rest: while playing fast, a screen reader would drown. */
  const speak = (payload, place) => setText(live, sentence(payload, place));

  return { elements: [element, origin], update, show, speak };
}
