// One proof, said to a person: three answers, why, what to try, the time line, and every detail for who wants it.

import { el, fingerprint } from "./dom.mjs";
import { knows, list, localTime, number, say, size } from "./text.mjs";

/** The whole answer about one proof, as an element. */
export function answers(subject) {
  const title = subject.given?.file?.name || subject.given?.token?.name || say("common-nav-check");
  return el("article", { class: "card answer" },
    el("h2", {}, el("bdi", {}, title)),
    summary(subject),
    subject.token ? time(subject.token) : null,
    el("ul", { class: "verdicts" },
      verdict("file", subject.file),
      verdict("time", subject.time, trustSource(subject)),
      verdict("holder", subject.holder, holderNames(subject))),
    timeline(subject.timeline ?? []),
    details(subject));
}

/** The time of a token: the binding form, then the reader's own. */
export function time({ genTime, accuracyMicros }) {
  return el("p", { class: "when" },
    el("time", { datetime: genTime, class: "mono ltr", dir: "ltr" }, genTime),
    el("span", { class: "hint" }, `${say("common-time-local")}: ${localTime(genTime)}`),
    accuracyMicros ? el("span", { class: "hint" }, say("verify-within", { accuracy: accuracy(accuracyMicros) })) : null);
}

/** "within 1 second" */
export function accuracy(micros) {
  const millis = Math.ceil(micros / 1000);
  if (millis % 1000 === 0) return say("common-accuracy-seconds", { count: millis / 1000 });
  return say("common-accuracy-millis", { count: millis });
}

/** A reason in words, or its code when the page does not know it. */
export function reasonWords({ reason, detail }) {
  return knows(`reason-${reason}`) ? say(`reason-${reason}`, { detail: detail ?? "" }) : reason;
}

/** The outcome about one proof in a sentence. */
export function summaryWords(subject) {
  return outcome(subject)[1];
}

function summary(subject) {
  const [kind, sentence] = outcome(subject);
  return el("p", { class: `notice ${kind}` }, sentence);
}

function outcome({ file, time, holder, claim }) {
  const all = [file, time, holder];
  const names = (claim?.holders ?? []).map(({ name }) => name);
  if (all.some(({ verdict }) => verdict === "fail")) return ["bad", say("verify-some-fail")];
  if (all.every(({ verdict }) => verdict === "pass")) return ["good", say("verify-all-pass", { holder: list(names) })];
  if (file.verdict === "pass" && time.verdict === "pass") return ["good", say("verify-file-time-pass")];
  if (file.reason === "no-file") return ["warn", say("verify-need-file")];
  if (file.reason === "no-token") return ["warn", say("verify-need-proof")];
  return ["warn", say("verify-undecided")];
}

// Below the word of the answer: what it rests on.
function trustSource({ trustSource: source }) {
  return source ? el("p", { class: "hint", "data-trust": source }, say(`verify-trust-${source}`)) : null;
}

// Who is meant, also where the file is another: not shown of a claim that the token does not hold.
function holderNames({ holder, claim }) {
  if (holder.verdict !== "pass") return null;
  return el("ul", { class: "holder-names" }, ...(claim?.holders ?? []).map(({ name }) => el("li", {}, el("bdi", {}, name))));
}

function verdict(question, judged, ground = null) {
  const { verdict: answer, reason } = judged;
  const advice = `reason-${reason}-try`;
  return el("li", { class: `verdict ${answer}`, "data-question": question, "data-verdict": answer, "data-reason": reason ?? "" },
    el("h3", {}, say(`verify-${question}`)),
    el("p", { class: "hint" }, say(`verify-${question}-question`)),
    el("p", { class: "verdict-word" }, sign(answer), say(`verify-${answer}`)),
    ground,
    reason ? el("p", {}, reasonWords(judged)) : null,
    reason && knows(advice) ? el("p", { class: "hint" }, el("strong", {}, `${say("verify-try")}: `), say(advice)) : null);
}

// The answer is a word, a sign and a colour, so that none of them carries it alone.
function sign(answer) {
  return el("span", { class: "sign", "aria-hidden": "true" }, { pass: "✓", fail: "✕" }[answer] ?? "?");
}

function timeline(events) {
  if (events.length === 0) return null;
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const all = [...events, { at: now, event: "now" }].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return el("div", {},
    el("h3", {}, say("verify-timeline")),
    el("ol", { class: "timeline" }, ...all.map(({ at, event }) =>
      el("li", { "data-event": event },
        el("time", { datetime: at, class: "mono ltr", dir: "ltr" }, at),
        el("span", {}, say(EVENTS[event] ?? event))))));
}

