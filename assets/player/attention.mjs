// Where the learner's keys and eyes are: which keys are the player's, who has the focus, what is in sight.

import { command, isOurs } from "./keys.mjs";

const NAMED = ["data-step", "data-phase-button", "data-node", "data-series", "data-weight", "data-nudged", "data-edge", "data-bench"]; // what is made anew

/**
 * @param {HTMLElement} root
 * @param {{reduced: MediaQueryList, obey: (name: string) => boolean}} handlers  `obey` says whether it did
 */
export function createAttention(root, { reduced, obey }) {
  let tabbed = false; // the focus was put where it is with the Tab key, not with the mouse

  function onKey(event) {
    if (event.key === "Tab") tabbed = true;
    const name = isOurs(event, root, tabbed) && command(event);
    if (!name) return;
    const away = outOfSight(); // asked before anything is drawn anew: afterwards it would cost a layout
    if (!obey(name)) return;
    event.preventDefault();
    if (away) toSight();
  }

  const onPointer = () => { tabbed = false; };

  /** A key may arrive from anywhere on the page: then the player has to come into sight. */
  function outOfSight() {
    const { top, bottom } = root.getBoundingClientRect();
    return top > window.innerHeight - 160 || bottom < 160;
  }

  function toSight() {
    root.scrollIntoView({ block: "start", behavior: reduced.matches ? "auto" : "smooth" });
  }

  const take = () => root.focus({ preventScroll: true });

  /** Note what in the player has the focus; the result gives it to its successor. */
  function hold() {
    const active = root.getRootNode().activeElement;
    if (!active || active === root || !root.contains(active)) return () => {};
    const name = NAMED.find((attribute) => active.hasAttribute(attribute));
    const same = name && `[${name}="${CSS.escape(active.getAttribute(name))}"]`;
    return () => {
      if (!active.isConnected) (same && root.querySelector(same) || root).focus({ preventScroll: true });
    };
  }

  /** Take in what a rerun brought: the focus stays where it was, unless the player is `wanted`. */
  function renew(fill, wanted) {
    const giveBack = hold();
    fill();
    giveBack();
    if (!wanted) return;
    take();
    toSight();
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPointer, { capture: true });
  // What was pressed with the mouse gives the focus back, so that Space plays and does not press it again.
  root.addEventListener("click", (event) => {
    if (event.detail > 0 && event.target.closest("button, input[type=range]")) take();
  });

  function destroy() {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("pointerdown", onPointer, { capture: true });
  }

  return { take, renew, destroy };
}
