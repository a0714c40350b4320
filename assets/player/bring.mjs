// Bringing what is new into sight, and leading back to the question that made a picture run.

const BAR = 80; // what the page's own bar takes, and a little air

/** Scroll as little as possible; to its head where it is taller than the window. */
export function bring(root, calm) {
  const tall = root.getBoundingClientRect().height > window.innerHeight - BAR;
  root.scrollIntoView({ block: tall ? "start" : "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

/** What is new in it begins at its head: that has to be in sight. */
export function bringUp(root) {
  const { top } = root.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.4) root.scrollIntoView({ block: "start" });
}

/** To the element of that class outside the player, and to its first button. */
export function leadBack(name, calm) {
  const question = document.querySelector(`.${CSS.escape(name)}`);
  question?.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  question?.querySelector("button")?.focus({ preventScroll: true });
}
