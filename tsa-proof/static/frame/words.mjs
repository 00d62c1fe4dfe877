// Says the messages that the page sent along: patterns as tsa-proof/src/i18n/script.rs makes them.

export class Words {
  constructor({ texts = {}, formatTag = "en", dir = "ltr" } = {}) {
    this.texts = texts;
    this.tag = formatTag;
    this.plurals = new Intl.PluralRules(formatTag);
    this.numbers = new Intl.NumberFormat(formatTag);
    // A name inside a sentence from right to left keeps its own direction.
    [this.open, this.close] = dir === "rtl" ? ["\u2068", "\u2069"] : ["", ""];
  }

  /** The message, or the empty text if the page has sent none. */
  say(id, variables = {}) {
    return Object.hasOwn(this.texts, id) ? this.fill(this.texts[id], variables) : "";
  }

  /** A number of octets in the unit that reads best. */
  size(octets) {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
    let power = 0;
    for (let rest = octets; rest >= 1000 && power < units.length - 1; rest /= 1000) power += 1;
    const amount = octets / 1000 ** power;
    return new Intl.NumberFormat(this.tag, {
      style: "unit", unit: units[power], unitDisplay: power === 0 ? "long" : "short",
      maximumFractionDigits: power > 0 && amount < 100 ? 1 : 0,
    }).format(amount);
  }

  fill(pattern, variables) {
    return typeof pattern === "string" ? pattern : pattern.map((part) => this.part(part, variables)).join("");
  }

  part(part, variables) {
    if (typeof part === "string") return part;
    if ("v" in part) {
      const value = variables[part.v];
      return this.open + (typeof value === "number" ? this.numbers.format(value) : String(value ?? "")) + this.close;
    }
    const value = variables[part.s];
    const key = typeof value === "number" ? this.plurals.select(value) : String(value);
    return this.fill(part.of[`=${value}`] ?? part.of[key] ?? part.of.other, variables);
  }
}
