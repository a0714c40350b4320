// The geometry of a vector drawn as one bar per unit. Pure numbers in, path text out.

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/** Where unit `unit` of `count` stands: left edge and width, with a gap that shrinks with the count. */
export function slotOf(box, unit, count) {
  const pitch = box.width / count;
  const gap = Math.min(3, pitch * 0.22);
  return { left: box.x + unit * pitch + gap / 2, width: pitch - gap };
}

/** Which unit lies under `x`. */
export function unitAt(box, x, count) {
  return Math.max(0, Math.min(count - 1, Math.floor(((x - box.x) / box.width) * count)));
}

/** Top and height of a bar: gates stand on the floor (0…1), signed values on the middle line. */
export function barSpan(box, value, signed, range) {
  if (!signed) {
    const height = Math.max(0, Math.min(1, value)) * box.height;
    return { top: box.y + box.height - height, height };
  }
  const middle = box.y + box.height / 2;
  const height = Math.min(1, Math.abs(value) / range) * (box.height / 2);
  return { top: value >= 0 ? middle - height : middle, height };
}

const round = (number) => Math.round(number * 100) / 100;

/** Path of the bars of `values`, all units or only `only`. A tick marks a value of (nearly) nothing. */
export function barsPath(box, values, signed, range, only = -1) {
  let path = "";
  for (let unit = 0; unit < values.length; unit += 1) {
    if (only >= 0 && unit !== only) continue;
    const { left, width } = slotOf(box, unit, values.length);
    const { top, height } = barSpan(box, values[unit], signed, range);
    path += `M${round(left)} ${round(top)}h${round(width)}v${round(height)}h${round(-width)}z`;
  }
  return path;
}

/** Slow at both ends. */
export const ease = (p) => (p < 0.5 ? 4 * p * p * p : 1 - (-2 * p + 2) ** 3 / 2);

/** Part of `progress` between `from` and `to`, as 0…1. */
export const part = (progress, from, to) => Math.max(0, Math.min(1, (progress - from) / (to - from)));

/** Values between `a` and `b`. */
export function between(a, b, p) {
  if (p >= 1) return b;
  return b.map((target, unit) => a[unit] + (target - a[unit]) * p);
}
