// In a picture that a prediction has made run: what became of it, while the question is out of sight.

import { leadBack } from "./bring.mjs";
import { html, setText } from "./dom.mjs";

/** What became of the prediction that the picture is about, and the way back to its reason. */
export function createVerdict(calm) {
  let back = "";
  const words = html("strong");
  const button = html("button", { type: "button", class: "text", onclick: () => leadBack(back, calm) }, "Read why");
  const element = html("p", { class: "became", role: "status", hidden: true }, words, " ", button);

  /** @param {{verdict: string, back: string}|null} predicted */
  function update(predicted) {
    element.hidden = !predicted;
    if (predicted) back = predicted.back;
    setText(words, predicted?.verdict ?? "");
  }

  return { element, update };
}
