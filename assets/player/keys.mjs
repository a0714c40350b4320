// Which key means what. A clicker sends PageDown and PageUp.

/**
 * The rows of the help card, in order.
 *
 * @param {import("./transport.mjs").Words} words
 */
export const helpRows = ({ beat, stage, end, chosen }) => [
  ["→ ←", `next, previous ${beat}`],
  ["Shift → ←", `next, previous ${stage} (clickers: Page Down, Page Up)`],
  ["Space", "play, pause"],
  ["↑ ↓", `previous, next ${chosen}`],
  ["Home End", `first ${end}, last ${end}`],
  ["+ −", "faster, slower"],
  ["?", "this card"],
];

const PLAIN = {
  ArrowRight: "nextBeat",
  ArrowLeft: "previousBeat",
  PageDown: "nextStage",
  PageUp: "previousStage",
  " ": "toggle",
  Home: "home",
  End: "end",
  "+": "faster",
  "=": "faster",
  "-": "slower",
  "−": "slower",
  _: "slower",
  ArrowUp: "previousChosen",
  ArrowDown: "nextChosen",
  "?": "help",
  Escape: "close",
};

// What Streamlit scrolls instead of the body: it takes the focus when the page is clicked.
const PAGE = "[data-testid=stMain], [data-testid=stApp], [data-testid=stAppViewContainer], [data-testid=stMainBlockContainer]";

/** The command of a key press, or null when it is not ours. */
export function command(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.shiftKey && event.key === "ArrowRight") return "nextStage";
  if (event.shiftKey && event.key === "ArrowLeft") return "previousStage";
  return PLAIN[event.key] ?? null;
}

export const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=textbox], " +
  "[role=combobox], [role=listbox], [role=slider], [role=menu], [role=dialog]";
const CHOICE = "[role=radiogroup], [role=tablist], input[type=radio]"; // the arrows choose there
const PRESSED = "button, a, summary, input[type=checkbox], [role=button]"; // Space presses it

/**
 * Does this key press belong to the player? Yes inside it, when nothing else holds the focus, and
 * on whatever was clicked last, because no one clicks away before using a clicker. Not on what was
 * reached with Tab (`tabbed`): there the arrows scroll the page.
 */
export function isOurs(event, root, tabbed = false) {
  const path = event.composedPath();
  const target = path[0];
  const on = (selector) => Boolean(target?.closest?.(selector));
  if (on(TYPING)) return false;
  if (on(CHOICE)) return event.key === "PageDown" || event.key === "PageUp";
  if (on(PRESSED) && tabbed && !path.includes(root)) return false;
  if (on(PRESSED)) return event.key !== " " && event.key !== "Enter";
  if (path.includes(root)) return true;
  return target === document.body || target === document.documentElement || Boolean(target?.matches?.(PAGE));
}
