// The page of one proof: checks its token here, says when the log has it, and puts a package together with the file.

import { FileFrame } from "../js/frame-client.mjs";
import { Problem, bytes, request } from "./api.mjs";
import { at } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { holds } from "./issue.mjs";
import { packageWithFile } from "./package.mjs";
import { wordsFor, wordsOf } from "./problems.mjs";
import { say, size } from "./text.mjs";

const proof = at("proof").dataset;
if (proof.state === "queued") watch(2000);
if (proof.state === "issued") {
  check();
  if (!("logged" in proof)) waitForLog(1000);
  at("with-file").addEventListener("toggle", offerFile, { once: true });
}

async function check() {
  const engine = new FileFrame(document.body, frameSettings("engine"));
  const line = at("checked");
  line.textContent = say("result-verifying");
  try {
    const base = `/session/proofs/${proof.id}`;
    const [token, claim, claimToken] = await Promise.all(["token", "claim", "claim-token"].map((part) => bytes(`${base}/${part}`)));
    const logged = await request(`${base}/log-proofs`).catch(() => ({}));
    const octets = (text) => (text ? new TextEncoder().encode(text) : undefined);
    const found = await engine.verifyProof({
      sha256: proof.sha256, token, claim, claimToken, logProof: octets(logged.file), claimLogProof: octets(logged.claim),
    });
    const together = found.file.reason === "no-manifest";
    at("together").hidden = !together;
    at("with-file").hidden = together;
    // The files are with whoever has their manifest: here it is seen that the token is about its head.
    const good = holds(together && found.token?.imprint === proof.sha256 ? { ...found, file: { verdict: "pass" } } : found);
    line.textContent = say(good ? "result-verified-here" : "result-verified-failed");
    line.dataset.result = good ? "good" : "bad";
  } catch (error) {
    line.textContent = error instanceof Problem ? "" : say("result-verified-failed");
    if (!(error instanceof Problem)) line.dataset.result = "bad";
  }
}

// A package made before the log's checkpoint lacks the proof of logging.
async function waitForLog(wait) {
  const proofs = await request(`/session/proofs/${proof.id}/log-proofs`).catch((error) => error);
  const waiting = proofs instanceof Problem && proofs.code === "not-logged-yet";
  at("log-waiting").hidden = !waiting;
  if (waiting) setTimeout(() => waitForLog(Math.min(wait * 1.5, 15_000)), wait);
}

async function watch(wait) {
  await new Promise((resolve) => setTimeout(resolve, wait));
  const found = await request(`/session/proofs/${proof.id}`).catch(() => null);
  if (found && found.state !== "queued") location.reload();
  else watch(Math.min(wait * 1.5, 30_000));
}

function offerFile() {
  const frame = new FileFrame(at("frame"), frameSettings("landing"));
  keepTheme(frame);
  frame.addEventListener("digest", async ({ detail }) => {
    if (detail.sha256 !== proof.sha256) {
      at("built").textContent = say("result-package-wrong-file");
      return;
    }
    const told = packageWithFile(frame, { id: proof.id, index: detail.index });
    at("built").textContent = await told.then((built) => say("result-package-built", { size: size(built.size) }), wordsFor);
  });
  frame.addEventListener("failed", ({ detail }) => {
    at("built").textContent = wordsOf(detail.code);
  });
}
