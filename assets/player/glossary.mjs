// The glossary and its flashcards: two views of one page, and which of them the address names.

import { flat, html, lowered, setAttribute, setText } from "./dom.mjs";
import { createEntries } from "./entrylist.mjs";
import { createFlashcards } from "./flashcards.mjs";
import { search } from "./glossarysearch.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {{to: string, shows: string, page: string}} Link  address in the app, what is seen there, title of that page
 * @typedef {Object} Entry
 * @property {string} key
 * @property {string} term
 * @property {string} group           key of one of the groups
 * @property {string} says
 * @property {string} [symbol]        h_{t−1}
 * @property {string} [colour]        letter of the palette
 * @property {string[]} [names]       other names, by which it is found
 * @property {string} [equation]      as equation.mjs has it
 * @property {string} [shape]
 * @property {string} [pytorch]       code between backticks
 * @property {string} [keras]
 * @property {string[]} [see]         keys of others
 * @property {string} [paper]
 * @property {Link} [link]
 *
 * @typedef {Object} Card
 * @property {string} key
 * @property {string} [topic]         title of the page that teaches it
 * @property {string} question
 * @property {string} answer
 * @property {string} [equation]
 * @property {string[]} points        what an answer must have
 * @property {Link} [link]
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object<string, {fill: string, ink: string, dark: string}>} palette
 * @property {{key: string, title: string}[]} groups
 * @property {Entry[]} entries
 * @property {Card[]} cards
 */

const PARTS = ["glossary", "flashcards"];
const TITLES = { glossary: "Look up", flashcards: "Flashcards" };

/** What the address asks for. */
function asked() {
  const params = new URLSearchParams(location.search);
  const [term, card] = [params.get("term") ?? "", params.get("card") ?? ""];
  const part = PARTS.includes(params.get("part")) ? params.get("part") : card && !term ? "flashcards" : "glossary";
  return { term, card, part };
}

/** Put these into the address, and take out what is empty. */
function write(parameters) {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parameters)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const query = params.size ? `?${params}` : "";
  if (query !== location.search) history.replaceState(history.state, "", location.pathname + query + location.hash);
}

