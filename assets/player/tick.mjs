// The tick of something done; what it means stands beside it in words.

import { svg } from "./dom.mjs";

export const tick = () => svg("svg", { class: "tick", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true", fill: "none",
  stroke: "currentColor", "stroke-width": 2.4, "stroke-linecap": "round", "stroke-linejoin": "round" }, svg("path", { d: "M3 8.5 6.6 12 13 4.5" }));
