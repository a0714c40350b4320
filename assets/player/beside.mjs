// Two cells side by side on the same sequence, at the end of the same step: a figure, not a player.

import { createDiagram } from "./diagram.mjs";
import { html } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";

function createFigure(host, first) {
  const root = html("section", { class: "player beside", "data-testid": "cells-beside" });
  const tip = createTip(root);
  let t = 0;
  let unit = 0;
  let figures = [];

  const placeIn = (payload) => ({ t: Math.min(t, payload.steps - 1), unit: Math.min(unit, payload.units - 1), phase: payload.cell.phases.length - 1 });

  function figure(payload) {
    const diagram = createDiagram(payload, { place: () => placeIn(payload), tip, select: (chosen) => { unit = chosen; draw(); } });
    const element = html("figure", {},
      html("figcaption", {},
        html("div", { class: "head" }, html("h3", {}, payload.title), html("span", { class: "badge" }, payload.badge)),
        html("p", {}, `${payload.cell.describe} Shown after step ${t + 1}, “${payload.tokens[t]}”.`)),
      diagram.element);
    return { payload, diagram, element };
  }

  function draw() {
    for (const { payload, diagram } of figures) {
      const place = placeIn(payload);
      diagram.begin(place, { kind: "rest" });
      diagram.paint(place, { kind: "rest" }, 1);
    }
  }

  function update(data) {
    ({ t, unit } = data);
    paint(root, data.left.palette);
    figures = [figure(data.left), figure(data.right)];
    // Columns as wide as their drawings, so that both cells have the same scale.
    root.style.setProperty("--columns", figures.map(({ payload }) => `minmax(0, ${payload.cell.view[2]}fr)`).join(" "));
    root.replaceChildren(...figures.map(({ element }) => element), tip.element);
    draw();
  }

  host.append(root);
  update(first);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createFigure);
