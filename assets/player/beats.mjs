// Where the player of backpropagation is: one beat of many. Pure moves, so that node can test them.

/**
 * @typedef {Object} Payload  as lstm_ui/backprop/payload.py makes it
 * @property {number} version
 * @property {string} title
 * @property {string} network   another one is opened anew, new numbers keep the place
 * @property {string} badge
 * @property {string[]} notes
 * @property {"RNN"|"LSTM"} kind
 * @property {number} steps
 * @property {string[]} tokens  what is read, one number a step
 * @property {Object[]} phases  id, title, symbol
 * @property {Beat[]} beats
 * @property {Object<string, number>} numbers   values by name, h3, and gradients, d.h3
 * @property {Object<string, Factor>} factors   derivatives that all weights share, by key, h4.h3
 * @property {Object[]} weights     key, label, name, symbol, answer, value, formula, terms, after, nudge
 * @property {Object[]} inputs      label, name, value, nudge
 * @property {number[]} rates       learning rates
 * @property {number[]} losses      the loss after one update at each of them
 * @property {number[]} nudges      by how much a number can be moved
 * @property {Object} opening     weight and rate that it opens with, counted from 0
 * @property {Object} palette
 * @property {import("./tour.mjs").Script|null} [script]  what is to be shown, stop by stop
 * @property {number} [attend]  counts how often something asked to bring the player into sight
 *
 * @typedef {{phase: string, t: number, part: string, say: string, once: string}} Beat
 * @typedef {{over: string, under: string, value: number, comes: string}} Factor
 * @typedef {{product: string[][], each: boolean, others: boolean}} Formula  pairs of what is derived by what; "each": a sum over all steps
 */

const clamp = (value, most) => Math.max(0, Math.min(most, value));

/** One beat on or back; stands still at both ends. */
export const move = (beats, at, by) => clamp(at + by, beats.length - 1);

/** To the first beat of the next phase; back to the first of this one, and then of the one before. */
export function moveStage(beats, at, by) {
  const starts = beats.flatMap(({ phase }, k) => (phase !== beats[k - 1]?.phase ? [k] : []));
  if (by > 0) return starts.find((start) => start > at) ?? beats.length - 1;
  return starts.findLast((start) => start < at) ?? 0;
}

/** The beat that fits best what an address says of phase, step and part. */
export function find(beats, { phase, t, part }) {
  const fits = (wanted) => beats.findIndex((beat) => Object.entries(wanted).every(([name, value]) => value === undefined || beat[name] === value));
  return [{ phase, t, part }, { phase, t }, { phase }].map(fits).find((at) => at >= 0) ?? 0;
}

/** How many terms of a weight have come together at beat `at`. */
export function added(payload, weight, at) {
  const { answer, terms } = weight;
  if (answer) return at >= find(payload.beats, { phase: "backward" }) ? 1 : 0;
  return terms.filter(({ t }) => at >= find(payload.beats, { phase: "backward", t, part: "drop" })).length;
}

/** "past", "now" or "idle": how something that begins at beat `since` stands at beat `at`. */
export const stateOf = (since, at) => (since === at ? "now" : since < at ? "past" : "idle");
