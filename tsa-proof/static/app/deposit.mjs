// The page that makes proofs: its steps, and what is sent at the end.

import { FileFrame } from "../js/frame-client.mjs";
import { Basket } from "./basket.mjs";
import { at, setError } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { Gathering } from "./gather.mjs";
import { Holders } from "./holders.mjs";
import { Issuing } from "./issuing.mjs";
import { Items, parseFingerprints } from "./items.mjs";
import { announce } from "./layout.mjs";
import { refusal, tidy } from "./names.mjs";
import { PRESETS } from "./presets.mjs";
import { preview } from "./preview.mjs";
import { say } from "./text.mjs";

const form = at("deposit");
const signedIn = "signedIn" in form.dataset;
const items = new Items({ basket: new Basket(), numbered: (number) => say("common-file-number", { number }), together: (count) => say("deposit-together", { count }) });
const frame = new FileFrame(at("frame"), { ...frameSettings("deposit"), together: signedIn });
const gathering = new Gathering({ frame, items, changed: () => show() });
const holders = new Holders({
  list: () => items.all(),
  changed: () => show(),
  first: { name: form.dataset.holder, kind: form.dataset.holderKind || "person" },
});
const issuing = new Issuing({ frame, items, again: () => issue(), complain });

start();

function start() {
  keepTheme(frame);
  listenToForm();
  items.addEventListener("change", () => holders.refresh());
  gathering.start();
  showAgent();
  choosePreset();
}

function listenToForm() {
  for (const radio of form.elements.category) radio.addEventListener("change", choosePreset);
  for (const id of ["work-title", "work-note", "agent-name", "agent-matter"]) {
    at(id).addEventListener("input", () => {
      setError(at(id), null);
      show();
    });
  }
  at("agent").addEventListener("change", () => {
    showAgent();
    show();
  });
  at("paste-add").addEventListener("click", addPasted);
  at("declaration").addEventListener("change", () => setError(at("declaration"), null));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    issue();
  });
}

function showAgent() {
  at("agent-fields").hidden = !at("agent").checked;
}

function addPasted() {
  const { digests, wrong } = parseFingerprints(at("paste-text").value);
  if (wrong !== null) {
    setError(at("paste-text"), say("deposit-paste-bad", { line: wrong }));
    at("paste-text").focus();
    return;
  }
  const added = digests.filter((sha256) => items.add({ sha256 })).length;
  setError(at("paste-text"), null);
  at("paste-text").value = "";
  announce(say("deposit-paste-added", { count: added }));
}

function category() {
  return form.elements.category.value;
}

function choosePreset() {
  const preset = PRESETS[category()];
  frame.setNames(preset.names);
  field("title", preset.title);
  field("note", preset.note);
  at("kind-more").hidden = !preset.hint;
  at("kind-more").textContent = preset.hint ? say(`deposit-hint-${preset.hint}`, { command: GIT }) : "";
  holders.preset(preset);
  show();
}

// A field of the preset: its label is the message `deposit-<word>`, its hint `deposit-<word>-hint`.
function field(name, word) {
  at(`${name}-field`).hidden = !word;
  if (!word) return;
  at(`${name}-field`).querySelector("label").textContent = say(`deposit-${word}`);
  at(`work-${name}-hint`).textContent = say(`deposit-${word}-hint`);
}

function work() {
  const preset = PRESETS[category()];
  const value = {};
  if (preset.title && tidy(at("work-title").value)) value.title = tidy(at("work-title").value);
  if (preset.note && tidy(at("work-note").value)) value.note = tidy(at("work-note").value);
  return Object.keys(value).length > 0 ? value : undefined;
}

function agent() {
  if (!at("agent").checked) return undefined;
  const matter = tidy(at("agent-matter").value);
  return { name: tidy(at("agent-name").value), ...(matter ? { matter } : {}) };
}

function show() {
  const { count } = items;
  const first = items.all()[0] ?? null;
  mark("choose", count > 0, true);
  mark("holder", count > 0 && holders.of(first)[0].name !== "", count > 0);
  mark("issue", false, count > 0);
  at("issue").hidden = count === 0;
  if (first) preview({ item: first, holders: holders.of(first), work: work(), agent: agent(), nameMode: gathering.mode, assurance: signedIn ? "email" : "" });
  if (!signedIn) return;
  at("issue-button").disabled = count === 0 || gathering.hashing;
  at("issue-button").textContent = gathering.hashing ? say("deposit-hashing") : issueWords(count, first);
}

function issueWords(count, first) {
  if (count === 0) return say("deposit-issue-none");
  return count === 1 && first.count ? say("deposit-issue-together", { count: first.count }) : say("deposit-issue", { count });
}

function mark(step, done, open) {
  const element = at(`step-${step}`);
  element.classList.toggle("done", done);
  if (open && !done) element.setAttribute("aria-current", "step");
  else element.removeAttribute("aria-current");
}

function check() {
  const wrong = [];
  const test = (id, most, needed) => {
    const text = tidy(at(id).value);
    const why = text === "" && !needed ? null : refusal(text, most);
    setError(at(id), why && say(`deposit-text-${why}`, { count: most }));
    if (why) wrong.push(at(id));
  };
  if (work()?.title) test("work-title", 200, false);
  if (work()?.note) test("work-note", 1000, false);
  if (at("agent").checked) {
    test("agent-name", 200, true);
    test("agent-matter", 200, false);
  }
  wrong[0]?.focus();
  if (wrong.length > 0 || !holders.check()) return false;
  if (!at("declaration").checked) {
    setError(at("declaration"), say("deposit-error-declaration"));
    at("declaration").focus();
    return false;
  }
  if (items.count > MOST_ITEMS) return complain(say("deposit-error-many", { count: MOST_ITEMS }));
  return true;
}

function complain(words) {
  at("issue-error").textContent = words;
  at("issue-error").hidden = false;
  return false;
}

function body() {
  const label = tidy(at("label").value);
  const stage = at("stage").value;
  const common = {
    category: category(), work: work(), agent: agent(),
    declaration: { id: "holder-statement-1", lang: document.documentElement.lang },
    ...(stage ? { stage } : {}),
  };
  const one = (item) => ({
    ...(item.count ? { type: "folder" } : {}),
    sha256: item.sha256,
    ...(item.sha512 ? { sha512: item.sha512 } : {}),
    ...(item.size === undefined ? {} : { size: item.size }),
    ...(item.name ? { name: item.name } : item.nameCommit ? { name_commit: item.nameCommit } : {}),
    holders: holders.of(item),
    ...common,
  });
  return { ...(label ? { label } : {}), items: items.all().map(one) };
}

async function issue() {
  at("issue-error").hidden = true;
  if (!gathering.hashing && check()) await issuing.run(body());
}

// The same in every language.
const GIT = "proof stamp --git HEAD";
const MOST_ITEMS = 10_000;
