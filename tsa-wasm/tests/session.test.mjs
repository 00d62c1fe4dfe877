// What people drop, in any order and form, and what the checking page is told.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { fromBase64 } from "../js/bytes.mjs";
import { engine } from "./engine.mjs";
import { hasher, parts, session, zip } from "./page.mjs";
import { CONTENT, Stranger, encode, text, vector, words } from "./world.mjs";

const stranger = new Stranger();
after(() => stranger.remove());

test("a sealed name is shown when its seal is there, and no other", async () => {
  const [name, salt] = ["secret plan.pdf", "07".repeat(32)];
  const octets = new Uint8Array([...fromBase64(Buffer.from(salt, "hex").toString("base64")), ...encode(name)]);
  const commit = Buffer.from(engine.digest("sha256", octets)).toString("hex");
  const claim = JSON.parse(text("claim.json"));
  const { name: _, ...file } = claim.file;
  const { octets: sealed } = engine.call("claim", { json: JSON.stringify({ ...claim, file: { ...file, name_commit: commit } }) });
  const seal = (given) => encode(JSON.stringify({ names: [{ name: given, name_commit: commit, salt }], type: "name-seals", v: 1 }));
  const files = [["hello.txt", CONTENT], ["file.tsr", vector("file.tsr")], ["claim.json", fromBase64(sealed)]];
  const opened = async (...more) => (await session().drop(...files, ...more)).subjects[0].openedName;
  assert.equal(await opened(), null);
  assert.equal(await opened(["seal.json", seal(name)]), name);
  assert.equal(await opened(["seal.json", seal("another.pdf")]), null);
});

const PASSED = ["pass", "pass", "pass"];
const LOOSE = [
  ["hello.txt", CONTENT], ["some.tsr", vector("file.tsr")], ["some.json", vector("claim.json")], ["other.tst", vector("claim.tst")],
  ["file.tlog-proof", vector("file.tlog-proof")], ["claim.tlog-proof", vector("claim.tlog-proof")], ["chain.pem", vector("chain.pem")],
];

test("loose parts are put together in every order", async () => {
  for (let turn = 0; turn < LOOSE.length; turn++) {
    const page = session();
    let found;
    for (const part of [...LOOSE.slice(turn), ...LOOSE.slice(0, turn)]) found = await page.drop(part);
    assert.equal(found.subjects.length, 1);
    assert.deepEqual(words(found.subjects[0]), PASSED);
    assert.equal(found.subjects[0].trustSource, "service");
    assert.equal(found.left.length, 0);
  }
});

test("a package passes as a zip, as a folder, and beside a copy of the file", async () => {
  const forms = [
    [["evidence.zip", zip(parts())]],
    parts({}, "evidence/"),
    [["evidence.zip", zip(parts({ "original/hello.txt": null }))], ["copy of hello.txt", CONTENT]],
  ];
  for (const form of forms) {
    const found = await session().drop(...form);
    assert.equal(found.subjects.length, 1);
    assert.deepEqual(words(found.subjects[0]), PASSED);
  }
});

test("a package of two proofs keeps them apart", async () => {
  const other = { "file.tsr": vector("public-file.tsr"), "file.tlog-proof": vector("public-file.tlog-proof"), "claim.json": vector("public-claim.json"),
    "claim.tst": null, "claim.tlog-proof": null };
  const found = await session().drop(["both.zip", zip([...parts({}, "1/"), ...parts(other, "2/")])]);
  assert.equal(found.subjects.length, 2);
  assert.deepEqual(words(found.subjects[0]), PASSED);
  assert.equal(words(found.subjects[1])[2], "claim-policy");
});

test("a claim is found by the nonce that names it, a log proof by its index, whatever they are called", async () => {
  const page = session();
  const found = await page.drop(["hello.txt", CONTENT], ["1.json", vector("public-claim.json")], ["2.json", vector("claim.json")], ["a.tsr", vector("file.tsr")],
    ["b.tst", vector("claim.tst")], ["x.tlog-proof", vector("claim.tlog-proof")], ["y.tlog-proof", vector("file.tlog-proof")], ["chain.pem", vector("chain.pem")]);
  assert.equal(found.subjects.length, 1);
  assert.deepEqual(words(found.subjects[0]), PASSED);
  assert.equal(found.subjects[0].given.claim.name, "2.json");
  assert.deepEqual(found.left, [{ kind: "claim", name: "1.json" }]);
});

