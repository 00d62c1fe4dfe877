// Who holds each file: one holder for all, or a grid with a row for each file.

import { parseColumn } from "./column.mjs";
import { at, el, keepOrder, setError } from "./dom.mjs";
import { announce } from "./layout.mjs";
import { refusal, tidy } from "./names.mjs";
import { KINDS, ROLES } from "./presets.mjs";
import { number, say } from "./text.mjs";

/** The holders of the items of `list()`, each `{id, number, shown, holder}`; `changed()` is called after every edit. */
export class Holders {
  constructor({ list, changed, first }) {
    Object.assign(this, { list, changed });
    this.shared = [{ name: first.name, kind: first.kind, role: "holder" }];
    this.role = "holder";
    this.page = 0;
    this.rows = new Map();
    this.listen();
    this.drawShared();
  }

  /** The preset's role, and whether there are two parties. */
  preset({ role, second }) {
    const untouched = (holder) => holder.role === this.role;
    for (const holder of this.shared) if (untouched(holder)) holder.role = role;
    for (const item of this.list()) if (item.holder && untouched(item.holder)) item.holder.role = role;
    this.role = role;
    if (second && this.shared.length < 2) this.shared.push(this.blank("party"));
    if (!second && this.shared.length === 2 && this.shared[1].name === "") this.shared.pop();
    this.drawShared();
    this.drawGrid();
  }

  /** The holders of one item, as the service wants them. */
  of(item) {
    const [first, ...rest] = this.shared;
    const own = at("same").checked ? first : (item.holder ?? first);
    return [own, ...rest].map(({ name, kind, role }) => ({ name: tidy(name), kind, role }));
  }

  /** Marks what is wrong and says whether all is right; the first wrong field gets the focus. */
  check() {
    const wrong = at("same").checked ? this.checkShared(0) : (this.checkGrid() ?? this.checkShared(1));
    wrong?.focus();
    return wrong === null;
  }

  /** After files came or went. */
  refresh() {
    if (!at("same").checked) this.drawGrid();
  }

  blank(role = this.role) {
    return { name: "", kind: "person", role };
  }

  listen() {
    at("same").addEventListener("change", () => {
      this.drawShared();
      this.drawGrid();
      this.changed();
    });
    at("add-holder").addEventListener("click", () => {
      if (this.shared.length >= MOST_HOLDERS) return;
      this.shared.push(this.blank());
      this.drawShared();
      at(`holder-${this.shared.length - 1}`).focus();
    });
    at("fill").addEventListener("click", () => this.fillFrom(0));
    at("column-apply").addEventListener("click", () => {
      this.pasteColumn(at("column-text").value, 0);
      at("column").open = false;
    });
    at("grid-back").addEventListener("click", () => this.turn(-1));
    at("grid-next").addEventListener("click", () => this.turn(1));
    at("grid").addEventListener("keydown", (event) => this.key(event));
    at("grid").addEventListener("paste", (event) => this.paste(event));
  }

  // The form for all files: its first line is hidden while the grid is in use.
  drawShared() {
    const same = at("same").checked;
    at("shared").replaceChildren(...(same ? [this.line(0)] : []));
    at("extras").replaceChildren(...this.shared.slice(1).map((_, index) => this.line(index + 1)));
    at("extra-title").hidden = this.shared.length < 2;
    at("per-file").hidden = same;
  }

  line(index) {
    const holder = this.shared[index];
    const id = `holder-${index}`;
    const name = el("input", {
      id, list: "known-holders", maxlength: 200, dir: "auto", autocomplete: index === 0 ? "name" : "off", "aria-describedby": `${id}-error`,
      oninput: () => this.edit(holder, "name", name),
    });
    name.value = holder.name;
    const remove = el("button", { type: "button", class: "quiet small", onclick: () => this.drop(index) }, say("common-remove"));
    return el("div", { class: "holder-line", role: "group", "aria-label": say("common-holder") },
      el("div", { class: "field" }, el("label", { for: id }, say(index === 1 && this.role === "party" ? "deposit-holder-second" : "deposit-holder-name")), name,
        el("p", { class: "error", id: `${id}-error`, role: "alert", hidden: true })),
      this.labelled(`${id}-kind`, "deposit-holder-kind", this.choice(() => holder, "kind", KINDS, { id: `${id}-kind` })),
      this.labelled(`${id}-role`, "deposit-holder-role", this.choice(() => holder, "role", ROLES, { id: `${id}-role` })),
      index > 0 ? remove : null);
  }

  labelled(id, message, control) {
    return el("div", { class: "field" }, el("label", { for: id }, say(message)), control);
  }

  choice(holder, what, values, attributes) {
    const select = el("select", { ...attributes, onchange: () => this.edit(holder(), what, select) },
      ...values.map((value) => el("option", { value }, say(`common-${what}-${value}`))));
    select.value = holder()[what];
    return select;
  }

  edit(holder, what, control) {
    holder[what] = control.value;
    if (what === "name") setError(control, null);
    this.changed();
  }

