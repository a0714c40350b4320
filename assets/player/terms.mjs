// The chain rule of the chosen weight: one row a step, its factors with their numbers, and bars that
// add up to the whole gradient.

import { added } from "./beats.mjs";
import { flat, html, lowered, math, setAttribute, setText } from "./dom.mjs";
import { derivative, symbols } from "./equation.mjs";
import { significant } from "./numbers.mjs";

/** The edges of the picture that a row's other ways run over: out of h into the gates of later steps. */
const around = (payload, t) => Array.from({ length: payload.steps - t }, (_, k) => `via${payload.steps - k}`).join(" ");

const WORDS = {
  answer: "The readout is used once, so there is one term.",
  h: "Each row is one use of the same weight. Point at a factor to see its way in the picture.",
  c: "Solid: straight along the cell state. Hatched: all other ways, out of h into the gates.",
  o: "Solid: straight out of h, at the last step only. Hatched: all other ways, out of h into the gates.",
};

/** Which products the rows of a weight are; weights of the same way differ only in the last factor and in numbers. */
const wayOf = ({ answer, formula, terms }) => (answer ? "answer" : formula.each ? terms[0].last.over[0] : "o");

/** The step whose row is lit: the one in the picture, and for a weight of the readout only the answer. */
export function step({ phase, t, part }, { answer }) {
  return phase === "backward" && (!answer || part === "answer") ? t : null;
}

