// The commands that check the same with OpenSSL and a POSIX shell, filled in with what was dropped. Requests are rebuilt, so that nonce
// and policy are compared too: `-data` alone would pass a token of another policy.

import { fromBase64 } from "../../../tsa-wasm/js/bytes.mjs";

/**
 * `[{id, text}]`, to be run in this order in one folder. Ids: `package`, `token-text`, `digest`, `nonce`, `request`, `verify`, `tst-info`,
 * `verify-claim`. `trust` is the trust entry whose root the token leads to, `certificates` are the pieces that hold certificates.
 */
export function commandsFor({ subject, answer, trust, certificates }) {
  const { token, claim, claimToken, file, evidence, inPackage } = subject;
  if (!token || !answer.token) return [];
  const commands = [];
  const add = (id, text) => commands.push({ id, text });
  if (inPackage && !file?.pasted) add("package", file && !file.original ? `sh verify.sh -- ${quote(file.name)}` : "sh verify.sh");
  add("token-text", `openssl ts -reply ${input(token)} -text`);
  // What a token over a folder is over, verify.sh works out.
  if (!file || evidence.manifest || evidence.shown || !OIDS.has(answer.token.hash)) return commands;
  const anchors = anchorsOf(trust, certificates, answer.token.chain);
  const policies = policiesIn(trust?.entry);
  const path = file.original ? `original/${file.name}` : file.name;
  add("digest", `digest=${file.pasted ?? digestOf(answer.token.hash, quote(path))}`);
  add("nonce", `nonce=${claim && policies ? digestOf("sha256", quote(claim.name)) : (answer.token.nonce ?? "")}`);
  add("request", REQUEST);
  add("verify", verifying(token, answer.token, "$digest", policies?.file ?? answer.token.policy, "$nonce", anchors));
  if (!claim || !claimToken || !answer.claimToken || !policies) return commands;
  add("tst-info", tstInfoOf(token, anchors));
  const [digest, nonce] = [quote(claim.name), "tstinfo"].map((name) => digestOf("sha256", name));
  add("verify-claim", verifying(claimToken, answer.claimToken, digest, policies.claim, nonce, anchors));
  return commands;
}

function verifying(piece, { hash, genTimeMillis }, digest, policy, nonce, { roots, untrusted, before }) {
  const time = Math.floor(genTimeMillis / 1000);
  return `${before}request ${OIDS.get(hash)} "${digest}" ${policy} "${nonce}" &&\n` +
    `openssl ts -verify -queryfile request.tsq ${input(piece)} -attime ${time} -CAfile ${roots}${untrusted ? ` -untrusted ${untrusted}` : ""}`;
}

// The hash of the TSTInfo is the nonce of the claim token.
function tstInfoOf(token, { untrusted }) {
  const bare = token.response ? "file-token.tst" : quote(token.name);
  const taking = token.response ? `openssl ts -reply ${input(token)} -token_out -out ${bare} &&\n` : "";
  return `${taking}openssl cms -verify -noverify -inform DER -in ${bare}${untrusted ? ` -certfile ${untrusted}` : ""} -out tstinfo`;
}

function input({ name, response }) {
  return `-in ${quote(name)}${response ? "" : " -token_in"}`;
}

function digestOf(hash, name) {
  return `$(openssl dgst -${hash} -r <${name} | cut -d' ' -f1)`;
}

// Where roots and the certificates below them are: in the package or on the service's page of trust, or as they were given.
function anchorsOf(trust, certificates, chain) {
  const used = new Set(chain.map(({ der }) => der));
  const between = certificates.find(({ selfIssued, octets, der }) => !selfIssued && octets[0] !== DER && used.has(der));
  if (trust?.source !== "given") return { roots: "roots.pem", untrusted: between ? quote(between.name) : "chain.pem", before: "" };
  const root = certificates.find(({ der }) => der === trust.roots[0]);
  const isDer = fromBase64(root.der).length === root.octets.length;
  return {
    roots: isDer ? "given-root.pem" : quote(root.name),
    untrusted: between ? quote(between.name) : null,
    before: isDer ? `openssl x509 -inform DER -in ${quote(root.name)} -out given-root.pem &&\n` : "",
  };
}

function policiesIn(entry) {
  const [file, claim] = ["file-policy", "claim-policy"].map((word) => new RegExp(`^${word} ([0-9.]+)$`, "m").exec(entry ?? "")?.[1]);
  return file && claim ? { file, claim } : null;
}

/** A name as one word of a POSIX shell, and never an option. */
function quote(name) {
  const safe = name.startsWith("-") ? `./${name}` : name;
  return /^[A-Za-z0-9_./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

// A TimeStampReq (RFC 3161 section 2.4.1) for hash algorithm, digest, policy and nonce.
const REQUEST = `request() {
  printf '%s\\n' asn1=SEQUENCE:r '[r]' v=INTEGER:1 i=SEQUENCE:i "p=OID:$3" \${4:+"n=INTEGER:0x$4"} c=BOOLEAN:TRUE \\
    '[i]' a=SEQUENCE:a "d=FORMAT:HEX,OCTETSTRING:$2" '[a]' "o=OID:$1" >request.cnf
  openssl asn1parse -genconf request.cnf -noout -out request.tsq
}`;

const NIST = "2.16.840.1.101.3.4.2";
const OIDS = new Map([
  ["sha256", `${NIST}.1`], ["sha384", `${NIST}.2`], ["sha512", `${NIST}.3`], ["sha224", `${NIST}.4`], ["sha512-256", `${NIST}.6`],
  ["sha3-256", `${NIST}.8`], ["sha3-384", `${NIST}.9`], ["sha3-512", `${NIST}.10`],
]);
const DER = 0x30;
