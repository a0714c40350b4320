// Where everything of an unrolled graph lies. Pure numbers in and out, so that node can test them.

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const ROWS = { out: 52, in: 42, state: 88, back: 60, corner: [26, 50] }; // heights of the rows, in pixels
const GAP = { grid: 40, corner: 14 };
const LINE = 26; // the height of a row that the decoder writes
const MARGIN = 6;
const RIGHT = { decoder: 62, gap: 26, out: 92 }; // of the corner: what stands to the right of the characters
const NARROWEST = { grid: 84, corner: 15 }; // of a column of the grid: a label of six letters
const WIDEST = { grid: 150, corner: 30, alone: 270 };

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * Lay out a graph: in columns, or round a corner where the decoder runs down beside what it looks at.
 *
 * @param {{id: string, kind: string, at: number[]}[]} nodes
 * @param {number} room     how wide it may be; it is wider where there is too much to draw
 * @param {boolean} corner
 */
export function plan(nodes, room, corner) {
  return corner ? cornered(nodes, room) : inColumns(nodes, room);
}

function inColumns(nodes, room) {
  const columns = 1 + Math.max(...nodes.map(({ at }) => at[0]));
  const pitch = clamp((room - 2 * MARGIN) / columns, NARROWEST.grid, columns === 1 ? WIDEST.alone : WIDEST.grid);
  const width = columns * pitch + 2 * MARGIN;
  const left = MARGIN;
  const heights = heightsOf(nodes);
  const tops = heights.map((_, row) => MARGIN + heights.slice(0, row).reduce((sum, high) => sum + high + GAP.grid, 0));
  const gutter = Math.min(26, pitch * 0.22);
  const box = ({ at: [column, row] }) => ({ x: left + column * pitch + gutter / 2, y: tops[row], width: pitch - gutter, height: heights[row] });
  return { width, height: tops.at(-1) + heights.at(-1) + MARGIN, pitch, box, corner: false };
}

/** How high each row is: what stands in it decides. */
function heightsOf(nodes) {
  const rows = 1 + Math.max(...nodes.map(({ at }) => at[1]));
  const several = nodes.some(({ kind }) => kind === "back");
  return Array.from({ length: rows }, (_, row) => {
    const node = nodes.find(({ at }) => at[1] === row);
    if (node.kind === "state" && several) return ROWS.back;
    if (node.kind === "in" && nodes.some(({ kind, bars }) => kind === "in" && bars)) return ROWS.in + 16;
    return ROWS[node.kind] ?? ROWS.state;
  });
}

function cornered(nodes, room) {
  const read = nodes.filter(({ kind }) => kind === "in").length;
  const last = Math.max(1, ...nodes.map(({ at }) => at[1]));
  const right = RIGHT.decoder + RIGHT.gap + RIGHT.out + 18;
  const pitch = clamp((room - right - 2 * MARGIN) / read, NARROWEST.corner, WIDEST.corner);
  const start = MARGIN + read * pitch + 18;
  const [first, second] = ROWS.corner;
  const below = MARGIN + first + second + 2 * GAP.corner + 12;
  const top = (row) => (row === 0 ? MARGIN : row === 1 ? MARGIN + first + GAP.corner : below + (row - 2) * (LINE + 5));
  const height = (row) => ROWS.corner[row] ?? LINE;
  function box({ at: [column, row], kind }) {
    if (column < read) return { x: MARGIN + column * pitch + 1.5, y: top(row), width: pitch - 3, height: height(row) };
    if (kind === "out") return { x: start + RIGHT.decoder + RIGHT.gap, y: top(row), width: RIGHT.out, height: LINE };
    return { x: start, y: top(row), width: RIGHT.decoder, height: height(row) };
  }
  const cell = (column, line) => ({ x: MARGIN + column * pitch + 1, y: top(line + 2), width: pitch - 2, height: LINE });
  return { width: start + right - 18 + MARGIN, height: top(last) + height(last) + MARGIN, pitch, box, cell, corner: true, read };
}

const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
const round = (number) => Math.round(number * 10) / 10;
const path = (...parts) => parts.map((part) => (typeof part === "number" ? round(part) : part)).join(" ");

/**
 * The way from one box to another: straight up, down or on; what is fed back swings round.
 *
 * @param {Box} from
 * @param {Box} to
 * @param {string} kind
 * @param {boolean} corner
 */
export function way(from, to, kind, corner) {
  const [fromX, fromY] = middle(from);
  const [toX, toY] = middle(to);
  if (kind === "fed" && corner) {
    const [x, y] = [from.x, from.y + from.height / 2];
    return path("M", x, y + 6, "C", x - 16, y + 10, to.x + to.width + 16, toY - 12, to.x + to.width + 2, toY - 3);
  }
  if (kind === "fed") {
    const bend = (to.x - from.x - from.width) / 2;
    const x = from.x + from.width;
    return path("M", x, fromY, "C", x + bend * 1.6, fromY, x + bend * 0.4, toY, to.x - 2, toY);
  }
  if (kind === "past") { // round the box that stands between the two
    const side = from.y > to.y ? from.x + from.width - 7 : from.x + 7;
    const reach = Math.min(from.x + from.width, to.x + to.width) + 9;
    return path("M", side, from.y, "C", reach, from.y - 22, reach, to.y + to.height + 22, to.x + to.width - 7, to.y + to.height + 2);
  }
  if (Math.abs(fromX - toX) < 1) {
    const down = toY > fromY;
    return path("M", fromX, down ? from.y + from.height : from.y, "V", down ? to.y - 2 : to.y + to.height + 2);
  }
  const on = toX > fromX;
  return path("M", on ? from.x + from.width : from.x, fromY, "L", on ? to.x - 2 : to.x + to.width + 2, toY);
}

/** Bars of a vector that stands upright: a unit a line, to the right where it is positive. */
export function uprightBars(box, values) {
  const [axis, half] = [box.x + box.width / 2, box.width / 2];
  const line = box.height / values.length;
  return values.map((value, unit) => {
    const wide = Math.min(1, Math.abs(value)) * half;
    return `M${round(value >= 0 ? axis : axis - wide)} ${round(box.y + unit * line)}h${round(wide)}v${round(line * 0.8)}h${round(-wide)}z`;
  }).join("");
}

/** Text that fits into so many pixels. */
export function fitting(text, width, letter = 8.2) {
  const most = Math.max(1, Math.floor(width / letter));
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, Math.max(1, most - 1)).join("")}…`;
}

/** The first beat of the next stage; back to the first of this one, and then of the one before. */
export function moveStage(beats, at, by) {
  const starts = beats.flatMap(({ stage }, k) => (stage !== beats[k - 1]?.stage ? [k] : []));
  if (by > 0) return starts.find((start) => start > at) ?? beats.length - 1;
  return starts.findLast((start) => start < at) ?? 0;
}

/** "past", "now" or "idle": how what comes to be at `since` stands at beat `at`. */
export const stateOf = (since, at) => (since === at ? "now" : since < at ? "past" : "idle");
