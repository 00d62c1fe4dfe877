// What the two pages that check proofs have in common around the answers: a pasted fingerprint, and a report to keep.

import { at, el, setError } from "./dom.mjs";
import { answers } from "./answers.mjs";
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
  at("answers").replaceChildren(...shown);
  at("left").hidden = left.length === 0;
  at("left").querySelector("ul").replaceChildren(...left.map(({ name }) => el("li", {}, el("bdi", {}, name))));
  latest = { subjects, left };
  at("report").hidden = subjects.length === 0;
}

/** Keeps the roots for the report. */
export function keepRoots(roots) {
  latestRoots = roots;
}

/** Lets a person save what was answered: `save({name, bytes, type})`. */
export function offerReport(save) {
  at("report").addEventListener("click", () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(report(), null, 2)}\n`);
    save({ name: "report.json", bytes, type: "application/json" });
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

// Hexadecimal digits of SHA-224, of the hashes with 256 bits, with 384, with 512.
const LENGTHS = new Set([56, 64, 96, 128]);
