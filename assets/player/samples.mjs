// What a network wrote at every moment of its training that was kept: the same beginning and the same draws, so that
// only what it has learnt differs. A press opens that moment.

import { html, setAttribute, setText } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { readable } from "./reader.mjs";
import { paint } from "./palette.mjs";

/**
 * The mirror of `samples_payload` in `lstm_ui/text/payload.py`.
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} begin        what all begin with
 * @property {string} how          how the next character is drawn
 * @property {number|null} opened  the update of the one that is open in the writer
 * @property {{update: number, bits: number, text: string}[]} samples  rising
 */

const NEAR = 40; // pixels from the end of the list within which it follows what comes

/** A sample on few lines: its line breaks are marks. */
export const inline = (text) => text.replaceAll("\n", " ⏎ ").replace(/ {2,}/g, " ").trim();

/** @param {Payload} first */
function createSamples(host, first, tell) {
  let rows = [];
  let opened = null;
  const words = html("p", { class: "about" });
  const list = html("ol", { class: "sample-list", tabindex: 0, "aria-label": "Samples, the earliest first" });
  const empty = html("p", { class: "sample-none" }, "The first sample stands here as soon as Train has made its first numbers.");
  const root = html("section", { class: "player samples", "data-testid": "samples", "aria-label": "What the model writes as it learns" },
    html("header", {}, html("h3", {}, "What it writes as it learns"), words), empty, list);
  host.append(root);

  function row(sample) {
    const when = html("b", {});
    const bits = html("small", {});
    const text = html("span", { class: "sample-text", dir: "auto" });
    const made = { sample, when, bits, text };
    made.button = html("button", { type: "button", onclick: () => tell?.("scrub", { update: made.sample.update }) }, html("span", { class: "sample-when" }, when, bits), text);
    made.element = html("li", {}, made.button);
    return made;
  }

  /** @param {Payload} next */
  function update(next) {
    paint(root, next.palette);
    const follows = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    const grown = rows.length > 0 && next.samples.length > rows.length;
    while (rows.length > next.samples.length) rows.pop().element.remove();
    while (rows.length < next.samples.length) {
      rows.push(row(next.samples[rows.length]));
      list.append(rows.at(-1).element);
    }
    rows.forEach((one, n) => {
      one.sample = next.samples[n];
      setText(one.when, `after update ${one.sample.update}`);
      setText(one.bits, `${readable(one.sample.bits, 2)} bits per character`);
      setText(one.text, inline(next.begin + one.sample.text));
      setAttribute(one.button, "aria-pressed", one.sample.update === next.opened);
    });
    setText(words, `${next.how}; the same for all, so only what was learnt differs. Press one to open it in the writer below.`.replace(/^./, (letter) => letter.toUpperCase()));
    setAttribute(root, "data-count", rows.length);
    setAttribute(root, "data-opened", next.opened ?? "");
    empty.hidden = rows.length > 0;
    list.hidden = !rows.length;
    if (grown && follows) list.scrollTop = list.scrollHeight;
    else if (!grown && next.opened !== opened) keep(rows.find(({ sample }) => sample.update === next.opened)?.element);
    opened = next.opened;
  }

  /** Scroll the list, not the page, so that the one that is open is in sight. */
  function keep(element) {
    if (!element) return;
    const bottom = element.offsetTop + element.offsetHeight;
    list.scrollTop = Math.min(element.offsetTop, Math.max(list.scrollTop, bottom - list.clientHeight));
  }

  update(first);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createSamples);
