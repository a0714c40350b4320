// Numbers of any size as they are read: a tiny gradient never reads as nothing.

import { readable } from "./reader.mjs";

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const minus = (text) => text.replace("-", "−");

/** `digits` digits that count: 0.0104, −1.3, 2.5·10⁻⁷. */
export function significant(number, digits = 3) {
  const size = Math.abs(number);
  if (size === 0) return "0";
  if (size >= 1e-4 && size < 1e5) return minus(String(Number(size < 10 ** digits ? number.toPrecision(digits) : number.toFixed(0))));
  const [mantissa, power] = number.toExponential(digits - 1).split("e");
  const raised = [...power.replace("+", "")].map((sign) => RAISED[sign]).join("");
  return `${minus(String(Number(mantissa)))}·10${raised}`;
}

/** The same, but what is not quite 1 never reads as 1. */
export function short(number, digits = 3) {
  const near = number !== 0 && Math.abs(number) < 1 && Number(number.toPrecision(digits)) === Math.sign(number);
  if (near && digits === 6) return `${number < 0 ? "−" : ""}0.99999…`;
  return near ? short(number, digits + 1) : significant(number, digits);
}

/** A column of numbers up to `largest`, all with as many decimals as its largest needs. */
export function column(number, largest) {
  if (largest < 1e-3) return significant(number, 2);
  const decimals = Math.max(0, Math.min(5, 3 - Math.floor(Math.log10(largest))));
  const text = number.toFixed(decimals);
  return minus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** Two numbers with as many decimals as it takes to see that they differ. */
export function apart(one, other) {
  let decimals = 3;
  while (decimals < 12 && one !== other && one.toFixed(decimals) === other.toFixed(decimals)) decimals += 1;
  return [one, other].map((number) => readable(Number(number.toFixed(decimals)), Math.min(decimals, places(number, decimals))));
}

/** How many of the decimals are not a zero at the end. */
const places = (number, decimals) => number.toFixed(decimals).replace(/\.?0+$/, "").split(".")[1]?.length ?? 0;
