// What may come next, as bars; the one that came is marked.

import { html, setAttribute, setText } from "./dom.mjs";
import { percent, readable } from "./reader.mjs";

/** A share as it is read beside a bar: one decimal, and never 0 or 100 where it is not. */
export function shareWords(share) {
  const text = readable(share * 100, 1);
  return [0, 100].includes(Number(text)) ? percent(share) : `${text}%`;
}

/** @param {number} most  how many rows there are */
export function createExpected(most) {
  const title = html("h4", {});
  const rows = Array.from({ length: most }, () => {
    const name = html("dt", { dir: "auto" });
    const fill = html("span", { class: "share" });
    const number = html("span", { class: "number" });
    return { name, fill, number, element: html("div", { class: "next-row" }, name, html("dd", {}, html("span", { class: "track" }, fill), number)) };
  });
  const list = html("dl", { class: "next" }, ...rows.map((row) => row.element));
  const other = html("p", { class: "next-other" });
  const element = html("section", { class: "expected" }, title, list, other);

  /**
   * @param {{names: string[], likely: number[][], shares: number[][], drawn: (number|null)[], signs: string[], length: number, named: (sign: string) => string}} data
   * @param {number} at
   * @param {boolean} told  whether the character after it is there to be seen
   */
  function show(data, at, told) {
    const came = told && at + 1 < data.length ? data.named(data.signs[at + 1]) : null;
    setText(title, "What may come next");
    let seen = false;
    rows.forEach((row, n) => {
      const share = data.shares[at][n] ?? 0;
      const name = data.names[data.likely[at][n]] ?? "";
      row.element.hidden = !(share > 0);
      setText(row.name, name);
      row.fill.style.transform = `scaleX(${share})`;
      setText(row.number, shareWords(share));
      const here = came !== null && name === came;
      seen ||= here && share > 0;
      setAttribute(row.element, "data-came", here);
    });
    const chance = data.drawn[at + 1];
    setText(other, came === null || seen ? "" : chance ? `“${came}” came, with ${shareWords(chance)}.` : `“${came}” came: it could not be drawn so.`);
  }

  return { element, show };
}
