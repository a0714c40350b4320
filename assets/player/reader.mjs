// Looks numbers up in the payload; every one of them was computed by the engine.

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {"start"|"cell"|"sequence"|"surgery"} layout
 * @property {string} title
 * @property {string} network   by name; another one is opened anew, a new text keeps the place
 * @property {string} about     one sentence of what the network does
 * @property {string} badge
 * @property {string[]} notes
 * @property {string[]} tokens
 * @property {boolean[]} known
 * @property {number} steps
 * @property {number} units
 * @property {number} unit      the unit that is selected when the picture opens, from 0
 * @property {number} [opening] the step at which it opens, from 0; the first when it is not there
 * @property {boolean} [arrive] whether it was asked for, and so comes into sight when it first stands
 * @property {Object} cell      the drawing: view, nodes, wires, phases, timelines, code
 * @property {Object<string, number[][]>} series     (T, H) each, x (T, D)
 * @property {Object<string, number[]>} start        starting states
 * @property {Object<string, number[]>} constants    biases, one per unit
 * @property {Object<string, number[][][]>} pulls    largest parts of a pre-activation that come from
 *   the hidden state so far: per step and unit a flat list [unit, value, unit, value, …, rest]
 * @property {Object<string, number>} ranges         half width of the axis of a signed vector
 * @property {Object} palette
 * @property {Object|null} readout
 * @property {Object[]} lanes                        lines over time, above the heatmaps of a sequence
 * @property {import("./bench.mjs").Bench} [bench]   the operating table
 * @property {import("./tour.mjs").Script|null} [script]  what is to be shown, stop by stop
 * @property {number} [attend]  counts how often something asked to bring the player into sight
 */

/** The vector `name` at step t, or undefined. `h_prev` is h one step before. */
export function vector(payload, name, t) {
  const source = payload.cell.recurrent[name];
  if (source) return t === 0 ? payload.start[source] : payload.series[source][t - 1];
  return payload.series[name]?.[t] ?? payload.constants[name];
}

/** One number of it. */
export const value = (payload, name, t, unit) => vector(payload, name, t)?.[unit];

/** Half width of the axis of a signed vector; gates have none. */
export const range = (payload, name) => payload.ranges[payload.cell.recurrent[name] ?? name] ?? 1;

/** A number as it is read: 0.92, −1.30, 12.4; never "−0.00". */
export function readable(number, digits = 2) {
  if (number === undefined || number === null) return "";
  const size = Math.abs(number);
  const shown = number.toFixed(size >= 100 ? 0 : size >= 10 ? Math.min(digits, 1) : digits);
  return (Number(shown) === 0 ? shown.replace("-", "") : shown).replace("-", "−");
}

/** A share as whole per cent; what is not quite 0 or 100 never reads as 0 or 100. */
export function percent(number) {
  const whole = Math.round(number * 100);
  if (whole === 0 && number > 0) return "less than 1%";
  if (whole === 100 && number < 1) return "over 99%";
  return `${whole}%`;
}
