// Turns a phase's templates into the plain sentence with the true numbers of the selected unit.

import { answerAt } from "./answer.mjs";
import { percent, readable, value } from "./reader.mjs";

/** The template that fits: the first whose `below` is above the value of `phase.by`. */
export function choose(phase, payload, place) {
  if (!phase.by) return phase.say[0].text;
  const number = value(payload, phase.by, place.t, place.unit);
  const compared = phase.size ? Math.abs(number) : number;
  return phase.say.find((row) => row.below === undefined || compared < row.below).text;
}

/** The answer after step t with its share, as words. */
function answered(readout, t) {
  const { text, sure } = answerAt(readout, t);
  return `${text}${sure}`;
}

/** What stands in one {slot}. */
export function slot(name, payload, place, digits = 2) {
  if (name === "unit") return String(place.unit + 1);
  if (name === "t") return String(place.t + 1);
  if (name === "token") return payload.tokens[place.t];
  if (name === "answer") return answered(payload.readout, place.t);
  if (name.endsWith("%")) return percent(value(payload, name.slice(0, -1), place.t, place.unit));
  return readable(value(payload, name, place.t, place.unit), digits);
}

/** The sentence of the phase at `place`. */
export function sentence(payload, place) {
  const template = choose(payload.cell.phases[place.phase], payload, place);
  return filled(template, payload, place);
}

/** A text with every {slot} in it filled; the braces of a subscript, as in h_{t−1}, are none. */
export function filled(template, payload, place) {
  return template.replace(/(?<!_)\{([^}]+)\}/g, (_, name) => slot(name, payload, place));
}

/** The name of an activation as it is written. */
export const called = (name) => (name === "relu" ? "ReLU" : name);
