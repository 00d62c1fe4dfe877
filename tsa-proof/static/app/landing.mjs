// The first page's drop zone: files go on to the deposit page as fingerprints; proofs are checked right here.

import { FileFrame } from "../js/frame-client.mjs";
import { answers } from "./answers.mjs";
import { keepDigest, replaceBasket } from "./basket.mjs";
import { at, el } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { announce } from "./layout.mjs";
import { say } from "./text.mjs";

const next = at("drop-next");
const frame = new FileFrame(at("frame"), frameSettings("landing"));
keepTheme(frame);
let checking = false;
let fresh = true;

frame.addEventListener("digest", ({ detail }) => {
  if (checking) return;
  if (fresh) replaceBasket([]);
  fresh = false;
  const count = keepDigest(detail);
  next.replaceChildren(el("a", { class: "button large", href: "deposit" }, say("landing-continue", { count })));
  next.hidden = false;
});

frame.addEventListener("evidence", () => {
  checking = true;
  if (!fresh) replaceBasket([]);
  next.hidden = true;
  announce(say("landing-check-instead"));
  at("drop-lead").textContent = say("landing-check-instead");
  // What was dropped comes along into the new mode.
  frame.setMode("verify");
});

frame.addEventListener("assessment", ({ detail }) => {
  if (!checking) return;
  at("answers").replaceChildren(...detail.subjects.map(answers));
});
