// The page's side of the frame in which files are chosen, fingerprinted, packed and checked (static/frame, docs/browser.md).
// No file ever comes here: digests do; names of files to be time-stamped only if the depositor lets them, names of what is checked always.

/** The index of all files together, where there is one proof for them. */
export const FOLDER = -1;

/**
 * Events (CustomEvent, `detail` as docs/browser.md says): files, removed, progress, digest, hashed, failed, midstate, names, way, evidence,
 * assessment, roots.
 */
export class FileFrame extends EventTarget {
  /**
   * @param {Element} container
   * @param {{mode: string, lang: string, dir: string, formatTag?: string, strings: object, theme?: object, trust?: object,
   *   together?: boolean, url?: string}} settings; `together`: whether there can be one proof for all files
   */
  constructor(container, settings) {
    super();
    this.calls = new Map();
    this.nextCall = 1;
    this.frame = frameElement(settings);
    this.ready = new Promise((resolve) => {
      this.isReady = resolve;
    });
    this.frame.addEventListener("load", () => this.greet(settings), { once: true });
    container.append(this.frame);
    keepStrayDropsOut();
  }

  pause() {
    this.order("pause");
  }

  resume() {
    this.order("go");
  }

  /** Stops one file, or all of them. */
  cancel(index) {
    this.order("cancel", { index });
  }

  remove(index) {
    this.order("remove", { index });
  }

  clear() {
    this.order("clear");
  }

  /** `deposit`, `landing`, `verify` or `engine`; the chosen files come along. */
  setMode(mode) {
    this.frame.hidden = mode === "engine";
    this.order("mode", { mode });
  }

  setTheme(theme) {
    this.order("theme", { theme });
  }

  setStrings({ lang, dir, formatTag, strings }) {
    this.frame.title = strings["frame-title"];
    this.order("strings", { lang, dir, formatTag, strings });
  }

  /** `none` or `commit`: what the depositor finds chosen. Names are sent (`send`) only if they choose that in the frame. */
  setNames(mode) {
    this.order("names", { mode });
  }

  /** Half-done fingerprints of an earlier visit: `[{key, offset, state}]` as the `midstate` events gave them. */
  known(list) {
    this.order("known", { list });
  }

  /** What the service trusts; see docs/browser.md. */
  setTrust(trust) {
    this.order("trust", trust);
  }

  /** Mode `verify`: the fingerprint of a file, in lower-case hexadecimal digits, in place of the file. */
  addFingerprint(hex) {
    this.order("fingerprint", { hex });
  }

  /** Trust or distrust a root that came with a package or was dropped. */
  trustRoot(sha256, trusted) {
    this.order("trust-root", { sha256, trusted });
  }

  /** Builds a package in the frame, with the file `index` or without, and downloads it. */
  buildPackage({ index = null, download, parts, folder = "" }) {
    return this.call("package", { index, download, parts, folder });
  }

  /** Downloads octets as a file. */
  save({ name, bytes, type }) {
    return this.call("save", { name, bytes, type });
  }

  /** Verifies one proof in the browser; `index` or `sha256` says for which file. */
  verifyProof(proof) {
    return this.call("verify", proof);
  }

  /** Salts of the committed names, for the depositor to keep. */
  nameSalts() {
    return this.call("names", {});
  }

  /** Downloads the manifest of all files together, which never comes here: `{name}` of the file. */
  keepManifest() {
    return this.call("keep-manifest", {});
  }

  /** How many requests the frame and its workers have made of the network. */
  requests() {
    return this.call("requests", {});
  }

  call(op, args) {
    return this.ready.then(() => new Promise((resolve, reject) => {
      const call = this.nextCall;
      this.nextCall += 1;
      this.calls.set(call, { resolve, reject });
      this.port.postMessage({ type: "call", call, op, args });
    }));
  }

  async order(type, message = {}) {
    await this.ready;
    this.port.postMessage({ type, ...message });
  }

  greet({ mode, lang, dir, formatTag, strings, theme, trust, together = false }) {
    const channel = new MessageChannel();
    this.port = channel.port1;
    this.port.onmessage = ({ data }) => this.take(data);
    // The frame's origin is opaque, so it can only be named by "*"; what goes there is a port and no secret.
    this.frame.contentWindow.postMessage({ type: "hello" }, "*", [channel.port2]);
    this.port.postMessage({ type: "init", mode, lang, dir, formatTag, strings, theme, trust, together });
  }

  take(message) {
    const { type, ...detail } = message;
    if (type === "ready") this.isReady();
    else if (type === "size") this.frame.style.blockSize = `${detail.height}px`;
    else if (type === "answer") this.answer(detail);
    else this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  answer({ call, result, error, detail }) {
    const waiting = this.calls.get(call);
    this.calls.delete(call);
    if (error) waiting?.reject(Object.assign(new Error(detail), { code: error }));
    else waiting?.resolve(result);
  }
}

// Files that are dropped beside the frame must not replace the page with themselves.
function keepStrayDropsOut() {
  const refuse = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
}

function frameElement({ mode, strings, url = "/frame" }) {
  const frame = document.createElement("iframe");
  if (mode !== "engine") frame.id = "file-frame";
  frame.title = strings["frame-title"];
  frame.src = url;
  frame.hidden = mode === "engine";
  // No allow-same-origin: the frame's origin is its own, and nothing of this one is open to it.
  frame.setAttribute("sandbox", "allow-scripts allow-downloads");
  return frame;
}
