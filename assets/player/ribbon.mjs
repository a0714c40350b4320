// The sequence as a row of chips, one a time step, with the answer at its end. Drag to scrub.

import { html, setAttribute, setText } from "./dom.mjs";
import { answerAt } from "./answer.mjs";

export function createRibbon(handlers) {
  const list = html("ol", { class: "ribbon", "aria-label": "Sequence: one chip a time step" });
  const answer = html("span", { class: "answer" });
  const element = html("div", { class: "sequence" }, list, answer);
  let chips = [];
  let reading = null; // of which the chips are
  let scrubbing = null; // where the drag began, and whether it has moved

  const stepUnder = (event) => {
    const chip = list.getRootNode().elementFromPoint?.(event.clientX, event.clientY)?.closest?.("[data-step]");
    return chip ? Number(chip.dataset.step) - 1 : -1;
  };
  list.addEventListener("pointerdown", (event) => {
    const t = event.button === 0 ? stepUnder(event) : -1;
    scrubbing = t >= 0 ? { t, moved: false } : null;
    if (scrubbing && event.pointerType === "mouse") handlers.goTo(t); // a rerun may come before the click
  });
  list.addEventListener("pointermove", (event) => {
    if (!(event.buttons & 1)) scrubbing = null;
    if (!scrubbing) return;
    const t = stepUnder(event);
    scrubbing.moved ||= t >= 0 && t !== scrubbing.t;
    if (t >= 0) handlers.goTo(t);
  });
  list.addEventListener("pointerup", () => {
    if (scrubbing?.moved) handlers.released();
    scrubbing = null;
  });

  function chipOf(token, t, known) {
    const button = html("button", {
      type: "button", class: known ? "chip" : "chip unknown", "data-step": t + 1,
      title: known ? `Step ${t + 1}` : `Step ${t + 1}: not in the vocabulary, seen as “unknown”`,
      onclick: () => handlers.goTo(t),
    }, html("span", { class: "word", dir: "auto" }, token === " " ? "␣" : token), html("span", { class: "count" }, String(t + 1)));
    return html("li", {}, button);
  }

  function update(payload) {
    const wanted = JSON.stringify([payload.tokens, payload.known]);
    if (wanted !== reading) {
      chips = payload.tokens.map((token, t) => chipOf(token, t, payload.known[t]));
      list.replaceChildren(...chips);
      reading = wanted;
    }
    answer.hidden = !payload.readout;
  }

  /** Keep the current chip in sight without moving the page. */
  function follow(chip) {
    const [left, right] = [chip.offsetLeft - 60, chip.offsetLeft + chip.offsetWidth + 60];
    if (left < list.scrollLeft) list.scrollLeft = left;
    else if (right > list.scrollLeft + list.clientWidth) list.scrollLeft = right - list.clientWidth;
  }

  function show(payload, place) {
    chips.forEach((chip, t) => {
      const state = t === place.t ? "now" : t < place.t ? "past" : "idle";
      setAttribute(chip.firstChild, "data-state", state);
      setAttribute(chip.firstChild, "tabindex", t === place.t ? 0 : -1); // one stop of Tab for the row
      if (t === place.t) chip.firstChild.setAttribute("aria-current", "step");
      else chip.firstChild.removeAttribute("aria-current");
    });
    const focused = list.getRootNode().activeElement;
    if (chips[place.t] && list.contains(focused)) chips[place.t].firstChild.focus({ preventScroll: true });
    if (chips[place.t]) follow(chips[place.t]);
    if (!payload.readout) return;
    const { text, sure } = answerAt(payload.readout, place.t);
    const last = place.t === payload.steps - 1;
    setText(answer, `${last ? "answer" : "if asked now"}: ${text}${sure}`);
    setAttribute(answer, "data-state", last ? "now" : "idle");
  }

  return { element, update, show };
}
