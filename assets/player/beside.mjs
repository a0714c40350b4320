// Two cells side by side on the same sequence, at the end of the same step: a figure, not a player.

import { createDiagram, outline } from "./diagram.mjs";
import { html, setText } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";

function createFigure(host, first) {
  const root = html("section", { class: "player beside", "data-testid": "cells-beside" });
  const tip = createTip(root);
  let t = 0;
  let unit = 0;
  let figures = [];
  let drawn = "";

  const placeIn = (payload) => ({ t: Math.min(t, payload.steps - 1), unit: Math.min(unit, payload.units - 1), phase: payload.cell.phases.length - 1 });

  function figure(payload) {
    let current = payload;
    const [title, badge, words] = [html("h3"), html("span", { class: "badge" }), html("p")];
    const diagram = createDiagram(payload, { place: () => placeIn(current), tip, select: (chosen) => { unit = chosen; draw(); } });
    const element = html("figure", {}, html("figcaption", {}, html("div", { class: "head" }, title, badge), words), diagram.element);

    function update(next) {
      current = next;
      diagram.update(next);
      setText(title, next.title);
      setText(badge, next.badge);
      setText(words, `${next.cell.describe} Shown after step ${t + 1}, “${next.tokens[t]}”.`);
    }

    function show() {
      diagram.begin(placeIn(current), { kind: "rest" });
      diagram.paint(placeIn(current), { kind: "rest" }, 1);
    }
    return { element, update, show };
  }

  const draw = () => figures.forEach(({ show }) => show());

  function update({ left, right, ...place }) {
    ({ t, unit } = place);
    const pair = [left, right];
    const outlines = pair.map(outline).join();
    paint(root, left.palette);
    if (outlines !== drawn) {
      figures = pair.map(figure);
      // Columns as wide as their drawings, so that both cells have the same scale.
      root.style.setProperty("--columns", pair.map(({ cell }) => `minmax(0, ${cell.view[2]}fr)`).join(" "));
      root.replaceChildren(...figures.map(({ element }) => element), tip.element);
      drawn = outlines;
    }
    figures.forEach((one, at) => one.update(pair[at]));
    draw();
  }

  host.append(root);
  update(first);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createFigure);
