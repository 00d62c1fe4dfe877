// One proof, assessed: what the engine is asked, whatever page or file asks.

import { toBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";

/**
 * `{token, claim, claimToken, logProof, claimLogProof, manifest, shown, nameSeals, sha256, sha512, digests, name, size, folder, trust, certificates,
 * crls}`, octets as Uint8Array or base64: the assessment of docs/browser.md. `trust` is `[{name?, entry?: text of trust.txt, roots: [DER],
 * logPolicy?: text}]`.
 */
export function assessProof(engine, proof) {
  const digests = { ...proof.digests };
  for (const name of ["sha256", "sha512"]) if (proof[name]) digests[name] = hex(proof[name]);
  return engine.call("assess", {
    ...Object.fromEntries(PARTS.map((part) => [part, base64(proof[part])])),
    file: Object.keys(digests).length > 0 ? { name: proof.name, size: proof.size, digests } : undefined,
    folder: proof.folder ?? [],
    trust: (proof.trust ?? []).map(({ name, entry, roots, logPolicy }) => ({ name, entry, logPolicy, roots: roots.map(base64) })),
    nameSeals: (proof.nameSeals ?? []).map(base64),
    certificates: (proof.certificates ?? []).map(base64),
    crls: (proof.crls ?? []).map(base64),
    now: Math.floor(Date.now() / 1000),
  });
}

const PARTS = ["token", "claim", "claimToken", "logProof", "claimLogProof", "manifest", "shown"];

function base64(octets) {
  if (octets === null || octets === undefined) return undefined;
  return typeof octets === "string" ? octets : toBase64(octets);
}

function hex(digest) {
  return typeof digest === "string" ? digest : toHex(digest);
}
