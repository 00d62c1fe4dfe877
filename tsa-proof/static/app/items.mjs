// The fingerprints that a page has: from the frame, from the paste field, from before signing in.

/**
 * Emits `change` whenever the list does. An item is `{files, index, number, shown, sha256, sha512, size, name, nameCommit, count, holder}`;
 * `count` is the number of files of which it is the fingerprint all together, undefined for a single file; `files` are those of the frame with this content, by index, and what may be known of them; the first one stands for all.
 */
export class Items extends EventTarget {
  /** `numbered(number)` says what a file without a name is called: by the number that it has in the frame; `together(count)`, what all are. */
  constructor({ basket, numbered, together = () => "", gather = GATHER }) {
    super();
    Object.assign(this, { basket, numbered, together, gather });
    this.items = [];
    this.known = new Map();
    this.restored = 0;
    this.timer = null;
  }

  get count() {
    return this.items.length;
  }

  /** How many files are left out because another one of the list has the same content. */
  get merged() {
    return this.items.reduce((sum, { files }) => sum + Math.max(0, files.size - 1), 0);
  }

  /** All of them in order. */
  all() {
    return this.items;
  }

  /** Those whose file is not at hand: pasted, or fingerprinted before. */
  loose() {
    return this.items.filter(({ index }) => index === null);
  }

  /** Those of before the person signed in. Their names go into a claim only if names are asked for again. */
  restore() {
    for (const { sha256, sha512, size, name } of this.basket.take()) {
      this.add({ sha256, sha512 });
      this.known.get(sha256).kept = { name, size };
    }
    this.restored = this.count;
  }

  /** Adds one, unless its fingerprint is there: then it learns where its file is. Says whether it is new. */
  add({ index = null, sha256, sha512, size, name, nameCommit, count }) {
    const same = this.known.get(sha256);
    const item = same ?? { files: new Map(), index: null, number: null, sha256, sha512, count, holder: null, shown: "", kept: {} };
    if (!same) {
      this.items.push(item);
      this.known.set(sha256, item);
    }
    if (index !== null) {
      item.sha512 ??= sha512;
      item.files.set(index, { name, nameCommit, size });
      place(item);
    }
    this.changed();
    return !same;
  }

  /** The depositor changed what the page may know of names: `mode` is `none`, `send` or `commit`. */
  rename(mode, files) {
    const told = new Map(files.map(({ index, name, nameCommit, size }) => [index, { name, nameCommit, size }]));
    for (const item of this.items) {
      for (const index of item.files.keys()) item.files.set(index, told.get(index) ?? {});
      place(item, mode);
    }
    this.changed();
  }

  /** A file was taken out of the frame's list; another one with the same content may be in it still. */
  remove(index) {
    const item = this.items.find(({ files }) => files.delete(index));
    if (item && item.files.size === 0) this.retain((one) => one !== item);
    else if (item) place(item);
    this.changed();
  }

  /** Keeps those of which `wanted(item)` is true. */
  retain(wanted) {
    this.items = this.items.filter(wanted);
    this.known = new Map(this.items.map((item) => [item.sha256, item]));
    this.restored = Math.min(this.restored, this.loose().length);
    this.changed();
  }

  clear() {
    this.retain(() => false);
  }

  // Thousands of fingerprints may come within a second; the page is told and the browser keeps them once for all of them.
  changed() {
    this.timer ??= setTimeout(() => this.settle(), this.gather);
  }

  settle() {
    this.timer = null;
    for (const item of this.items) item.shown = item.name ?? this.called(item);
    // Without its manifest, which goes with the frame, the fingerprint of many files is worth nothing.
    this.basket.replace(this.items.filter(({ count }) => count === undefined));
    this.dispatchEvent(new Event("change"));
  }

  called({ number, sha256, count }) {
    if (count !== undefined) return this.together(count);
    return number === null ? `${sha256.slice(0, 12)}…` : this.numbered(number);
  }
}

// The first file stands for all with its content; the frame numbers its files from one, in the order in which they were chosen.
function place(item, mode = "none") {
  item.index = item.files.size === 0 ? null : Math.min(...item.files.keys());
  item.number = item.index === null ? null : item.index + 1;
  const { name, nameCommit, size } = item.files.get(item.index) ?? (mode === "send" ? item.kept : {});
  Object.assign(item, { name, nameCommit, size });
}

/** The fingerprints in what sha256sum prints, or a plain list; `{digests, wrong}` with the number of the first bad line. */
export function parseFingerprints(text) {
  const digests = [];
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    // sha256sum puts a backslash in front when the name is escaped.
    const match = /^\\?([0-9a-f]{64})(?:\s+[* ]?.*)?$/i.exec(line.trim());
    if (!match) return { digests, wrong: index + 1 };
    digests.push(match[1].toLowerCase());
  }
  return { digests, wrong: null };
}

// Milliseconds.
const GATHER = 60;
