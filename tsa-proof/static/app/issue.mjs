// Sends a deposit, waits for its tokens, and verifies each of them in the frame before anything is called done.

import { toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { FOLDER } from "../js/frame-client.mjs";
import { Problem, bytes, request } from "./api.mjs";

/** What became of each item is told by `state(position, state, item?)`: sending, queued, verifying, done, refused, failed. */
export class Issue {
  constructor({ frame, state }) {
    Object.assign(this, { frame, state });
  }

  /** Sends `body` once, however often it is tried; returns the deposit when every item is settled. */
  async run(body) {
    body.items.forEach((_, position) => this.state(position, "sending"));
    let deposit = await request("/session/deposits", { method: "POST", body, headers: { "idempotency-key": await keyOf(body) } });
    const seen = new Set();
    const checks = new Pool(PARALLEL);
    for (let wait = 300; ; wait = Math.min(wait * 1.5, 5000)) {
      for (const item of deposit.items) {
        if (item.state === "queued") this.state(item.index, "queued", item);
        else if (!seen.has(item.id)) {
          seen.add(item.id);
          if (item.state === "failed") this.state(item.index, "failed", item);
          else checks.add(() => this.verify(item, body.items[item.index]));
        }
      }
      if (deposit.items.every((item) => item.state !== "queued")) break;
      await new Promise((resolve) => setTimeout(resolve, wait));
      deposit = await retried(() => request(`/session/deposits/${deposit.id}`));
    }
    await checks.done();
    forgetKey();
    return deposit;
  }

  async verify(item, sent) {
    this.state(item.index, "verifying", item);
    try {
      const at = `/session/proofs/${item.id}`;
      const [token, claim, claimToken] = await Promise.all(
        ["token", "claim", "claim-token"].map((part) => retried(() => bytes(`${at}/${part}`))),
      );
      const file = sent.type === "folder" ? { index: FOLDER } : { sha256: sent.sha256, sha512: sent.sha512 };
      const found = await this.frame.verifyProof({ ...file, token, claim, claimToken });
      this.state(item.index, holds(found) ? "done" : "refused", { ...item, found });
    } catch (error) {
      this.state(item.index, error instanceof Problem ? "failed" : "refused", { ...item, failure: { code: error.code } });
    }
  }
}

/** Whether the three answers allow to call a fresh proof done: no "no", and the file is this one. */
export function holds({ file, time, holder }) {
  const unsettled = (answer) => answer.verdict === "cannot-tell" && FRESH.has(answer.reason);
  return file.verdict === "pass" && [time, holder].every((answer) => answer.verdict === "pass" || unsettled(answer));
}

async function retried(action) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === 4 || !(error instanceof Problem) || (error.status !== 0 && error.status < 500)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
}

// The same body is sent under the same key, also after a reload in between: the service then repeats nothing.
async function keyOf(body) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(body)));
  const fingerprint = toHex(new Uint8Array(digest));
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (kept?.fingerprint === fingerprint) return kept.key;
  const key = crypto.randomUUID();
  sessionStorage.setItem(KEY, JSON.stringify({ fingerprint, key }));
  return key;
}

function forgetKey() {
  sessionStorage.removeItem(KEY);
}

class Pool {
  constructor(size) {
    this.size = size;
    this.waiting = [];
    this.running = new Set();
  }

  add(task) {
    this.waiting.push(task);
    this.fill();
  }

  async done() {
    while (this.running.size > 0 || this.waiting.length > 0) await Promise.race(this.running);
  }

  fill() {
    while (this.running.size < this.size && this.waiting.length > 0) {
      const run = this.waiting.shift()();
      this.running.add(run);
      run.finally(() => {
        this.running.delete(run);
        this.fill();
      });
    }
  }
}

const KEY = "deposit-key";
const PARALLEL = 4;
// What only time can settle: the log writes its checkpoint a moment later, and CRLs are made after tokens.
const FRESH = new Set([
  "token-log-proof-missing", "token-log-witnesses", "token-revocation-unknown", "claim-token-log-proof-missing",
  "claim-token-log-witnesses", "claim-token-revocation-unknown", "file-token-not-valid",
]);
