// Which key means what. A clicker sends PageDown and PageUp.

/** The rows of the help card, in order. */
export const HELP = [
  ["→ ←", "next, previous phase"],
  ["Shift → ←", "next, previous time step (clickers: Page Down, Page Up)"],
  ["Space", "play, pause"],
  ["↑ ↓", "previous, next unit"],
  ["Home End", "first step, last step"],
  ["+ −", "faster, slower"],
  ["?", "this card"],
];

const PLAIN = {
  ArrowRight: "nextPhase",
  ArrowLeft: "previousPhase",
  PageDown: "nextStep",
  PageUp: "previousStep",
  " ": "toggle",
  Home: "home",
  End: "end",
  "+": "faster",
  "=": "faster",
  "-": "slower",
  "−": "slower",
  _: "slower",
  ArrowUp: "previousUnit",
  ArrowDown: "nextUnit",
  "?": "help",
  Escape: "close",
};

// What Streamlit scrolls instead of the body: it takes the focus when the page is clicked.
const PAGE = "[data-testid=stMain], [data-testid=stApp], [data-testid=stAppViewContainer], [data-testid=stMainBlockContainer]";

/** The command of a key press, or null when it is not ours. */
export function command(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.shiftKey && event.key === "ArrowRight") return "nextStep";
  if (event.shiftKey && event.key === "ArrowLeft") return "previousStep";
  return PLAIN[event.key] ?? null;
}

const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox], " +
  "[role=listbox], [role=slider], [role=radiogroup], [role=tablist], [role=menu], [role=dialog]";

/**
 * Does this key press belong to the player? Yes inside it, and when nothing else holds the focus.
 * A button keeps Space for itself, so that pressing it does what it says.
 */
export function isOurs(event, root) {
  const path = event.composedPath();
  const target = path[0];
  if (target?.matches?.(TYPING)) return false;
  if (path.includes(root)) return !(event.key === " " && target.matches("button, summary"));
  return target === document.body || target === document.documentElement || Boolean(target?.matches?.(PAGE));
}
