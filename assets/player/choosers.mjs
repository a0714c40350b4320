// A slider over a list of values, and a row of buttons of which one is pressed.

import { html, setAttribute, setText } from "./dom.mjs";

/**
 * A slider over a list of values.
 *
 * @param {{name: string, label: (string|Node)[], said: string, values: any[], at: number, shown: (value: any) => string, turned: (at: number) => void}} of
 */
export function createSlide({ name, label, said, values, at, shown, turned }) {
  const slider = html("input", { type: "range", min: 0, max: values.length - 1, step: 1, value: at, "aria-label": said, "data-slide": name, oninput: () => { set(Number(slider.value)); turned(Number(slider.value)); } });
  const output = html("output", {});
  const element = html("label", { class: "slide" }, html("span", {}, ...label), slider, output);

  function set(to) {
    slider.value = to;
    setText(output, shown(values[to]));
    slider.setAttribute("aria-valuetext", shown(values[to]));
  }

  function offer(others, to) {
    values = others;
    slider.max = values.length - 1;
    set(to);
  }

  set(at);
  return { element, set, offer };
}

/**
 * A row of buttons of which one is pressed.
 *
 * @param {{label: string, names: string[], at: number, chosen: (at: number) => void}} of
 */
export function createSwitch({ label, names, at, chosen }) {
  const buttons = names.map((name, n) => html("button", { type: "button", "data-choice": name, onclick: () => { set(n); chosen(n); } }, name));
  const element = html("div", { class: "choose" }, html("span", { class: "name" }, label), html("div", { class: "switch", role: "group", "aria-label": label }, ...buttons));
  const set = (to) => buttons.forEach((button, n) => setAttribute(button, "aria-pressed", n === to));
  set(at);
  return { element, set };
}
