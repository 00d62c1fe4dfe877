// The JSON calls: requests and what octets are told to be.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { fromBase64, toBase64, toHex } from "../js/bytes.mjs";
import { engine } from "./engine.mjs";

const scratch = mkdtempSync(join(tmpdir(), "tsa-wasm-"));
after(() => rmSync(scratch, { recursive: true }));
const openssl = (...args) => execFileSync("openssl", args, { cwd: scratch, stdio: ["ignore", "pipe", "pipe"] }).toString();
const inspect = (octets) => engine.call("inspect", { data: toBase64(octets) });

test("a request is the one that OpenSSL reads back", () => {
  const digest = toHex(engine.digest("sha256", new TextEncoder().encode("hello\n")));
  // The top bit set, a leading zero octet, leading zeros before a set bit: the four shapes of docs/claim-format.md.
  for (const nonce of ["7f".padEnd(64, "0"), "ff".padEnd(64, "1"), "007f".padEnd(64, "2"), "00ff".padEnd(64, "3")]) {
    const { der } = engine.call("request", { algorithm: "sha256", digest, nonce, policy: "1.2.3.4" });
    writeFileSync(join(scratch, "request.tsq"), fromBase64(der));
    const text = openssl("ts", "-query", "-in", "request.tsq", "-text");
    assert.match(text, /Version: 1\n/);
    assert.match(text, /Hash Algorithm: sha256/);
    assert.match(text, /Policy OID: 1\.2\.3\.4/);
    assert.match(text, /Certificate required: yes/);
    assert.equal(BigInt(text.match(/Nonce: (0x[0-9A-F]+)/)[1]), BigInt(`0x${nonce}`));
    const read = inspect(fromBase64(der));
    assert.deepEqual(read, { kind: "request", algorithm: "sha256", digest });
  }
});

test("a request that OpenSSL makes of the same file is the same octets", () => {
  writeFileSync(join(scratch, "hello.txt"), "hello\n");
  openssl("ts", "-query", "-data", "hello.txt", "-sha512", "-no_nonce", "-out", "theirs.tsq");
  const digest = toHex(engine.digest("sha512", readFileSync(join(scratch, "hello.txt"))));
  const ours = fromBase64(engine.call("request", { algorithm: "sha512", digest, certReq: false }).der);
  const theirs = readFileSync(join(scratch, "theirs.tsq"));
  // OpenSSL 3.0 writes the hash parameters as NULL, RFC 5754 §2 leaves them out: two octets, and three lengths two less.
  assert.equal(ours.length, theirs.length - 2);
  assert.equal(inspect(theirs).digest, digest);
});

test("a request that an authority would refuse is not built", () => {
  const refused = [
    [{ algorithm: "md5", digest: "00" }, "algorithm"],
    [{ algorithm: "sha256", digest: "00" }, "request"],
    [{ algorithm: "sha256", digest: "0".repeat(64), policy: "1.two" }, "policy"],
    [{ algorithm: "sha256", digest: "0".repeat(64), nonce: "1".repeat(130) }, "request"],
    [{ algorithm: "sha256", digest: "ABCD" }, "call"],
    [{ algorithm: "sha256", digest: "0".repeat(64), more: 1 }, "call"],
  ];
  for (const [question, code] of refused) {
    assert.throws(() => engine.call("request", question), { code }, JSON.stringify(question));
  }
  assert.throws(() => engine.call("no-such-operation"), { code: "call" });
});

test("certificates are told by their octets, in DER and in PEM", () => {
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem",
    "-subj", "/O=Example/CN=Some Root", "-out", "root.pem", "-days", "30");
  openssl("x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der");
  const der = readFileSync(join(scratch, "root.der"));
  const read = inspect(der);
  assert.equal(read.kind, "certificate");
  assert.equal(read.subject, "CN=Some Root,O=Example");
  assert.equal(read.selfIssued, true);
  assert.equal(read.sha256, toHex(engine.digest("sha256", der)));
  assert.equal(read.notAfter - read.notBefore, 30 * 86_400_000);
  const pem = inspect(readFileSync(join(scratch, "root.pem")));
  assert.deepEqual(pem, { kind: "pem", parts: [read] });
});

test("what is none of these is a file, however it begins", () => {
  const encode = (text) => new TextEncoder().encode(text);
  for (const octets of [new Uint8Array(), encode("a text"), encode("0 a text that begins like DER"), Uint8Array.of(0x30, 0x80)]) {
    assert.deepEqual(inspect(octets), { kind: "file" });
  }
  assert.deepEqual(inspect(encode("PK\x03\x04…")), { kind: "zip" });
  assert.deepEqual(inspect(encode("-----BEGIN X-----\nno base64!\n-----END X-----\n")), { kind: "file" });
});
