// The little card that explains whatever is under the pointer or holds the focus.

import { html, lowered, setText } from "./dom.mjs";

export function createTip(host) {
  const head = html("strong");
  const number = html("span", { class: "number" });
  const body = html("span", { class: "body" });
  const card = html("div", { class: "tip", role: "tooltip", hidden: true }, head, number, body);
  host.append(card);

  function show(text, clientX, clientY) {
    head.replaceChildren(...lowered(text.head));
    setText(number, text.number);
    body.replaceChildren(...lowered(text.body ?? ""));
    card.hidden = false;
    const frame = host.getBoundingClientRect();
    const wide = card.offsetWidth;
    const left = Math.min(Math.max(0, clientX - frame.left + 14), Math.max(0, frame.width - wide));
    const below = clientY - frame.top + host.scrollTop + 18; // in full screen the player itself scrolls
    const over = clientY + card.offsetHeight + 30 > window.innerHeight;
    card.style.transform = `translate(${left}px, ${over ? below - card.offsetHeight - 34 : below}px)`;
  }

  return { show, hide: () => { card.hidden = true; }, element: card };
}
