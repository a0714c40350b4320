// The entries of the glossary: one row each, grouped, of which some are open.

import { codespans } from "./codespans.mjs";
import { html, lowered, setAttribute } from "./dom.mjs";
import { equation } from "./equation.mjs";
import { goTo } from "./route.mjs";

/**
 * @param {import("./glossary.mjs").Payload} data
 * @param {{opened: (key: string) => void, base: string}} tell  hears which entry was opened, "" when it was closed
 */
export function createEntries(data, { opened, base }) {
  const terms = new Map(data.entries.map(({ key, term }) => [key, term]));
  const rows = new Map(data.entries.map((entry) => [entry.key, row(entry)]));
  const groups = data.groups.map(({ key, title }) => group(key, title));
  const element = html("div", { class: "groups" }, ...groups.map(({ section }) => section));
  element.addEventListener("keydown", walk);

  // ------------------------------------------------------------ parts
  function group(key, title) {
    const members = data.entries.filter((entry) => entry.group === key).map((entry) => rows.get(entry.key));
    const heading = html("h3", { id: `group-${key}` }, title);
    const section = html("section", { class: "group", "aria-labelledby": `group-${key}` },
      heading, ...members.map(({ article }) => article));
    return { members, section };
  }

  function row(entry) {
    const { key, term, colour, symbol } = entry;
    const style = colour ? `--own: var(--fill-${colour}); --own-ink: var(--ink-${colour})` : null;
    const button = html("button", { type: "button", class: "name", "aria-expanded": "false", onclick: () => toggle(key) },
      html("span", { class: "term" }, term),
      symbol ? html("span", { class: "symbol" }, ...lowered(symbol)) : "");
    const more = html("div", { class: "more", id: `more-${key}` }, details(entry), links(entry));
    setAttribute(button, "aria-controls", more.id);
    const article = html("article", { class: "entry", "data-key": key, "data-open": "false", style },
      html("h4", {}, button),
      html("p", { class: "is" }, ...lowered(entry.says)),
      html("div", { class: "form" }, entry.equation ? html("div", { class: "maths" }, equation(entry.equation, data.palette)) : "",
        entry.shape ? html("p", { class: "shape" }, html("span", {}, "shape "), ...lowered(entry.shape)) : ""),
      more);
    return { article, button, open: false };
  }

  function details({ pytorch, keras, paper }) {
    const lines = [["PyTorch", pytorch], ["Keras", keras], ["From", paper]].filter(([, text]) => text);
    return html("dl", {}, ...lines.flatMap(([name, text]) => [html("dt", {}, name), html("dd", {}, ...codespans(text))]));
  }

  function links({ see = [], link }) {
    const others = see.map((key) => html("button", { type: "button", class: "other", onclick: () => show(key) }, terms.get(key)));
    return html("div", { class: "links" },
      link ? html("a", { class: "picture-of", href: base + link.to, onclick: goTo }, html("b", {}, link.shows), html("span", {}, ` · ${link.page} →`)) : "",
      others.length ? html("p", { class: "see" }, "See also ", ...others) : "");
  }

  // ------------------------------------------------------------ acting
  function set(key, open) {
    const one = rows.get(key);
    one.open = open;
    setAttribute(one.article, "data-open", open);
    setAttribute(one.button, "aria-expanded", open);
  }

  function toggle(key) {
    const open = !rows.get(key).open;
    set(key, open);
    opened(open ? key : "");
  }

  /** Open that entry and lead to it. */
  function show(key) {
    set(key, true);
    opened(key);
    reach(key);
  }

  /** Scroll to an entry; it may be anywhere on the page. */
  function reach(key) {
    const { article, button } = rows.get(key);
    article.scrollIntoView({ block: "center" });
    button.focus({ preventScroll: true });
    article.classList.remove("reached");
    requestAnimationFrame(() => article.classList.add("reached"));
  }

  /** The arrows walk from entry to entry. */
  function walk(event) {
    const on = event.target.closest?.(".name");
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!on || !by) return;
    const shown = buttons();
    const next = shown[shown.indexOf(on) + by];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  }

  const buttons = () => [...element.querySelectorAll(".entry:not([hidden]) .name")];

  /** Show these entries alone. */
  function filter(found) {
    const keys = new Set(found.map(({ key }) => key));
    for (const [key, { article }] of rows) article.hidden = !keys.has(key);
    for (const { section, members } of groups) section.hidden = members.every(({ article }) => article.hidden);
  }

  return { element, filter, set, show, reach, first: () => buttons()[0], has: (key) => rows.has(key) };
}