function details(subject) {
  const { token, claimToken, claim, commands = [] } = subject;
  const lines = commands.map(({ text }) => text);
  return el("div", { class: "folds" },
    token ? fold("verify-tst", facts(tokenFacts(token))) : null,
    claimToken ? fold("result-part-claim-token", facts(tokenFacts(claimToken))) : null,
    claim ? fold("verify-claim", facts(claimFacts(claim, subject.openedName))) : null,
    token?.signer ? fold("verify-signer", facts(signerFacts(token.signer, token.chain ?? []))) : null,
    lines.length > 0 ? fold("verify-commands", el("p", {}, say("verify-commands-lead")),
      el("pre", { class: "commands ltr", dir: "ltr", tabindex: "0" }, el("code", {}, lines.join("\n")))) : null);
}

function fold(title, ...content) {
  return el("details", { class: "fold" }, el("summary", {}, say(title)), ...content);
}

function facts(rows) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", { class: "facts" }, ...shown.flatMap(([id, value]) => [el("dt", {}, say(id)), el("dd", {}, value)]));
}

function tokenFacts(token) {
  return [
    ["verify-tst-gen-time", code(token.genTime)],
    ["verify-tst-accuracy", token.accuracyMicros ? accuracy(token.accuracyMicros) : say("common-unknown")],
    ["verify-tst-policy", code(token.policy)],
    ["verify-tst-hash", code(token.hash)],
    ["verify-tst-imprint", code(token.imprint)],
    ["verify-tst-serial", code(token.serial)],
    ["verify-tst-ordering", token.ordering === undefined ? null : say(token.ordering ? "common-yes" : "common-no")],
    ["verify-tst-nonce", code(token.nonce)],
    ["verify-tst-tsa", code(token.tsa)],
  ];
}

function claimFacts(claim, openedName) {
  const holders = (claim.holders ?? []).map(({ name, kind, role }) =>
    el("p", {}, el("bdi", {}, name), ` · ${say(`common-kind-${kind}`)} · ${say(`common-role-${role}`)}`));
  return [
    ["common-holder", el("div", {}, ...holders)],
    ["result-agent", claim.agent && isolated(claim.agent.name)],
    ["result-matter", claim.agent?.matter && isolated(claim.agent.matter)],
    ["result-work-title", claim.work?.title && isolated(claim.work.title)],
    ["result-work-note", claim.work?.note && isolated(claim.work.note)],
    ["result-file-name", fileName(claim.file ?? {}, openedName)],
    ["common-size", claim.file?.size === undefined ? null : `${size(claim.file.size)} (${number(claim.file.size)})`],
    ["common-sha256", code(claim.file?.sha256)],
    ["common-sha512", code(claim.file?.sha512)],
    ["result-assurance", claim.assurance && say(`common-assurance-${claim.assurance.level}`)],
    ["result-service", code(claim.service)],
  ];
}

// A sealed name is shown when its seal was given: the claim commits to this name and no other.
function fileName({ name, name_commit: sealed }, opened) {
  if (name) return isolated(name);
  if (opened) return el("span", {}, isolated(opened), ` · ${say("verify-name-opened")}`);
  return say(sealed ? "verify-name-sealed" : "result-file-name-none");
}

function signerFacts(signer, chain) {
  const root = chain.find((certificate) => certificate.selfIssued) ?? null;
  const [from, to] = [signer.notBefore, signer.notAfter].map((at) => new Date(at).toISOString().slice(0, 10));
  const valid = say("verify-valid-span", { from, to });
  return [
    ["trust-subject", isolated(signer.subject)],
    ["verify-issuer", isolated(signer.issuer)],
    ["common-serial", code(signer.serial)],
    ["verify-valid", valid],
    ["trust-fingerprint", code(signer.sha256)],
    ["verify-root", root && isolated(root.subject)],
    ["verify-root-fingerprint", root && code(root.sha256)],
  ];
}

function isolated(text) {
  return el("bdi", {}, text ?? "");
}

function code(text) {
  return text === null || text === undefined ? null : fingerprint(String(text), 200);
}

const EVENTS = {
  "file-token": "verify-event-token",
  "claim-token": "verify-event-claim-token",
  "file-logged": "verify-event-logged",
  "claim-logged": "verify-event-claim-logged",
  "signer-ends": "verify-event-certificate-end",
  "root-ends": "verify-event-root-end",
  now: "verify-event-now",
};
