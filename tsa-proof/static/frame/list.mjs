// The list of chosen files, drawn inside the frame: the page around it learns no name unless the depositor lets it.

import { Words } from "./words.mjs";

/** Draws rows `{index, path, size, state, done, code}`. */
export class FileList {
  constructor(list, more, remove) {
    this.list = list;
    this.more = more;
    this.remove = remove;
    this.rows = new Map();
    this.hidden = 0;
    this.words = new Words();
  }

  add(item) {
    if (this.rows.size >= SHOWN) {
      this.hidden += 1;
      this.sayHidden();
      return;
    }
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
  }

  update(item) {
    const row = this.rows.get(item.index);
    if (!row) return;
    row.dataset.state = item.state;
    row.querySelector("progress").value = item.size ? item.done / item.size : 1;
    row.querySelector(".state").textContent = this.state(item);
  }

  drop(index) {
    this.rows.get(index)?.remove();
    this.rows.delete(index);
  }

  clear() {
    this.list.replaceChildren();
    this.rows.clear();
    this.hidden = 0;
    this.sayHidden();
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
    this.more.hidden = this.hidden === 0;
    this.more.textContent = this.words.say("frame-more-files", { count: this.hidden });
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
