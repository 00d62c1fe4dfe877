// Whether a dropped file is a part of a proof, or holds one: told by its octets, and by its first ones in most cases.

import { octetsOf } from "../verify/archive.mjs";
import { piecesOf } from "../verify/pieces.mjs";

/** How many of `files` (each `{file, path}`) are evidence. What cannot be read is none: its fingerprint will fail and say so. */
export async function countEvidence(engine, files) {
  let count = 0;
  for (const one of files) if (await isEvidence(engine, one).catch(() => false)) count += 1;
  return count;
}

async function isEvidence(engine, { file, path }) {
  if (!mayBe(await octetsOf(file.slice(0, 64)))) return false;
  return (await piecesOf(engine, { file, path })).some(({ kind }) => EVIDENCE.has(kind));
}

// DER and PEM, JSON, the text of a log proof, a zip archive: all that evidence begins with.
function mayBe(octets) {
  const text = String.fromCharCode(...octets);
  return text.startsWith("0") || BEGINNINGS.some((beginning) => text.trimStart().startsWith(beginning));
}

const BEGINNINGS = ["-----BEGIN ", "{", "\u00ef\u00bb\u00bf{", "c2sp.org/tlog-proof@", "PK\u0003\u0004"];
const EVIDENCE = new Set(["token", "claim", "log-proof"]);
