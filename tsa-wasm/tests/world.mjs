// What the tests judge: the proof of tsa-evidence/vectors (the same that the Rust tests use), and foreign tokens by OpenSSL.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fromBase64, toBase64, toHex } from "../js/bytes.mjs";
import { engine } from "./engine.mjs";

export const encode = (text) => new TextEncoder().encode(text);

/** A file of the vectors. */
export function vector(name) {
  return new Uint8Array(readFileSync(new URL(`../../tsa-evidence/vectors/proof/${name}`, import.meta.url)));
}

/** The good proof, its parts by the names of docs/claim-format.md. */
export const PARTS = ["file.tsr", "claim.json", "claim.tst", "file.tlog-proof", "claim.tlog-proof", "chain.pem", "roots.pem", "policy.txt", "trust.txt"];
export const CONTENT = encode("hello");

export function text(name) {
  return new TextDecoder().decode(vector(name));
}

/** The certificates of a PEM file, as base64 of their DER. */
export function certificates(octets) {
  return engine.call("inspect", { data: toBase64(octets) }).parts.map(({ der }) => der);
}

/** The trust entry of the service that made the proof. */
export const TRUST = { name: "ours", entry: text("trust.txt"), roots: certificates(vector("roots.pem")), logPolicy: text("policy.txt") };

/** The three answers of an assessment, in a word each. */
export function words({ file, time, holder }) {
  return [file, time, holder].map(({ verdict, reason }) => reason ?? verdict);
}

/** An authority of OpenSSL's; `stamp(digest)` answers with a TimeStampResp. */
export class Stranger {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "tsa-wasm-stranger-"));
    const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    this.openssl("req", "-x509", ...ec, "-keyout", "root.key", "-out", "root.pem", "-subj", "/O=Stranger/CN=Root", "-days", "3650");
    this.openssl("req", "-new", ...ec, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/O=Stranger/CN=TSA");
    this.write("tsa.ext", "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n");
    this.openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-out", "tsa.pem", "-extfile", "tsa.ext", "-days", "3000");
    this.write("serial", "01\n");
    this.write("tsa.cnf", CONFIGURATION);
    this.root = this.read("root.pem");
  }

  stamp(algorithm, content) {
    const digest = toHex(engine.digest(algorithm, content));
    this.write("q.tsq", fromBase64(engine.call("request", { algorithm, digest, nonce: "77" }).der));
    this.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "r.tsr");
    return this.read("r.tsr");
  }

  openssl(...args) {
    return execFileSync("openssl", args, { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] }).toString();
  }

  read(name) {
    return new Uint8Array(readFileSync(join(this.folder, name)));
  }

  write(name, content) {
    writeFileSync(join(this.folder, name), content);
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}

const CONFIGURATION = `
[tsa]
default_tsa = main
[main]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
`;