test("a container of somebody else, and a token by the name of a container's, are checked", async () => {
  stranger.stamp("sha256", CONTENT);
  stranger.openssl("ts", "-reply", "-in", "r.tsr", "-token_out", "-out", "r.tst");
  const token = stranger.read("r.tst");
  const container = zip([["mimetype", encode("application/vnd.etsi.asic-s+zip")], ["text.txt", CONTENT], ["META-INF/timestamp.tst", token]]);
  for (const form of [[["theirs.asics", container]], [["hello.txt", CONTENT], ["timestamp.tst", token]]]) {
    const page = session();
    await page.drop(["root.crt", stranger.root]);
    const found = await page.drop(...form);
    assert.equal(found.subjects.length, 1);
    assert.deepEqual(words(found.subjects[0]), ["pass", "pass", "no-claim"]);
  }
});

test("what holds tokens that are not read here is told by its name, and is a file all the same", async () => {
  const asice = zip([["mimetype", encode("application/vnd.etsi.asic-e+zip")], ["META-INF/ASiCManifest001.xml", encode("<x/>")], ["META-INF/timestamp001.tst", vector("claim.tst")]]);
  const tsd = new Uint8Array(Buffer.from("3080060b2a864886f70d010910011fa0800000", "hex"));
  for (const [name, octets, state] of [["a.asice", asice, "asice"], ["a.tsd", tsd, "tsd"]]) {
    const page = session();
    const found = await page.drop([name, octets], ["t.tsr", stranger.stamp("sha256", octets)]);
    assert.equal(words(found.subjects[0])[0], "pass");
    assert.ok(page.drawn.some(([path, drawn]) => path === name && drawn === state));
  }
});

test("a file that cannot be read again stops no other answer", async () => {
  const page = session();
  await page.drop(["hello.txt", CONTENT], ["other.txt", encode("other")]);
  const digest = hasher.digest;
  hasher.digest = async (blob, hash) => {
    if ((await blob.text()) === "other") throw Object.assign(new Error(), { code: "unreadable" });
    return digest(blob, hash);
  };
  try {
    const found = await page.drop(["t.tsr", stranger.stamp("sha384", CONTENT)]);
    assert.equal(words(found.subjects[0])[0], "pass");
    assert.ok(page.drawn.some(([path, state]) => path === "other.txt" && state === "failed"));
  } finally {
    hasher.digest = digest;
  }
});

test("a root that came with the package is not trusted until the person says so", async () => {
  const page = session({ trusted: false });
  const before = await page.drop(["evidence.zip", zip(parts())]);
  assert.equal(words(before.subjects[0])[1], "token-issuer-unknown");
  const [root] = page.told.roots.roots;
  assert.deepEqual([root.source, root.trusted], ["package", false]);
  page.one.trustRoot(root.sha256, true);
  await new Promise((resolve) => setTimeout(resolve, 10));
  const [subject] = page.told.assessment.subjects;
  assert.deepEqual(words(subject), PASSED);
  assert.equal(subject.trustSource, "package");
});

test("a foreign token passes under a root that was dropped by itself", async () => {
  const page = session();
  const token = stranger.stamp("sha384", CONTENT);
  const before = await page.drop(["hello.txt", CONTENT], ["t.tsr", token]);
  assert.deepEqual(words(before.subjects[0]).slice(0, 2), ["pass", "token-issuer-unknown"]);
  const found = await page.drop(["their-root.pem", stranger.root]);
  assert.deepEqual(words(found.subjects[0]), ["pass", "pass", "no-claim"]);
  assert.equal(found.subjects[0].trustSource, "given");
});

test("a root that lay beside a token is as little believed as one in a package", async () => {
  const token = stranger.stamp("sha256", CONTENT);
  const forms = [
    [["evil.crt", stranger.root], ["t.tsr", token]],
    [["proof/evil.crt", stranger.root], ["proof/t.tsr", token]],
    [["proof/roots/evil.crt", stranger.root], ["proof/t.tsr", token]],
    [["evil.crt", stranger.root], ["evidence.zip", zip([["file.tsr", token]])]],
  ];
  for (const form of forms) {
    const page = session();
    const found = await page.drop(...form, ["hello.txt", CONTENT]);
    assert.deepEqual(words(found.subjects[0]).slice(0, 2), ["pass", "token-issuer-unknown"]);
    assert.equal(found.subjects[0].trustSource, null);
    assert.deepEqual(page.told.roots.roots.map(({ source, trusted }) => [source, trusted]), [["package", false]]);
    // Given once more by itself, it is the person's own act.
    const after = await page.drop(["evil.crt", stranger.root]);
    assert.equal(after.subjects[0].trustSource, "given");
  }
});

test("a root that the person gave vouches for times and for no holder", async () => {
  const page = session({ trusted: false });
  await page.drop(["evidence.zip", zip(parts())]);
  const found = await page.drop(["root.crt", vector("roots.pem")]);
  const [subject] = found.subjects;
  assert.equal(subject.trustSource, "given");
  assert.notEqual(subject.holder.verdict, "pass");
});

