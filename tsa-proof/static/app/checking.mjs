// What the two pages that check proofs have in common around the answers: a pasted fingerprint, and a report to keep.

import { at, el, fingerprint, setError } from "./dom.mjs";
import { answers, summaryWords } from "./answers.mjs";
import { say } from "./text.mjs";

/** Hands each fingerprint that is pasted to `use`, as lower-case digits. */
export function listenToPaste(use) {
  const input = at("fingerprint");
  at("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    const hex = fingerprintIn(input.value);
    setError(input, hex ? null : say("verify-paste-wrong"));
    if (!hex) return input.focus();
    use(hex);
    input.value = "";
  });
}

/**
 * The fingerprint in what was pasted: the digits alone, in pairs with colons, or a line of `sha256sum` or `openssl dgst`; `null` if
 * there is none.
 */
export function fingerprintIn(text) {
  const words = text.toLowerCase().split(/[\s=*]+/).map((word) => word.replaceAll(":", ""));
  return words.find((word) => LENGTHS.has(word.length) && /^[0-9a-f]+$/.test(word)) ?? null;
}

/** Shows an assessment, and keeps it for the report. */
export function showAssessment({ subjects, left = [] }) {
  const shown = subjects.map((subject) => answers(subject));
  if (shown.length === 0) shown.push(el("p", { class: "hint waiting" }, say("verify-nothing-yet")));
  const opened = openFolds();
  at("answers").replaceChildren(...shown);
  for (const fold of folds()) fold.open = opened.has(keyOf(fold));
  // Screen readers hear the outcome, and hear it once.
  const said = subjects.map(summaryWords).join(" ");
  if (at("said").textContent !== said) at("said").textContent = said;
  at("left").hidden = left.length === 0;
  at("left").querySelector("ul").replaceChildren(...left.map(({ name }) => el("li", {}, el("bdi", {}, name))));
  latest = { subjects, left };
  for (const button of ["report", "print"]) at(button).hidden = subjects.length === 0;
}

/**
 * Shows the roots that `wanted` wants, each with a box that calls `decide(sha256, trusted)`, and keeps all of them for the report. A root
 * that stands there already stays, and with it the focus in its box.
 */
export function showRoots(roots, decide, wanted = () => true) {
  latestRoots = roots;
  const shown = roots.filter(wanted);
  for (const [sha256, card] of cards) {
    if (shown.some((root) => root.sha256 === sha256)) continue;
    card.element.remove();
    cards.delete(sha256);
  }
  for (const root of shown) {
    if (!cards.has(root.sha256)) {
      cards.set(root.sha256, rootCard(root, decide));
      at("roots").append(cards.get(root.sha256).element);
    }
    const { box, badge } = cards.get(root.sha256);
    box.checked = root.trusted;
    badge.textContent = say(ORIGINS[root.source]);
  }
}

function rootCard({ sha256, subject, source }, decide) {
  const box = el("input", { type: "checkbox", disabled: source === "service", onchange: () => decide(sha256, box.checked) });
  const badge = el("span", { class: "badge" });
  const element = el("li", { class: "card root" },
    el("div", { class: "row spread" }, el("strong", {}, el("bdi", {}, subject)), badge),
    el("p", { class: "hint" }, say("verify-root-fingerprint")),
    el("p", {}, fingerprint(sha256, 64)),
    el("label", { class: "choice" }, box, el("span", {}, say(source === "service" ? "verify-root-trusted" : "verify-root-trust"))));
  return { element, box, badge };
}

// What a reader has opened stays open when the answers are made anew: told by the place of the answer and the words on the fold.
function openFolds() {
  return new Set(folds().filter(({ open }) => open).map(keyOf));
}

function folds() {
  return [...at("answers").querySelectorAll("details")];
}

function keyOf(fold) {
  const answer = fold.closest("article");
  return `${[...answer.parentElement.children].indexOf(answer)} ${fold.querySelector("summary").textContent}`;
}

/** Lets a person save what was answered, `save({name, bytes, type})`, or print it: on paper every fold is open. */
export function offerReport(save) {
  at("report").addEventListener("click", () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(report(), null, 2)}\n`);
    save({ name: "report.json", bytes, type: "application/json" });
  });
  at("print").addEventListener("click", () => print());
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds().filter(({ open }) => !open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
}

// Everything the answers rest on, so that who reads it later need not ask with what they were given.
function report() {
  return {
    type: "verification-report/v1",
    checkedAt: new Date().toISOString(),
    ...latest,
    roots: latestRoots,
  };
}

let latest = { subjects: [], left: [] };
let latestRoots = [];
const cards = new Map();
const ORIGINS = { service: "verify-root-ours", package: "verify-root-package", given: "verify-root-imported" };

// Hexadecimal digits of SHA-224, of the hashes with 256 bits, with 384, with 512.
const LENGTHS = new Set([56, 64, 96, 128]);
