// An exercise: put each task to its shape, by click, by drag or by the keys 1 to 5; every wrong place has its reason.

import { html, setAttribute, setText } from "./dom.mjs";
import { TYPING } from "./keys.mjs";
import { glyph } from "./kinds.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";

/**
 * @typedef {Object} Task
 * @property {string} key
 * @property {string} title
 * @property {string} what      what goes in and what comes out
 * @property {string} right     the key of its shape
 * @property {Object<string, string>} reasons  for each shape why it fits or not
 *
 * @typedef {Object} Payload  as lstm_ui/shapes/exercise.py makes it
 * @property {number} version
 * @property {import("./kinds.mjs").Kind[]} kinds
 * @property {Task[]} tasks
 * @property {Object} palette
 */

/** What was tried so far: the task at hand, where each was put, and how many first tries were right. */
export const begun = () => ({ at: 0, placed: {}, tried: [], first: 0 });

/** The state after task `at` was put to shape `key`; a wrong place is only noted. */
export function put(state, tasks, key) {
  const task = tasks[state.at];
  if (!task) return state;
  if (key !== task.right) return { ...state, tried: [...new Set([...state.tried, key])] };
  return { at: state.at + 1, placed: { ...state.placed, [task.key]: key }, tried: [], first: state.first + (state.tried.length ? 0 : 1) };
}

/** @param {Payload} data */
function createSorting(host, data) {
  let state = begun();
  let told = null; // what the last place was, and its reason
  const root = html("section", { class: "player sorting", "data-testid": "sorting", tabindex: 0, "aria-label": "Put each task to its shape" });
  const count = html("p", { class: "count-of" });
  const title = html("h3");
  const what = html("p", { class: "what" });
  const card = html("div", { class: "task", draggable: "true", ondragstart: (event) => event.dataTransfer.setData("text/plain", "task") }, title, what);
  const verdict = html("p", { class: "said", role: "status" });
  const again = html("button", { type: "button", class: "again", onclick: () => { state = begun(); told = null; show(); bins[0].button.focus(); } }, "Once more");
  const bins = data.kinds.map((kind, at) => bin(kind, at));
  root.append(html("div", { class: "deck" }, html("div", { class: "asked" }, count, card), html("div", { class: "answered" }, verdict, again)),
    html("div", { class: "bins" }, ...bins.map(({ element }) => element)));
  document.addEventListener("keydown", onKey);
  host.append(root);

  function bin(kind, at) {
    const list = html("ul", {});
    const button = html("button", { type: "button", class: "kind", "data-bin": kind.key, onclick: () => place(kind.key) },
      glyph(kind), html("strong", {}, kind.title), html("span", { class: "key-of" }, `key ${at + 1}`));
    const over = (event) => { event.preventDefault(); element.classList.add("over"); };
    const out = () => element.classList.remove("over");
    const drop = (event) => { event.preventDefault(); out(); place(kind.key); };
    const element = html("div", { class: "bin", ondragover: over, ondragleave: out, ondrop: drop }, button, list);
    return { kind, element, button, list };
  }

  function onKey(event) {
    const at = Number(event.key) - 1;
    if (event.ctrlKey || event.metaKey || event.altKey || !bins[at] || !isOurs(event)) return;
    event.preventDefault();
    place(bins[at].kind.key);
  }

  /** A digit is ours wherever the focus is, if the card is in sight and nothing is typed. */
  function isOurs(event) {
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(TYPING)) return false;
    const { top, bottom } = card.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  }

  function place(key) {
    const task = data.tasks[state.at];
    if (!task) return;
    told = { task, key, right: key === task.right };
    state = put(state, data.tasks, key);
    const within = root.contains(root.getRootNode().activeElement);
    show();
    if (within && !root.contains(root.getRootNode().activeElement)) root.focus({ preventScroll: true }); // its button was switched off
  }

  function show() {
    const task = data.tasks[state.at];
    const all = data.tasks.length;
    setAttribute(root, "data-at", state.at);
    setAttribute(root, "data-first", state.first);
    setAttribute(root, "data-done", !task);
    setAttribute(root, "data-told", told ? (told.right ? "right" : "wrong") : "none");
    setText(count, task ? `Task ${state.at + 1} of ${all}` : "All tasks have their place");
    setText(title, task ? task.title : `${state.first} of ${all} at the first try`);
    setText(what, task ? task.what : "Each shape below lists the tasks that it does.");
    setAttribute(card, "draggable", Boolean(task));
    const shape = told && data.kinds.find(({ key }) => key === told.key).title;
    setText(verdict, !told ? "Click a shape, drag the card onto it, or press 1 to 5." : `${told.right ? "Right" : "Not quite"}: ${told.task.title.toLowerCase()}, ${shape}. ${told.task.reasons[told.key]}`);
    again.hidden = Boolean(task);
    for (const { kind, button, list } of bins) {
      const there = data.tasks.filter(({ key }) => state.placed[key] === kind.key);
      list.replaceChildren(...there.map((one) => html("li", { title: one.reasons[kind.key] }, one.title)));
      button.disabled = !task || state.tried.includes(kind.key);
    }
  }

  function update(next) {
    data = next;
    paint(root, data.palette);
  }

  paint(root, data.palette);
  show();
  function destroy() {
    document.removeEventListener("keydown", onKey);
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createSorting);
