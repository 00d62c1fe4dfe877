// The verifier that is one file: the same session as in the sandboxed frame, in a page that can reach nothing.

import { keepRoots, listenToPaste, offerReport, showAssessment } from "../app/checking.mjs";
import { at, el, fingerprint } from "../app/dom.mjs";
import { say } from "../app/text.mjs";
import { fromBase64 } from "../../../tsa-wasm/js/bytes.mjs";
import { Engine } from "../../../tsa-wasm/js/tsa.mjs";
import { Hasher } from "../frame/hasher.mjs";
import { FileList } from "../frame/list.mjs";
import { save } from "../frame/save.mjs";
import { Words } from "../frame/words.mjs";
import { workerMaker } from "../frame/workers.mjs";
import { listenToZone } from "../frame/zone.mjs";
import { SlowHasher } from "./inline-hasher.mjs";
import { language, languages } from "./language.mjs";
import { Session } from "./session.mjs";

start();

async function start() {
  label();
  const engine = await Engine.load(fromBase64(WASM));
  const list = new FileList(at("list"), at("more"), (index) => session.remove(index));
  list.words = new Words({ texts: language.texts, formatTag: language.formatTag, dir: language.dir });
  const session = new Session({ engine, hasher: await hasherFor(engine), list, tell: (type, message) => TOLD[type]?.(message, session) });
  session.trust(JSON.parse(at("trust").textContent));
  listenToZone((found) => session.add(found), (folders) => {
    at("unread").textContent = folders.length > 0 ? say("frame-folder-not-read", { name: folders[0] }) : "";
  });
  listenToPaste((hex) => session.addFingerprint(hex));
  offerReport(({ name, bytes, type }) => save(name, [bytes], type));
  document.documentElement.dataset.ready = "";
}

// Some browsers give a file from the disk no workers: then the page itself hashes, slice by slice.
async function hasherFor(engine) {
  try {
    const hasher = new Hasher({ engine, newWorker: workerMaker() });
    await hasher.ready;
    return hasher;
  } catch {
    return new SlowHasher(engine);
  }
}

const TOLD = {
  assessment: showAssessment,
  roots({ roots }, session) {
    keepRoots(roots);
    at("roots").replaceChildren(...roots.map((root) => choice(root, session)));
  },
};

function choice({ sha256, subject, source, trusted }, session) {
  const box = el("input", { type: "checkbox", onchange: () => session.trustRoot(sha256, box.checked) });
  box.checked = trusted;
  box.disabled = source === "service";
  const origin = { service: "verify-root-ours", package: "verify-root-package" }[source] ?? "verify-root-imported";
  return el("li", { class: "card root" },
    el("div", { class: "row spread" }, el("strong", {}, el("bdi", {}, subject)), el("span", { class: "badge" }, say(origin))),
    el("p", { class: "hint" }, say("verify-root-fingerprint")),
    el("p", {}, fingerprint(sha256, 64)),
    el("label", { class: "choice" }, box, el("span", {}, say(source === "service" ? "verify-root-trusted" : "verify-root-trust"))));
}

function label() {
  document.title = say("verify-title");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  const picker = at("language");
  picker.setAttribute("aria-label", say("common-language"));
  picker.append(...languages.map(([tag, name]) => el("option", { value: tag, lang: tag }, name)));
  picker.value = language.lang;
  picker.addEventListener("change", () => {
    location.hash = `lang=${picker.value}`;
    location.reload();
  });
}
