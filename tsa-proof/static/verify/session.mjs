// Checking proofs: takes what is dropped, in any order, and tells the page what it proves. Runs in the sandboxed frame and in
// the verifier that is one file.

import { fromBase64, toBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { commandsFor } from "./commands.mjs";
import { compareProofs } from "./comparison.mjs";
import { piecesOf } from "./pieces.mjs";
import { assessProof } from "./proof.mjs";
import { rootsAmong, trustFor } from "./roots.mjs";
import { sortPieces } from "./sorting.mjs";

/** `tell(type, message)`: `assessment` and `roots` whenever something changed, `progress` while files are hashed. */
export class Session {
  constructor({ engine, hasher, list, tell }) {
    Object.assign(this, { engine, hasher, list, tell });
    this.items = new Map();
    this.next = 0;
    this.drops = 0;
    this.service = { entries: [], certificates: [], crls: [] };
    this.serviceRoots = new Set();
    this.decisions = new Map();
    this.latest = 0;
  }

  /**
   * Whom the page trusts: `{entries: [{name?, entry?: text of trust.txt, roots, logPolicy?: text}], certificates?, crls?}`; roots, certificates
   * and revocation lists are PEM, or lists of DER as base64.
   */
  trust({ entries = [], certificates = [], crls = [] }) {
    this.service = {
      entries: entries.map((entry) => ({ ...entry, roots: this.ders(entry.roots) })),
      certificates: this.ders(certificates),
      crls: this.ders(crls),
    };
    const roots = this.service.entries.flatMap((entry) => entry.roots);
    this.serviceRoots = new Set(roots.map((root) => toHex(this.engine.digest("sha256", fromBase64(root)))));
    this.assess();
  }

  ders(given) {
    if (Array.isArray(given)) return given;
    const { parts = [] } = this.engine.call("inspect", { data: toBase64(new TextEncoder().encode(given)) });
    return parts.map(({ der }) => der);
  }

  /** What the person decided about a root that came with a package, or that they gave themselves. */
  trustRoot(sha256, trusted) {
    this.decisions.set(sha256, trusted);
    this.assess();
  }

  async add(found) {
    this.drops += 1;
    const fresh = found.map(({ file, path }) => {
      const item = { index: this.next, drop: this.drops, file, path, size: file.size, done: 0, state: "reading", pieces: [], stop: new AbortController() };
      this.next += 1;
      this.items.set(item.index, item);
      this.list.add(item);
      return item;
    });
    for (const item of fresh) await this.read(item);
    await this.assess();
  }

  /** The fingerprint of a file that its owner does not have here, or does not want to read here. */
  async addFingerprint(hex) {
    const algorithms = FINGERPRINTS.get(hex.length);
    if (!algorithms || !/^[0-9a-f]+$/.test(hex)) throw new Error("no fingerprint");
    const digests = Object.fromEntries(algorithms.map((name) => [name, hex]));
    const item = {
      index: this.next, path: hex, size: null, done: 0, state: "fingerprint", stop: new AbortController(),
      pieces: [{ kind: "file", name: "", place: "", pasted: hex, digests }],
    };
    this.next += 1;
    this.items.set(item.index, item);
    this.list.add(item);
    await this.assess();
  }

  async read(item) {
    try {
      const pieces = await piecesOf(this.engine, item);
      item.pieces = pieces.map((piece) => ({ ...piece, drop: item.drop }));
      for (const piece of item.pieces) if (piece.kind === "file") await this.hash(item, piece);
      item.done = item.size;
      item.code = item.pieces.find(({ fault }) => fault)?.fault;
      item.state = item.code ? "failed" : shown(item.pieces);
    } catch (error) {
      item.state = error.code === "cancelled" ? "cancelled" : "failed";
      item.code = error.code ?? "unreadable";
    }
    this.list.update(item);
  }

  async hash(item, piece) {
    const blob = await piece.blob();
    const { sha256, sha512 } = await this.hasher.fingerprint(blob, {
      signal: item.stop.signal,
      progress: (done) => {
        // What was packed is longer unpacked: of the whole file it is a share.
        const fraction = blob.size === 0 ? 1 : Math.min(1, done / blob.size);
        item.done = item.size * fraction;
        item.state = "hashing";
        this.list.update(item);
        this.tell("progress", { index: item.index, fraction, state: "hashing" });
      },
    });
    piece.size = blob.size;
    piece.digests = { sha256: toHex(sha256), sha512: toHex(sha512) };
  }

  remove(index) {
    this.items.get(index)?.stop.abort();
    this.items.delete(index);
    this.list.drop(index);
    this.assess();
  }

  clear() {
    for (const item of this.items.values()) item.stop.abort();
    this.items.clear();
    this.decisions.clear();
    this.list.clear();
    this.assess();
  }

  /** Everything is judged anew: what came last may change what came first. */
  async assess() {
    this.latest += 1;
    const turn = this.latest;
    await this.otherHashes([...this.items.values()]);
    if (turn !== this.latest) return;
    const pieces = [...this.items.values()].flatMap((item) => item.pieces);
    const { subjects, left } = sortPieces(this.engine, pieces);
    const roots = rootsAmong(pieces, this.serviceRoots, this.decisions);
    this.tell("roots", { roots: roots.map(({ der, ...root }) => root) });
    const answers = subjects.map((subject) => this.judge(subject, pieces, roots));
    this.tell("assessment", {
      subjects: answers,
      comparison: compareProofs(this.engine, subjects, answers),
      left: left.map(({ kind, name }) => ({ kind, name })),
    });
  }

  // A foreign token may be over another hash than the two that every file gets.
  async otherHashes(items) {
    const wanted = new Set(items.flatMap(({ pieces }) => pieces).filter(({ kind }) => kind === "token").map(({ algorithm }) => algorithm));
    for (const item of items) {
      const pieces = item.pieces.filter(({ kind, pasted, digests }) => kind === "file" && !pasted && digests);
      for (const piece of pieces) await this.moreDigests(item, piece, wanted);
    }
  }

  // A file that can no longer be read keeps what was found of it, and stops no answer.
  async moreDigests(item, piece, wanted) {
    try {
      for (const algorithm of wanted) {
        if (!algorithm || piece.digests[algorithm]) continue;
        const { digest } = await this.hasher.digest(await piece.blob(), algorithm, { signal: item.stop.signal });
        piece.digests[algorithm] = toHex(digest);
      }
    } catch (error) {
      item.state = error.code === "cancelled" ? "cancelled" : "failed";
      item.code = error.code ?? "unreadable";
      this.list.update(item);
    }
  }

  judge(subject, pieces, roots) {
    const { token, claim, claimToken, file, evidence, place } = subject;
    const trust = trustFor(pieces, place, roots, this.service.entries);
    const ders = (kind) => pieces.filter((piece) => piece.kind === kind).map((piece) => piece.der);
    const answer = assessProof(this.engine, {
      ...evidence, ...evidence.file,
      nameSeals: pieces.filter((piece) => piece.kind === "name-seals").map((piece) => piece.octets),
      trust: trust.map(({ source, ...entry }) => entry),
      certificates: [...this.service.certificates, ...ders("certificate")],
      crls: [...this.service.crls, ...ders("crl")],
    });
    const by = trust[answer.token?.trustedBy];
    const inPackage = pieces.some((piece) => piece.kind === "trust" && piece.place === place);
    return {
      ...answer,
      given: {
        file: file ? { name: file.name, size: file.size ?? null, sha256: file.digests?.sha256 ?? null, pasted: file.pasted ?? null } : null,
        token: token ? { name: token.name, response: token.response === true } : null,
        claim: claim ? { name: claim.name } : null,
        claimToken: claimToken ? { name: claimToken.name } : null,
      },
      // Whose root it rests on: the service's own, one from the package that the person chose to trust, or one they gave.
      trustSource: by?.source ?? null,
      commands: commandsFor({
        subject: { ...subject, inPackage }, answer, trust: by, certificates: pieces.filter(({ kind }) => kind === "certificate"),
      }),
    };
  }
}

// Of which hashes a fingerprint of so many digits may be: its reader need not know, a token says which it is over.
const FINGERPRINTS = new Map([
  [56, ["sha224"]],
  [64, ["sha256", "sha512-256", "sha3-256"]],
  [96, ["sha384", "sha3-384"]],
  [128, ["sha512", "sha3-512"]],
]);

function shown(pieces) {
  if (pieces.length > 1) return pieces.every((piece) => piece.kind === "certificate" || piece.kind === "crl") ? "certificate" : "package";
  const [{ kind, format }] = pieces;
  if (kind === "file") return format ?? "done";
  return ["manifest", "shown", "trust", "log-policy", "name-seals"].includes(kind) ? "supplement" : kind;
}
