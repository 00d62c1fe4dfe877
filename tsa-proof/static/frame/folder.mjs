// One proof for all chosen files: their manifest, and its head, which stands for them. docs/claim-format.md, "Folders".

import { fromBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { save } from "./save.mjs";

/** The index of all files together, where that of a file stands otherwise. */
export const FOLDER = -1;

/**
 * The manifest is made anew whenever the set of files is another one and whole. `tell(type, message)` reaches the page, which learns the
 * head's fingerprint and never a path; `complain({code, name} or null)` says in the frame why there is none.
 */
export class Folder {
  constructor({ engine, tell, shown, complain }) {
    Object.assign(this, { engine, tell, shown, complain });
    this.active = false;
    this.made = null;
    this.settled = false;
  }

  /** The set of files is another one. */
  change() {
    if (this.made) this.tell("removed", { index: FOLDER });
    this.made = null;
    if (this.settled) this.complain(null);
    this.settled = false;
  }

  /** Makes the manifest of `items`, when all of them have their fingerprint. */
  make(items) {
    if (!this.active || this.settled || items.length === 0) return;
    this.settled = true;
    const unread = items.find(({ state }) => state !== "done");
    if (unread) {
      this.complain({ code: "folder-unread", name: unread.path });
      return;
    }
    const { name, paths } = relative(items.map(({ path }) => path));
    const files = items.map(({ sha256, sha512, size }, at) => ({ path: paths[at], sha256, sha512, size }));
    const seed = toHex(crypto.getRandomValues(new Uint8Array(32)));
    try {
      const { manifest, head, sha256, sha512 } = this.engine.call("folder", { seed, files });
      this.made = { index: FOLDER, state: "done", path: name, sha256, sha512, manifest, head, files, items };
      this.tell("digest", { ...this.shown(this.made), count: files.length });
    } catch (error) {
      this.complain({ code: error.code, name: error.detail ?? error.message });
    }
  }

  /** What the checks want to know: the manifest and all files. */
  evidence() {
    const { manifest, files } = this.made;
    const folder = files.map(({ path, size, sha256, sha512 }) => ({ name: path, size, digests: { sha256, sha512 } }));
    return { manifest, folder };
  }

  /** Downloads the manifest, which never goes through the page. Answers `{name}`. */
  keep() {
    if (!this.made) throw Object.assign(new Error("no manifest"), { code: "changed" });
    const name = `manifest-${this.made.sha256.slice(0, 8)}.json`;
    save(name, [fromBase64(this.made.manifest)], "application/json");
    return { name };
  }
}

/** Paths, in the one form of Unicode that a manifest has, without the folder in which all of them lie, and its name, which is empty where there is none. */
function relative(chosen) {
  const paths = chosen.map((path) => path.normalize("NFC"));
  const name = /^([^/]+)\//.exec(paths[0] ?? "")?.[1] ?? "";
  if (name === "" || !paths.every((path) => path.startsWith(`${name}/`))) return { name: "", paths };
  return { name, paths: paths.map((path) => path.slice(name.length + 1)) };
}
