// Three numbers of a readout, each through sigmoid, and all of them through softmax.

import { html, setAttribute, setText } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { short, significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string[]} classes    three of them
 * @property {number[]} logits     what each number can be
 * @property {number[]} at         where each opens, from 0
 * @property {number[]} sigmoid    of each logit
 * @property {number[][][][]} softmax  by the place of each number: the three shares
 * @property {number[][][]} sums   likewise: the sum of the three sigmoids
 */

const WAYS = [
  ["sigmoid", "Sigmoid of each", "Three questions: is it A? is it B? is it C? Several may be true."],
  ["softmax", "Softmax of all", "One question: which of the three? The shares add up to 1."],
];

/** @param {Payload} first */
function createOutputs(host, first) {
  let data = first;
  let at = [...data.at];
  const root = html("section", { class: "player squash outputs", "data-testid": "outputs", "aria-label": "Sigmoid and softmax at the output" });
  const sliders = data.classes.map((name, n) => {
    const value = html("output", {});
    const slider = html("input", { type: "range", min: 0, max: data.logits.length - 1, step: 1, "data-slider": name, "aria-label": `Number of class ${name}`,
      oninput: (event) => turn(n, Number(event.target.value)) });
    return { slider, value, element: html("label", { class: "slide" }, html("span", {}, `y of ${name}`), slider, value) };
  });
  const parts = WAYS.map(([way, title, words]) => {
    const rows = data.classes.map((name) => {
      const fill = html("span", { class: "share" });
      const number = html("span", { class: "number" });
      return { fill, number, element: html("div", { class: "class" }, html("dt", {}, name), html("dd", {}, html("span", { class: "track" }, fill), number)) };
    });
    const sum = html("b", {});
    const element = html("section", { "data-way": way }, html("h4", {}, title), html("dl", { class: "classes" }, ...rows.map((row) => row.element)),
      html("p", {}, "sum ", sum), html("p", { class: "hint" }, words));
    return { rows, sum, element };
  });
  const link = createLink(() => data.classes.map((name) => ({ name: `y_${name}`, what: "numbers y", words: data.logits.map(String) })));
  const place = () => Object.fromEntries(data.classes.map((name, n) => [`y_${name}`, at[n]]));
  root.append(html("div", { class: "three" }, ...sliders.map(({ element }) => element)), html("div", { class: "pair" }, ...parts.map(({ element }) => element)));
  host.append(root);

  function turn(n, to) {
    at[n] = to;
    show();
    link.write(place());
  }

  function show() {
    const [a, b, c] = at;
    const found = [at.map((k) => data.sigmoid[k]), data.softmax[a][b][c]];
    parts.forEach(({ rows, sum }, way) => {
      const largest = Math.max(...found[way]);
      found[way].forEach((share, n) => {
        rows[n].fill.style.transform = `scaleX(${share})`;
        rows[n].element.classList.toggle("best", way === 0 ? share > 0.5 : share === largest);
        setText(rows[n].number, short(share, 3));
      });
      setText(sum, way === 0 ? significant(data.sums[a][b][c], 3) : "1");
    });
    sliders.forEach(({ slider, value }, n) => {
      slider.value = at[n];
      setText(value, significant(data.logits[at[n]], 3));
      setAttribute(slider, "aria-valuetext", significant(data.logits[at[n]], 3));
    });
    setAttribute(root, "data-logits", at.map((k) => data.logits[k]).join(" "));
  }

  function update(next) { data = next; }

  paint(root, data.palette);
  const asked = link.open("").place;
  at = data.classes.map((name, n) => asked[`y_${name}`] ?? at[n]);
  show();

  function destroy() {
    link.leave(place(), "");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createOutputs);
