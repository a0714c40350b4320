// One number of a network in a field of its own: coloured by its size, heard when it is changed.

import { flat, html, setAttribute } from "./dom.mjs";
import { readable } from "./reader.mjs";

/**
 * @typedef {Object} Block
 * @property {string} part      "x", "h", "b" or "n": what the numbers are multiplied with
 * @property {string} title     such as "W_{xf}, weights on x"
 * @property {string[]} columns
 * @property {number[][]} now   (rows, columns)
 * @property {number[][]} [was] the same before anything was changed, where something was
 *
 * @typedef {Object} Group
 * @property {string} gate      letter; "y" is the readout, "e" the tokens' vectors
 * @property {string} name
 * @property {string} row       what a row is: "unit", "answer" or "token"
 * @property {string[]} rows    their names
 * @property {number[]} at      their places in the matrix, from 0
 * @property {Block[]} blocks
 */

/** As a learner sees it; controls.py takes what is retyped from here for unchanged. */
const plain = (number) => (Math.round(number * 1e3) / 1e3 + 0).toFixed(3);

/**
 * Draw fields anew; what is half typed in one of them goes on in its successor and is not heard.
 *
 * @param {Element} root
 * @param {() => void} draw
 */
export function redraw(root, draw) {
  const active = root.getRootNode().activeElement;
  const typing = active?.matches?.(".number-cell") && root.contains(active) ? active : null;
  const { value, selectionStart, selectionEnd } = typing ?? {};
  if (typing) typing.dataset.gone = ""; // a field that is taken away tells of its change
  draw();
  if (!typing || typing.isConnected) return;
  const next = root.querySelector(`[data-weight="${CSS.escape(typing.dataset.weight)}"]`);
  if (!next) return;
  next.focus({ preventScroll: true });
  if (value === typing.defaultValue) return;
  next.value = value;
  next.setSelectionRange(selectionStart, selectionEnd);
}

/** What was typed as a number, a comma for the point allowed; null where it is none or too large. */
export function typedNumber(text, largest) {
  const number = Number(text.trim().replace("−", "-").replace(",", "."));
  return text.trim() !== "" && Number.isFinite(number) && Math.abs(number) <= largest ? number : null;
}

/**
 * @param {{block: Block, own: Group, r: number, k: number, largest: number, tip: Object,
 *   tell: (message: Object) => void}} cell  row r and column k of a block
 */
export function createNumberCell({ block, own, r, k, largest, tip, tell }) {
  const [now, was] = [block.now[r][k], (block.was ?? block.now)[r][k]];
  const column = block.part === "x" || block.part === "h" ? k : null;
  const name = `${flat(block.title.split(",")[0])}, ${own.row} ${own.rows[r]}${column === null ? "" : `, ${block.columns[k]}`}`;
  const input = html("input", {
    type: "text", class: "number-cell", inputmode: "decimal", spellcheck: "false", autocomplete: "off",
    "data-weight": `${block.part},${own.at[r]},${column}`, "data-sign": now < 0 ? "down" : "up", "aria-label": name,
  });
  const most = Math.max(...block.now.flat().map(Math.abs)) || 1;
  input.value = plain(now);
  input.defaultValue = plain(now);
  input.style.setProperty("--share", `${Math.round((Math.abs(now) / most) * 62)}%`);
  if (plain(now) !== plain(was)) setAttribute(input, "data-changed", "");
  let heard = Number(plain(now)); // a browser tells of Enter once more when the field is left
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") input.dispatchEvent(new Event("change"));
  });
  input.addEventListener("change", () => {
    if ("gone" in input.dataset) return;
    const number = typedNumber(input.value, largest);
    if (number === null) input.value = plain(now);
    if (number === null || number === heard) return;
    heard = number;
    input.defaultValue = input.value; // it is no longer half typed
    tell({ do: "set", gate: own.gate, part: block.part, row: own.at[r], column, value: number });
  });
  const before = now === was ? "" : `, was ${readable(was, 4)}`;
  input.addEventListener("pointerenter", (event) => tip.show({ head: name, number: `${readable(now, 4)}${before}`, body: "Type another number; Enter sets it." }, event.clientX, event.clientY));
  input.addEventListener("pointerleave", tip.hide);
  return input;
}
