// A wire of the drawing: its line, the light that runs along it, and the value that travels with it.

import { ease, part } from "./bars.mjs";
import { setAttribute, setText, svg } from "./dom.mjs";
import { readable, value } from "./reader.mjs";

/** When in a transition (0…1) a wire runs: what feeds an operation first, its result later. */
const span = (wire) => (wire.late ? [0.44, 0.78] : [0, 0.42]);

export function createWire(wire) {
  const own = `--own: var(--fill-${wire.symbol})`;
  const line = svg("path", { class: wire.highway ? "wire highway" : wire.fresh ? "wire fresh" : "wire", d: wire.path, style: own });
  const light = svg("path", { class: wire.highway ? "light highway" : "light", d: wire.path, style: own });
  const touch = svg("path", { class: "touch", d: wire.path, "data-wire": wire.id });
  const text = svg("text", { "text-anchor": "middle", y: 4 });
  const packet = svg("g", { class: "packet", style: own, visibility: "hidden" },
    svg("rect", { x: -21, y: -10, width: 42, height: 20, rx: 10 }), text);
  let length = 0;

  const measured = () => (length ||= light.getTotalLength());

  /** Light up as `state` ("idle" | "past" | "now"), `progress` of the way along. */
  function paint(state, progress) {
    setAttribute(line, "data-state", state);
    if (state !== "now") {
      setAttribute(light, "visibility", "hidden");
      return setAttribute(packet, "visibility", "hidden");
    }
    const along = ease(part(progress, ...span(wire)));
    setAttribute(light, "visibility", along > 0 ? "visible" : "hidden");
    light.setAttribute("stroke-dasharray", `${measured() * along} ${measured() + 1}`);
    const moving = wire.carries && progress < 1 && along > 0 && along < 1;
    setAttribute(packet, "visibility", moving ? "visible" : "hidden");
    if (!moving) return;
    const at = light.getPointAtLength(measured() * along);
    packet.setAttribute("transform", `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`);
  }

  /** The number that travels: that of the selected unit. */
  function load(payload, place) {
    if (wire.carries) setText(text, readable(value(payload, wire.carries, place.t, place.unit)));
  }

  return { wire, line, light, touch, packet, paint, load };
}
