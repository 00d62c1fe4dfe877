// The page that makes proofs: its steps, and what is sent at the end.

import { FileFrame } from "../js/frame-client.mjs";
import { Problem } from "./api.mjs";
import { at, el, setBar, setError } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";
import { Holders } from "./holders.mjs";
import { Issue } from "./issue.mjs";
import { Items, parseFingerprints } from "./items.mjs";
import { announce } from "./layout.mjs";
import { forget, keep, recall } from "./memory.mjs";
import { refusal, tidy } from "./names.mjs";
import { PRESETS } from "./presets.mjs";
import { packageWithFile } from "./package.mjs";
import { preview } from "./preview.mjs";
import { showProgress } from "./progress.mjs";
import { knows, number, say } from "./text.mjs";

const form = at("deposit");
const signedIn = "signedIn" in form.dataset;
const items = new Items();
const frame = new FileFrame(at("frame"), frameSettings("deposit"));
let hashing = false;
const holders = new Holders({
  list: () => items.all(),
  changed: () => show(),
  first: { name: form.dataset.holder, kind: form.dataset.holderKind || "person" },
});
let nameMode = "none";

start();

async function start() {
  keepTheme(frame);
  listenToFrame();
  listenToForm();
  items.addEventListener("change", () => {
    holders.refresh();
    show();
  });
  items.restore();
  if (items.restored > 0) {
    at("restored").firstElementChild.textContent = say("deposit-restored", { count: items.restored });
    at("restored").hidden = false;
  }
  items.changed();
  choosePreset();
  show();
  await frame.ready;
  showProgress(frame);
  frame.known(await recall());
}

function listenToFrame() {
  let failed = 0;
  // As long as fingerprints are being made, the set is not whole: nothing can be sent.
  frame.addEventListener("progress", ({ detail: { total } }) => {
    const now = total.done < total.files;
    if (now === hashing) return;
    hashing = now;
    show();
  });
  frame.addEventListener("digest", ({ detail }) => {
    items.add(detail);
    forget(detail.key);
  });
  frame.addEventListener("midstate", ({ detail }) => keep(detail));
  frame.addEventListener("removed", ({ detail }) => items.remove(detail.index));
  frame.addEventListener("names", ({ detail }) => {
    nameMode = detail.mode;
    items.rename(detail.files);
  });
  frame.addEventListener("failed", ({ detail }) => {
    if (detail.code === "cancelled") return;
    failed += 1;
    announce(say("deposit-file-failed", { count: failed }));
  });
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
    at("agent-fields").hidden = !at("agent").checked;
    show();
  });
  at("start-over").addEventListener("click", () => {
    frame.clear();
    items.clear();
    at("restored").hidden = true;
  });
  at("paste-add").addEventListener("click", addPasted);
  at("declaration").addEventListener("change", () => setError(at("declaration"), null));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    issue();
  });
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
  nameMode = preset.names;
  field("title", preset.title);
  field("note", preset.note);
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
  if (first) preview({ item: first, holders: holders.of(first), work: work(), agent: agent(), nameMode, assurance: signedIn ? "email" : "" });
  if (!signedIn) return;
  at("issue-button").disabled = count === 0 || hashing;
  at("issue-button").textContent = hashing ? say("deposit-hashing") : count === 0 ? say("deposit-issue-none") : say("deposit-issue", { count });
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
  if (!check()) return;
  const sent = body();
  const states = new States(items.all());
  form.hidden = true;
  at("steps").hidden = true;
  at("issuing").hidden = false;
  at("issuing-title").focus();
  try {
    const deposit = await new Issue({ frame, state: (...told) => states.set(...told) }).run(sent);
    await finish(deposit, states);
  } catch (error) {
    form.hidden = false;
    at("steps").hidden = false;
    at("issuing").hidden = true;
    complain(wordsFor(error));
    at("issue-button").focus();
  }
}

async function finish(deposit, states) {
  const { done, failed } = states.counts();
  const words = [];
  if (done > 0) words.push(el("p", { class: "notice good" }, say("deposit-done", { count: done })));
  if (failed > 0) words.push(el("p", { class: "notice bad" }, say("deposit-failed-some", { count: failed })));
  const link = el("a", { class: "button large", href: `deposits/${deposit.id}` }, say("deposit-see-result"));
  at("issue-result").replaceChildren(...words, el("p", {}, link));
  at("issue-result").hidden = false;
  await keepSalts(deposit);
  if (failed === 0) items.clear();
  link.focus();
}

// The keys to committed names never leave the frame by themselves: the depositor saves them here, once.
async function keepSalts(deposit) {
  const salts = nameMode === "commit" ? await frame.nameSalts() : [];
  if (salts.length === 0) return;
  const text = new TextEncoder().encode(`${JSON.stringify(salts, null, 1)}\n`);
  const save = () => frame.save({ name: `name-keys-${deposit.id.slice(0, 8)}.json`, bytes: text, type: "application/json" });
  at("issue-result").append(el("div", { class: "notice warn" },
    el("p", {}, say("deposit-name-keys")),
    el("p", {}, el("button", { type: "button", class: "quiet", onclick: save }, say("deposit-name-keys-save")))));
}

function wordsFor(error) {
  if (!(error instanceof Problem)) return say("deposit-error-refused", { detail: error.message });
  if (error.status === 0) return say("deposit-error-offline");
  if (error.status === 401) return say("deposit-error-signed-out");
  const id = `errors-code-${error.code}`;
  return knows(id) ? say(id) : say("deposit-error-refused", { detail: error.message });
}

/** The state of each file while it is timestamped. */
class States {
  constructor(list) {
    this.states = list.map(() => "");
    this.tally = new Map();
    this.rows = list.slice(0, SHOWN).map((item) => {
      const state = el("span", { class: "state" });
      return { state, index: item.index, row: el("li", {}, el("bdi", {}, item.shown), state) };
    });
    at("states").replaceChildren(...this.rows.map(({ row }) => row));
  }

  set(position, state, item) {
    const add = (word, by) => this.tally.set(word, (this.tally.get(word) ?? 0) + by);
    add(this.states[position], -1);
    add(state, 1);
    this.states[position] = state;
    const shown = this.rows[position];
    if (shown) {
      shown.row.dataset.state = state;
      const detail = state === "failed" && item?.failure?.detail ? `: ${item.failure.detail}` : "";
      shown.state.textContent = say(`deposit-state-${state}`) + detail;
      if (state === "done") this.offerPackage(shown, item);
    }
    const { done, failed } = this.counts();
    setBar(at("issue-bar"), (done + failed) / this.states.length);
    at("issue-count").textContent = say("deposit-issue-progress", { done: number(done), total: number(this.states.length) });
  }

  // While the file is still in the frame, the package can be made with it inside.
  offerPackage({ row, index }, { id }) {
    if (index === null) return;
    const build = async () => {
      button.disabled = true;
      await packageWithFile(frame, { id, index }).catch((error) => complain(error.message));
      button.disabled = false;
    };
    const button = el("button", { type: "button", class: "quiet small", onclick: build }, say("deposit-package-with"));
    row.append(button);
  }

  counts() {
    const of = (state) => this.tally.get(state) ?? 0;
    return { done: of("done"), failed: of("failed") + of("refused") };
  }
}

const MOST_ITEMS = 10_000;
// All are counted; a list of thousands is not drawn.
const SHOWN = 500;
