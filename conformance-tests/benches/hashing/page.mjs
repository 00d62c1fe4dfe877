// What the benchmark runs in Chromium: the hasher of the frame (tsa-proof/static/frame/hasher.mjs) with its two workers, beside
// WebCrypto, which wants the whole file in memory.

import { Engine } from "/tsa-wasm/js/tsa.mjs";
import { Hasher } from "/tsa-proof/static/frame/hasher.mjs";

const engine = await Engine.load(new Uint8Array(await (await fetch("/tsa.wasm")).arrayBuffer()));
const hasher = new Hasher({ engine, newWorker: () => new Worker("/tsa-proof/static/frame/worker.mjs", { type: "module" }) });
await hasher.ready;

const webCrypto = async (file, ...names) => {
  const octets = await file.arrayBuffer();
  return Promise.all(names.map((name) => crypto.subtle.digest(name, octets)));
};

const ROWS = {
  "sha256-engine": async (file) => [(await hasher.digest(file, "sha256")).digest],
  "sha256-webcrypto": (file) => webCrypto(file, "SHA-256"),
  "both-engine": async (file) => {
    const { sha256, sha512 } = await hasher.fingerprint(file);
    return [sha256, sha512];
  },
  "both-webcrypto": (file) => webCrypto(file, "SHA-256", "SHA-512"),
};

/** `{seconds, digests}` of one row over the chosen file, digests in hexadecimal and sorted. */
globalThis.measure = async (row) => {
  const [file] = document.querySelector("input").files;
  const start = performance.now();
  const digests = await ROWS[row](file);
  const seconds = (performance.now() - start) / 1000;
  const hex = (octets) => Array.from(new Uint8Array(octets), (octet) => octet.toString(16).padStart(2, "0")).join("");
  return { seconds, digests: digests.map(hex).sort() };
};
document.body.dataset.ready = "";
