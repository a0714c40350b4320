// The chain rule of the chosen weight: one row a step, its factors with their numbers, and bars that
// add up to the whole gradient.

import { added } from "./beats.mjs";
import { flat, html, lowered, math, setAttribute } from "./dom.mjs";
import { derivative, symbols } from "./equation.mjs";
import { significant } from "./numbers.mjs";

/** The edges of the picture that a row's other ways run over: out of h into the gates of later steps. */
const around = (payload, t) => Array.from({ length: payload.steps - t }, (_, k) => `via${payload.steps - k}`).join(" ");

export function createTerms() {
  const formula = html("div", { class: "formula" });
  const list = html("ol", { class: "terms" });
  const words = html("p", { class: "hint" });
  const element = html("section", { class: "chain-rule", "aria-label": "The chain rule, term by term" }, html("h3", {}, "The chain rule, term by term"), formula, words, list);
  let rows = [];

  const named = (weight, name) => (name === "w" ? weight.label : name);
  const fraction = (payload, weight, over, under) => math("math", { displaystyle: "true" }, derivative(named(weight, over), named(weight, under), payload.palette));

  function factor(payload, weight, key, { over, under, value }) {
    return html("span", { class: "factor", "data-edge": key, tabindex: 0, role: "img", "aria-label": flat(`∂${over} by ∂${named(weight, under)} is ${significant(value)}`) },
      fraction(payload, weight, over, under), html("span", { class: "number" }, significant(value)));
  }

  function product(payload, weight, term) {
    if (!term.last) return [html("span", { class: "none" }, "no straight way: o shows h, and h leads on only through the gates")];
    const { over, under } = term.last;
    const last = `${over}.${under}`.replace("_", "").replace("ŷ", "y");
    const factors = [...term.factors.map((key) => factor(payload, weight, key, payload.factors[key])), factor(payload, weight, last, term.last)];
    return factors.flatMap((one, k) => (k ? [html("span", { class: "times" }, "·"), one] : [one]));
  }

  /** Where the bars of all rows lie: from the lowest to the highest point that they reach. */
  function scale(terms) {
    const ends = terms.flatMap(({ bar }) => bar);
    const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
    const wide = high - low || 1;
    return { at: (value) => ((value - low) / wide) * 100 };
  }

  function bar(at, from, to, name) {
    const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
    return html("span", { class: `part ${name} ${to < from ? "minus" : "plus"}`, style: `left: ${left}%; width: max(2px, ${right - left}%)` });
  }

  function rowOf(payload, weight, term, at) {
    const [begin, middle, end] = term.bar;
    const split = payload.kind === "LSTM" && !weight.answer;
    const bars = html("span", { class: "track" }, html("span", { class: "zero", style: `left: ${at(0)}%` }),
      ...(term.last ? [bar(at, begin, middle, "straight")] : []), ...(split && middle !== end ? [bar(at, middle, end, "around")] : []));
    const rest = html("span", { class: "rest", "data-edge": around(payload, term.t), tabindex: 0 }, "all other ways ", html("b", {}, significant(term.rest)));
    const straight = term.last && html("span", { class: "straightly" }, "straight ", html("b", {}, significant(term.direct)), " + ");
    const parts = split ? [html("span", { class: "parts" }, ...(straight ? [straight] : []), rest)] : [];
    return html("li", { "data-term": term.t },
      html("span", { class: "step" }, weight.answer ? "answer" : `k = ${term.t}`),
      html("span", { class: "product" }, html("span", { class: "factors" }, ...product(payload, weight, term)), ...parts),
      html("span", { class: "number value-of" }, `= ${significant(term.value)}`), bars);
  }

  function total(weight, terms, at) {
    const end = terms.at(-1).bar[2];
    return html("li", { class: "total", "data-term": "sum" },
      html("span", { class: "step" }, "sum"),
      html("span", { class: "product" }, html("span", {}, ...lowered(`all terms together: ∂L/∂${weight.label}`))),
      html("span", { class: "number value-of" }, `= ${significant(end, 4)}`),
      html("span", { class: "track" }, html("span", { class: "zero", style: `left: ${at(0)}%` }), bar(at, 0, end, "straight")));
  }

  function showFormula(payload, weight) {
    const pairs = weight.answer ? [["L", "ŷ"], ["ŷ", "w"]] : payload.formula;
    const part = ([over, under]) => (under ? derivative(named(weight, over), named(weight, under), payload.palette) : math("mo", {}, over));
    const left = derivative("L", weight.label, payload.palette);
    const sigma = weight.answer ? [] : [math("munderover", {}, math("mo", {}, "∑"), math("mrow", {}, ...symbols("k = 1", payload.palette)), math("mn", {}, String(payload.steps)))];
    const rest = payload.kind === "LSTM" && !weight.answer ? [math("mo", {}, "+"), math("mtext", {}, " all other ways")] : [];
    formula.replaceChildren(math("math", { display: "block" }, math("mrow", {}, left, math("mo", {}, "="), ...sigma, ...pairs.flatMap((pair, k) => (k ? [math("mo", {}, "·"), part(pair)] : [part(pair)])), ...rest)));
    words.textContent = weight.answer
      ? "The readout is used once, so there is one term."
      : payload.kind === "LSTM"
        ? "Solid: straight along the cell state. Hatched: all other ways, out of h into the gates."
        : "Each row is one use of the same weight. Point at a factor to see its way in the picture.";
  }

  /** Rows for another weight or other numbers. */
  function update(payload, weight) {
    const { at } = scale(weight.terms);
    showFormula(payload, weight);
    rows = weight.terms.map((term) => rowOf(payload, weight, term, at));
    list.replaceChildren(...rows, total(weight, weight.terms, at));
  }

  function show(payload, weight, beat) {
    const there = added(payload, weight, beat);
    rows.forEach((row, k) => setAttribute(row, "data-state", k === there - 1 ? "now" : k < there ? "past" : "idle"));
    setAttribute(list.lastChild, "data-state", there === rows.length ? "past" : "idle");
  }

  return { element, update, show };
}
