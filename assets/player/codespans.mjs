// Text in which code stands between backticks.

import { html, lowered } from "./dom.mjs";

/** The text as nodes: code as code, symbols outside of it with their subscripts lowered. */
export const codespans = (text) => text.split("`").flatMap((part, k) =>
  (k % 2 ? [html("code", {}, part)] : lowered(part)));

/** The pieces of code alone. */
export const codesOf = (text) => text.split("`").filter((_, k) => k % 2);
