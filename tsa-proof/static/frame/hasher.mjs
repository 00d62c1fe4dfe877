// Fingerprints files one after another in two workers. Knows nothing of pages: files in, digests out.

import { Engine } from "../../../tsa-wasm/js/tsa.mjs";

/**
 * @param {{engine: Engine, newWorker: () => Worker}} parts
 *
 * `fingerprint(file, options)` gives a promise of `{sha256, sha512}`; `digest(file, hash, options)` of `{digest, crc}` with one hash of
 * any name. Options: `progress(done)`, `saved({at, state})`, `from: {at, state}`, `signal`. A failure is an Error with a `code`:
 * `changed`, `unreadable`, `cancelled`, `internal`.
 */
export class Hasher {
  constructor({ engine, newWorker }) {
    this.jobs = new Map();
    this.next = 1;
    this.turn = Promise.resolve();
    const channel = new MessageChannel();
    this.reader = this.worker(newWorker(), engine, "reader", channel.port1);
    this.follower = this.worker(newWorker(), engine, "follower", channel.port2);
    this.ready = Promise.all([this.reader.ready, this.follower.ready]);
  }

  fingerprint(file, options = {}) {
    return this.inTurn((job) => this.both(job, file, options));
  }

  digest(file, hash, options = {}) {
    return this.inTurn((job) => this.one(job, file, hash, options));
  }

  pause() {
    this.reader.worker.postMessage({ type: "pause" });
  }

  go() {
    this.reader.worker.postMessage({ type: "go" });
  }

  /** The requests that the two workers have made of the network, as the browser counts them. */
  async requests() {
    const counts = [this.reader, this.follower].map((side) => new Promise((resolve) => {
      side.counted = resolve;
      side.worker.postMessage({ type: "traffic" });
    }));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  worker(worker, engine, role, port) {
    const side = { worker, counted: () => {} };
    side.ready = new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data.type === "ready") resolve();
        else if (data.type === "broken") reject(new Error(data.detail));
        else if (data.type === "traffic") side.counted(data.requests);
        else this.jobs.get(data.job)?.(data);
      };
    });
    worker.postMessage({ type: "init", module: engine.module, role, port }, [port]);
    return side;
  }

  inTurn(work) {
    const job = this.next;
    this.next += 1;
    const result = this.turn.then(() => this.ready).then(() => work(job));
    this.turn = result.catch(() => {}).finally(() => this.jobs.delete(job));
    return result;
  }

  both(job, file, { from, ...options }) {
    const states = from ? splitState(from.state) : {};
    const start = {
      job, file, hash: "sha256", offset: from?.at ?? 0, state: states.sha256, follow: { state: states.sha512 }, crc: false,
    };
    return this.run(start, 2, options);
  }

  async one(job, file, hash, options) {
    const digests = await this.run({ job, file, hash, offset: 0, follow: null, crc: options.crc ?? false }, 1, options);
    return { digest: digests[hash], crc: digests.crc };
  }

  run(start, wanted, { progress, saved, signal }) {
    return new Promise((resolve, reject) => {
      const digests = {};
      const halves = new Map();
      const cancel = () => this.reader.worker.postMessage({ type: "cancel", job: start.job });
      if (signal?.aborted) return reject(failure("cancelled"));
      signal?.addEventListener("abort", cancel, { once: true });
      this.jobs.set(start.job, (message) => {
        if (message.type === "progress") progress?.(message.done);
        else if (message.type === "saved") pair(halves, message, saved);
        else if (message.type === "failed") reject(failure(message.code, message.detail));
        else {
          digests[message.hash] = message.digest;
          if (message.crc !== undefined) digests.crc = message.crc;
          wanted -= 1;
          if (wanted === 0) resolve(digests);
        }
      });
      this.reader.worker.postMessage({ type: "start", ...start });
    });
  }
}

function failure(code, detail) {
  return Object.assign(new Error(detail ?? code), { code });
}

// Both saved states of one place in the file make one that can be resumed: SHA-256's, then SHA-512's.
function pair(halves, { at, hash, state }, saved) {
  const half = halves.get(at) ?? {};
  half[hash] = state;
  halves.set(at, half);
  if (!half.sha256 || !half.sha512) return;
  halves.delete(at);
  const both = new Uint8Array(half.sha256.length + half.sha512.length);
  both.set(half.sha256);
  both.set(half.sha512, half.sha256.length);
  saved?.({ at, state: both });
}

function splitState(state) {
  return { sha256: state.subarray(0, SHA256_STATE), sha512: state.subarray(SHA256_STATE) };
}

// A mark, a length of eight octets, a chaining value of 32: tsa-wasm/src/hashing.rs.
const SHA256_STATE = 1 + 8 + 32;
