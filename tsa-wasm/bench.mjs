// How fast the engine hashes a file by slices, beside WebCrypto's one-shot digest of the same file read whole, taking turns.
// node tsa-wasm/bench.mjs [MiB]

import { closeSync, fsyncSync, mkdtempSync, openAsBlob, openSync, rmSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Engine } from "./js/tsa.mjs";

const SLICE = 1024 * 1024;
const ROUNDS = 5;
const mebibytes = Number(process.argv[2] ?? 256);
const engine = await Engine.load(await readFile(process.env.TSA_WASM ?? new URL("../target/wasm/tsa.wasm", import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "tsa-wasm-bench-"));
const path = join(folder, "file");
fill(path);
const file = await openAsBlob(path);

async function streamed(name) {
  const hash = engine.hash(name);
  let next = file.slice(0, SLICE).arrayBuffer();
  for (let at = SLICE; at <= file.size; at += SLICE) {
    const octets = new Uint8Array(await next);
    next = file.slice(at, at + SLICE).arrayBuffer();
    hash.update(octets);
  }
  return hash.finish();
}

async function oneShot(name) {
  return new Uint8Array(await crypto.subtle.digest(name, await file.arrayBuffer()));
}

const rows = { "SHA-256, engine, slices of 1 MiB": () => streamed("sha256"), "SHA-256, WebCrypto, whole file in memory": () => oneShot("SHA-256"),
  "SHA-512, engine, slices of 1 MiB": () => streamed("sha512"), "SHA-512, WebCrypto, whole file in memory": () => oneShot("SHA-512") };
const speeds = Object.fromEntries(Object.keys(rows).map((row) => [row, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [row, run] of Object.entries(rows)) {
    const start = performance.now();
    await run();
    // The first round warms up: compilers and the page cache.
    if (round > 0) speeds[row].push(mebibytes / ((performance.now() - start) / 1000));
  }
}
for (const [row, all] of Object.entries(speeds)) console.log(`${row}: ${median(all).toFixed(0)} MiB/s`);
const [a, b, c, d] = Object.values(speeds).map(median);
console.log(`engine / WebCrypto: SHA-256 ${(a / b).toFixed(2)}, SHA-512 ${(c / d).toFixed(2)}`);
rmSync(folder, { recursive: true });

function fill(to) {
  const out = openSync(to, "w");
  const slice = new Uint8Array(SLICE);
  for (let n = 0; n < mebibytes; n++) writeSync(out, slice.fill(n));
  fsyncSync(out);
  closeSync(out);
}

function median(all) {
  return all.toSorted((x, y) => x - y)[Math.floor(all.length / 2)];
}
