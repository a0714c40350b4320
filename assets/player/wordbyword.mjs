// A sentence read word by word by an RNN and an LSTM: what each would answer after every word, and how much of
// each word is left in its hidden state.

import { classRow } from "./answer.mjs";
import { between, ease } from "./bars.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { percent, readable } from "./reader.mjs";
import { createStepper } from "./stepper.mjs";
import { createTip, explained } from "./tip.mjs";

/**
 * @typedef {Object} Reader
 * @property {string} kind
 * @property {string} badge
 * @property {number[][]} shares   of the intents after each word (T, K)
 * @property {number[][]} left     at [t, k ≤ t]: the part that word k has in what h_t hangs on
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string[]} notes
 * @property {string[]} tokens
 * @property {boolean[]} known
 * @property {number} steps
 * @property {string[]} classes
 * @property {Reader[]} readers
 * @property {boolean} revealed    the question beside it was answered or skipped
 */

const FAINTEST = 0.32; // a word that is gone can still be read
const precise = (share) => (share >= 0.1 ? percent(share) : `${readable(share * 100, 1)}%`);

/** How strongly a word is drawn that has that part, where the largest has `most`. */
export const strength = (share, most) => FAINTEST + (1 - FAINTEST) * Math.min(1, share / most);

/** One network: its words as bars, and its answer. */
function createReader({ tip, goTo }) {
  const title = html("h3");
  const badge = html("span", { class: "badge" });
  const words = html("ol", { class: "words" });
  const heading = html("h4");
  const list = html("dl", { class: "classes" });
  const element = html("section", { class: "reader" }, html("header", {}, title, badge),
    html("div", { class: "reader-picture" }, html("div", { class: "wide" }, words), html("section", { class: "verdict" }, heading, list)));
  let [columns, rows, own, data] = [[], [], null, null];

  function update(reader, payload) {
    [own, data] = [reader, payload];
    setAttribute(element, "data-reader", reader.kind);
    setText(title, reader.kind);
    setText(badge, reader.badge);
    columns = payload.tokens.map((token, k) => column(token, payload.known[k], k));
    words.replaceChildren(...columns.map(({ item }) => item));
    rows = payload.classes.map(classRow);
    list.replaceChildren(...rows.map(({ row }) => row));
  }

  function column(token, known, k) {
    const bar = html("span", { class: "left-bar" });
    const share = html("span", { class: "number" });
    const word = html("span", { class: known ? "word" : "word unknown" }, token);
    const after = html("span", { class: "after" });
    const item = html("li", { "data-word": k + 1, onclick: () => goTo(k) }, html("span", { class: "left-track" }, share, bar), word, after);
    explained(item, tip, () => ({ head: `“${token}”`, number: item.dataset.share ? `${precise(Number(item.dataset.share))} of what the state hangs on` : "not read yet", body: known ? "Nudge every word a little, all alike: this is its part of the change in the hidden state." : "The network never met this word and reads an unknown one." }));
    return { item, bar, share, word, after };
  }

  function paint(t, from, progress) {
    const on = t === from + 1 && progress < 1;
    const target = own.left[t];
    const now = on ? between([...own.left[from], 0], target, ease(progress)) : target;
    const most = Math.max(...target);
    columns.forEach(({ item, bar, share, word, after }, k) => {
      const there = k <= t;
      bar.style.transform = `scaleY(${there ? now[k].toFixed(4) : 0})`;
      setAttribute(item, "data-state", k === t ? "now" : there ? "past" : "idle");
      setAttribute(item, "data-share", there ? target[k] : "");
      share.style.transform = `translateY(${there ? (-now[k] * 96).toFixed(1) : 0}px)`;
      setText(share, there ? precise(target[k]) : "");
      word.style.opacity = there ? strength(now[k], most).toFixed(2) : FAINTEST;
      const shares = own.shares[k];
      const best = shares.indexOf(Math.max(...shares));
      setText(after, there ? `${data.classes[best]} ${percent(shares[best]).replace("over ", "> ")}` : "");
    });
    const shares = own.shares[t];
    const best = shares.indexOf(Math.max(...shares));
    setText(heading, t === data.steps - 1 ? "Its answer, after the last word" : `If it had to answer after “${data.tokens[t]}”`);
    rows.forEach((row, k) => row.show(shares[k], k === best));
  }

  const see = (t) => {
    const box = words.parentElement;
    const { offsetLeft, offsetWidth } = columns[t].item;
    if (offsetLeft < box.scrollLeft || offsetLeft + offsetWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = offsetLeft - box.clientWidth / 2;
  };

  return { element, update, paint, see };
}

/** @param {Payload} first */
function createReading(host, first) {
  let data = first;
  let opened = false;
  const root = html("section", { class: "player recurrence reading", "data-testid": "reading", tabindex: 0, "aria-label": "A sentence read word by word" });
  const tip = createTip(root);
  const notes = html("div", { class: "notes", role: "status" });
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const stepper = createStepper(root, { what: "word", count: () => data.steps, paint, rest });
  const readers = first.readers.map(() => createReader({ tip, goTo: (t) => stepper.go(t) }));
  const link = createLink(() => [{ name: "word", what: "word", most: data.steps }]);
  root.prepend(notes, stepper.element, says, ...readers.map(({ element }) => element),
    html("p", { class: "hint" }, "Bars: nudge every word a little, all alike. Of all that this changes in the hidden state, this much comes from each word."));
  host.append(root);

  function paint(t, from, progress) {
    readers.forEach((reader) => reader.paint(t, from, progress));
  }

  function rest(t) {
    const left = data.readers.map(({ kind, left: all }) => `${precise(all[t][0])} in the ${kind}`).join(", ");
    setText(says, t === 0 ? `Only “${data.tokens[0]}” was read: the whole state hangs on it.` : `After “${data.tokens[t]}” the first word, “${data.tokens[0]}”, still has ${left}.`);
    readers.forEach((reader) => reader.see(t));
    if (opened) link.write({ word: t });
  }

  function fill(next) {
    const end = stepper.at() === data.steps - 1;
    data = next;
    paintPalette(root, data.palette);
    readers.forEach((reader, n) => reader.update(data.readers[n], data));
    return end;
  }

  function update(next) {
    const now = next.revealed && !data.revealed;
    if (JSON.stringify(next.tokens) !== JSON.stringify(data.tokens)) {
      const end = fill(next);
      tell(data.notes);
      stepper.stand(end ? data.steps - 1 : 0);
    }
    data = next;
    if (now) stepper.reveal();
  }

  const tell = (sentences) => notes.replaceChildren(...sentences.filter(Boolean).map((sentence) => html("p", {}, sentence)));

  fill(data);
  const { place, problem } = link.open("reading");
  tell([...data.notes, problem]);
  stepper.stand(place.word ?? 0);
  opened = true;

  function destroy() {
    stepper.destroy();
    link.leave({ word: stepper.at() }, "reading");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createReading);
