// The first page's drop zone: files go on to the deposit page as fingerprints, proofs to the page that checks them.

import { FileFrame } from "../js/frame-client.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { keepDigest } from "./basket.mjs";
import { say } from "./text.mjs";
import { announce } from "./layout.mjs";

const next = document.getElementById("drop-next");
const frame = new FileFrame(document.getElementById("frame"), frameSettings("landing"));
keepTheme(frame);

frame.addEventListener("digest", ({ detail }) => {
  const count = keepDigest(detail);
  offer(say("landing-continue", { count }), "deposit");
});

frame.addEventListener("evidence", () => {
  announce(say("landing-check-instead"));
  offer(say("landing-check-link"), "verify");
});

function offer(words, page) {
  const link = document.createElement("a");
  link.className = "button large";
  link.href = page;
  link.textContent = words;
  next.replaceChildren(link);
  next.hidden = false;
}
