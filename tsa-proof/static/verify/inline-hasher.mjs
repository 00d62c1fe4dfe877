// Hashes without workers, giving the page its turn between slices.

/** Does what frame/hasher.mjs does, more slowly. */
export class SlowHasher {
  constructor(engine) {
    this.engine = engine;
  }

  async fingerprint(file, options = {}) {
    const [sha256, sha512] = await this.hashAll(file, ["sha256", "sha512"], options);
    return { sha256, sha512 };
  }

  async digest(file, hash, options = {}) {
    const [digest] = await this.hashAll(file, [hash], options);
    return { digest };
  }

  async hashAll(file, names, { progress, signal }) {
    const hashes = names.map((name) => this.engine.hash(name));
    for (let at = 0; at < file.size; at += SLICE) {
      if (signal?.aborted) throw Object.assign(new Error("cancelled"), { code: "cancelled" });
      const octets = new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
      for (const hash of hashes) hash.update(octets);
      progress?.(Math.min(at + SLICE, file.size));
    }
    return hashes.map((hash) => hash.finish());
  }
}

const SLICE = 1024 * 1024;
