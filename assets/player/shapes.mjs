// The shape lens: every array of a cell as a rectangle that grows with its sizes, and the parameters by gate.

import { flat, html, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";

/**
 * @typedef {Object} Shape
 * @property {string} group     in, weights, gates, states or all
 * @property {string} symbol    such as W_x
 * @property {string[]} letters  its shape in letters, such as 4H and D
 * @property {number[]} shape   the real array's own
 * @property {string[]} colours  one for each block of rows
 * @property {boolean} lit      whether the last change gave it another shape
 *
 * @typedef {Object} Row
 * @property {string} letter
 * @property {string} name
 * @property {string} colour
 * @property {number[]} counts  weights on x, weights on h, biases, all together
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} kind      LSTM, GRU or RNN
 * @property {number} steps     T
 * @property {string[]} changed  which of T, B, D and H the last change changed
 * @property {Shape[]} arrays
 * @property {Row[]} rows
 * @property {number[]} sums    of the rows
 * @property {string} formula   the count written out
 * @property {number} pytorch   the count of PyTorch
 * @property {string} says      what the last change did
 */

const UNIT = 12; // pixels: the side of a size of 1
const HEADS = {
  in: "goes in at step t", weights: "the cell: its parameters", gates: "gates", states: "comes out",
};
const NOTE = "Rows go down, columns across. A side grows with the square root of its size: four times the size is twice as long. So does the depth of a stack, which has one sheet for each time step.";

/** How long a side of that size is drawn, in pixels. */
export const side = (size) => UNIT * Math.sqrt(size);

/** How far apart the sheets of a stack of so many lie, in pixels. */
export const pitch = (sheets) => (sheets <= 1 ? 0 : (side(sheets) - UNIT) / (sheets - 1));

/** The letters of a shape, each with whether one of the changed sizes is in it. */
export const marked = (letters, changed) => letters.map((letter) => ({ letter, changed: changed.some((name) => letter.endsWith(name)) }));

/** The shape in numbers, as Python writes it: (8,) for a vector. */
export const tuple = (parts) => `(${parts.join(", ")}${parts.length === 1 ? "," : ""})`;

const block = (x, y, width, height, colour) => svg("rect", { class: "sheet", x, y, width, height, rx: 1.5, style: `--own: var(--fill-${colour})` });

/** The rectangles of an array: blocks below one another, or sheets behind one another. */
function drawn({ shape, colours, symbol, letters }) {
  const sheets = shape.length === 3 ? shape[0] : 1;
  const [rows, columns] = shape.length === 1 ? [shape[0], 1] : shape.slice(-2);
  const [wide, step] = [side(columns), pitch(sheets)];
  const high = side(rows / colours.length);
  const gap = colours.length > 1 ? 2 : 0;
  const width = wide + step * (sheets - 1);
  const height = high * colours.length + gap * (colours.length - 1) + step * (sheets - 1);
  const parts = sheets > 1
    ? Array.from({ length: sheets }, (_, n) => block(step * (sheets - 1 - n), step * n, wide, high, colours[0]))
    : colours.map((colour, n) => block(0, n * (high + gap), wide, high, colour));
  return svg("svg", { class: "shape", width: width + 2, height: height + 2, viewBox: `-1 -1 ${width + 2} ${height + 2}`, role: "img", "aria-label": `${flat(symbol)} ${tuple(letters)} = ${tuple(shape)}` }, ...parts);
}

function arrayFigure(array, changed) {
  const letters = marked(array.letters, changed).flatMap(({ letter, changed: hot }, n) => [n ? ", " : "", hot ? html("mark", {}, letter) : letter]);
  const numbers = marked(array.letters, changed).flatMap(({ changed: hot }, n) => [n ? ", " : "", hot ? html("mark", {}, String(array.shape[n])) : String(array.shape[n])]);
  const comma = array.letters.length === 1 ? "," : "";
  const caption = html("figcaption", {}, html("b", {}, ...lowered(array.symbol)), html("span", { class: "letters" }, " (", ...letters, comma, ")"),
    html("span", { class: "sizes" }, "= (", ...numbers, comma, ")"));
  return html("figure", { class: array.lit ? "array lit" : "array", "data-array": `${array.group} ${array.symbol}`, "data-shape": array.shape.join(",") }, drawn(array), caption);
}

/** @param {Payload} first */
function createShapes(host, first) {
  const root = html("section", { class: "player asides shapes", "data-testid": "shapes", "aria-label": "Shapes of all arrays of a cell" });
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const flow = html("div", { class: "shape-flow" });
  const whole = html("div", { class: "shape-all" });
  const counts = html("table", { class: "counts" });
  const formula = html("p", { class: "formula" });
  const torch = html("p", { class: "about" });
  root.append(says, flow, html("div", { class: "shape-below" },
    html("div", {}, whole, html("p", { class: "about" }, NOTE)),
    html("section", { class: "counter" }, html("h4", {}, "parameters by gate"), counts, formula, torch)));
  host.append(root);

  function group(data, name, title) {
    const arrays = data.arrays.filter((array) => array.group === name);
    return html("section", { class: "shape-group", "data-group": name }, html("h4", {}, title), html("div", { class: "arrays" }, ...arrays.map((array) => arrayFigure(array, data.changed))));
  }

  function drawCounts({ rows, sums, kind }) {
    const cells = (numbers) => numbers.map((number) => html("td", {}, number.toLocaleString("en")));
    counts.replaceChildren(
      html("thead", {}, html("tr", {}, ...["", "on x", "on h", "bias", "sum"].map((head) => html("th", { scope: "col" }, head)))),
      html("tbody", {}, ...rows.map(({ letter, name, colour, counts: numbers }) => html("tr", {},
        html("th", { scope: "row", style: `color: var(--ink-${colour})` }, html("i", {}, kind === "RNN" ? "" : `${letter} `), name), ...cells(numbers)))),
      html("tfoot", {}, html("tr", {}, html("th", { scope: "row" }, "all together"), ...cells(sums))));
  }

  function update(data) {
    paint(root, data.palette);
    setAttribute(root, "data-changed", data.changed.join(""));
    says.replaceChildren(...lowered(data.says));
    flow.replaceChildren(...["in", "weights", "gates", "states"].flatMap((name, n) => [
      n ? html("span", { class: "arrow", "aria-hidden": "true" }) : "",
      group(data, name, name === "gates" && data.kind === "RNN" ? "before tanh" : HEADS[name])]));
    whole.replaceChildren(group(data, "all", `all ${data.steps === 1 ? "T = 1 step" : `T = ${data.steps} steps`}, one sheet each; the cell above is the same at every one`));
    drawCounts(data);
    setText(formula, data.formula);
    setText(torch, `PyTorch keeps two biases for each row and reports ${data.pytorch.toLocaleString("en")}.`);
  }

  update(first);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createShapes);
