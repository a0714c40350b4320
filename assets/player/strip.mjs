// One vector as a strip of bars with its symbol, the chosen unit's number and the words at a gate's ends.

import { barsPath, slotOf } from "./bars.mjs";
import { html, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { readable } from "./reader.mjs";

const BOX = { x: 0, y: 2, width: 200, height: 40 };

/** Which of `count` units lies under a pointer at `x` of a strip that begins at `left` and is so wide. */
export const unitUnder = (x, { left, width }, count) => Math.max(0, Math.min(count - 1, Math.floor(((x - left) / width) * count)));

export function createStrip() {
  const [band, axis, bars, chosen] = [
    svg("rect", { class: "band", y: 0, height: 44 }), svg("path", { class: "axis" }),
    svg("path", { class: "bars" }), svg("path", { class: "bars chosen" })];
  const frame = svg("svg", { class: "strip", viewBox: "0 0 200 44", preserveAspectRatio: "none", "aria-hidden": "true" }, band, axis, bars, chosen);
  const label = html("span", { class: "symbol" });
  const value = html("span", { class: "value" });
  const [high, low] = [html("span"), html("span")];
  const ends = html("span", { class: "ends", "aria-hidden": "true" }, high, low);
  const element = html("span", { class: "strip-of" }, html("span", { class: "strip-head" }, label, value), html("span", { class: "strip-plot" }, ends, frame));
  let half = 1;
  let signed = true;
  let shown = "";

  /** Whose strip it is from now on. */
  function dress(side, row) {
    [half, signed] = [row.range, row.signed];
    if (shown !== side.label) label.replaceChildren(...lowered(side.label));
    shown = side.label;
    element.style.setProperty("--own", `var(--fill-${side.symbol})`);
    element.style.setProperty("--own-ink", `var(--ink-${side.symbol})`);
    element.classList.toggle("hollow", side.hollow);
    ends.hidden = !side.ends.length;
    setText(high, side.ends.length ? `1 ${side.ends[1]}` : "");
    setText(low, side.ends.length ? `0 ${side.ends[0]}` : "");
    const floor = signed ? BOX.y + BOX.height / 2 : BOX.y + BOX.height;
    setAttribute(axis, "d", `M0 ${floor}H200`);
  }

  function paint(values, unit) {
    const { left, width } = slotOf(BOX, unit, values.length);
    setAttribute(band, "x", left - 1);
    setAttribute(band, "width", width + 2);
    setAttribute(bars, "d", barsPath(BOX, values, signed, half));
    setAttribute(chosen, "d", barsPath(BOX, values, signed, half, unit));
    setText(value, readable(values[unit], 3));
  }

  return { element, frame, dress, paint };
}
