// Making proofs: what the frame does with the chosen files, and what it tells the page of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Deposit } from "../../tsa-proof/static/frame/deposit.mjs";
import { Pace } from "../../tsa-proof/static/frame/pace.mjs";
import { fromBase64 } from "../js/bytes.mjs";
import { engine } from "./engine.mjs";
import { CONTENT, PARTS, encode, vector } from "./world.mjs";

const later = () => new Promise((resolve) => setTimeout(resolve, 5));
const chosen = (path, octets = encode(path)) => ({ path, file: new File([octets], path.split("/").pop(), { lastModified: 1 }) });

// Hashes when it is told to, and stops when a file is cancelled, as the workers do.
class Hasher {
  constructor() {
    this.paused = false;
    this.waiting = [];
  }

  fingerprint(blob, { signal, progress }) {
    return new Promise((resolve, reject) => {
      if (blob.unreadable) return reject(Object.assign(new Error("unreadable"), { code: "unreadable" }));
      signal.addEventListener("abort", () => reject(Object.assign(new Error("cancelled"), { code: "cancelled" })));
      this.waiting.push({ progress, finish: async () => {
        const octets = new Uint8Array(await blob.arrayBuffer());
        resolve({ sha256: engine.digest("sha256", octets), sha512: engine.digest("sha512", octets) });
      } });
    });
  }

  async finish() {
    for (const { finish } of this.waiting.splice(0)) await finish();
    await later();
  }

  pause() {
    this.paused = true;
  }

  go() {
    this.paused = false;
  }
}

function making() {
  const told = [];
  const hasher = new Hasher();
  const list = { add: () => {}, update: () => {}, drop: () => {}, clear: () => {} };
  const warned = [];
  const deposit = new Deposit({ engine, hasher, list, warn: (count) => warned.push(count), tell: (type, message) => told.push({ type, ...message }) });
  const all = (type) => told.filter((one) => one.type === type);
  return { deposit, hasher, told, all, warned, total: () => all("progress").at(-1).total };
}

test("as soon as files are there, the page knows that they are not done", async () => {
  const { deposit, hasher, total } = making();
  await deposit.add([chosen("a"), chosen("b")]);
  assert.deepEqual([total().files, total().done, total().ready], [2, 0, 0]);
  await hasher.finish();
  assert.deepEqual([total().files, total().done, total().ready], [2, 2, 2]);
});

for (const [how, act] of [
  ["cancelled", (deposit) => deposit.cancel()],
  ["taken out", (deposit) => deposit.remove(0)],
  ["cleared", (deposit) => deposit.clear()],
]) {
  test(`what is ${how} while it is paused leaves nothing paused`, async () => {
    const { deposit, hasher, total } = making();
    await deposit.add([chosen("a")]);
    deposit.pause();
    assert.deepEqual([total().paused, hasher.paused], [true, true]);
    act(deposit);
    await later();
    assert.deepEqual([total().paused, hasher.paused, total().done], [false, false, total().files]);
    await deposit.add([chosen("b")]);
    await hasher.finish();
    assert.equal(total().ready, 1);
  });
}

test("a file that is taken out while it is read tells nothing more, and can be chosen anew", async () => {
  const { deposit, hasher, all } = making();
  await deposit.add([chosen("a")]);
  deposit.remove(0);
  await deposit.add([chosen("a")]);
  await hasher.finish();
  assert.deepEqual(all("digest").map(({ index }) => index), [1]);
  assert.deepEqual(all("failed"), []);
  await deposit.add([chosen("a")]);
  assert.equal(all("files").at(-1).skipped, 1);
});

test("one file that cannot be read does not stop the others, on the first page too", async () => {
  const { deposit, hasher, all } = making();
  deposit.landing = true;
  const broken = chosen("b");
  broken.file.unreadable = true;
  broken.file.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) });
  await deposit.add([chosen("a"), broken, chosen("c")]);
  await hasher.finish();
  assert.deepEqual(all("digest").map(({ index }) => index), [0, 2]);
  assert.deepEqual(all("failed").map(({ index, code }) => [index, code]), [[1, "unreadable"]]);
});

test("the first page recognises proofs, a package among them, and no other file", async () => {
  const evidence = [["file.tsr", vector("file.tsr")], ["claim.json", vector("claim.json")], ["a.tlog-proof", vector("file.tlog-proof")], ["p.zip", archive()]];
  for (const [path, octets] of evidence) assert.equal(await recognised(path, octets), 1, path);
  const others = [["a.txt", CONTENT], ["roots.pem", vector("roots.pem")], ["a.json", encode('{"a": 1}')], ["empty", encode("")], ["broken.zip", encode("PK\u0003\u0004")]];
  for (const [path, octets] of others) assert.equal(await recognised(path, octets), 0, path);
});

async function recognised(path, octets) {
  const { deposit, all } = making();
  deposit.landing = true;
  await deposit.add([chosen(path, octets)]);
  return all("evidence").at(-1)?.count ?? 0;
}

// Larger than any single part of a proof, as a package with its file is.
function archive() {
  const files = [["original/hello.bin", new Uint8Array(5 * 1024 * 1024)], ...PARTS.map((name) => [name, vector(name)])];
  const entries = files.map(([name, octets]) => ({ name, size: octets.length, crc32: engine.crc32(0, octets) }));
  const { heads, tail } = engine.call("zip-lay-out", { entries });
  return Buffer.concat([...files.flatMap(([, octets], at) => [fromBase64(heads[at]), octets]), fromBase64(tail)]);
}

test("files whose content can be guessed are counted in the frame, and the page is not told", async () => {
  const { deposit, told, warned } = making();
  await deposit.add([chosen("yes.txt", encode("yes")), chosen("long.txt", encode("x".repeat(64)))]);
  assert.equal(warned.at(-1), 1);
  assert.doesNotMatch(JSON.stringify(told), /size|small|yes/);
  deposit.remove(0);
  assert.equal(warned.at(-1), 0);
});

test("the speed counts what was read, whatever becomes of the files", () => {
  let now = 0;
  const pace = new Pace(() => now);
  assert.deepEqual(pace.of(100), { bytesPerSecond: null, secondsLeft: null });
  pace.add(0);
  now = 1000;
  pace.add(50);
  assert.deepEqual(pace.of(100), { bytesPerSecond: 50, secondsLeft: 2 });
  pace.reset();
  assert.deepEqual(pace.of(100), { bytesPerSecond: null, secondsLeft: null });
});

test("a resumed or removed file does not change the speed", async () => {
  const { deposit, hasher, total } = making();
  let now = 0;
  deposit.pace.now = () => now;
  await deposit.add([chosen("a", new Uint8Array(1000)), chosen("b", new Uint8Array(3000))]);
  now = 1000;
  hasher.waiting[0].progress(500);
  assert.deepEqual([total().bytesPerSecond, total().secondsLeft], [500, 7]);
  deposit.remove(0);
  assert.deepEqual([total().bytesPerSecond, total().secondsLeft], [500, 6]);
});
