// Archives laid out by the engine, read by unzip and by Python.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { fromBase64 } from "../js/bytes.mjs";
import { engine } from "./engine.mjs";

const scratch = mkdtempSync(join(tmpdir(), "tsa-wasm-zip-"));
after(() => rmSync(scratch, { recursive: true }));

// Writes an archive of `[name, octets]`; octets may be a number of zeros, which become a hole in the file.
function archive(name, files) {
  const entries = files.map(([path, octets, crc]) => ({
    name: path,
    size: typeof octets === "number" ? octets : octets.length,
    crc32: crc ?? engine.crc32(0, octets),
  }));
  const { heads, tail } = engine.call("zip-lay-out", { entries });
  const path = join(scratch, name);
  const file = openSync(path, "w");
  let at = 0;
  files.forEach(([, octets], index) => {
    const head = fromBase64(heads[index]);
    writeSync(file, head, 0, head.length, at);
    at += head.length;
    if (typeof octets === "number") ftruncateSync(file, at + octets);
    else writeSync(file, octets, 0, octets.length, at);
    at += typeof octets === "number" ? octets : octets.length;
  });
  const end = fromBase64(tail);
  writeSync(file, end, 0, end.length, at);
  closeSync(file);
  return path;
}

function python(script, ...args) {
  return execFileSync("python3", ["-c", script, ...args], { encoding: "utf8" });
}

const LIST = "import sys, zipfile, json; z = zipfile.ZipFile(sys.argv[1]); print(json.dumps([[i.filename, i.file_size, i.header_offset] for i in z.infolist()]))";

test("an archive is read back by Python, names of all scripts in it", () => {
  const encode = (text) => new TextEncoder().encode(text);
  const files = [["claim.json", encode("{}")], ["original/報告 отчёт.txt", encode("text")], ["empty", new Uint8Array()]];
  const path = archive("small.zip", files);
  const check = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.read('original/報告 отчёт.txt').decode())";
  assert.equal(python(check, path), "text\n");
  assert.deepEqual(JSON.parse(python(LIST, path)).map(([name]) => name), files.map(([name]) => name));
  assert.deepEqual(readFileSync(path), readFileSync(archive("again.zip", files)));
});

test("files beyond 4 GiB and 65,535 entries have ZIP64 records", () => {
  const five = 5 * 2 ** 30;
  // The CRC is not read by a listing.
  const path = archive("large.zip", [["a", 7, 0], ["b", five, 0], ["c", new TextEncoder().encode("after")]]);
  const listed = JSON.parse(python(LIST, path));
  assert.deepEqual(listed.map(([name, size]) => [name, size]), [["a", 7], ["b", five], ["c", 5]]);
  assert.equal(python("import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('c').decode())", path), "after\n");
  rmSync(path);
  const many = Array.from({ length: 70_000 }, (_, n) => [`f${n}`, new Uint8Array()]);
  const count = "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))";
  assert.equal(Number(python(count, archive("many.zip", many))), 70_000);
});

test("names that lead outside, or twice to one place, are refused", () => {
  for (const names of [["/etc/passwd"], ["a/../b"], ["..", "a"], [""], ["a//b"], ["a\\b"], ["a", "b", "a"], ["./a"], ["x".repeat(65_536)]]) {
    const entries = names.map((name) => ({ name, size: 0, crc32: 0 }));
    assert.throws(() => engine.call("zip-lay-out", { entries }), { code: "zip-name" }, names[0].slice(0, 20));
  }
});
