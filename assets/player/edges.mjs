// A derivative is a factor in the rows and an edge in the picture: point at one, and both light up.

import { significant } from "./numbers.mjs";

/** What the factor asks to change, and what it holds: it is the derivative of one step alone. */
export function condition({ over, under }, name) {
  if (under !== "w") return `Where ${name} changes a little and all else is held`;
  const [, t] = over.split("_");
  return t ? `Where ${name} changes a little in step ${t} alone` : `Where ${name} changes a little`;
}

/** What to say of an edge that stands for no factor of the chosen weight. */
export function without(keys, { kind }, { label, answer }) {
  const around = kind === "LSTM" && !keys.includes("y.w") && (!answer || keys.some((key) => key.startsWith("via")));
  if (around) return { head: "all other ways", number: "", body: "Out of h into the gates of a later step, and from there to its c and h." };
  return { head: label, number: "", body: "is not used here." };
}

/**
 * What carries `data-edge` belongs together where one of its keys is the same.
 *
 * @param {Element} root
 * @param {{tip: Object, payload: () => Object, weight: () => Object}} state
 */
export function createEdges(root, state) {
  const keysOf = (element) => element.dataset.edge.split(" ");
  let lit = "";

  function light(keys) {
    if (keys.join(" ") === lit) return;
    lit = keys.join(" ");
    for (const element of root.querySelectorAll("[data-edge]")) {
      element.classList.toggle("lit", keysOf(element).some((key) => key && keys.includes(key)));
    }
  }

  /** The factor that an edge stands for, with the chosen weight in it where the edge ends in one. */
  function factorOf(key) {
    const shared = state.payload().factors[key];
    if (shared) return shared;
    const last = ({ over }) => `${over.replace("_", "").replace("ŷ", "y")}.w`;
    return state.weight().terms.find((term) => term.last && last(term.last) === key)?.last;
  }

  function explain(element) {
    const factor = keysOf(element).map(factorOf).find(Boolean);
    if (!factor) return without(keysOf(element), state.payload(), state.weight());
    const under = factor.under === "w" ? state.weight().label : factor.under;
    return {
      head: `∂${factor.over}/∂${under}`,
      number: significant(factor.value, 4),
      body: `= ${factor.comes}. ${condition(factor, under)}, ${factor.over} changes ${significant(factor.value)} times as much.`,
    };
  }

  function said(keys) {
    const { head, number, body } = explain({ dataset: { edge: keys } });
    return `${head} ${number} ${body}`;
  }

  function onto(event) {
    const element = event.target.closest?.("[data-edge]");
    if (!element) return off();
    light(keysOf(element));
    const { left, bottom } = element.getBoundingClientRect();
    const at = event.type === "focusin" ? [left, bottom] : [event.clientX, event.clientY];
    if (event.type !== "focusin" || element.matches(":focus-visible")) state.tip.show(explain(element), ...at);
  }

  function off() {
    light([]);
    state.tip.hide();
  }

  root.addEventListener("pointermove", onto);
  root.addEventListener("pointerleave", off);
  root.addEventListener("focusin", onto);
  root.addEventListener("focusout", off);
  return { said, off };
}