export function createTerms() {
  const formula = html("div", { class: "formula" });
  const list = html("ol", { class: "terms" });
  const words = html("p", { class: "hint" });
  const element = html("section", { class: "chain-rule", "aria-label": "The chain rule, term by term" }, html("h3", {}, "The chain rule, term by term"), formula, words, list);
  const built = new Map(); // rows by way: choosing another weight brings new numbers into them
  let made = null;
  let rows = [];

  const named = (weight, name) => (name === "w" ? weight.label : name);
  const fraction = (payload, weight, over, under) => math("math", { displaystyle: "true" }, derivative(named(weight, over), named(weight, under), payload.palette));

  /** A factor; in a further row (`again`) it lights the same edge and is no further stop of Tab. */
  function factorOf(payload, key, again) {
    const ratio = html("span");
    const number = html("span", { class: "number" });
    const own = html("span", { class: "factor", "data-edge": key, tabindex: again ? -1 : 0, role: "img" }, ratio, number);
    function bring(weight, { over, under, value }) {
      setAttribute(own, "aria-label", flat(`∂${over} by ∂${named(weight, under)} is ${significant(value)}`));
      setText(number, significant(value));
      ratio.replaceChildren(fraction(payload, weight, over, under));
    }
    return { element: own, bring };
  }

  /** The factors of a row, of which only the last one is another weight's with another weight. */
  function productOf(payload, weight, term, seen) {
    if (!term.last) return { elements: [html("span", { class: "none" }, "no straight way: o shows h, and h leads on only through the gates")], bring: () => {} };
    const shared = term.factors.map((key) => {
      const factor = factorOf(payload, key, seen.has(key));
      seen.add(key);
      factor.bring(weight, payload.factors[key]);
      return factor;
    });
    const { over, under } = term.last;
    const last = factorOf(payload, `${over}.${under}`.replace("_", "").replace("ŷ", "y"), false);
    const elements = [...shared, last].flatMap((one, k) => (k ? [html("span", { class: "times" }, "·"), one.element] : [one.element]));
    return { elements, bring: (next, { last: factor }) => last.bring(next, factor) };
  }

  /** Where the bars of all rows lie: from the lowest to the highest point that they reach. */
  function scale(terms) {
    const ends = terms.flatMap(({ bar }) => bar);
    const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
    const wide = high - low || 1;
    return (value) => ((value - low) / wide) * 100;
  }

  /** A bar on a line with its zero; it can be of two parts. */
  function trackOf(names) {
    const zero = html("span", { class: "zero" });
    const parts = names.map(() => html("span"));
    function bring(at, ends) {
      setAttribute(zero, "style", `left: ${at(0)}%`);
      parts.forEach((part, k) => {
        const [from, to] = [ends[k], ends[k + 1]];
        const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
        setAttribute(part, "class", `part ${names[k]} ${to < from ? "minus" : "plus"}`);
        setAttribute(part, "style", k && from === to ? "display: none" : `left: ${left}%; width: max(2px, ${right - left}%)`);
      });
    }
    return { element: html("span", { class: "track" }, zero, ...parts), bring };
  }

  function rowOf(payload, weight, term, seen) {
    const split = payload.kind === "LSTM" && !weight.answer;
    const product = productOf(payload, weight, term, seen);
    const track = trackOf([...(term.last ? ["straight"] : []), ...(split ? ["around"] : [])]);
    const [straight, others, value] = [html("b"), html("b"), html("span", { class: "number value-of" })];
    const edges = around(payload, term.t);
    const rest = html("span", { class: "rest", ...(edges ? { "data-edge": edges, tabindex: 0 } : {}) }, "all other ways ", others);
    const straightly = term.last ? [html("span", { class: "straightly" }, "straight ", straight, " + ")] : [];
    const own = html("li", { "data-term": term.t },
      html("span", { class: "step" }, weight.answer ? "answer" : `k = ${term.t}`),
      html("span", { class: "product" }, html("span", { class: "factors" }, ...product.elements), ...(split ? [html("span", { class: "parts" }, ...straightly, rest)] : [])),
      value, track.element);
    function bring(next, { bar, ...numbers }, at) {
      product.bring(next, numbers);
      setText(straight, significant(numbers.direct));
      setText(others, significant(numbers.rest));
      setText(value, `= ${significant(numbers.value)}`);
      track.bring(at, term.last ? bar : [bar[0], bar[2]]);
    }
    return { element: own, bring };
  }

  function totalOf() {
    const track = trackOf(["straight"]);
    const [name, value] = [html("span"), html("span", { class: "number value-of" })];
    const own = html("li", { class: "total", "data-term": "sum" },
      html("span", { class: "step" }, "sum"), html("span", { class: "product" }, name), value, track.element);
    function bring({ label, terms }, at) {
      const end = terms.at(-1).bar[2];
      name.replaceChildren(...lowered(`all terms together: ∂L/∂${label}`));
      setText(value, `= ${significant(end, 4)}`);
      track.bring(at, [0, end]);
    }
    return { element: own, bring };
  }

  function showFormula(payload, weight) {
    const { product, each, others } = weight.formula;
    const part = ([over, under]) => (under ? derivative(named(weight, over), named(weight, under), payload.palette) : math("mo", {}, over));
    const left = derivative("L", weight.label, payload.palette);
    const sigma = each ? [math("munderover", {}, math("mo", {}, "∑"), math("mrow", {}, ...symbols("k = 1", payload.palette)), math("mn", {}, String(payload.steps)))] : [];
    const rest = others ? [math("mo", {}, "+"), math("mtext", {}, " all other ways")] : [];
    formula.replaceChildren(math("math", { display: "block" }, math("mrow", {}, left, math("mo", {}, "="), ...sigma, ...product.flatMap((pair, k) => (k ? [math("mo", {}, "·"), part(pair)] : [part(pair)])), ...rest)));
    setText(words, WORDS[wayOf(weight)]);
  }

  /** Rows for another weight; for other numbers they are made anew. */
  function update(payload, weight) {
    if (payload !== made) built.clear();
    made = payload;
    const way = wayOf(weight);
    const seen = new Set();
    if (!built.has(way)) built.set(way, [...weight.terms.map((term) => rowOf(payload, weight, term, seen)), totalOf()]);
    const lines = built.get(way);
    const at = scale(weight.terms);
    weight.terms.forEach((term, k) => lines[k].bring(weight, term, at));
    lines.at(-1).bring(weight, at);
    showFormula(payload, weight);
    if (list.firstChild !== lines[0].element) list.replaceChildren(...lines.map((line) => line.element));
    rows = lines.slice(0, -1).map((line) => line.element);
  }

  function show(payload, weight, beat) {
    const there = added(payload, weight, beat);
    const now = step(payload.beats[beat], weight);
    rows.forEach((row, k) => {
      setAttribute(row, "data-state", weight.terms[k].t === now ? "now" : k < there ? "past" : "idle");
      setAttribute(row, "data-there", k < there); // lit from its step on, its numbers when its term drops
    });
    setAttribute(list.lastChild, "data-there", there === rows.length);
  }

  return { element, update, show };
}
