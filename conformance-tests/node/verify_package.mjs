// The verify page's session over a package and lists of revoked certificates, without a browser:
//   node verify_package.mjs PACKAGE.zip FILE [CRLS.pem]   prints the exit code that `proof verify` would have, and the three answers.
// TSA_WASM names the engine's module. The trust is what the package offers, given by the person.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

import { session } from "../../tsa-wasm/tests/page.mjs";

const page = session({ trusted: false });
const dropped = await Promise.all(process.argv.slice(2).map(async (path) => [basename(path), await readFile(path)]));
await page.drop(...dropped);
for (const { sha256 } of page.told.roots.roots) page.one.trustRoot(sha256, true);
await page.one.assess();
const [answer] = page.told.assessment.subjects;
const answers = [answer.file, answer.time, answer.holder];
const code = answers.some(({ verdict }) => verdict === "fail") ? 1 : answers.some(({ verdict }) => verdict !== "pass") ? 3 : 0;
console.log(code, answers.map(({ verdict, reason }) => reason ?? verdict).join(" "));
