// Equations: a small notation with spaces between tokens, drawn as MathML that a screen reader can say.
//   f_t = σ ( W_f · [ h_{t−1} , x_t ] + b_f )      {f} is a slot for a live number

import { math } from "./dom.mjs";

/** @returns {{kind: "identifier"|"slot"|"number"|"operator", text: string, sub?: string}[]} */
export function parse(notation) {
  return notation.split(" ").filter(Boolean).map((token) => {
    if (/^\{[^}]+\}$/.test(token)) return { kind: "slot", text: token.slice(1, -1) };
    const named = token.match(/^(\p{L}+)_(?:\{([^}]+)\}|(\S+))$/u);
    if (named) return { kind: "identifier", text: named[1], sub: named[2] ?? named[3] };
    if (/^\p{L}+′?$/u.test(token)) return { kind: "identifier", text: token };
    if (/^[\d.]+$/.test(token)) return { kind: "number", text: token };
    return { kind: "operator", text: token };
  });
}

/** The letter whose colour a token takes: f of f_t, W_f, a_f or b_{hf}; none for σ. */
export function colourOf(token, palette) {
  const key = token.kind === "slot" ? token.text.split(".")[0] : token.text;
  if (key in palette) return key;
  const owner = (token.sub ?? "").at(-1);
  if (/^[Wwab]$/.test(token.text) && owner in palette) return owner;
  const tail = /^(?:a|b)_(\w)$/.exec(key)?.[1];
  return tail in palette ? tail : null;
}

const TAGS = { identifier: "mi", slot: "mn", number: "mn", operator: "mo" };

/**
 * The elements of an equation, one a token.
 *
 * @param {string} notation
 * @param {Object} palette
 * @param {(name: string) => string} fill  gives the text of a slot
 */
export function symbols(notation, palette, fill) {
  return parse(notation).map((token) => {
    const owner = colourOf(token, palette);
    const style = owner ? `color: var(--ink-${owner})` : null;
    const text = token.kind === "slot" ? fill(token.text) : token.text;
    const upright = token.kind === "identifier" && token.text.length > 1 ? "normal" : null;
    const known = token.kind !== "operator" ? owner : null;
    const base = math(TAGS[token.kind], { style, mathvariant: upright, "data-symbol": token.sub ? null : known }, text);
    if (!token.sub) return base;
    const parameter = /^[Wb]$/.test(token.text) ? token.text : null;
    return math("msub", { style, "data-symbol": known, "data-parameter": parameter }, base, math("mtext", {}, token.sub));
  });
}

/** An equation as MathML. */
export const equation = (notation, palette, fill) => math("math", {}, math("mrow", {}, ...symbols(notation, palette, fill)));

/** ∂over / ∂under. */
export function derivative(over, under, palette) {
  const part = (notation) => math("mrow", {}, math("mo", {}, "∂"), ...symbols(notation, palette));
  return math("mfrac", {}, part(over), part(under));
}
