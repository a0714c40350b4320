// Pulling the bar of a gate in the drawing of the cell: shown while it moves, said when it is let go.

const CLICK = 4; // pixels within which it was a click and no pull

/** The value at height `y` of a bar in `box`: gates stand on the floor, signed values on the middle line. */
export function valueAt(box, y, signed, half) {
  const value = signed ? (1 - (2 * (y - box.y)) / box.height) * half : 1 - (y - box.y) / box.height;
  const least = signed ? -half : 0;
  return Math.round(Math.max(least, Math.min(signed ? half : 1, value)) * 100) / 100;
}

/**
 * @param {SVGElement} root
 * @param {{under: (event: PointerEvent) => {gate: string, unit: number, value: (event: PointerEvent) => number}|null,
 *   move: (gate: string, unit: number, value: number) => void, end: (gate: string, unit: number, value: number) => void, cancel: () => void}} handlers
 *   `under`: the bar that can be pulled there, if any
 */
export function createPull(root, handlers) {
  let grip = null;

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls the page there
    const found = handlers.under(event);
    grip = found && { ...found, from: event.clientY, moved: false };
  });
  root.addEventListener("pointermove", (event) => {
    if (!grip) return;
    if (!grip.moved && Math.abs(event.clientY - grip.from) > CLICK) {
      grip.moved = true;
      root.setPointerCapture(event.pointerId);
    }
    if (grip.moved) handlers.move(grip.gate, grip.unit, grip.value(event));
  });
  root.addEventListener("pointerup", (event) => {
    if (grip?.moved) handlers.end(grip.gate, grip.unit, grip.value(event));
    grip = null;
  });
  root.addEventListener("pointercancel", () => {
    if (grip?.moved) handlers.cancel();
    grip = null;
  });
}
