// A page that has just opened still gives what stands above a place another height.

const SETTLES = 3000; // milliseconds in which a page that has just opened may still give what is above another height
const OWN_MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];

/** To the head of it; and again as long as the page around it still takes its places and the learner moves nothing. */
export function bringHead(element, calm) {
  const once = () => element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  const watching = new ResizeObserver(once); // reports at once too: the first scroll
  const end = () => {
    watching.disconnect();
    OWN_MOVES.forEach((move) => removeEventListener(move, end, { capture: true }));
  };
  for (let around = element; around; around = around.parentNode ?? around.host) {
    if (around instanceof Element) watching.observe(around);
  }
  OWN_MOVES.forEach((move) => addEventListener(move, end, { capture: true, passive: true }));
  setTimeout(end, SETTLES);
}
