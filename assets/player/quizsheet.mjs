// The quiz on paper: the questions with room for answers, and the answers on pages of their own.

import { html } from "./dom.mjs";
import { drawn } from "./pointing.mjs";
import { rightOf } from "./quizitem.mjs";
import { rich } from "./rich.mjs";

const LETTERS = "ABCDE";

/** @param {import("./quizitem.mjs").Payload} data */
export function createSheet(data) {
  const items = data.round.map((key) => data.items[key]);
  const title = `Quiz ${data.paper}`;
  return html("div", { class: "sheet", "data-testid": "sheet" },
    html("header", {}, html("h2", {}, `Gatescope: ${title}`), html("p", { class: "who" }, "Name", html("span", {}), "Date", html("span", {}))),
    html("ol", {}, ...items.map((item) => html("li", {}, html("p", { class: "asked" }, ...rich(item.question)), room(item, data)))),
    html("section", { class: "answers" }, html("h2", {}, `${title}: answers`),
      html("ol", {}, ...items.map((item) => html("li", {}, html("p", {}, html("strong", {}, ...letter(item), ...rich(rightOf(item))), " ", ...rich(item.why)))))));
}

const letter = (item) => (item.kind === "choice" ? [`${LETTERS[item.right]}. `] : []);

/** Where the answer goes. */
function room(item, data) {
  if (item.kind === "choice") return html("ol", { class: "boxes" }, ...item.options.map(({ text }, at) => html("li", {}, html("span", { class: "box" }, LETTERS[at]), html("span", {}, ...rich(text)))));
  if (item.kind === "numeric") return html("p", { class: "working" }, html("span", {}, "Answer"));
  return html("div", { class: "drawing" }, drawn(data.cells[item.cell], data.palette).root);
}
