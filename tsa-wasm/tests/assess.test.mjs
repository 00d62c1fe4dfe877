// Whole proofs through the engine: what must pass, and each way of tampering with its own reason.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { fromBase64, toBase64, toHex } from "../js/bytes.mjs";
import { assessProof } from "../../tsa-proof/static/verify/proof.mjs";
import { engine } from "./engine.mjs";
import { CONTENT, Stranger, TRUST, certificates, encode, text, vector, words } from "./world.mjs";

const stranger = new Stranger();
after(() => stranger.remove());

function judge(changes = {}) {
  const content = "content" in changes ? changes.content : CONTENT;
  const digests = content ? Object.fromEntries(["sha256", "sha512"].map((name) => [name, toHex(engine.digest(name, content))])) : {};
  return assessProof(engine, {
    token: vector("file.tsr"), claim: vector("claim.json"), claimToken: vector("claim.tst"), logProof: vector("file.tlog-proof"),
    claimLogProof: vector("claim.tlog-proof"), certificates: certificates(vector("chain.pem")), digests, size: content?.length, trust: [TRUST],
    ...changes,
  });
}

test("the whole proof passes, and says what it is about", () => {
  const found = judge();
  assert.deepEqual(words(found), ["pass", "pass", "pass"]);
  assert.equal(found.token.imprint, toHex(engine.digest("sha256", CONTENT)));
  assert.equal(found.token.policy, "1.3.6.1.4.1.32473.1.1");
  assert.equal(found.claimToken.policy, "1.3.6.1.4.1.32473.1.2");
  assert.equal(found.token.accuracyMicros, 1_000_000);
  assert.equal(found.claim.holders[0].name, "Example Holder");
  assert.equal(found.token.nonce.padStart(64, "0").slice(-64), found.claimSha256);
  assert.equal(found.token.signer.selfIssued, false);
  assert.ok(Math.abs(Date.parse(found.token.genTime) - found.token.genTimeMillis) < 1);
  assert.equal(found.token.trustedBy, 0);
  assert.equal(typeof found.token.log.index, "number");
  for (const event of ["file-token", "claim-token", "signer-ends", "root-ends"]) {
    assert.ok(found.timeline.some((point) => point.event === event), event);
  }
});

test("every part that is changed fails with its own reason", () => {
  const spoilt = vector("file.tsr");
  spoilt[spoilt.length - 1] ^= 1;
  const claim = text("claim.json");
  const cases = [
    [{ content: encode("hello!") }, 0, "file-size-differs"],
    [{ content: encode("jello") }, 0, "file-differs"],
    [{ content: null }, 0, "no-file"],
    [{ token: spoilt }, 1, "token-signature"],
    [{ token: encode("no token") }, 1, "token-malformed"],
    [{ token: vector("refused.tsr") }, 1, "token-refused"],
    [{ token: null }, 1, "no-token"],
    [{ logProof: null }, 1, "token-log-proof-missing"],
    [{ logProof: vector("claim.tlog-proof") }, 1, "token-log-proof-other"],
    [{ trust: [] }, 1, "token-issuer-unknown"],
    [{ claim: encode(claim.replace("Example Holder", "Another Holder")) }, 2, "claim-not-committed"],
    [{ claim: encode(`${claim}\n`) }, 2, "claim-not-canonical"],
    [{ claim: null, claimToken: null }, 2, "no-claim"],
    [{ claimToken: null }, 2, "no-claim-token"],
    [{ claimToken: vector("public-claim.tst"), claimLogProof: vector("public-claim.tlog-proof") }, 2, "claim-token-policy"],
    [{ claimToken: vector("other-nonce-claim.tst"), claimLogProof: vector("other-nonce-claim.tlog-proof") }, 2, "claim-token-other-file-token"],
  ];
  for (const [changes, place, reason] of cases) {
    assert.equal(words(judge(changes))[place], reason);
  }
});

test("a foreign token passes under the root that the reader gives, and says nothing of holders", () => {
  const roots = [{ name: "given", roots: certificates(stranger.root) }];
  for (const algorithm of ["sha256", "sha384", "sha512"]) {
    const digests = { [algorithm]: toHex(engine.digest(algorithm, CONTENT)) };
    const token = stranger.stamp(algorithm, CONTENT);
    const found = assessProof(engine, { token, digests, trust: roots, certificates: certificates(stranger.read("tsa.pem")) });
    assert.deepEqual(words(found), ["pass", "pass", "no-claim"], algorithm);
  }
});

test("two tokens are put in order by their times and accuracies", () => {
  const [first, second] = [vector("file.tsr"), stranger.stamp("sha256", CONTENT)].map(toBase64);
  const [before, after] = [engine.call("compare", { first, second }), engine.call("compare", { first: second, second: first })];
  assert.deepEqual([before.order, after.order], ["earlier", "later"]);
  assert.equal(before.gapMicros, after.gapMicros);
  // From the end of the earlier interval to the beginning of the later one.
  const facts = [vector("file.tsr"), fromBase64(second)].map((token) => assessProof(engine, { token }).token);
  const apart = facts[1].genTimeMillis - facts[0].genTimeMillis - (facts[0].accuracyMicros + facts[1].accuracyMicros) / 1000;
  assert.ok(Math.abs(before.gapMicros / 1000 - apart) <= 1);
  assert.deepEqual(engine.call("compare", { first, second: first }), { order: "same", gapMicros: null });
  assert.throws(() => engine.call("compare", { first, second: "" }), { code: "token" });
});

test("a claim is brought into its canonical form, and refused with its code", () => {
  const canonical = text("claim.json");
  const spaced = JSON.stringify(JSON.parse(canonical), null, 2);
  const { octets, sha256, nonce } = engine.call("claim", { json: spaced });
  assert.equal(octets, toBase64(encode(canonical)));
  assert.equal(sha256, toHex(engine.digest("sha256", encode(canonical))));
  assert.equal(nonce.replace(/^00/, "").padStart(64, "0"), sha256);
  assert.throws(() => engine.call("claim", { json: "{}" }), { code: "claim-member-missing" });
  assert.throws(() => engine.call("claim", { json: canonical.replace('"v":1', '"v":1,"v":1') }), { code: "claim-duplicate-member" });
});

test("hostile octets are answered, never trapped on", () => {
  const [token, claim] = [vector("file.tsr"), vector("claim.json")];
  for (let length = 0; length < token.length; length += 7) {
    judge({ token: token.subarray(0, length), claim: claim.subarray(0, length), claimToken: token.subarray(length) });
  }
  assert.deepEqual(words(judge()), ["pass", "pass", "pass"]);
});
