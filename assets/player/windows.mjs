// Truncated backpropagation as a figure with one slider: the run above never changes, the gradient below is cut.

import { createDials } from "./dials.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { limits, sizeOf } from "./family.mjs";
import { createLink } from "./link.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";
import { createUnfolding } from "./unfold.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string[]} tokens
 * @property {number} steps
 * @property {Object} palette
 * @property {number} unit                 the unit that is followed, from 0
 * @property {number[]} h                  its hidden state (T)
 * @property {(number|null)[]} whole       sizes of the whole gradient (T); logarithms
 * @property {(number|null)[][]} cut       the same for each window; null is 0
 * @property {import("./family.mjs").Dial} dial
 * @property {string[]} says               one sentence for each window
 * @property {boolean} revealed            the question beside it was answered or skipped
 */

/** @param {Payload} first */
function createWindows(host, first) {
  let data = first;
  let at = first.dial.at;
  const root = html("section", { class: "player windows", "data-testid": "windows" });
  const tip = createTip(root);
  const shown = (log) => significant(sizeOf(log), 3);
  const explain = (t) => ({
    head: `step ${t + 1} · “${data.tokens[t]}”`,
    number: `h ${significant(data.h[t], 3)}\n∂L/∂h ${shown(data.cut[at][t])}, whole ${shown(data.whole[t])}`,
    body: "The hidden state is the same for every window.",
  });
  const handlers = { goTo: () => {}, explain, tip };
  const forward = createStepPlot({ title: "Forward: hidden state h of the LSTM", height: 150 }, handlers);
  const backward = createStepPlot({ title: "Backward: size of its ∂L/∂h, logarithmic axis", height: 250, log: true }, handlers);
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const link = createLink(() => [{ name: "window", what: "windows", words: data.dial.values.map(String) }]);
  const dials = createDials({ turned: (_, to) => { unfolding.stop(); at = to; show(); link.write({ window: at }); }, rested: () => {} });
  root.prepend(dials.element, forward.element, backward.element, says);
  host.append(root);
  const unfolding = createUnfolding(root, () => says, (share) => place(Math.round(last() + share * (data.dial.at - last()))));

  const last = () => data.dial.values.length - 1;

  /** At that place of the slider, as if it had been moved there. */
  function place(to) {
    if (to === at) return;
    at = to;
    dials.update([{ ...data.dial, at }]);
    show();
    link.write({ window: at });
  }

  function show() {
    const { steps } = data;
    const ink = "var(--ink-h)";
    setAttribute(root, "data-window", data.dial.values[at]);
    forward.update({ steps, range: { low: -1, high: 1, ticks: [-1, 0, 1] }, lines: [{ id: "h", values: data.h, colour: ink, label: `unit ${data.unit + 1}`, strong: true }] });
    backward.update({
      steps, range: limits([data.whole]), lines: [
        { id: "whole", values: data.whole, colour: ink, dash: "2 5", label: "nothing cut" },
        { id: "cut", values: data.cut[at], colour: ink, label: "this window", strong: true },
      ],
    });
    setText(says, data.says[at]);
  }

  function update(next) {
    const chosen = data.dial.values[at];
    const asked = next.revealed && !data.revealed;
    unfolding.stop();
    data = next;
    const kept = data.dial.values.indexOf(chosen);
    at = kept >= 0 ? kept : data.dial.at;
    open();
    if (asked) narrow();
  }

  /** From the whole way back to the window that it opens with. */
  function narrow() {
    place(last());
    unfolding.run(3 * (last() - data.dial.at)); // each window is to be seen
  }

  function open() {
    paint(root, data.palette);
    dials.update([{ ...data.dial, at }]);
    show();
    if (link.speaks()) link.write({ window: at });
  }

  const observer = new ResizeObserver(() => [forward, backward].forEach((plot) => plot.resize(plot.element.clientWidth)));

  at = link.open("").place.window ?? at;
  open();
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    unfolding.stop();
    dials.destroy();
    link.leave({ window: at }, "");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createWindows);
