// A display of seven segments; a click or Enter lights one or puts it out.

import { html, setAttribute, svg } from "./dom.mjs";

const BARS = { // from where to where each segment runs
  a: [14, 10, 66, 10], b: [70, 14, 70, 66], c: [70, 74, 70, 126], d: [14, 130, 66, 130],
  e: [10, 74, 10, 126], f: [10, 14, 10, 66], g: [14, 70, 66, 70],
};
const PLACES = { a: "top", b: "upper right", c: "lower right", d: "bottom", e: "lower left", f: "upper left", g: "middle" };

/** What is lit, a bit a segment, once segment `k` is switched. */
export const switched = (lit, k) => lit ^ (1 << k);

/** Whether segment `k` is lit. */
export const isLit = (lit, k) => ((lit >> k) & 1) === 1;

/** @param {(lit: number) => void} change */
export function createSegments(change) {
  const picture = svg("svg", { class: "segments", viewBox: "0 0 80 140", role: "group", "aria-label": "The picture: seven segments to switch" });
  const element = html("figure", { class: "display" }, html("figcaption", {}, "The picture. Switch its segments."), picture);
  let data = { names: [], lit: 0 };
  let parts = [];

  const flip = (k) => change(switched(data.lit, k));

  function build() {
    parts = data.names.map((name, k) => {
      const [x1, y1, x2, y2] = BARS[name];
      const press = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); flip(k); } };
      return svg("g", { class: "segment", "data-segment": name, role: "switch", tabindex: 0, onclick: () => flip(k), onkeydown: press },
        svg("rect", { class: "touch-segment", x: x1 - 8, y: y1 - 8, width: x2 - x1 + 16, height: y2 - y1 + 16, rx: 8 }), svg("path", { class: "light-segment", d: `M${x1} ${y1}L${x2} ${y2}` }));
    });
    picture.replaceChildren(...parts);
  }

  function update(names, lit) {
    element.hidden = lit === null;
    if (lit === null) return;
    const fresh = names.join("") !== data.names.join("");
    data = { names, lit };
    if (fresh) build();
    parts.forEach((part, k) => {
      setAttribute(part, "aria-checked", isLit(lit, k));
      setAttribute(part, "aria-label", `segment ${PLACES[names[k]]}, ${isLit(lit, k) ? "lit" : "dark"}`);
    });
  }

  return { element, update };
}
