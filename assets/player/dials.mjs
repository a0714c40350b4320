// The sliders of the gradient player. Turning one shows another curve of the family at once, without the
// server; where it comes to rest the server hears of it, and computes the families around that place.

import { flat, html, lowered, setText } from "./dom.mjs";

const REST = 350; // milliseconds without a move

const readable = (value) => String(value).replace("-", "−");

/**
 * @param {{turned: (name: string, at: number) => void, rested: (name: string, value: number) => void}} handlers
 */
export function createDials(handlers) {
  const element = html("div", { class: "dials" });
  let rows = [];

  function row(dial) {
    const value = html("output", {});
    const slider = html("input", { type: "range", min: 0, max: dial.values.length - 1, step: 1, "data-dial": dial.name, "aria-label": flat(dial.title) });
    const own = html("button", { type: "button", class: "text" }, dial.back);
    const made = { name: dial.name, dial, slider, value, own, title: html("span", { class: "dial-title" }), timer: 0 };
    slider.addEventListener("input", () => turn(made, Number(slider.value)));
    own.addEventListener("click", () => { slider.value = made.dial.own; turn(made, made.dial.own); });
    made.element = html("label", { class: "dial" }, made.title, slider, value);
    element.append(html("div", { class: "dial-row" }, made.element, own));
    return made;
  }

  function turn(made, at) {
    say(made, at);
    handlers.turned(made.name, at);
    rows.filter((other) => other !== made && other.timer).forEach(finish);
    clearTimeout(made.timer);
    made.timer = setTimeout(() => finish(made), REST);
  }

  function finish(made) {
    clearTimeout(made.timer);
    made.timer = 0;
    handlers.rested(made.name, valueOf(made));
  }

  function say(made, at) {
    const text = `${made.dial.before}${readable(made.dial.values[at])}`;
    setText(made.value, text);
    made.slider.setAttribute("aria-valuetext", text);
    made.own.disabled = at === made.dial.own;
  }

  /** New families from the server: a dial that is being turned stays under the finger. */
  function update(dials) {
    if (!rows.length) rows = dials.map(row);
    dials.forEach((dial, at) => {
      const made = rows[at];
      const under = made.timer ? dial.values.indexOf(valueOf(made)) : -1;
      made.dial = dial;
      made.title.replaceChildren(...lowered(dial.title));
      made.slider.max = dial.values.length - 1;
      made.slider.value = under < 0 ? dial.at : under;
      say(made, Number(made.slider.value));
    });
  }

  const called = (name) => rows.find((made) => made.name === name);
  const valueOf = ({ dial, slider }) => dial.values[Number(slider.value)];
  const at = (name) => Number(called(name).slider.value);
  const value = (name) => valueOf(called(name));
  const destroy = () => rows.forEach((made) => clearTimeout(made.timer));

  return { element, update, at, value, destroy };
}
