// Which of two proofs is earlier (proof-service F5).

import { FileFrame } from "../js/frame-client.mjs";
import { reasonWords, time } from "./answers.mjs";
import { at, el, fingerprint } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { say, span } from "./text.mjs";

const frame = new FileFrame(at("frame"), frameSettings("verify"));
keepTheme(frame);

frame.addEventListener("assessment", ({ detail }) => {
  const proofs = detail.subjects.filter(({ token }) => token);
  const cards = proofs.map(card);
  const order = proofs.length === 2 ? [verdict(proofs)] : [el("p", { class: "hint waiting" }, say("compare-need-two"))];
  at("order").replaceChildren(...order, el("div", { class: "pair" }, ...cards));
});

/** `before`, `after`, `overlap`, `same` or `void`, and the gap in seconds where there is an order. */
export function compare(first, second) {
  if ([first, second].some((proof) => proof.time.verdict === "fail")) return { order: "void" };
  if (first.token.serial === second.token.serial && first.token.imprint === second.token.imprint) return { order: "same" };
  const [a, b] = [interval(first.token), interval(second.token)];
  // Without an accuracy a token says nothing of how far its time may be off, so no order follows from it.
  if (a === null || b === null) return { order: "overlap" };
  if (a.to < b.from) return { order: "before", gap: (b.from - a.to) / 1e6 };
  if (b.to < a.from) return { order: "after", gap: (a.from - b.to) / 1e6 };
  return { order: "overlap" };
}

// Microseconds since 1970; a double holds them exactly until the year 2255.
function interval({ genTime, accuracyMicros }) {
  if (accuracyMicros === null || accuracyMicros === undefined) return null;
  const time = Date.parse(genTime) * 1000;
  return { from: time - accuracyMicros, to: time + accuracyMicros };
}

function verdict([first, second]) {
  const { order, gap } = compare(first, second);
  const [one, two] = [nameOf(first, "compare-first"), nameOf(second, "compare-second")];
  const words = {
    before: ["good", say("compare-earlier", { first: one, second: two }), say("compare-by", { span: span(gap ?? 0) })],
    after: ["good", say("compare-earlier", { first: two, second: one }), say("compare-by", { span: span(gap ?? 0) })],
    overlap: ["warn", say("compare-cannot"), say("compare-cannot-why", { first: first.token.genTime, second: second.token.genTime })],
    same: ["warn", say("compare-same"), ""],
    void: ["bad", say("compare-cannot"), say("compare-not-trusted")],
  }[order];
  return el("div", { class: `notice ${words[0]}`, "data-order": order },
    el("h2", {}, words[1]), el("p", {}, words[2]), untrusted(first, second));
}

function untrusted(...proofs) {
  const doubts = proofs.filter((proof) => proof.time.verdict === "cannot-tell").map((proof) => reasonWords(proof.time));
  return doubts.length > 0 ? el("p", {}, [...new Set(doubts)].join(" ")) : null;
}

function nameOf(proof, fallback) {
  return proof.given?.file?.name ?? proof.claim?.file?.name ?? proof.given?.token?.name ?? say(fallback);
}

function card(proof, index) {
  const fallback = index === 0 ? "compare-first" : "compare-second";
  return el("article", { class: "card" },
    el("p", { class: "hint" }, say(fallback)),
    el("h3", {}, el("bdi", {}, nameOf(proof, fallback))),
    time(proof.token),
    el("p", {}, fingerprint(proof.token.imprint, 32)),
    proof.claim ? el("p", {}, ...proof.claim.holders.flatMap(({ name }) => [el("bdi", {}, name), " "])) : null);
}
