// Which of two proofs is earlier, where both hold; the engine does the arithmetic.

import { toBase64 } from "../../../tsa-wasm/js/bytes.mjs";

/**
 * `null` unless there are exactly two proofs with a token; else `{order, gapMicros?}`. Orders: `void` (one does not hold), `undecided`
 * (it is not established that both times hold), and those of the engine's call `compare`.
 */
export function compareProofs(engine, subjects, answers) {
  const proofs = subjects.map(({ token }, at) => ({ token, answer: answers[at] })).filter(({ answer }) => answer.token);
  if (proofs.length !== 2) return null;
  const [first, second] = proofs;
  const verdicts = proofs.flatMap(({ answer }) => [answer.file.verdict, answer.time.verdict]);
  if (verdicts.includes("fail")) return { order: "void" };
  if (proofs.some(({ answer }) => answer.time.verdict !== "pass")) return { order: "undecided" };
  return engine.call("compare", {
    first: toBase64(first.token.octets), second: toBase64(second.token.octets),
    sameAuthority: authorityOf(first.answer.token) === authorityOf(second.answer.token),
  });
}

// The name that its issuer gave it, under its root.
function authorityOf({ signer, chain }) {
  const root = chain.find((certificate) => certificate.selfIssued);
  return [signer?.subject, signer?.issuer, root?.sha256].join("\n");
}
