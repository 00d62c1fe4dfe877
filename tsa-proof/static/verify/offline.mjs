// The verifier that is one file: the same session as in the sandboxed frame, in a page that can reach nothing.

import { listenToPaste, offerReport, showAssessment, showRoots } from "../app/checking.mjs";
import { at, el } from "../app/dom.mjs";
import { say, words } from "../app/text.mjs";
import { fromBase64 } from "../../../tsa-wasm/js/bytes.mjs";
import { Engine } from "../../../tsa-wasm/js/tsa.mjs";
import { FileList } from "../frame/list.mjs";
import { save } from "../frame/save.mjs";
import { hasherFor } from "../frame/slow-hasher.mjs";
import { listenToZone } from "../frame/zone.mjs";
import { language, languages } from "./language.mjs";
import { Session } from "./session.mjs";

start();

async function start() {
  label();
  const engine = await Engine.load(fromBase64(WASM)).catch(() => null);
  if (!engine) return sayBroken();
  const list = new FileList(at("list"), at("more"), (index) => session.remove(index));
  list.words = words;
  const session = new Session({ engine, hasher: await hasherFor(engine), list, tell: (type, message) => TOLD[type]?.(message, session) });
  session.trust(JSON.parse(at("trust").textContent));
  listenToZone((found) => session.add(found), (folders) => {
    at("unread").textContent = folders.length > 0 ? say("frame-folder-not-read", { name: folders[0] }) : "";
  });
  listenToPaste((hex) => session.addFingerprint(hex));
  offerReport(({ name, bytes, type }) => save(name, [bytes], type));
  document.documentElement.dataset.ready = "";
}

function sayBroken() {
  at("answers").replaceChildren(el("p", { class: "notice bad", role: "alert" }, say("frame-error-engine")));
}

const TOLD = {
  assessment: showAssessment,
  roots: ({ roots }, session) => showRoots(roots, (sha256, trusted) => session.trustRoot(sha256, trusted)),
};

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
