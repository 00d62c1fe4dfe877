// Says messages, and numbers, sizes and times the language's way: patterns as tsa-proof/src/i18n/script.rs makes them.

export class Words {
  constructor({ texts = {}, formatTag = "en", dir = "ltr" } = {}) {
    this.texts = texts;
    this.tag = formatTag;
    this.rtl = dir === "rtl";
    this.plurals = new Intl.PluralRules(formatTag);
    this.numbers = new Intl.NumberFormat(formatTag);
  }

  /** Whether there is the message. */
  knows(id) {
    return Object.hasOwn(this.texts, id);
  }

  /** The message with its variables, or the empty text if there is none. */
  say(id, variables = {}) {
    return this.knows(id) ? this.fill(this.texts[id], variables) : "";
  }

  /** A number of octets in the unit that reads best. */
  size(octets) {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
    let power = 0;
    for (let rest = octets; rest >= 1000 && power < units.length - 1; rest /= 1000) power += 1;
    const amount = octets / 1000 ** power;
    return this.unit(amount, units[power], power === 0 ? "long" : "short", power > 0 && amount < 100 ? 1 : 0);
  }

  /** A span of time in words, coarse and rounded down: "3 min 20 s". */
  span(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    if (hours > 0) return `${this.unit(hours, "hour")} ${this.unit(minutes, "minute")}`;
    if (minutes > 0) return `${this.unit(minutes, "minute")} ${this.unit(rest, "second")}`;
    if (seconds > 0 && seconds < 1) return this.unit(Math.floor(seconds * 1000), "millisecond");
    return this.unit(rest, "second");
  }

  unit(value, unit, unitDisplay = "short", maximumFractionDigits = 0) {
    return new Intl.NumberFormat(this.tag, { style: "unit", unit, unitDisplay, maximumFractionDigits }).format(value);
  }

  /** Several things in a sentence: "a, b and c". */
  list(things) {
    return new Intl.ListFormat(this.tag, { type: "conjunction" }).format(things.map((thing) => this.isolated(thing)));
  }

  // A text of the other direction inside a sentence keeps its own and disorders nothing around it (FIRST STRONG ISOLATE … POP
  // DIRECTIONAL ISOLATE); elsewhere the marks would only clutter copied text.
  isolated(text) {
    return this.rtl || FROM_THE_RIGHT.test(text) ? `\u2068${text}\u2069` : text;
  }

  fill(pattern, variables) {
    return typeof pattern === "string" ? pattern : pattern.map((part) => this.part(part, variables)).join("");
  }

  part(part, variables) {
    if (typeof part === "string") return part;
    if ("v" in part) {
      const value = variables[part.v];
      return this.isolated(typeof value === "number" ? this.numbers.format(value) : String(value ?? ""));
    }
    const value = variables[part.s];
    const key = typeof value === "number" ? this.plurals.select(value) : String(value);
    return this.fill(part.of[`=${value}`] ?? part.of[key] ?? part.of.other, variables);
  }
}

// Letters that are written from right to left, and the marks that turn a direction.
const FROM_THE_RIGHT = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
