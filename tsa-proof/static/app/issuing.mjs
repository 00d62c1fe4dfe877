// The last step: what becomes of each file is shown while it is timestamped, and what failed can be tried again.

import { at, el, setBar } from "./dom.mjs";
import { Issue } from "./issue.mjs";
import { packageWithFile } from "./package.mjs";
import { wordsFor, wordsOf } from "./problems.mjs";
import { number, say } from "./text.mjs";

/** `again()` sends what is left once more; `complain(words)` says on the form why nothing was sent. */
export class Issuing {
  constructor({ frame, items, again, complain }) {
    Object.assign(this, { frame, items, again, complain });
    this.made = [];
    this.saved = new Set();
  }

  /** Sends `body`, made of all items in their order. */
  async run(body) {
    const list = [...this.items.all()];
    this.open(true);
    try {
      const keys = await this.keysOf(list);
      // Before anything is sent: a sealed name whose key is lost would be in the proof for ever.
      if (keys.some(({ name_commit }) => !this.saved.has(name_commit))) await this.saveKeys(keys);
      const together = list.find(({ count }) => count);
      if (together && !this.saved.has(together.sha256)) await this.saveManifest(together);
      const states = new States(list, this.frame);
      const deposit = await new Issue({ frame: this.frame, state: (...told) => states.set(...told) }).run(body);
      this.finish(deposit, states, keys, together);
    } catch (error) {
      this.open(false);
      this.complain(wordsFor(error));
      at("issue-button").focus();
    }
  }

  open(running) {
    at("deposit").hidden = running;
    at("steps").hidden = running;
    at("issuing").hidden = !running;
    if (!running) return;
    at("issue-result").hidden = true;
    at("issuing-title").focus();
  }

  // Only what has no proof yet stays in the basket: nothing is timestamped twice.
  finish(deposit, states, keys, together) {
    const { done, failed } = states.counts();
    const left = new Set(states.left());
    this.items.retain((item) => left.has(item));
    this.items.settle();
    this.made.push(deposit.id);
    const words = [];
    if (done > 0) words.push(el("p", { class: "notice good" }, say("deposit-done", { count: done })));
    if (failed > 0) words.push(el("p", { class: "notice bad" }, say("deposit-failed-some", { count: failed })));
    const again = failed > 0 ? el("button", { type: "button", class: "large", onclick: this.again }, say("deposit-try-again")) : null;
    const links = this.made.map((id) => el("a", { class: "button large", href: `deposits/${id}` }, say("deposit-see-result")));
    at("issue-result").replaceChildren(...words, el("p", { class: "row" }, again, ...links), ...this.keepKeys(keys), ...this.keepManifest(together));
    at("issue-result").hidden = false;
    (again ?? links.at(-1)).focus();
  }

  // The keys to the sealed names of these files; they never leave the frame but as a file of the depositor's.
  async keysOf(list) {
    const sealed = new Set(list.map(({ nameCommit }) => nameCommit).filter(Boolean));
    if (sealed.size === 0) return [];
    return (await this.frame.nameSalts()).filter(({ name_commit }) => sealed.has(name_commit));
  }

  async saveKeys(keys) {
    // docs/claim-format.md, "Sealed names": canonical JSON, so the members stand in the order of their names.
    const names = keys.map(({ name, name_commit, salt }) => ({ name, name_commit, salt }));
    const bytes = new TextEncoder().encode(JSON.stringify({ names, type: "name-seals", v: 1 }));
    const name = `name-seals-${keys[0].name_commit.slice(0, 8)}.json`;
    await this.frame.save({ name, bytes, type: "application/json" });
    for (const { name_commit } of keys) this.saved.add(name_commit);
  }

  // Before anything is sent, too: without its manifest the proof of many files shows nothing.
  async saveManifest({ sha256 }) {
    await this.frame.keepManifest();
    this.saved.add(sha256);
  }

  keepManifest(together) {
    if (!together) return [];
    const name = `manifest-${together.sha256.slice(0, 8)}.json`;
    const save = el("button", { type: "button", class: "quiet", id: "save-manifest", onclick: () => this.saveManifest(together) }, say("deposit-manifest-save"));
    return [el("div", { class: "notice warn" }, el("p", {}, say("deposit-manifest", { name })), el("p", {}, save))];
  }

  keepKeys(keys) {
    if (keys.length === 0) return [];
    const save = el("button", { type: "button", class: "quiet", onclick: () => this.saveKeys(keys) }, say("deposit-name-keys-save"));
    return [el("div", { class: "notice warn" }, el("p", {}, say("deposit-name-keys")), el("p", {}, save))];
  }
}

/** The state of each file while it is timestamped. */
class States {
  constructor(list, frame) {
    Object.assign(this, { list, frame });
    this.states = list.map(() => "");
    this.tally = new Map();
    this.rows = list.slice(0, SHOWN).map((item) => {
      const state = el("span", { class: "state" });
      return { state, index: item.index, count: item.count, row: el("li", {}, el("bdi", {}, item.shown), state) };
    });
    at("states").replaceChildren(...this.rows.map(({ row }) => row));
  }

  set(position, state, item) {
    const add = (word, by) => this.tally.set(word, (this.tally.get(word) ?? 0) + by);
    add(this.states[position], -1);
    add(state, 1);
    this.states[position] = state;
    const shown = this.rows[position];
    if (shown) this.draw(shown, state, item);
    const { done, failed } = this.counts();
    setBar(at("issue-bar"), (done + failed) / this.states.length);
    at("issue-count").textContent = say("deposit-issue-progress", { done: number(done), total: number(this.states.length) });
  }

  draw(shown, state, item) {
    shown.row.dataset.state = state;
    const why = state === "failed" && item?.failure ? `: ${wordsOf(item.failure.code)}` : "";
    shown.state.textContent = say(`deposit-state-${state}`) + why;
    if (state === "done") this.offerPackage(shown, item);
  }

  // While the file is still in the frame, the package can be made with it inside.
  offerPackage({ row, index, count }, { id }) {
    if (index === null) return;
    const failure = el("p", { class: "error", role: "alert" });
    const build = async () => {
      button.disabled = true;
      failure.textContent = "";
      await packageWithFile(this.frame, { id, index }).catch((error) => {
        failure.textContent = wordsFor(error);
      });
      button.disabled = false;
    };
    const button = el("button", { type: "button", class: "quiet small", onclick: build }, say(count ? "deposit-package-together" : "deposit-package-with"));
    row.append(button, failure);
  }

  counts() {
    const of = (state) => this.tally.get(state) ?? 0;
    return { done: of("done"), failed: of("failed") + of("refused") };
  }

  /** The items that have no proof. */
  left() {
    return this.list.filter((_, position) => this.states[position] !== "done");
  }
}

// All are counted; a list of thousands is not drawn.
const SHOWN = 500;
