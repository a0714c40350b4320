// One real update, without the server: the engine has made it at every rate of the slider.

import { html, lowered, setText, svg } from "./dom.mjs";
import { apart, significant } from "./numbers.mjs";
import { createPlot, curve, frame } from "./plot.mjs";

/** What came of the loss, in one sentence. */
export function verdict(before, after, rate) {
  const [was, is] = apart(before, after);
  if (after > before) return `The loss rises from ${was} to ${is}: at this rate the update jumps over the valley. Too large a rate.`;
  if (after === before) return `The loss stays at ${was}.`;
  const little = (before - after) / before < 0.01 ? " Hardly at all." : "";
  return `The loss falls from ${was} to ${is} at the rate ${significant(rate)}.${little}`;
}

const [STANDS, FALLS] = [0.001, 0.1];
const [MOST, NAMED] = [0.9, 3];

/** What to say of a weight that hardly moves while the loss falls: through which others it does. */
export function standstill({ weights, numbers, losses }, chosen, at) {
  const moved = Math.abs(chosen.after[at] - chosen.value);
  if (moved > STANDS * Math.abs(chosen.value) || numbers.L - losses[at] <= FALLS * numbers.L) return "";
  const [before, after] = apart(chosen.value, chosen.after[at]);
  const moves = before === after ? `${chosen.label} does not move` : `${chosen.label} hardly moves (${before} → ${after})`;
  return `${moves}; the loss falls ${through(weights.filter((weight) => weight !== chosen))}.`;
}

/** The weights that the fall is due to, as far as the gradient tells: rate × gradient² each. */
function through(weights) {
  const share = ({ nudge }) => nudge.gradient ** 2;
  const most = weights.reduce((sum, weight) => sum + share(weight), 0) * MOST;
  let told = 0;
  const named = [...weights].sort((a, b) => share(b) - share(a)).filter((weight, k) => k < NAMED && told < most && (told += share(weight)));
  const labels = weights.filter((weight) => named.includes(weight)).map(({ label }) => label);
  const list = labels.length > 1 ? `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}` : labels[0];
  return `${told < most ? "mostly through" : "through"} ${list}`;
}

/** What stands beside a point that is held at the top of the chart, on the side with room. */
function beyond(scale, rates, at, loss, high) {
  const late = at > rates.length / 2;
  const text = `off the chart: ${significant(loss)}`;
  return svg("text", { class: "caption", "data-beyond": "", x: scale.x(rates[at]) + (late ? -12 : 12), y: scale.y(high) + 5, "text-anchor": late ? "end" : "start" }, late ? `${text} ↑` : `↑ ${text}`);
}

/** @param {(at: number) => void} choose */
export function createUpdate(choose) {
  const slider = html("input", { type: "range", min: 0, step: 1, "aria-label": "Learning rate", "data-slider": "rate", oninput: () => choose(Number(slider.value)) });
  const rate = html("output");
  const sum = html("p", { class: "sum", "data-sum": "update" });
  const words = html("p", { class: "verdict-of" });
  const plot = createPlot("The loss after one update, by learning rate");
  const element = html("section", { class: "update", "aria-label": "One update" }, html("h3", {}, "One update"),
    html("label", { class: "slide" }, html("span", {}, "Learning rate"), slider, rate), sum, words, plot.element);

  function show(payload, weight, at) {
    const { rates, losses, numbers } = payload;
    slider.max = rates.length - 1;
    slider.value = at;
    slider.setAttribute("aria-valuetext", significant(rates[at]));
    setText(rate, significant(rates[at]));
    const [before, after] = apart(weight.value, weight.after[at]);
    const gradient = significant(weight.nudge.gradient);
    sum.replaceChildren(...lowered(`${weight.label}: `), `${before} − ${significant(rates[at])} × ${gradient.startsWith("−") ? `(${gradient})` : gradient} = `, html("b", {}, after));
    const still = standstill(payload, weight, at);
    words.replaceChildren(...lowered(`${verdict(numbers.L, losses[at], rates[at])} ${still && `${still} `}(All ${payload.weights.length} weights move at once.)`));
    const high = numbers.L * 2.5 || 1;
    const scale = frame(rates, 0, high, { log: true });
    plot.setAxes(scale, [0.001, 0.01, 0.1, 1, 10], 0, high, { x: "learning rate", y: "loss after one update" });
    plot.draw(
      svg("path", { class: "guide", d: `M${scale.x(rates[0])} ${scale.y(numbers.L)}H${scale.x(rates.at(-1))}` }),
      svg("text", { class: "caption", x: scale.x(rates[0]) + 6, y: scale.y(numbers.L) - 6 }, `loss before: ${significant(numbers.L)}`),
      svg("path", { class: "curve", d: curve(scale, rates, losses, 0, high) }),
      svg("circle", { class: losses[at] > high ? "point out" : "point", cx: scale.x(rates[at]), cy: scale.y(losses[at]), r: 6 }),
      ...(losses[at] > high ? [beyond(scale, rates, at, losses[at], high)] : []));
  }

  return { element, show };
}