test("two proofs are put in order only where both hold", async () => {
  const ours = ["ours.zip", zip(parts())];
  const [theirs, root] = [["theirs.tsr", stranger.stamp("sha256", CONTENT)], ["their-root.pem", stranger.root]];
  const page = session();
  assert.equal((await page.drop(ours)).comparison, null);
  assert.equal((await page.drop(theirs)).comparison.order, "void");
  const { comparison } = await page.drop(root);
  assert.equal(comparison.order, "earlier");
  assert.ok(comparison.gapMicros > 0);
  const foreign = session();
  const other = ["other.tsr", stranger.stamp("sha256", CONTENT)];
  assert.deepEqual((await foreign.drop(theirs, other)).comparison, { order: "undecided" });
  assert.deepEqual((await foreign.drop(root)).comparison, { order: "cannot-be-ordered", gapMicros: null });
  const spoilt = session();
  await spoilt.drop(root);
  assert.deepEqual((await spoilt.drop(theirs, ["ours.zip", zip(parts({ "original/hello.txt": encode("jello") }))])).comparison, { order: "void" });
  const twice = session();
  assert.equal((await twice.drop(["1.zip", zip(parts())], ["2.zip", zip(parts())])).comparison.order, "same");
});

test("tampering is told apart", async () => {
  const spoilt = vector("file.tsr");
  spoilt[spoilt.length - 1] ^= 1;
  const cases = [
    [{ "original/hello.txt": encode("jello") }, 0, "file-differs"],
    [{ "original/hello.txt": encode("longer than it was") }, 0, "file-size-differs"],
    [{ "claim.json": encode(text("claim.json").replace("Example Holder", "Another Holder")) }, 2, "claim-not-committed"],
    [{ "file.tsr": spoilt }, 1, "token-signature"],
    [{ "claim.tst": vector("other-nonce-claim.tst"), "claim.tlog-proof": vector("other-nonce-claim.tlog-proof") }, 2, "claim-token-other-file-token"],
  ];
  for (const [changes, place, reason] of cases) {
    const found = await session().drop(["evidence.zip", zip(parts(changes))]);
    assert.equal(words(found.subjects[0])[place], reason);
  }
});

test("a file alone, a claim alone, a token alone: nothing is told that cannot be", async () => {
  assert.deepEqual((await session().drop(["hello.txt", CONTENT])).subjects, []);
  const token = await session().drop(["file.tsr", vector("file.tsr")]);
  assert.deepEqual(words(token.subjects[0]), ["no-file", "token-log-proof-missing", "no-claim"]);
  const claim = await session().drop(["claim.json", vector("claim.json")]);
  assert.deepEqual(words(claim.subjects[0]).slice(0, 2), ["no-token", "no-token"]);
});

test("an archive that holds no evidence is a file, a broken package is said to be", async () => {
  const page = session();
  const plain = zip([["a.txt", encode("a")]]);
  const found = await page.drop(["photos.zip", plain], ["photos.tsr", stranger.stamp("sha256", plain)]);
  assert.equal(words(found.subjects[0])[0], "pass");
  await page.drop(["broken.zip", zip(parts()).subarray(0, 500)]);
  assert.deepEqual(page.drawn.at(-1), ["broken.zip", "failed", "package"]);
});

test("a fingerprint stands for the file, and only for that file", async () => {
  const hex = (octets) => Buffer.from(octets).toString("hex");
  const cases = [
    [engine.digest("sha256", CONTENT), "pass"], [engine.digest("sha256", encode("jello")), "file-differs"],
    // A token over SHA-256 says nothing of another hash.
    [engine.digest("sha512", CONTENT), "digest-not-computed"],
  ];
  for (const [digest, expected] of cases) {
    const page = session();
    await page.drop(["evidence.zip", zip(parts({ "original/hello.txt": null }))]);
    await page.one.addFingerprint(hex(digest));
    const [subject] = page.told.assessment.subjects;
    assert.equal(words(subject)[0], expected);
    assert.equal(subject.given.file.pasted, hex(digest));
    assert.equal(subject.commands.find(({ id }) => id === "digest").text, `digest=${hex(digest)}`);
  }
  for (const none of ["", "ab", "g".repeat(64), "A".repeat(64)]) await assert.rejects(session().one.addFingerprint(none));
});

test("a fingerprint is of whatever hash the token is over", async () => {
  const page = session();
  await page.drop(["their-root.pem", stranger.root]);
  await page.drop(["t.tsr", stranger.stamp("sha384", CONTENT)]);
  await page.one.addFingerprint(Buffer.from(engine.digest("sha384", CONTENT)).toString("hex"));
  assert.deepEqual(words(page.told.assessment.subjects[0]).slice(0, 2), ["pass", "pass"]);
});
