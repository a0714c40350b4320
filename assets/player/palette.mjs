// The colours come from the payload: one home, in Python. Here they become custom properties.

/** --fill-f for areas and --ink-f for text; the browser picks light or dark by the page's scheme. */
export function paint(root, palette) {
  for (const [key, symbol] of Object.entries(palette)) {
    root.style.setProperty(`--fill-${key}`, `light-dark(${symbol.fill}, ${symbol.dark})`);
    root.style.setProperty(`--ink-${key}`, `light-dark(${symbol.ink}, ${symbol.dark})`);
  }
}
