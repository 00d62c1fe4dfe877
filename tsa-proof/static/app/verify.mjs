// The page that checks proofs: everything is worked out in the frame, here it is said.

import { FileFrame } from "../js/frame-client.mjs";
import { keepRoots, listenToPaste, offerReport, showAssessment } from "./checking.mjs";
import { at, el, fingerprint } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { say } from "./text.mjs";

const frame = new FileFrame(at("frame"), frameSettings("verify"));
keepTheme(frame);
listenToPaste((hex) => frame.addFingerprint(hex));
offerReport((file) => frame.save(file));

frame.addEventListener("assessment", ({ detail }) => showAssessment(detail));

frame.addEventListener("roots", ({ detail }) => {
  keepRoots(detail.roots);
  // The service's own stand above already.
  at("roots").replaceChildren(...detail.roots.filter(({ source }) => source !== "service").map(root));
});

function root({ sha256, subject, source, trusted }) {
  const box = el("input", { type: "checkbox", onchange: () => frame.trustRoot(sha256, box.checked) });
  box.checked = trusted;
  return el("li", { class: "card root" },
    el("div", { class: "row spread" },
      el("strong", {}, el("bdi", {}, subject)),
      el("span", { class: "badge" }, say(source === "package" ? "verify-root-package" : "verify-root-imported"))),
    el("p", { class: "hint" }, say("verify-root-fingerprint")),
    el("p", {}, fingerprint(sha256, 64)),
    el("label", { class: "choice" }, box, el("span", {}, say("verify-root-trust"))));
}
