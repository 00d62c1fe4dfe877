// Making proofs: the chosen files, their fingerprints, and what the page around the frame is told of them.

import { toBase64, fromBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { countEvidence } from "./evidence.mjs";
import { FOLDER, Folder } from "./folder.mjs";
import { fileOf } from "./intake.mjs";
import { Pace } from "./pace.mjs";

/** `warn(count)` says in the frame how many files are so small that their content can be guessed, `complain(fault)` why there is no proof for all
 * files together. `tell(type, message)` reaches the page. Names, paths and sizes are told only in the mode that the depositor chose. */
export class Deposit {
  constructor({ engine, hasher, list, tell, warn = () => {}, complain = () => {} }) {
    Object.assign(this, { engine, hasher, list, tell, warn });
    this.items = new Map();
    this.keys = new Set();
    this.known = new Map();
    this.next = 0;
    this.names = "none";
    this.paused = false;
    this.landing = false;
    this.pace = new Pace();
    this.folder = new Folder({ engine, tell, complain, shown: (item) => this.shown(item) });
  }

  item(index) {
    return index === FOLDER ? this.folder.made : this.items.get(index);
  }

  digests(index) {
    if (index === FOLDER) return this.folder.made ? this.folder.evidence() : {};
    const item = this.items.get(index);
    return item ? { sha256: item.sha256, sha512: item.sha512, size: item.size } : {};
  }

  async add(found) {
    const fresh = found.map((chosen) => this.take(chosen)).filter((item) => item !== null);
    this.tell("files", { files: fresh.map((item) => this.shown(item)), skipped: found.length - fresh.length, total: this.items.size });
    this.tellTotal();
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
    this.folder.change();
    this.list.add(item);
    return item;
  }

  /** The name under which a half-done fingerprint is kept: tells nothing to who does not know path, size and time already. */
  key(file, path) {
    return toHex(this.engine.digest("sha256", new TextEncoder().encode(`${file.size}\n${file.lastModified}\n${path}`)));
  }

  async fingerprint(item) {
    const from = this.known.get(item.key);
    this.pace.add(0);
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
      if (!this.holds(item)) return;
      item.sha256 = toHex(digests.sha256);
      item.sha512 = toHex(digests.sha512);
      this.advance(item, item.size);
      item.state = "done";
      this.tell(this.folder.active ? "hashed" : "digest", { ...this.shown(item), key: item.key });
      this.settle(item, "done");
    } catch (error) {
      if (!this.holds(item)) return;
      item.code = error.code ?? "internal";
      this.settle(item, item.code === "cancelled" ? "cancelled" : "failed");
      this.keys.delete(item.key);
      this.tell("failed", { index: item.index, code: item.code });
    }
  }

  // Not one that was taken out of the list meanwhile; the same file may be in it again as another item.
  holds(item) {
    return this.items.get(item.index) === item;
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
    if (this.folder.active && item.index !== FOLDER) return shown;
    if (item.sha256) Object.assign(shown, { sha256: item.sha256, sha512: item.sha512 });
    if (item.path === "") return shown;
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
    const kept = [...this.items.values(), this.folder.made].filter((item) => item?.nameSalt);
    return kept.map((item) => ({ index: item.index, name: item.path, salt: toHex(item.nameSalt), name_commit: this.commit(item) }));
  }

  /** `none`, `send` or `commit`; the page is told anew what it may know. */
  setNames(mode) {
    this.names = mode;
    this.tell("names", { mode, files: this.proved().map((item) => this.shown(item)) });
  }

  /** Whether there is one proof for all files, or one for each. The page is told anew what is to have one. */
  setWay(way) {
    this.folder.change();
    this.folder.active = way === "one";
    this.tell("way", { way });
    for (const item of this.proved()) this.tell("digest", { ...this.shown(item), key: item.key });
    this.tellTotal();
  }

  // What gets a proof of its own, as far as it has a fingerprint.
  proved() {
    if (this.folder.active) return this.folder.made ? [this.folder.made] : [];
    return [...this.items.values()].filter(({ sha256 }) => sha256);
  }

  progress(item, done) {
    if (!this.holds(item)) return;
    this.advance(item, done);
    this.settle(item, this.paused ? "paused" : "hashing");
  }

  advance(item, done) {
    this.pace.add(done - item.done);
    item.done = done;
  }

  settle(item, state) {
    item.state = state;
    this.list.update(item);
    this.tellTotal({ index: item.index, fraction: item.size === 0 ? 1 : item.done / item.size, state });
  }

  // When nothing is under way any more, the next file starts afresh: measured anew, and not paused.
  tellTotal(of = {}) {
    const { settled, ready, all, done, small } = this.tally();
    this.warn(this.folder.active ? 0 : small);
    const files = this.items.size;
    if (settled === files) this.rest();
    const total = { files, done: settled, ready, paused: this.paused, fraction: all === 0 ? 1 : done / all, ...this.pace.of(all - done) };
    this.tell("progress", { ...of, total });
    if (settled === files) this.folder.make([...this.items.values()]);
  }

  tally() {
    const tally = { settled: 0, ready: 0, all: 0, done: 0, small: 0 };
    for (const item of this.items.values()) {
      if (SETTLED.has(item.state)) tally.settled += 1;
      if (item.state === "done") tally.ready += 1;
      if (item.state === "failed" || item.state === "cancelled") continue;
      if (item.size < GUESSED) tally.small += 1;
      tally.all += item.size;
      tally.done += item.done;
    }
    return tally;
  }

  rest() {
    this.pace.reset();
    if (this.paused) this.hasher.go();
    this.paused = false;
  }

  pause() {
    this.paused = true;
    this.hasher.pause();
    this.tellTotal();
  }

  go() {
    this.rest();
    this.tellTotal();
  }

  /** Stops one file, or all of them. */
  cancel(index) {
    for (const item of index === undefined ? this.items.values() : [this.items.get(index)]) item?.stop.abort();
  }

  remove(index) {
    const item = this.items.get(index);
    if (!item) return;
    item.stop.abort();
    this.items.delete(index);
    this.keys.delete(item.key);
    this.folder.change();
    this.list.drop(index);
    this.tell("removed", { index, total: this.items.size });
    this.tellTotal();
  }

  clear() {
    for (const item of this.items.values()) item.stop.abort();
    this.items.clear();
    this.keys.clear();
    this.folder.change();
    this.list.clear();
    this.tellTotal();
  }

  /** Half-done fingerprints of an earlier visit, from the page's memory: `[{key, offset, state}]`. */
  know(list) {
    for (const { key, offset, state } of list) this.known.set(key, { at: offset, state: fromBase64(state) });
  }

  // On the first page a dropped proof is not a file to be time-stamped: the page is told, and decides.
  async tellEvidence(fresh) {
    const count = await countEvidence(this.engine, fresh);
    if (count > 0) this.tell("evidence", { count });
  }
}

// Octets. Two lines of text: whoever suspects what they say finds the fingerprint by trying.
const GUESSED = 64;
const SETTLED = new Set(["done", "failed", "cancelled"]);
