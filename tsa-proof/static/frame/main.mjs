// The frame: drop zone, hashing, packages and verification behind an origin of its own that cannot reach the network.
// docs/browser.md describes the messages; the page's side is ../js/frame-client.mjs.

import { fromBase64 } from "../../../tsa-wasm/js/bytes.mjs";
import { Engine } from "../../../tsa-wasm/js/tsa.mjs";
import { Deposit } from "./deposit.mjs";
import { FileList } from "./list.mjs";
import { buildPackage } from "./packages.mjs";
import { save } from "./save.mjs";
import { hasherFor } from "./slow-hasher.mjs";
import { Words } from "./words.mjs";
import { listenToZone } from "./zone.mjs";
import { Session } from "../verify/session.mjs";
import { assessProof } from "../verify/proof.mjs";

const at = (id) => document.getElementById(id);

class Frame {
  constructor(port, engine, hasher) {
    this.port = port;
    this.engine = engine;
    this.hasher = hasher;
    this.mode = "deposit";
    this.chosen = [];
    const tell = (type, message) => port.postMessage({ type, ...message });
    this.list = new FileList(at("list"), at("more"), (index) => this.remove(index));
    this.deposit = new Deposit({ engine, hasher, list: this.list, tell, warn: (count) => this.warn(count), complain: (fault) => this.complain(fault) });
    this.session = new Session({ engine, hasher, list: this.list, tell });
    port.onmessage = ({ data }) => this.take(data);
    this.listen();
    new ResizeObserver(() => tell("size", { height: Math.ceil(document.documentElement.getBoundingClientRect().height) }))
      .observe(document.documentElement);
  }

  /** Who is in charge of the files: the maker of proofs or the checker. */
  side() {
    return this.mode === "verify" ? this.session : this.deposit;
  }

  take(message) {
    const orders = {
      init: () => this.init(message),
      theme: () => this.wear(message.theme),
      strings: () => this.speak(message),
      mode: () => this.turnTo(message.mode),
      trust: () => this.session.trust(message),
      fingerprint: () => this.session.addFingerprint(message.hex),
      "trust-root": () => this.session.trustRoot(message.sha256, message.trusted),
      known: () => this.deposit.know(message.list),
      names: () => this.orderNames(message.mode),
      pause: () => this.deposit.pause(),
      go: () => this.deposit.go(),
      cancel: () => this.deposit.cancel(message.index),
      remove: () => this.remove(message.index),
      clear: () => this.clear(),
      call: () => this.call(message),
    };
    orders[message.type]?.();
  }

  init(message) {
    this.wear(message.theme ?? {});
    this.speak(message);
    at("way-one").disabled = !message.together;
    at("way-sign-in").hidden = message.together === true;
    this.turnTo(message.mode);
    this.session.trust(message.trust ?? {});
    this.port.postMessage({ type: "ready" });
  }

  wear(theme) {
    for (const [name, value] of Object.entries(theme)) {
      if (/^--[a-z0-9-]+$/.test(name)) document.documentElement.style.setProperty(name, value);
    }
  }

  speak({ lang, dir, formatTag = lang, strings }) {
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
    this.list.words = new Words({ texts: strings, formatTag, dir });
    document.title = this.list.words.say("frame-title");
    this.label();
  }

  label() {
    for (const [id, message] of Object.entries(TEXTS)) at(id).textContent = this.list.words.say(message);
    at("drop-title").textContent = this.list.words.say(`frame-drop-${this.mode}`);
    at("drop-hint").textContent = this.list.words.say(`frame-hint-${this.mode}`);
  }

  /** `deposit`, `landing`, `verify`, or `engine`, which shows nothing. Files chosen so far come along. */
  turnTo(mode) {
    const before = this.side();
    this.mode = mode;
    at("main").hidden = mode === "engine";
    for (const id of ["names", "ways"]) at(id).hidden = mode !== "deposit";
    this.deposit.landing = mode === "landing";
    this.label();
    if (this.side() === before) return;
    before.clear();
    if (this.chosen.length > 0) this.side().add(this.chosen);
  }

  /** The page may hide names; only the depositor's own hand in here sends them. */
  orderNames(mode) {
    if (mode !== "none" && mode !== "commit") return;
    document.querySelector(`input[name=names][value=${mode}]`).checked = true;
    this.deposit.setNames(mode);
  }

  clear() {
    this.chosen = [];
    this.side().clear();
  }

  // What is taken away does not come back with another mode.
  remove(index) {
    const file = this.side().items.get(index)?.file;
    this.chosen = this.chosen.filter((one) => one.file !== file);
    this.side().remove(index);
  }

  choose(found) {
    this.chosen.push(...found);
    this.side().add(found);
  }

