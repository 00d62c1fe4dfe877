// Which of two proofs is earlier (proof-service F5).

import { FileFrame } from "../js/frame-client.mjs";
import { reasonWords, time } from "./answers.mjs";
import { at, el, fingerprint } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { say, span } from "./text.mjs";

const frame = new FileFrame(at("frame"), frameSettings("verify"));
keepTheme(frame);
let before = null;

frame.addEventListener("assessment", ({ detail }) => {
  const proofs = detail.subjects.filter(({ token }) => token);
  const told = JSON.stringify(detail);
  if (told === before) return;
  before = told;
  const order = detail.comparison ? verdict(detail.comparison, proofs) : el("p", { class: "hint waiting" }, say("compare-need-two"));
  at("order").replaceChildren(order, el("div", { class: "pair" }, ...proofs.map(card)));
});

// What the frame found out, in words; the names are those of files that were checked, or of the tokens.
function verdict({ order, gapMicros }, [first, second]) {
  const [one, two] = [nameOf(first, "compare-first"), nameOf(second, "compare-second")];
  const apart = () => (gapMicros === null ? say("compare-by-ordering") : say("compare-by", { span: span(gapMicros / 1e6) }));
  const [kind, title, why] = {
    earlier: () => ["good", say("compare-earlier", { first: one, second: two }), apart()],
    later: () => ["good", say("compare-earlier", { first: two, second: one }), apart()],
    "cannot-be-ordered": () =>
      ["warn", say("compare-cannot"), say("compare-cannot-why", { first: first.token.genTime, second: second.token.genTime })],
    "cannot-be-ordered-without-accuracy": () => ["warn", say("compare-cannot"), say("compare-no-accuracy")],
    same: () => ["warn", say("compare-same"), ""],
    undecided: () => ["warn", say("compare-cannot"), say("compare-undecided")],
    void: () => ["bad", say("compare-cannot"), say("compare-not-trusted")],
  }[order]();
  const doubts = [first, second].flatMap(({ file, time }) => [file, time]).filter(({ verdict: word, reason }) => word !== "pass" && reason !== "no-file");
  return el("div", { class: `notice ${kind}`, "data-order": order },
    el("h2", {}, title), el("p", {}, why),
    doubts.length > 0 ? el("p", {}, [...new Set(doubts.map(reasonWords))].join(" ")) : null);
}

function nameOf(proof, fallback) {
  const file = proof.file.verdict === "pass" ? proof.given?.file?.name : null;
  return file || proof.given?.token?.name || say(fallback);
}

function card(proof, index) {
  const fallback = index === 0 ? "compare-first" : "compare-second";
  return el("article", { class: "card" },
    el("p", { class: "hint" }, say(fallback)),
    el("h3", {}, el("bdi", {}, nameOf(proof, fallback))),
    time(proof.token),
    el("p", {}, fingerprint(proof.token.imprint, 32)),
    proof.holder.verdict === "pass" ? el("p", {}, ...proof.claim.holders.flatMap(({ name }) => [el("bdi", {}, name), " "])) : null);
}
