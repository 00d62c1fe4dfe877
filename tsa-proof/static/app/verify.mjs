// The page that checks proofs: everything is worked out in the frame, here it is said.

import { FileFrame } from "../js/frame-client.mjs";
import { answers } from "./answers.mjs";
import { at, el, fingerprint } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { say } from "./text.mjs";

const frame = new FileFrame(at("frame"), frameSettings("verify"));
keepTheme(frame);

frame.addEventListener("assessment", ({ detail }) => {
  const { subjects, left } = detail;
  const shown = subjects.map((subject) => answers(subject));
  if (shown.length === 0) shown.push(el("p", { class: "hint waiting" }, say("verify-nothing-yet")));
  at("answers").replaceChildren(...shown);
  at("left").hidden = !left || left.length === 0;
  at("left").querySelector("ul").replaceChildren(...(left ?? []).map(({ name }) => el("li", {}, el("bdi", {}, name))));
});

frame.addEventListener("roots", ({ detail }) => {
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
