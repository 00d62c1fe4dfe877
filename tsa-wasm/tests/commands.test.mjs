// The commands that the page prints, run by a shell and OpenSSL over the files that were dropped.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { engine } from "./engine.mjs";
import { parts, session } from "./page.mjs";
import { CONTENT, Stranger, encode, vector, words } from "./world.mjs";

const stranger = new Stranger();
after(() => stranger.remove());

const LOOSE = ["file.tsr", "claim.json", "claim.tst", "chain.pem", "file.tlog-proof", "claim.tlog-proof"].map((name) => [name, vector(name)]);

/** Runs what the page prints for its one proof in a folder with `files`, perhaps other ones than were dropped: the verifications that held. */
function run(page, files) {
  const folder = mkdtempSync(join(tmpdir(), "tsa-wasm-commands-"));
  try {
    for (const [name, octets] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), octets);
    }
    const script = page.told.assessment.subjects[0].commands.map(({ text }) => text).join("\n");
    const { stdout, stderr } = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" });
    return { held: stdout.match(/^Verification: OK$/gm)?.length ?? 0, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("both tokens of a proof hold by the printed commands, whatever the file is called", async () => {
  for (const name of ["hello.txt", "-rf '$(x)' \n.txt", "`id`\\ \"q\".txt"]) {
    const page = session();
    const found = await page.drop([name, CONTENT], ...LOOSE);
    assert.deepEqual(words(found.subjects[0]), ["pass", "pass", "pass"]);
    const { held, said } = run(page, [[name, CONTENT], ...LOOSE, ["roots.pem", vector("roots.pem")]]);
    assert.equal(held, 2, said);
  }
});

test("another file, an altered claim, and a token of another policy do not hold", async () => {
  const page = session();
  await page.drop(["hello.txt", CONTENT], ...LOOSE);
  const good = Object.fromEntries([["hello.txt", CONTENT], ...LOOSE, ["roots.pem", vector("roots.pem")]]);
  const cases = [
    [{ "hello.txt": encode("jello") }, 1, "imprint mismatch"],
    [{ "claim.json": encode("{}") }, 0, "nonce mismatch"],
    [{ "claim.tst": vector("other-nonce-claim.tst") }, 1, "nonce mismatch"],
    [{ "roots.pem": stranger.root }, 0, "certificate verify error"],
  ];
  for (const [changes, count, why] of cases) {
    const { held, said } = run(page, Object.entries({ ...good, ...changes }));
    assert.equal(held, count, said);
    assert.ok(said.includes(why), said);
  }
  // Over this very claim, but of the policy that everybody may ask under.
  const open = session();
  await open.drop(["hello.txt", CONTENT], ["file.tsr", vector("public-file.tsr")], ["claim.json", vector("public-claim.json")],
    ["claim.tst", vector("public-claim.tst")], ["chain.pem", vector("chain.pem")]);
  const { held, said } = run(open, [["hello.txt", CONTENT], ["file.tsr", vector("public-file.tsr")], ["claim.json", vector("public-claim.json")],
    ["claim.tst", vector("public-claim.tst")], ["chain.pem", vector("chain.pem")], ["roots.pem", vector("roots.pem")]]);
  assert.ok(held <= 1 && said.includes("policy mismatch"), said);
});

test("a package is checked by its own script too", async () => {
  const page = session();
  await page.drop(...parts());
  const texts = page.told.assessment.subjects[0].commands.map(({ text }) => text);
  assert.equal(texts[0], "sh verify.sh");
  const beside = session();
  await beside.drop(...parts({ "original/hello.txt": null }), ["my hello.txt", CONTENT]);
  assert.equal(beside.told.assessment.subjects[0].commands[0].text, "sh verify.sh -- 'my hello.txt'");
});

test("a pasted fingerprint and a foreign token hold under the root that was given", async () => {
  const token = stranger.stamp("sha384", CONTENT);
  stranger.openssl("x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der");
  for (const [name, root] of [["their root.pem", stranger.root], ["root.der", stranger.read("root.der")]]) {
    const page = session();
    // Certificates of somebody else are of no use here.
    await page.drop([name, root], ["chain.pem", vector("chain.pem")]);
    await page.drop(["t.tsr", token]);
    await page.one.addFingerprint(Buffer.from(engine.digest("sha384", CONTENT)).toString("hex"));
    const { held, said } = run(page, [["t.tsr", token], [name, root]]);
    assert.equal(held, 1, said);
  }
});
