// Streaming hashes against Node's own (OpenSSL), whole, in pieces, saved and resumed.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { crc32 } from "node:zlib";

import { fromBase64, fromHex, toBase64, toHex } from "../js/bytes.mjs";
import { EngineError } from "../js/tsa.mjs";
import { engine } from "./engine.mjs";

const NAMES = { sha256: "sha256", sha384: "sha384", sha512: "sha512", "sha3-256": "sha3-256", "sha3-512": "sha3-512" };

// A file's octets that are the same in every run: an xorshift generator.
function octets(length) {
  const all = new Uint8Array(length);
  let x = 0x2545f491;
  for (let at = 0; at < length; at++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    all[at] = x;
  }
  return all;
}

test("every hash agrees with OpenSSL at every length around a block", () => {
  for (const [ours, theirs] of Object.entries(NAMES)) {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 143, 144, 1000, 2 ** 20 + 1]) {
      const data = octets(length);
      assert.equal(toHex(engine.digest(ours, data)), createHash(theirs).update(data).digest("hex"), `${ours} ${length}`);
    }
  }
});

test("a hash fed in uneven pieces, beside another one, is the same", () => {
  const data = octets(300_000);
  const [a, b] = [engine.hash("sha256"), engine.hash("sha512")];
  for (let at = 0, size = 1; at < data.length; at += size, size = (size * 7) % 5003 || 1) {
    const piece = data.subarray(at, at + size);
    a.update(piece);
    b.update(piece);
  }
  assert.equal(toHex(a.finish()), createHash("sha256").update(data).digest("hex"));
  assert.equal(toHex(b.finish()), createHash("sha512").update(data).digest("hex"));
});

test("a saved hash goes on in another instance, and is never the file's octets", async () => {
  const data = octets(5 * 128 + 77);
  for (const name of ["sha256", "sha512"]) {
    for (const at of [0, 128, 256, 512, 640]) {
      const hash = engine.hash(name);
      hash.update(data.subarray(0, at));
      const saved = hash.save();
      assert.equal(saved.length, name === "sha256" ? 41 : 73);
      hash.drop();
      const other = await engine.again();
      const resumed = other.resume(saved);
      resumed.update(data.subarray(at));
      assert.equal(toHex(resumed.finish()), createHash(name).update(data).digest("hex"), `${name} from ${at}`);
    }
  }
});

test("nothing is saved within a block, nor of a hash that cannot go on", () => {
  for (const [name, length] of [["sha256", 63], ["sha256", 65], ["sha512", 64], ["sha384", 128], ["sha3-256", 136]]) {
    const hash = engine.hash(name);
    hash.update(octets(length));
    assert.equal(hash.save(), null, `${name} ${length}`);
    hash.drop();
  }
});

test("a state that none was saved as is refused", () => {
  const hash = engine.hash("sha256");
  hash.update(octets(64));
  const saved = hash.save();
  const spoilt = [
    new Uint8Array(),
    saved.subarray(0, 40),
    Uint8Array.of(...saved, 0),
    Uint8Array.from(saved, (octet, at) => (at === 0 ? 2 : octet)),
    Uint8Array.from(saved, (octet, at) => (at === 0 ? 3 : octet)),
    Uint8Array.from(saved, (octet, at) => (at === 8 ? 63 : octet)),
  ];
  for (const state of spoilt) {
    assert.throws(() => engine.resume(state), (error) => error instanceof EngineError && error.code === "hash-state");
  }
});

test("an ended or unknown hash is an error, and the engine goes on", () => {
  const hash = engine.hash("sha256");
  hash.finish();
  assert.throws(() => hash.finish(), { code: "hash-ended" });
  assert.throws(() => engine.hash("md5"), { code: "hash" });
  assert.equal(toHex(engine.digest("sha256", new Uint8Array())).slice(0, 8), "e3b0c442");
});

test("the CRC is zip's", () => {
  const data = octets(2 ** 20 + 333);
  for (const length of [0, 1, 15, 16, 17, 31, 1000, data.length]) {
    const part = data.subarray(0, length);
    assert.equal(engine.crc32(0, part), typeof crc32 === "function" ? crc32(part) : bitwiseCrc(part), `${length}`);
  }
  assert.equal(engine.crc32(engine.crc32(0, data.subarray(0, 777)), data.subarray(777)), engine.crc32(0, data));
});

test("base64 and hex go there and back, and refuse what is neither", () => {
  const data = octets(20_001);
  assert.deepEqual(fromBase64(toBase64(data)), data);
  assert.deepEqual(fromHex(toHex(data)), data);
  assert.equal(toBase64(data), Buffer.from(data).toString("base64"));
  assert.throws(() => fromHex("abc"));
  assert.throws(() => fromHex("zz"));
  assert.throws(() => fromBase64("a"));
});

// Node has zlib.crc32 from 20.15; the definition, bit by bit, where it has not.
function bitwiseCrc(data) {
  let crc = 0xffffffff;
  for (const octet of data) {
    crc ^= octet;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
