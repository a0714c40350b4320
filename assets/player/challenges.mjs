// The board of challenges: the list, the open one, and what the server found when it checked.

import { byLevel, linkTo, nameOf, nextAfter } from "./board.mjs";
import { html, lowered, setAttribute, setText } from "./dom.mjs";
import { subscribe } from "./keepsake.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { mark, read } from "./progress.mjs";
import { tick } from "./tick.mjs";

const marked = new Set(); // verdicts that were taken into the progress: an erased one does not come back
let told = 0; // so that the same message twice is two messages
let summoned = null; // what was opened from here: the board moves above the table, and the page to it

/** @param {import("./board.mjs").Payload} first */
function createBoard(host, first, tell) {
  let data = first;
  let open = first.open;
  let over = ""; // the verdict that counts no more, since the challenge was opened anew
  let waits = false;

  // ------------------------------------------------------------ parts
  const button = (label, act, more = {}) => html("button", { type: "button", onclick: act, ...more }, label);
  const done = html("span", { class: "count" });
  const share = html("span", { class: "share" });
  const list = html("nav", { class: "list", "aria-label": "Challenges" });
  const where = html("p", { class: "where" });
  const title = html("h3", { tabindex: -1 });
  const goal = html("p", { class: "goal" });
  const tools = html("p", { class: "tools" });
  const hint = html("p", { class: "hint-of", id: "board-hint", hidden: true });
  const hints = button("Hint", () => showHint(hint.hidden), { "aria-controls": "board-hint", "data-act": "hint" });
  const check = button("Check", () => ask("check"), { class: "check", "data-act": "check" });
  const all = button("All challenges", () => unfold(root.dataset.list !== "shown"), { "data-act": "all" });
  const address = html("input", { class: "address", readonly: true, hidden: true, "aria-label": "Link to this challenge" });
  const copied = html("span", { class: "copied", role: "status" });
  const verdict = html("p", { class: "verdict", "aria-live": "polite", "data-testid": "verdict" });
  const learnt = html("p", {});
  const next = button("", () => choose(next.value), { "data-act": "next" });
  const lesson = html("div", { class: "learnt" }, html("h4", {}, "What this shows"), learnt, next);
  const one = html("article", { class: "open" }, where, title, goal,
    html("h4", {}, "Your tools"), tools,
    html("div", { class: "acts" }, check, hints, button("Start over", () => choose(open), { "data-act": "over" }),
      button("Copy link", copy, { "data-act": "copy" }), copied, html("span", { class: "leave" }, all, button("Close", close, { "data-act": "close" }))),
    address, hint, verdict, lesson);
  const begin = button("", () => choose(begin.value), { class: "check", "data-act": "begin" });
  const start = html("div", { class: "open" }, html("p", { class: "goal" }), html("p", { class: "none" },
    "Choose one. It opens on a network that does not do it yet; change that network, then check. A hint is at hand, and you can start over as often as you like."), begin);
  const spoken = html("p", { class: "spoken", "aria-live": "polite" });
  const root = html("section", { class: "player board", "data-testid": "board", "aria-labelledby": "board-title" },
    html("header", {}, html("h2", { id: "board-title" }, "Challenges"), done, html("span", { class: "track" }, share)),
    html("div", { class: "both" }, list, start, one), spoken);
  host.append(root);

  // ------------------------------------------------------------ acting
  const current = () => data.challenges.find(({ key }) => key === open);

  function ask(what) {
    told += 1;
    waits = what === "check";
    show();
    tell?.(what, { key: open, n: told });
  }

  /** Open a challenge, or the open one from its start. */
  function choose(key) {
    if (key !== open) closeHint();
    open = key;
    over = nameOf(data.verdict);
    setText(spoken, `${current().title}. ${current().goal}`);
    summoned = key;
    ask("open");
  }

  /** Put the challenge away; what stands on the table stays. */
  function close() {
    closeHint();
    open = "";
    ask("open");
  }

  function unfold(whole) {
    setAttribute(root, "data-list", whole ? "shown" : "");
    setAttribute(all, "aria-expanded", whole);
  }

  function showHint(visible) {
    hint.hidden = !visible;
    setAttribute(hints, "aria-expanded", visible);
  }

  function closeHint() {
    showHint(false);
    address.hidden = true;
    setText(copied, "");
  }

  async function copy() {
    const link = linkTo(open, location.href);
    try {
      await navigator.clipboard.writeText(link);
      setText(copied, "Copied.");
    } catch { // the browser lets no page copy here, so the learner does
      address.hidden = false;
      address.value = link;
      address.select();
      setText(copied, "Selected: copy it from here.");
    }
  }

  // ------------------------------------------------------------ showing
  function show() {
    const { solved } = read();
    const number = data.challenges.filter(({ key }) => Object.hasOwn(solved, key)).length;
    const chosen = current();
    setText(done, `${number} of ${data.challenges.length} solved`);
    share.style.width = `${(100 * number) / Math.max(1, data.challenges.length)}%`;
    setAttribute(root, "data-open", chosen?.key ?? "");
    setAttribute(root, "data-solved", number);
    one.hidden = !chosen;
    start.hidden = Boolean(chosen);
    if (chosen) showOne(chosen, solved);
    else showStart(solved, number);
    showList(solved);
  }

  function showStart(solved, number) {
    const from = nextAfter("", data.challenges, solved);
    begin.hidden = !from;
    setText(start.firstChild, from
      ? `${data.challenges.length} goals for a network; the app runs it and says whether it gets there.`
      : `All ${data.challenges.length} are solved.`);
    if (!from) return;
    begin.value = from.key;
    setText(begin, `${number ? "Go on" : "Begin"} with “${from.title}”`);
  }

  function showOne(chosen, solved) {
    const { key, level, hint: help } = chosen;
    const was = Object.hasOwn(solved, key);
    setText(where, `${level} · ${data.challenges.indexOf(chosen) + 1} of ${data.challenges.length}${was ? " · solved" : ""}`);
    title.replaceChildren(...lowered(chosen.title));
    goal.replaceChildren(...lowered(chosen.goal));
    tools.replaceChildren(...lowered(chosen.tools));
    hint.replaceChildren(...lowered(help));
    showVerdict(key);
    lesson.hidden = !was;
    learnt.replaceChildren(...lowered(chosen.learnt));
    const after = nextAfter(key, data.challenges, solved);
    next.hidden = !after;
    if (!after) return;
    next.value = after.key;
    setText(next, `Next challenge: ${after.title} →`);
  }

  function showVerdict(key) {
    const heard = data.verdict?.key === key && nameOf(data.verdict) !== over ? data.verdict : null;
    const state = waits ? "waits" : !heard ? "none" : heard.solved ? "solved" : "not";
    setAttribute(verdict, "data-state", state);
    const said = waits ? "Checking…" : heard?.sentence ?? "";
    if (verdict.dataset.said === state + said) return; // or it would be spoken at every rerun
    verdict.dataset.said = state + said;
    verdict.replaceChildren(...(state === "solved" ? [tick()] : []), html("span", {}, ...lowered(said)));
  }

  let rows = new Map();

  function showList(solved) {
    const keys = data.challenges.map(({ key }) => key).join();
    if (keys !== list.dataset.keys) draw(keys);
    for (const { key } of data.challenges) {
      const is = Object.hasOwn(solved, key);
      const row = rows.get(key);
      setAttribute(row.element, "aria-current", key === open);
      setAttribute(row.element, "data-solved", is);
      if (row.is !== is) row.stop.replaceChildren(...(is ? [tick(), html("span", { class: "spoken" }, "solved: ")] : []));
      row.is = is;
    }
  }

  function draw(keys) {
    list.dataset.keys = keys;
    rows = new Map(data.challenges.map(({ key, title: called }) => {
      const stop = html("span", { class: "stop" });
      const element = button(stop, () => choose(key), { "data-challenge": key });
      element.append(html("span", {}, ...lowered(called)));
      return [key, { stop, is: false, element }];
    }));
    list.replaceChildren(...byLevel(data.challenges).map(({ level, challenges }) => html("div", { class: "level" },
      html("h4", {}, level), html("ol", {}, ...challenges.map(({ key }) => html("li", {}, rows.get(key).element))))));
  }

  function hear() {
    const name = nameOf(data.verdict);
    if (!data.verdict?.solved || marked.has(name)) return;
    marked.add(name);
    mark("solved", data.verdict.key);
  }

  function update(later) {
    if (later.open !== data.open) {
      if (later.open !== open) closeHint();
      open = later.open;
    }
    data = later;
    waits = false;
    paint(root, data.palette);
    hear();
    show();
    if (summoned === null || summoned !== data.open) return;
    summoned = null;
    unfold(false);
    root.scrollIntoView({ block: "start" });
    title.focus({ preventScroll: true });
  }

  const stop = subscribe(show);
  closeHint();
  update(first);

  return { update, destroy: () => { stop(); root.remove(); } };
}

export default mountOnce(createBoard);
