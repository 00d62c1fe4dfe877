// Hashes without workers, giving the page its turn between slices: some browsers give a file from the disk, or a frame, no workers.

import { Hasher } from "./hasher.mjs";
import { workerMaker } from "./workers.mjs";

/** A Hasher with workers where they start, else a SlowHasher. */
export async function hasherFor(engine) {
  try {
    const hasher = new Hasher({ engine, newWorker: workerMaker() });
    await hasher.ready;
    return hasher;
  } catch {
    return new SlowHasher(engine);
  }
}

/** Does what frame/hasher.mjs does, more slowly; what is half done is not saved. */
export class SlowHasher {
  constructor(engine) {
    this.engine = engine;
    this.turn = Promise.resolve();
    this.going = Promise.resolve();
  }

  async fingerprint(file, options = {}) {
    const { digests: [sha256, sha512] } = await this.inTurn(file, ["sha256", "sha512"], options);
    return { sha256, sha512 };
  }

  async digest(file, hash, options = {}) {
    const { digests: [digest], crc } = await this.inTurn(file, [hash], options);
    return { digest, crc };
  }

  pause() {
    this.going = new Promise((resolve) => {
      this.go = resolve;
    });
  }

  go() {}

  /** Without workers there is nobody to make requests. */
  async requests() {
    return 0;
  }

  inTurn(file, names, options) {
    const result = this.turn.then(() => this.hashAll(file, names, options));
    this.turn = result.catch(() => {});
    return result;
  }

  async hashAll(file, names, { progress, signal }) {
    const hashes = names.map((name) => this.engine.hash(name));
    let crc = 0;
    for (let at = 0; at < file.size; at += SLICE) {
      await this.going;
      if (signal?.aborted) throw failure("cancelled");
      const octets = await sliceOf(file, at);
      for (const hash of hashes) hash.update(octets);
      crc = this.engine.crc32(crc, octets);
      progress?.(at + octets.length);
    }
    if (signal?.aborted) throw failure("cancelled");
    return { digests: hashes.map((hash) => hash.finish()), crc };
  }
}

async function sliceOf(file, at) {
  const buffer = await file.slice(at, at + SLICE).arrayBuffer().catch(() => {
    throw failure(at === 0 ? "unreadable" : "changed");
  });
  if (buffer.byteLength !== Math.min(SLICE, file.size - at)) throw failure("changed");
  return new Uint8Array(buffer);
}

function failure(code) {
  return Object.assign(new Error(code), { code });
}

const SLICE = 1024 * 1024;