  async call({ call, op, args }) {
    try {
      const result = await this.carryOut(op, args ?? {});
      this.port.postMessage({ type: "answer", call, result });
    } catch (error) {
      this.port.postMessage({ type: "answer", call, error: error.code ?? "internal", detail: String(error.message) });
    }
  }

  carryOut(op, args) {
    const operations = {
      package: () => buildPackage(this.engine, this.hasher, { ...args, item: this.deposit.item(args.index) }),
      save: () => save(args.name, [args.bytes], args.type),
      verify: () => this.verifyProof(args),
      inspect: () => this.engine.call("inspect", args),
      compare: () => this.engine.call("compare", args),
      names: () => this.deposit.nameSalts(),
      "keep-manifest": () => this.deposit.folder.keep(),
      requests: () => this.requests(),
    };
    if (!operations[op]) throw Object.assign(new Error(op), { code: "unknown-operation" });
    return operations[op]();
  }

  /** One proof, of the chosen file `index` or of a digest that the page has, under what the page trusts. */
  verifyProof(args) {
    const { entries, certificates, crls } = this.session.service;
    return assessProof(this.engine, {
      trust: entries, ...args, ...this.deposit.digests(args.index),
      certificates: [...certificates, ...(args.certificates ?? [])], crls: [...crls, ...(args.crls ?? [])],
    });
  }

  /** The requests that frame and workers have made of the network since they were loaded, as the browser counts them. */
  async requests() {
    const own = performance.getEntriesByType("resource").filter((entry) => !entry.name.startsWith("blob:")).length;
    return own + (await this.hasher.requests());
  }

  listen() {
    listenToZone((found) => this.choose(found), (folders) => {
      at("unread").textContent = folders.length > 0 ? this.list.words.say("frame-folder-not-read", { name: folders[0] }) : "";
    });
    for (const radio of document.querySelectorAll("input[name=names]")) {
      radio.addEventListener("change", () => this.deposit.setNames(radio.value));
    }
    for (const radio of document.querySelectorAll("input[name=way]")) {
      radio.addEventListener("change", () => this.deposit.setWay(radio.value));
    }
    at("text-use").addEventListener("click", () => this.useText());
  }

  // In here, because the page is not to know sizes.
  warn(count) {
    const words = count > 0 ? this.list.words.say("frame-small", { count }) : "";
    // Said once, not with every fingerprint.
    if (at("small").textContent !== words) at("small").textContent = words;
  }

  // In here, because the page is not to know paths.
  complain(fault) {
    at("way-fault").textContent = fault ? this.list.words.say(`frame-${fault.code}`, { name: fault.name }) || fault.name : "";
  }

  useText() {
    const body = at("text-body").value;
    const name = at("text-name").value.trim() || "text.txt";
    this.choose([{ file: new File([body], name, { type: "text/plain" }), path: name }]);
    at("text-body").value = "";
    at("text-name").value = "";
    at("text").open = false;
  }
}

async function start(port) {
  try {
    const engine = await Engine.load(fromBase64(WASM));
    return new Frame(port, engine, await hasherFor(engine));
  } catch {
    return sayBroken(port);
  }
}

// Without the engine nothing works: that is said in place of the drop zone, and to every call of the page.
function sayBroken(port) {
  port.onmessage = ({ data }) => {
    if (data.type === "call") port.postMessage({ type: "answer", call: data.call, error: "no-engine", detail: "the engine did not start" });
    if (data.type !== "init") return;
    document.documentElement.lang = data.lang;
    document.documentElement.dir = data.dir;
    const words = new Words({ texts: data.strings, formatTag: data.formatTag, dir: data.dir });
    const notice = document.createElement("p");
    notice.setAttribute("role", "alert");
    notice.textContent = words.say("frame-error-engine");
    at("main").replaceChildren(notice);
    at("main").hidden = data.mode === "engine";
    port.postMessage({ type: "ready" });
    port.postMessage({ type: "size", height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
  };
}

// Which message stands where.
const TEXTS = {
  "choose-files": "frame-choose-files",
  "choose-folder": "frame-choose-folder",
  "text-title": "frame-text",
  "text-name-label": "frame-text-name",
  "text-body-label": "frame-text-body",
  "text-use": "frame-text-use",
  "text-hint": "frame-text-hint",
  "ways-legend": "frame-way",
  "way-each-label": "frame-way-each",
  "way-one-label": "frame-way-one",
  "way-hint": "frame-way-hint",
  "way-sign-in": "frame-way-sign-in",
  "names-legend": "frame-names",
  "names-none": "frame-names-none",
  "names-send": "frame-names-send",
  "names-commit": "frame-names-commit",
};

// Only the page around the frame is listened to, and only its first word: then all goes over the port it sent.
addEventListener("message", function hello(event) {
  if (event.source !== parent || event.origin !== location.origin || event.data?.type !== "hello") return;
  removeEventListener("message", hello);
  start(event.ports[0]);
});
