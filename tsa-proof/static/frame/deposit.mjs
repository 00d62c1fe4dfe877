// Making proofs: the chosen files, their fingerprints, and what the page around the frame is told of them.

import { toBase64, fromBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { fileOf } from "./intake.mjs";

/** `tell(type, message)` reaches the page. Names, paths and sizes are told only in the mode that the depositor chose. */
export class Deposit {
  constructor({ engine, hasher, list, tell }) {
    Object.assign(this, { engine, hasher, list, tell });
    this.items = new Map();
    this.keys = new Set();
    this.known = new Map();
    this.next = 0;
    this.names = "none";
    this.paused = false;
    this.landing = false;
    this.since = null;
  }

  item(index) {
    return this.items.get(index);
  }

  digests(index) {
    const item = this.items.get(index);
    return item ? { sha256: item.sha256, sha512: item.sha512, size: item.size } : {};
  }

  async add(found) {
    const fresh = found.map((chosen) => this.take(chosen)).filter((item) => item !== null);
    this.tell("files", { files: fresh.map((item) => this.shown(item)), skipped: found.length - fresh.length, total: this.items.size });
    if (this.landing) await this.tellEvidence(fresh);
    for (const item of fresh) this.fingerprint(item);
  }

  take({ file, path, entry }) {
    const key = this.key(file, path);
    if (this.keys.has(key)) return null;
    this.keys.add(key);
    const item = {
      index: this.next, file, path, entry, key, size: file.size, done: 0, state: "waiting", stop: new AbortController(),
    };
    this.next += 1;
    this.items.set(item.index, item);
    this.list.add(item);
    return item;
  }

  /** The name under which a half-done fingerprint is kept: tells nothing to who does not know path, size and time already. */
  key(file, path) {
    return toHex(this.engine.digest("sha256", new TextEncoder().encode(`${file.size}\n${file.lastModified}\n${path}`)));
  }

  async fingerprint(item) {
    const from = this.known.get(item.key);
    const options = {
      from,
      signal: item.stop.signal,
      progress: (done) => this.progress(item, done),
      saved: ({ at, state }) => this.tell("midstate", { key: item.key, offset: at, state: toBase64(state) }),
    };
    if (from) item.done = from.at;
    try {
      const digests = await this.hasher.fingerprint(item.file, options);
      await this.sameAsBefore(item);
      item.sha256 = toHex(digests.sha256);
      item.sha512 = toHex(digests.sha512);
      item.done = item.size;
      this.settle(item, "done");
      this.tell("digest", { ...this.shown(item), key: item.key });
    } catch (error) {
      item.code = error.code ?? "internal";
      this.settle(item, item.code === "cancelled" ? "cancelled" : "failed");
      this.keys.delete(item.key);
      this.tell("failed", { index: item.index, code: item.code });
    }
  }

  // The browser's own check is on reading; where a dropped file can also be asked what it is now, it is.
  async sameAsBefore({ file, entry }) {
    const now = entry ? await fileOf(entry).catch(() => null) : null;
    if (now === null) return;
    if (now.size !== file.size || now.lastModified !== file.lastModified) {
      throw Object.assign(new Error("changed"), { code: "changed" });
    }
  }

  /** What the page may know of a file. */
  shown(item) {
    const shown = { index: item.index, state: item.state };
    if (item.sha256) Object.assign(shown, { sha256: item.sha256, sha512: item.sha512 });
    if (this.names === "send") Object.assign(shown, { name: item.path, size: item.size });
    if (this.names === "commit") shown.nameCommit = this.commit(item);
    return shown;
  }

  // docs/claim-format.md: SHA-256(salt of its own, 32 octets ‖ name in UTF-8); the salt stays here until it is asked for.
  commit(item) {
    item.nameSalt ??= crypto.getRandomValues(new Uint8Array(32));
    const name = new TextEncoder().encode(item.path);
    const octets = new Uint8Array(item.nameSalt.length + name.length);
    octets.set(item.nameSalt);
    octets.set(name, item.nameSalt.length);
    return toHex(this.engine.digest("sha256", octets));
  }

  /** For the depositor to keep: which salt opens which commitment. */
  nameSalts() {
    const kept = [...this.items.values()].filter((item) => item.nameSalt);
    return kept.map((item) => ({ index: item.index, name: item.path, salt: toHex(item.nameSalt), name_commit: this.commit(item) }));
  }

  /** `none`, `send` or `commit`; the page is told anew what it may know. */
  setNames(mode) {
    this.names = mode;
    const files = [...this.items.values()].map((item) => this.shown(item));
    this.tell("names", { mode, files });
  }

  progress(item, done) {
    item.done = done;
    this.since ??= { time: performance.now(), done: this.sum((one) => one.done) };
    this.settle(item, this.paused ? "paused" : "hashing");
  }

  settle(item, state) {
    item.state = state;
    this.list.update(item);
    this.tell("progress", { index: item.index, fraction: item.size === 0 ? 1 : item.done / item.size, state, total: this.total() });
  }

  total() {
    const all = this.sum((item) => item.size);
    const done = this.sum((item) => item.done);
    const settled = [...this.items.values()].filter((item) => SETTLED.has(item.state)).length;
    const seconds = this.since ? (performance.now() - this.since.time) / 1000 : 0;
    const rate = seconds > 0.2 ? (done - this.since.done) / seconds : null;
    return {
      files: this.items.size, done: settled, fraction: all === 0 ? 1 : done / all,
      bytesPerSecond: rate === null ? null : Math.round(rate),
      secondsLeft: rate ? Math.ceil((all - done) / rate) : null,
    };
  }

  sum(of) {
    let sum = 0;
    for (const item of this.items.values()) {
      if (item.state !== "failed" && item.state !== "cancelled") sum += of(item);
    }
    return sum;
  }

  pause() {
    this.paused = true;
    this.hasher.pause();
  }

  go() {
    this.paused = false;
    this.since = null;
    this.hasher.go();
  }

  cancel(index) {
    for (const item of index === undefined ? this.items.values() : [this.items.get(index)]) item?.stop.abort();
  }

  remove(index) {
    const item = this.items.get(index);
    if (!item) return;
    item.stop.abort();
    this.items.delete(index);
    this.keys.delete(item.key);
    this.list.drop(index);
    this.tell("removed", { index, total: this.items.size });
  }

  clear() {
    for (const item of this.items.values()) item.stop.abort();
    this.items.clear();
    this.keys.clear();
    this.list.clear();
    this.since = null;
  }

  /** Half-done fingerprints of an earlier visit, from the page's memory: `[{key, offset, state}]`. */
  know(list) {
    for (const { key, offset, state } of list) this.known.set(key, { at: offset, state: fromBase64(state) });
  }

  // On the first page a dropped proof is not a file to be time-stamped: the page is told, and decides.
  async tellEvidence(fresh) {
    let count = 0;
    for (const { file } of fresh) {
      if (file.size > EVIDENCE_SIZE) continue;
      const octets = new Uint8Array(await file.arrayBuffer());
      const { kind } = this.engine.call("inspect", { data: toBase64(octets) });
      if (EVIDENCE.has(kind)) count += 1;
    }
    if (count > 0) this.tell("evidence", { count });
  }
}

const SETTLED = new Set(["done", "failed", "cancelled"]);
const EVIDENCE = new Set(["response", "token", "claim", "container", "package", "log-proof"]);
const EVIDENCE_SIZE = 4 * 1024 * 1024;
