// The fingerprints on the deposit page: from the frame, from the paste field, from before signing in.

import { basket, replaceBasket } from "./basket.mjs";
import { say } from "./text.mjs";

/** Emits `change` whenever the list does. */
export class Items extends EventTarget {
  constructor() {
    super();
    this.items = [];
    this.known = new Map();
    this.next = 1;
    this.restored = 0;
    this.timer = null;
  }

  get count() {
    return this.items.length;
  }

  /** All of them in order. */
  all() {
    return this.items;
  }

  /** Those of before the person signed in; their files are not at hand any more. */
  restore() {
    for (const kept of basket()) this.add({ ...kept, index: null });
    this.restored = this.count;
  }

  /** Adds one, unless its fingerprint is there: then it learns where its file is. Says whether it is new. */
  add({ index = null, sha256, sha512, size, name, nameCommit }) {
    const same = this.known.get(sha256);
    if (same) {
      same.index ??= index;
    } else {
      const number = this.next;
      this.next += 1;
      const item = { number, index, sha256, sha512, size, name, nameCommit, holder: null, shown: "" };
      this.items.push(item);
      this.known.set(sha256, item);
    }
    this.changed();
    return !same;
  }

  /** The depositor changed what the page may know of names. */
  rename(files) {
    const told = new Map(files.map((file) => [file.index, file]));
    for (const item of this.items) {
      const file = item.index === null ? null : told.get(item.index);
      if (file) Object.assign(item, { name: file.name, nameCommit: file.nameCommit, size: file.size });
    }
    this.changed();
  }

  /** A file was taken out of the frame's list. */
  remove(index) {
    this.items = this.items.filter((item) => item.index !== index);
    this.known = new Map(this.items.map((item) => [item.sha256, item]));
    this.changed();
  }

  clear() {
    this.items = [];
    this.known.clear();
    this.restored = 0;
    this.changed();
  }

  // Thousands of fingerprints may come within a second; the page is told and the tab keeps them once for all of them.
  changed() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      for (const item of this.items) item.shown = item.name ?? say("common-file-number", { number: item.number });
      replaceBasket(this.items);
      this.dispatchEvent(new Event("change"));
    }, GATHER);
  }
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
