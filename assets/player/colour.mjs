// Colour of one number in a heatmap: from the page's own paper to the quantity's own colour.

/** "#rrggbb" as [r, g, b]. */
export function rgb(hex) {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

const mix = (a, b, p) => a.map((channel, k) => Math.round(channel + (b[k] - channel) * p));

/**
 * A scale for one quantity. Gates go from paper (0) to colour (1). Signed values go from paper (0) to
 * colour (+range) and, through the contrary grey-blue, to −range, so that sign is never lost.
 */
export function scale({ paper, full, contrary, signed, range }) {
  const [zero, up, down] = [rgb(paper), rgb(full), rgb(contrary)];
  return (value) => {
    const p = Math.min(1, Math.abs(value) / range);
    const shown = Math.sqrt(p) * 0.35 + p * 0.65;
    return `rgb(${mix(zero, signed && value < 0 ? down : up, shown).join(",")})`;
  };
}