/** @param {Payload} data */
function createGlossary(host, data) {
  const page = location.pathname;
  const base = page.replace(/\/[^/]*\/?$/, "");
  let part = "";
  let last = "";

  // ------------------------------------------------------------ parts
  const entries = createEntries(data, { opened: (key) => note({ term: key }), base });
  const cards = createFlashcards(data, { opened: (key) => note({ card: key }), base });
  const field = html("input", { type: "search", id: "find-term", placeholder: "forget gate, c_t, σ, weight_hh_l0 …", autocomplete: "off", spellcheck: "false", maxlength: 80, "aria-describedby": "found-terms", oninput: find, onkeydown: leave });
  const found = html("p", { class: "found", id: "found-terms", role: "status" });
  const none = html("p", { class: "none", hidden: true });
  const symbols = html("nav", { class: "symbols", "aria-label": "Symbols" }, ...data.entries.filter(({ symbol }) => symbol).map(symbolOf));
  const panels = {
    glossary: html("div", { class: "look-up", role: "tabpanel", id: "part-glossary", "aria-labelledby": "tab-glossary" },
      html("div", { class: "search" }, html("label", { for: "find-term" }, "Find"), field, found), symbols, none, entries.element),
    flashcards: html("div", { role: "tabpanel", id: "part-flashcards", "aria-labelledby": "tab-flashcards" }, cards.element),
  };
  const tabs = Object.fromEntries(PARTS.map((name) => [name, tabOf(name)]));
  const root = html("section", { class: "player glossary", "data-testid": "glossary", "aria-label": "Glossary and flashcards", onkeydown: keyed },
    html("div", { class: "tabs", role: "tablist" }, ...Object.values(tabs).map(({ tab }) => tab)), ...Object.values(panels));
  const tip = createTip(root);
  host.append(root);

  function symbolOf({ key, symbol, term, colour }) {
    const style = colour ? `color: var(--ink-${colour})` : null;
    const explain = ({ currentTarget }) => {
      const { left, bottom } = currentTarget.getBoundingClientRect();
      tip.show({ head: term, number: "" }, left - 14, bottom - 12);
    };
    return html("button", { type: "button", style, "aria-label": `${flat(symbol)}, ${term}`, onclick: () => { tip.hide(); reveal(key); }, onpointerenter: explain, onfocus: explain, onpointerleave: () => tip.hide(), onblur: () => tip.hide() }, ...lowered(symbol));
  }

  function tabOf(name) {
    const count = html("span", { class: "count" });
    const tab = html("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `part-${name}`, onclick: () => turn(name) }, TITLES[name], count);
    return { tab, count };
  }

  // ------------------------------------------------------------ acting
  function note(parameters) {
    if (location.pathname !== page) return;
    write({ part: part === "flashcards" ? part : "", ...parameters });
    last = location.search;
  }

  function turn(name) {
    choose(name);
    note(name === "flashcards" ? { term: "" } : { card: "" });
    if (name === "flashcards") cards.tell();
  }

  function choose(name) {
    part = name;
    setAttribute(root, "data-part", name);
    for (const each of PARTS) {
      panels[each].hidden = each !== name;
      setAttribute(tabs[each].tab, "aria-selected", each === name);
      tabs[each].tab.tabIndex = each === name ? 0 : -1;
    }
  }

  /** Open an entry, whatever was searched for before. */
  function reveal(key) {
    field.value = "";
    find();
    entries.show(key);
  }

  function find() {
    const { how, found: list } = search(data.entries, field.value);
    const count = `${list.length} ${list.length === 1 ? "entry" : "entries"}`;
    entries.filter(list);
    setAttribute(root, "data-found", list.length);
    symbols.hidden = how !== "all";
    none.hidden = how === "all" || how === "named";
    setText(found, how === "none" ? "Nothing found" : how === "all" ? `${data.entries.length} entries` : count);
    setText(none, how === "mentioned" ? `Nothing is called “${field.value.trim()}”, but this speaks of it:`
      : `Nothing here is called “${field.value.trim()}”. Try part of a word, a symbol such as c_t, or a name from PyTorch or Keras such as h_n.`);
  }

  function leave(event) {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      find();
    }
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    entries.first()?.focus();
  }

  function keyed(event) {
    if (event.target.closest("[role=tablist]") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      turn(PARTS[1 - PARTS.indexOf(part)]);
      tabs[part].tab.focus();
    }
  }

  /** The sign that means search everywhere; not where something is being written. */
  function slash(event) {
    const typing = event.composedPath()[0]?.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || part !== "glossary") return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  /** Show what the address asks for, when it has changed. */
  function follow() {
    if (location.pathname !== page || location.search === last) return;
    last = location.search;
    const { term, card, part: wanted } = asked();
    choose(wanted);
    if (wanted === "flashcards") cards.open(card);
    else if (entries.has(term)) requestAnimationFrame(() => reveal(term));
    else if (term) miss(term);
  }

  function miss(term) {
    field.value = term.replaceAll("-", " ").slice(0, 80);
    find();
  }

  function counts({ due, fresh }) {
    setText(tabs.flashcards.count, due ? `${due} due` : fresh ? `${fresh} new` : "none due");
    setText(tabs.glossary.count, `${data.entries.length} entries`);
  }

  function update(later) {
    paint(root, later.palette);
    follow();
  }

  const stop = cards.watch(counts);
  find();
  choose("glossary");
  last = " ";
  update(data);
  addEventListener("popstate", follow);
  document.addEventListener("keydown", slash);

  return { update, destroy: () => {
    stop();
    removeEventListener("popstate", follow);
    document.removeEventListener("keydown", slash);
    root.remove();
  } };
}

export default mountOnce(createGlossary);
