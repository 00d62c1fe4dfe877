// A page that checks proofs, without a browser: what is dropped goes through the session of the frame.

import { fromBase64 } from "../js/bytes.mjs";
import { Session } from "../../tsa-proof/static/verify/session.mjs";
import { engine } from "./engine.mjs";
import { CONTENT, PARTS, TRUST, encode, text, vector } from "./world.mjs";

/** Hashes at once what the workers of a browser would hash. */
export const hasher = {
  async fingerprint(blob) {
    const octets = new Uint8Array(await blob.arrayBuffer());
    return { sha256: engine.digest("sha256", octets), sha512: engine.digest("sha512", octets) };
  },
  async digest(blob, hash) {
    return { digest: engine.digest(hash, new Uint8Array(await blob.arrayBuffer())) };
  },
};

/** A session; `drop` gives the last that the page was told. */
export function session({ trusted = true } = {}) {
  const told = {};
  const drawn = [];
  const list = { add: () => {}, update: (item) => drawn.push([item.path, item.state, item.code]), drop: () => {}, clear: () => {} };
  const one = new Session({ engine, hasher, list, tell: (type, message) => { told[type] = message; } });
  if (trusted) one.trust({ entries: [{ ...TRUST, roots: text("roots.pem") }], certificates: text("chain.pem"), crls: "" });
  return {
    told, drawn, one,
    async drop(...files) {
      await one.add(files.map(([path, octets]) => ({ path, file: new File([octets], path.split("/").pop()) })));
      return told.assessment;
    },
  };
}

/** A zip archive of `[name, octets]`. */
export function zip(files) {
  const entries = files.map(([name, octets]) => ({ name, size: octets.length, crc32: engine.crc32(0, octets) }));
  const { heads, tail } = engine.call("zip-lay-out", { entries });
  return Buffer.concat([...files.flatMap(([, octets], at) => [fromBase64(heads[at]), octets]), fromBase64(tail)]);
}

/** The good package below `folder`, with some of its parts changed; null leaves one out. */
export function parts(changes = {}, folder = "") {
  const all = { "original/hello.txt": CONTENT, ...Object.fromEntries(PARTS.map((name) => [name, vector(name)])), "README.txt": encode("Read me"), ...changes };
  return Object.entries(all).filter(([, octets]) => octets !== null).map(([name, octets]) => [folder + name, octets]);
}
