// The list of chosen files, drawn inside the frame: the page around it learns no name unless the depositor lets it.

import { Words } from "./words.mjs";

/** Draws rows `{index, path, size, state, done, code}`. */
export class FileList {
  constructor(list, more, remove) {
    this.list = list;
    this.more = more;
    this.remove = remove;
    this.rows = new Map();
    this.items = new Map();
    this.words = new Words();
  }

  add(item) {
    this.items.set(item.index, item);
    if (this.rows.size < SHOWN) this.draw(item);
    this.sayHidden();
  }

  update(item) {
    // A failure is always seen.
    if (item.state === "failed" && this.items.has(item.index) && !this.rows.has(item.index)) this.draw(item);
    const row = this.rows.get(item.index);
    if (!row) return;
    row.dataset.state = item.state;
    row.querySelector("progress").value = item.size ? Math.min(1, item.done / item.size) : 1;
    row.querySelector(".state").textContent = this.state(item);
  }

  drop(index) {
    this.items.delete(index);
    const row = this.rows.get(index);
    if (row) this.leave(row);
    this.rows.delete(index);
    for (const item of this.items.values()) {
      if (this.rows.size >= SHOWN) break;
      if (!this.rows.has(item.index)) this.draw(item);
    }
    this.sayHidden();
  }

  clear() {
    this.list.replaceChildren();
    this.rows.clear();
    this.items.clear();
    this.sayHidden();
  }

  draw(item) {
    const row = document.createElement("li");
    row.append(
      part("span", "number", `#${this.words.numbers.format(item.index + 1)}`),
      part("bdi", "name", item.path),
      part("span", "size", item.size === null ? "" : this.words.size(item.size)),
      this.bar(item),
      part("span", "state", ""),
      this.removeButton(item),
    );
    this.rows.set(item.index, row);
    this.list.append(row);
    this.update(item);
    this.sayHidden();
  }

  // The focus goes to the next row that can be removed, or to where files are chosen, never to nowhere.
  leave(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const focused = row.contains(document.activeElement);
    row.remove();
    if (focused) (next?.querySelector("button") ?? document.getElementById("choose-files"))?.focus();
  }

  state(item) {
    if (item.state !== "failed") return this.words.say(`frame-state-${item.state}`);
    return this.words.say(`frame-error-${item.code}`) || this.words.say("frame-error-internal");
  }

  bar(item) {
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", item.path);
    return bar;
  }

  removeButton(item) {
    const button = part("button", "remove", "×");
    button.type = "button";
    button.setAttribute("aria-label", this.words.say("frame-remove", { name: item.path }));
    button.addEventListener("click", () => this.remove(item.index));
    return button;
  }

  sayHidden() {
    const count = this.items.size - this.rows.size;
    this.more.hidden = count === 0;
    this.more.textContent = this.words.say("frame-more-files", { count });
  }
}

function part(tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

// A list of thousands helps nobody and makes a phone slow; the rest is counted.
const SHOWN = 500;
