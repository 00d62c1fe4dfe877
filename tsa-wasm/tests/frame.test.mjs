// What the frame is made of, as far as it needs no browser: words, hashing without workers, folders that are dropped.

import assert from "node:assert/strict";
import { test } from "node:test";

import { toHex } from "../js/bytes.mjs";
import { Hasher } from "../../tsa-proof/static/frame/hasher.mjs";
import { beginsWithFolder, fromDrop } from "../../tsa-proof/static/frame/intake.mjs";
import { SlowHasher } from "../../tsa-proof/static/frame/slow-hasher.mjs";
import { Words } from "../../tsa-proof/static/frame/words.mjs";
import { engine } from "./engine.mjs";
import { encode } from "./world.mjs";

const TEXTS = { remove: ["Remove ", { v: "name" }], names: ["By ", { v: "names" }, "."] };

test("names from right to left are set apart in every language, each for itself", () => {
  const words = new Words({ texts: TEXTS });
  assert.equal(words.say("remove", { name: "a.txt" }), "Remove a.txt");
  for (const name of ["\u05e9\u05dd.txt", "\u0627\u0633\u0645.pdf", "a\u202etxt.exe", "\u{1e900}"]) {
    assert.equal(words.say("remove", { name }), `Remove \u2068${name}\u2069`);
    assert.ok(words.list(["Ann", name, "Bob"]).includes(`Ann, \u2068${name}\u2069`));
  }
  const arabic = new Words({ texts: TEXTS, formatTag: "ar-u-nu-latn", dir: "rtl" });
  assert.equal(arabic.say("remove", { name: "a.txt" }), "Remove \u2068a.txt\u2069");
});

test("sizes and spans are said the language's way", () => {
  const [english, french] = ["en", "fr"].map((formatTag) => new Words({ formatTag }));
  assert.equal(english.size(1_540), "1.5 kB");
  assert.ok(french.size(2_000_000).endsWith("Mo"));
  assert.deepEqual([0.25, 1.9, 200, 3_700].map((seconds) => english.span(seconds)), ["250 ms", "1 sec", "3 min 20 sec", "1 hr 1 min"]);
});

test("without workers files are hashed all the same", async () => {
  const content = encode("x".repeat(3 * 1024 * 1024 + 5));
  const hasher = new SlowHasher(engine);
  const seen = [];
  const { sha256, sha512 } = await hasher.fingerprint(new Blob([content]), { progress: (done) => seen.push(done) });
  assert.deepEqual([sha256, sha512].map(toHex), ["sha256", "sha512"].map((name) => toHex(engine.digest(name, content))));
  assert.equal(seen.at(-1), content.length);
  assert.equal((await hasher.digest(new Blob([content]), "sha384", { crc: true })).crc, engine.crc32(0, content));
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(hasher.fingerprint(new Blob([content]), { signal: stop.signal }), { code: "cancelled" });
  const broken = { size: 3, slice: () => ({ arrayBuffer: () => Promise.reject(new Error()) }) };
  await assert.rejects(hasher.fingerprint(broken), { code: "unreadable" });
});

test("a paused file waits, and goes on", async () => {
  const hasher = new SlowHasher(engine);
  hasher.pause();
  let done = false;
  const digest = hasher.fingerprint(new Blob([encode("hello")])).then(() => { done = true; });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(done, false);
  hasher.go();
  await digest;
  assert.equal(done, true);
});

test("a worker that cannot begin is heard of", async () => {
  const worker = () => ({ postMessage() { setTimeout(() => this.onmessage({ data: { type: "broken", detail: "no" } })); } });
  await assert.rejects(new Hasher({ engine, newWorker: worker }).ready, { message: "no" });
});

test("what cannot be read in a dropped folder does not take the rest along", async () => {
  const entry = (name, file) => ({ name, fullPath: `/folder/${name}`, isDirectory: false, file: (resolve, reject) => (file ? resolve(file) : reject(new Error())) });
  const folder = (name, entries) => ({
    name, isDirectory: true,
    createReader: () => ({ readEntries: (resolve, reject) => (entries ? resolve(entries.splice(0)) : reject(new Error())) }),
  });
  const [one, two] = ["1", "2"].map((name) => new File([name], name));
  const dropped = folder("folder", [entry("1", one), entry("bad", null), folder("locked", null), entry("2", two)]);
  const { found, unread } = await fromDrop({ items: [{ kind: "file", webkitGetAsEntry: () => dropped, getAsFile: () => null }] });
  assert.deepEqual(found.map(({ file }) => file), [one, two]);
  assert.deepEqual(unread, ["folder", "locked"]);
});

test("the folder that a drop begins with is left to the input, and only that", async () => {
  const locked = (name) => ({ name, isDirectory: true, createReader: () => ({ readEntries: (_, reject) => reject(new Error()) }) });
  const text = { kind: "string" };
  const item = (entry, file) => ({ kind: "file", webkitGetAsEntry: () => entry, getAsFile: () => file });
  const [first, second] = [item(locked("first"), null), item(locked("second"), null)];
  const file = item({ name: "a", isDirectory: false }, new File(["a"], "a"));
  for (const [items, expected] of [[[text, first, file], true], [[file, first], false], [[file], false], [[text], false]]) {
    assert.equal(beginsWithFolder({ items }), expected);
  }
  const { found, unread } = await fromDrop({ items: [text, first, file, second] }, { rest: true });
  assert.deepEqual([found.map(({ path }) => path), unread], [["a"], ["second"]]);
});
