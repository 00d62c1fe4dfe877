// The first page's drop zone: files go on to the deposit page as fingerprints; proofs are checked right here.

import { FileFrame } from "../js/frame-client.mjs";
import { answers, summaryWords } from "./answers.mjs";
import { Basket } from "./basket.mjs";
import { at, el } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { Gathering } from "./gather.mjs";
import { Items } from "./items.mjs";
import { announce } from "./layout.mjs";
import { say } from "./text.mjs";

const frame = new FileFrame(at("frame"), frameSettings("landing"));
keepTheme(frame);
const items = new Items({ basket: new Basket(), numbered: (number) => say("common-file-number", { number }) });
const gathering = new Gathering({ frame, items, changed: show });
gathering.start();

// Who goes on before every fingerprint is ready would leave the others behind.
function show() {
  const { count } = items;
  at("drop-next").hidden = !gathering.active || count === 0 || gathering.hashing;
  const onclick = () => items.settle();
  at("drop-next").replaceChildren(el("a", { class: "button large", href: "deposit", onclick }, say("landing-continue", { count })));
}

frame.addEventListener("evidence", () => {
  gathering.stop();
  announce(say("landing-check-instead"));
  at("drop-lead").textContent = say("landing-check-instead");
  at("gathering").hidden = true;
  // What was dropped comes along into the new mode.
  frame.setMode("verify");
});

frame.addEventListener("assessment", ({ detail }) => {
  if (gathering.active) return;
  at("answers").replaceChildren(...detail.subjects.map(answers));
  announce(detail.subjects.map(summaryWords).join(" "));
});
