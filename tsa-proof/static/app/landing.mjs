// The first page's drop zone: files go on to the deposit page as fingerprints; proofs are checked right here.

import { FileFrame } from "../js/frame-client.mjs";
import { answers } from "./answers.mjs";
import { at, el } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { Items } from "./items.mjs";
import { announce } from "./layout.mjs";
import { say } from "./text.mjs";

const next = at("drop-next");
const frame = new FileFrame(at("frame"), frameSettings("landing"));
keepTheme(frame);
const items = new Items();
let checking = false;

frame.addEventListener("digest", ({ detail }) => {
  if (!checking) items.add(detail);
});

items.addEventListener("change", () => {
  next.replaceChildren(el("a", { class: "button large", href: "deposit" }, say("landing-continue", { count: items.count })));
  next.hidden = checking || items.count === 0;
});

frame.addEventListener("evidence", () => {
  checking = true;
  items.clear();
  announce(say("landing-check-instead"));
  at("drop-lead").textContent = say("landing-check-instead");
  // What was dropped comes along into the new mode.
  frame.setMode("verify");
});

frame.addEventListener("assessment", ({ detail }) => {
  if (!checking) return;
  at("answers").replaceChildren(...detail.subjects.map(answers));
});
