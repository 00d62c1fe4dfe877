// Which pieces make one proof: the engine sorts them by what they say and by where they lay, as the command line does.

import { toBase64 } from "../../../tsa-wasm/js/bytes.mjs";

/**
 * The proofs among `pieces`: `{place, token, claim, claimToken, file, evidence}`, pieces or null; `evidence` has all parts in the words of
 * the engine's call `assess`. And the pieces that belong to none of them.
 */
export function sortPieces(engine, pieces) {
  const parts = new Map(pieces.filter(({ kind }) => PARTS.has(kind)).map((piece) => [piece, toBase64(piece.octets)]));
  // A file that could not be read has no fingerprint that anything could be about.
  const files = pieces.filter(({ kind, digests }) => kind === "file" && digests);
  const { subjects } = engine.call("sort", {
    parts: [...parts].map(([piece, octets]) => ({ name: pathOf(piece), octets })),
    files: files.map((piece) => ({ name: pathOf(piece), size: piece.size ?? undefined, digests: piece.digests })),
  });
  const found = subjects.map((evidence) => subjectOf(evidence, parts, files)).filter(({ token, claim, claimToken }) => token || claim || claimToken);
  const octets = new Set(found.flatMap(({ evidence }) => Object.values(evidence)));
  const used = new Set(found.map(({ file }) => file));
  const left = pieces.filter((piece) => LEFT.has(piece.kind) && !used.has(piece) && !octets.has(parts.get(piece)));
  return { subjects: found, left };
}

function subjectOf(evidence, parts, files) {
  const piece = (octets) => (octets ? [...parts].find(([, one]) => one === octets)?.[0] ?? null : null);
  const [token, claim, claimToken] = [evidence.token, evidence.claim, evidence.claimToken].map(piece);
  const place = (token ?? claim ?? claimToken)?.place ?? "";
  const same = files.filter((one) => evidence.file && isSame(one, evidence.file));
  return { place, token, claim, claimToken, file: same.find((one) => one.place === place) ?? same[0] ?? null, evidence };
}

function isSame(piece, { digests }) {
  const known = Object.entries(digests);
  return known.length > 0 && known.every(([name, digest]) => piece.digests[name] === digest);
}

// The engine knows `original/`, below which the files of a package lie.
function pathOf({ place, original, name }) {
  return [place, original ? "original" : "", name].filter((part) => part !== "").join("/");
}

const PARTS = new Set(["token", "refusal", "claim", "manifest", "shown", "log-proof"]);
const LEFT = new Set(["token", "claim", "file", "request", "refusal"]);
