// Words with marks, as nodes: [[f|forget gate]] in the colour of f, `code`, [#1 2 / 3 4#] as rows of
// numbers, and lowered subscripts.

import { flat, html, lowered } from "./dom.mjs";

const MARK = /\[\[(\w)(?:\|([^\]]+))?\]\]|`([^`]+)`|\[#([^#]+)#\]/g;

/** @returns {{plain?: string, symbol?: string, words?: string, code?: string, rows?: string[][]}[]} */
export function marks(text) {
  const found = [];
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > last) found.push({ plain: text.slice(last, match.index) });
    if (match[4]) found.push({ rows: match[4].split("/").map((row) => row.trim().split(/\s+/)) });
    else found.push(match[3] ? { code: match[3] } : { symbol: match[1], words: match[2] ?? match[1] });
    last = match.index + match[0].length;
  }
  if (last < text.length) found.push({ plain: text.slice(last) });
  return found;
}

const spokenRows = (rows) => rows.map((row) => row.join(" ")).join(" / ");

const grid = (rows) => html("span", { class: "grid-of", role: "img", "aria-label": spokenRows(rows), style: `--columns: ${rows[0].length}` },
  ...rows.flat().map((number) => html("span", {}, number)));

/** Text in which what equals a number stays on one line with it. */
const unbroken = (text) => text.replace(/ = (?=[−\d])/g, "\u00a0=\u00a0");

/** The nodes of a text. */
export const rich = (text) => marks(text).flatMap(({ plain, symbol, words, code, rows }) => {
  if (rows) return [grid(rows)];
  if (code) return [html("code", {}, code)];
  return symbol ? [html("b", { class: "of", style: `color: var(--ink-${symbol})` }, ...lowered(words))] : lowered(unbroken(plain));
});

/** The same without any mark, to be spoken. */
export const bare = (text) => marks(text).map(({ plain, words, code, rows }) => code ?? (rows ? spokenRows(rows) : flat(plain ?? words))).join("");
