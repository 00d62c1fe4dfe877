// The fingerprints whose files are not in the frame: pasted, or made on an earlier page. They can be taken out one by one.

import { at, el, fingerprint } from "./dom.mjs";
import { number, say } from "./text.mjs";

/** Draws those of `items`; the fold stays as the person left it. */
export function drawLoose(items) {
  const loose = items.loose();
  const shown = loose.slice(0, SHOWN);
  const key = shown.map(({ sha256 }) => sha256).join();
  at("loose").hidden = loose.length === 0;
  at("loose-count").textContent = number(loose.length);
  if (at("loose-list").dataset.drawn === key) return;
  at("loose-list").dataset.drawn = key;
  at("loose-list").replaceChildren(...shown.map((item, place) => row(items, item, place)));
}

function row(items, item, place) {
  const remove = () => {
    items.retain((one) => one !== item);
    items.settle();
    // The focus goes to what took the place of the one that went.
    const buttons = at("loose-list").querySelectorAll("button");
    (buttons[Math.min(place, buttons.length - 1)] ?? at("start-over")).focus();
  };
  const label = say("frame-remove", { name: item.sha256.slice(0, 12) });
  return el("li", {}, fingerprint(item.sha256, 24),
    el("button", { type: "button", class: "quiet small", onclick: remove, "aria-label": label }, say("common-remove")));
}

// A longer list helps nobody; "start over" takes out all.
const SHOWN = 100;