  drop(index) {
    this.shared.splice(index, 1);
    this.drawShared();
    this.changed();
    at("add-holder").focus();
  }

  drawGrid() {
    if (at("same").checked) return;
    const items = this.list();
    const pages = Math.max(1, Math.ceil(items.length / ROWS));
    this.page = Math.min(this.page, pages - 1);
    const from = this.page * ROWS;
    const shown = items.slice(from, from + ROWS);
    const before = this.rows;
    // A row that stays is not made anew: somebody may be typing in it.
    this.rows = new Map(shown.map((item) => [item, before.get(item) ?? this.row(item)]));
    shown.forEach((item, place) => this.rows.get(item).update(from + place));
    keepOrder(at("grid").tBodies[0], [...this.rows.values()].map(({ element }) => element));
    at("grid-pages").hidden = pages === 1;
    at("grid-where").textContent = `${number(from + 1)}–${number(from + shown.length)} / ${number(items.length)}`;
    at("grid-back").disabled = this.page === 0;
    at("grid-next").disabled = this.page === pages - 1;
  }

  /** `{element, update(row)}`: the row of one item, and what brings it up to date as the row of that number. */
  row(item) {
    item.holder ??= { ...this.shared[0] };
    const name = el("input", {
      list: "known-holders", maxlength: 200, dir: "auto", autocomplete: "off", oninput: () => this.edit(item.holder, "name", name),
    });
    const kind = this.choice(() => item.holder, "kind", KINDS, {});
    const role = this.choice(() => item.holder, "role", ROLES, {});
    const file = el("bdi");
    const error = el("p", { class: "error", role: "alert", hidden: true });
    const element = el("tr", {},
      el("th", { scope: "row" }, file), el("td", {}, name, error), el("td", {}, kind), el("td", {}, role));
    const update = (row) => {
      Object.assign(name, { id: `row-${row}` }).dataset.row = row;
      error.id = `row-${row}-error`;
      name.setAttribute("aria-describedby", error.id);
      for (const [control, what] of [[name, "name"], [kind, "kind"], [role, "role"]]) {
        control.setAttribute("aria-label", say(`deposit-holder-${what}-row`, { file: item.shown }));
        if (control.value === item.holder[what]) continue;
        control.value = item.holder[what];
        setError(control, null);
      }
      file.textContent = item.shown;
    };
    return { element, update };
  }

  turn(by) {
    this.page += by;
    this.drawGrid();
    at("grid").querySelector("input")?.focus();
  }

  key(event) {
    // Enter and the arrows choose among an input method's words first.
    if (event.isComposing) return;
    const row = Number(event.target.dataset.row ?? Number.NaN);
    if (Number.isNaN(row)) return;
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (step) {
      event.preventDefault();
      document.getElementById(`row-${row + step}`)?.focus();
    } else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.fillFrom(row);
      document.getElementById(`row-${row}`)?.focus();
    }
  }

  paste(event) {
    const row = Number(event.target.dataset.row ?? Number.NaN);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (Number.isNaN(row) || !/[\r\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    this.pasteColumn(text, row);
  }

  /** The holder of this row for all rows below it. */
  fillFrom(row) {
    const items = this.list();
    const holder = items[row]?.holder ?? this.shared[0];
    for (const item of items.slice(row + 1)) item.holder = { ...holder };
    this.done(items.length - row - 1);
  }

  /** One name a line from this row on; the second column of a spreadsheet may say the kind. */
  pasteColumn(text, row) {
    const items = this.list();
    const kinds = Object.fromEntries(KINDS.map((kind) => [kind, [kind, say(`common-kind-${kind}`)]]));
    const lines = parseColumn(text, kinds).slice(0, items.length - row);
    lines.forEach((line, offset) => {
      const item = items[row + offset];
      item.holder = { ...(item.holder ?? this.shared[0]), ...line };
    });
    this.done(lines.length);
  }

  done(count) {
    this.drawGrid();
    this.changed();
    announce(say("deposit-filled", { count }));
  }

  checkShared(from) {
    let first = null;
    for (let index = from; index < this.shared.length; index += 1) {
      const input = document.getElementById(`holder-${index}`);
      const why = refusal(tidy(this.shared[index].name));
      setError(input, why && say(`deposit-text-${why}`, { count: 200 }));
      if (why) first ??= input;
    }
    return first;
  }

  checkGrid() {
    const wrong = this.list().findIndex((item) => refusal(tidy((item.holder ?? this.shared[0]).name)));
    if (wrong < 0) return null;
    this.page = Math.floor(wrong / ROWS);
    this.drawGrid();
    const input = at(`row-${wrong}`);
    setError(input, say(`deposit-text-${refusal(tidy(input.value))}`, { count: 200 }));
    return input;
  }
}

// docs/claim-format.md: at most 50 holders a claim.
const MOST_HOLDERS = 50;
// More rows at once make typing slow.
const ROWS = 100;
