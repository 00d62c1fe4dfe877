// The engine of tsa-wasm for JavaScript: streaming hashes, and the JSON calls that docs/browser.md lists.
//
//   const engine = await Engine.load(bytesOrModule);
//   const hash = engine.hash("sha256"); hash.update(slice); … toHex(hash.finish());
//   engine.call("inspect", { data: toBase64(octets) });

/** What the engine refused, or `internal` where it stopped; `code` is stable. */
export class EngineError extends Error {
  constructor(code, detail) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = "EngineError";
    this.code = code;
    this.detail = detail;
  }
}

export class Engine {
  /** @param {BufferSource | WebAssembly.Module} source the module's octets, or the module compiled already */
  static async load(source) {
    const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
    return new Engine(module, await WebAssembly.instantiate(module));
  }

  constructor(module, instance) {
    /** The compiled module, to be sent to workers. */
    this.module = module;
    this.exports = instance.exports;
    this.broken = false;
  }

  /** Starts a hash by its name: sha256, sha384, sha512, sha512-256, sha3-256 … */
  hash(name) {
    const handle = this.guarded((exports) => exports.hash_start(this.put(new TextEncoder().encode(name))));
    if (handle === 0) throw new EngineError("hash", name);
    return new Hash(this, handle);
  }

  /** Takes up a hash where `Hash.save` left it. */
  resume(saved) {
    const handle = this.guarded((exports) => exports.hash_load(this.put(saved)));
    if (handle === 0) throw new EngineError("hash-state");
    return new Hash(this, handle);
  }

  /** The digest of octets that are all here. */
  digest(name, octets) {
    const hash = this.hash(name);
    hash.update(octets);
    return hash.finish();
  }

  /** Continues the CRC-32 of zip; begin with 0. */
  crc32(crc, octets) {
    return this.inSteps(octets, crc, (exports, sum, length) => exports.crc32_update(sum, length) >>> 0);
  }

  /** One call in JSON: the answer, or an EngineError. */
  call(op, question = {}) {
    const json = new TextEncoder().encode(JSON.stringify({ op, ...question }));
    const length = this.guarded((exports) => exports.call(this.put(json)));
    const answer = JSON.parse(new TextDecoder().decode(this.taken(length)));
    if (answer.error) throw new EngineError(answer.error.code, answer.error.detail);
    return answer.ok;
  }

  // Copies octets into the module, where they are the first of its input; gives their number.
  put(octets) {
    const at = this.exports.input(octets.length);
    new Uint8Array(this.exports.memory.buffer, at, octets.length).set(octets);
    return octets.length;
  }

  // Copies the last answer out of the module.
  taken(length) {
    return new Uint8Array(this.exports.memory.buffer, this.exports.output(), length).slice();
  }

  // Octets go in by 1 MiB: a call that takes everything at once would stay in the slow code it began in.
  inSteps(octets, start, step) {
    let value = start;
    for (let at = 0; at < octets.length; at += STEP) {
      const part = octets.subarray(at, at + STEP);
      value = this.guarded((exports) => step(exports, value, this.put(part)));
    }
    return value;
  }

  // An instance that has trapped may hold anything: it is never asked again.
  guarded(use) {
    if (this.broken) throw new EngineError("internal", "the engine has stopped");
    try {
      return use(this.exports);
    } catch (cause) {
      this.broken = true;
      throw new EngineError("internal", String(cause));
    }
  }
}

/** A hash under way. */
class Hash {
  constructor(engine, handle) {
    this.engine = engine;
    this.handle = handle;
  }

  update(octets) {
    this.engine.inSteps(octets, 1, (exports, _, length) => {
      if (exports.hash_update(this.handle, length) === 0) throw new EngineError("hash-ended");
      return 1;
    });
  }

  /** Ends the hash and gives the digest. */
  finish() {
    const length = this.engine.guarded((exports) => exports.hash_finish(this.handle));
    if (length === 0) throw new EngineError("hash-ended");
    return this.engine.taken(length);
  }

  /** The state for `Engine.resume`, or null where nothing can be saved (not at a block boundary, or another hash). */
  save() {
    const length = this.engine.guarded((exports) => exports.hash_save(this.handle));
    return length === 0 ? null : this.engine.taken(length);
  }

  /** Forgets the hash. */
  drop() {
    this.engine.guarded((exports) => exports.hash_drop(this.handle));
  }
}

const STEP = 1024 * 1024;
