// One proof for many files: the engine's call, and what the frame makes of it and tells the page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Deposit } from "../../tsa-proof/static/frame/deposit.mjs";
import { fromBase64, toHex } from "../js/bytes.mjs";
import { engine } from "./engine.mjs";
import { encode } from "./world.mjs";

const SEED = "5a".repeat(32);
const digest = (algorithm, content) => toHex(engine.digest(algorithm, encode(content)));
const entry = (path, content = path) => ({ path, sha256: digest("sha256", content), sha512: digest("sha512", content), size: content.length });
const text = (base64) => new TextDecoder().decode(fromBase64(base64));

test("the fingerprint is the head's, in whatever order the files come", () => {
  const files = [entry("b/2"), entry("a"), entry("b/1")];
  const made = engine.call("folder", { seed: SEED, files });
  assert.deepEqual(engine.call("folder", { seed: SEED, files: files.toReversed() }), made);
  assert.match(text(made.head), /^folder-head\/v1\n3\n[0-9a-f]{64}\n$/);
  assert.deepEqual([made.sha256, made.sha512, made.size], [digest("sha256", text(made.head)), digest("sha512", text(made.head)), text(made.head).length]);
  const manifest = JSON.parse(text(made.manifest));
  assert.deepEqual([manifest.seed, manifest.files.map(({ path }) => path)], [SEED, ["a", "b/1", "b/2"]]);
  assert.deepEqual(manifest.files[0], entry("a"));
});

test("another seed is another fingerprint: one guessable file cannot be guessed from it", () => {
  const of = (seed) => engine.call("folder", { seed, files: [entry("yes.txt", "yes")] }).sha256;
  assert.notEqual(of(SEED), of("5b".repeat(32)));
});

test("what a manifest cannot hold is refused by name", () => {
  const refused = [
    [[], "folder-count", /100000/],
    [[entry("a"), entry("b"), entry("a", "other")], "folder-path-twice", /^a$/],
    [[entry("a"), entry("b\u202ec")], "folder-path", /^b\u202ec$/],
    [[entry("a/../b")], "folder-path", /^a\/\.\.\/b$/],
  ];
  for (const [files, code, detail] of refused) {
    assert.throws(() => engine.call("folder", { seed: SEED, files }), (error) => error.code === code && detail.test(error.detail), code);
  }
  assert.throws(() => engine.call("folder", { seed: "00", files: [entry("a")] }), { code: "call" });
});

const later = () => new Promise((resolve) => setTimeout(resolve, 5));
const chosen = (path, content = path) => ({ path, file: new File([content], path.split("/").pop(), { lastModified: 1 }) });

function making() {
  const told = [];
  const faults = [];
  const hasher = {
    async fingerprint(file) {
      if (file.unreadable) throw Object.assign(new Error("unreadable"), { code: "unreadable" });
      const octets = new Uint8Array(await file.arrayBuffer());
      return { sha256: engine.digest("sha256", octets), sha512: engine.digest("sha512", octets) };
    },
    go() {},
  };
  const list = { add: () => {}, update: () => {}, drop: () => {}, clear: () => {} };
  const deposit = new Deposit({ engine, hasher, list, tell: (type, message) => told.push({ type, ...message }), complain: (fault) => faults.push(fault) });
  const together = () => told.filter(({ type, index }) => type === "digest" && index === -1);
  return { deposit, told, faults, together };
}

test("one proof for all: the page learns one fingerprint, and neither digests nor paths nor the seed", async () => {
  const { deposit, told, together } = making();
  deposit.setWay("one");
  await deposit.add([chosen("study/data/1.csv"), chosen("study/readme.txt")]);
  await later();
  assert.equal(together().length, 1);
  assert.equal(together()[0].count, 2);
  assert.equal(together()[0].sha256, deposit.item(-1).sha256);
  const kept = JSON.parse(text(deposit.digests(-1).manifest));
  assert.deepEqual(kept.files.map(({ path }) => path), ["data/1.csv", "readme.txt"]);
  const said = JSON.stringify(told);
  for (const secret of ["study", "csv", "readme", kept.seed, ...kept.files.map(({ sha256 }) => sha256)]) {
    assert.ok(!said.includes(secret), secret);
  }
});

test("another set of files is another fingerprint, and the way back is one proof for each", async () => {
  const { deposit, told, together } = making();
  await deposit.add([chosen("a")]);
  await later();
  deposit.setWay("one");
  await deposit.add([chosen("b")]);
  await later();
  deposit.remove(1);
  assert.deepEqual(together().map(({ count }) => count), [1, 2, 1]);
  assert.equal(new Set(together().map(({ sha256 }) => sha256)).size, 3, "a new seed each time");
  assert.equal(told.filter(({ type, index }) => type === "removed" && index === -1).length, 2);
  told.length = 0;
  deposit.setWay("each");
  const digests = told.filter(({ type }) => type === "digest");
  assert.deepEqual(digests.map(({ index, sha256 }) => [index, sha256]), [[0, digest("sha256", "a")]]);
  assert.equal(deposit.item(-1), null);
});

test("as long as a file has no fingerprint there is none of all together", async () => {
  const { deposit, faults, together } = making();
  deposit.setWay("one");
  const broken = chosen("b");
  broken.file.unreadable = true;
  await deposit.add([chosen("a"), broken]);
  await later();
  assert.deepEqual([together(), faults.at(-1)], [[], { code: "folder-unread", name: "b" }]);
  deposit.remove(1);
  assert.deepEqual([together().length, faults.at(-1)], [1, null]);
});

test("two files of one path are said by name in the frame alone", async () => {
  const { deposit, faults, told, together } = making();
  deposit.setWay("one");
  await deposit.add([chosen("same.txt", "one"), chosen("same.txt", "the other")]);
  await later();
  assert.deepEqual([together(), faults.at(-1)], [[], { code: "folder-path-twice", name: "same.txt" }]);
  assert.ok(!JSON.stringify(told).includes("same.txt"));
});

test("the folder's name is told only in the way that was chosen", async () => {
  const { deposit, told } = making();
  deposit.setWay("one");
  await deposit.add([chosen("study/a"), chosen("study/b")]);
  await later();
  const last = (mode) => {
    deposit.setNames(mode);
    const { files } = told.findLast(({ type }) => type === "names");
    assert.equal(files.length, 1);
    return files[0];
  };
  assert.deepEqual([last("none").name, last("send").name, last("commit").name], [undefined, "study", undefined]);
  assert.deepEqual(deposit.nameSalts().map(({ name, name_commit }) => [name, name_commit]), [["study", last("commit").nameCommit]]);
});
