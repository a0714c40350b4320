// What the dials of the gradient player run through: every curve of every place was computed by the engine.

import { significant } from "./numbers.mjs";

/**
 * @typedef {Object} Curve
 * @property {string} id      such as "lstm_c"
 * @property {string} lane    RNN, LSTM or GRU
 * @property {string} symbol  whose gradient it is: h or c
 *
 * @typedef {Object} Dial
 * @property {string} name
 * @property {string} title
 * @property {number[]} values  rising
 * @property {number} at        where it stands, from 0
 * @property {number} own       where its button leads
 * @property {string} before    what stands before the value, such as “× ”
 * @property {string} back      what the button says
 *
 * A number on a logarithmic axis comes as its decimal logarithm; null is exactly 0, or not a number.
 *
 * @typedef {Object} Member
 * @property {number} steps             T
 * @property {string} asks              what the loss is
 * @property {Object<string, (number|null)[]>} curves  sizes of the gradients (T), by id; logarithms
 * @property {{mean: number[], low: number[], high: number[]}} kept  forget gate over the units (T)
 * @property {(number|null)[]} path     product of the later forget gates (N), mean of the units; logarithms
 * @property {(number|null)[]} factor   the most that one step of the RNN makes of a gradient (N)
 * @property {(number|null)[]} product  the same of all later steps together (N); logarithms
 * @property {(number|null)[]} bound    product of the factors of all later steps (N); logarithms
 * @property {string} badge             where the numbers come from
 * @property {string[]} broken          networks whose numbers grew past all numbers
 * @property {string} along             what the straight road leaves, in a sentence
 * @property {string} across            what the RNN's steps make of a gradient, in a sentence or two
 * @property {string[]} says            the takeaway, then warnings
 * @property {{of: string, is: string}[]} half  half-lives
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string} title
 * @property {string} about
 * @property {string[]} notes
 * @property {string[]} tokens  of the longest T; a member reads as many as it has steps
 * @property {Curve[]} curves
 * @property {Object} palette
 * @property {Dial[]} dials
 * @property {{steps: Member[], scale: Member[], forget: Partial<Member>[]}} families  by dial; `forget` leaves out what stays
 * @property {number} [attend]  counts how often something asked to bring the player into sight
 */

/**
 * The member that the dials ask for. The families cross where the server last computed; away from
 * there the dial that moved last decides, until the answer comes.
 *
 * @param {Payload} payload
 * @param {string} last               the dial that was turned last
 * @param {(name: string) => number} at  where each dial stands
 * @returns {Member}
 */
export function memberAt({ families }, last, at) {
  if (last !== "forget") return families[last][at(last)];
  const base = families.scale[at("scale")];
  const changed = families.forget[at("forget")];
  return { ...base, ...changed, curves: { ...base.curves, ...changed.curves } };
}

/** The size of a gradient as it is read: none where the network broke. */
export const readingAt = (member, curve, t, digits) =>
  (member.broken.includes(curve.lane) ? "–" : significant(sizeOf(member.curves[curve.id][t]), digits));

/** The size behind a logarithm. */
export const sizeOf = (log) => (log === null ? 0 : 10 ** log);

/** The step at which the loss sits, from 0: the last one at which a gradient arrives. */
export const startOf = (member) => Math.max(0, member.path.length - 1);

const DECADES = [1, 3, 6, 9, 12, 18, 24, 36, 48, 72, 100, 150, 200, 310];

/**
 * Limits of a logarithmic axis that holds all curves. They go in few wide steps, so that the axis
 * stands still while a curve moves.
 */
export function limits(curves) {
  const logs = curves.flat().filter((log) => log !== null);
  const outward = (most) => DECADES.find((decade) => decade >= most) ?? DECADES.at(-1);
  const low = Math.min(0, ...logs);
  const high = Math.max(0, ...logs);
  return { low: low < 0 ? -outward(-low) : -1, high: high > 0.3 ? outward(high) : 0.3 };
}

/** Powers of ten worth a line between two limits: about five of them. */
export function decades({ low, high }) {
  const every = Math.max(1, [1, 2, 3, 6, 10, 12, 20, 25, 50, 100].find((step) => (high - low) / step <= 6) ?? 100);
  const found = [];
  for (let power = Math.ceil(low / every) * every; power <= high; power += every) found.push(power || 0);
  return found;
}
