// Says the page's messages: the patterns that the server put into the element #texts.

const texts = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");
const tag = document.documentElement.dataset.format ?? "en";
const plurals = new Intl.PluralRules(tag);
const numbers = new Intl.NumberFormat(tag);
// A name inside an Arabic sentence keeps its own direction (FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE).
const [open, close] = document.documentElement.dir === "rtl" ? ["\u2068", "\u2069"] : ["", ""];

export const formatTag = tag;

/** The message `id` with its variables; numbers choose plurals and are written the language's way. */
export function say(id, variables = {}) {
  return Object.hasOwn(texts, id) ? fill(texts[id], variables) : id;
}

/** Whether the page has the message. */
export function knows(id) {
  return Object.hasOwn(texts, id);
}

/** The patterns of all messages that begin with `prefix`, for who says them elsewhere. */
export function patterns(prefix) {
  return Object.fromEntries(Object.entries(texts).filter(([id]) => id.startsWith(prefix)));
}

/** A whole number. */
export function number(value) {
  return numbers.format(value);
}

/** A share of one, as whole percent. */
export function percent(share) {
  return new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** A size in bytes, with the unit that reads best. */
export function size(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let power = 0;
  for (let rest = bytes; rest >= 1000 && power < units.length - 1; rest /= 1000) power += 1;
  const value = bytes / 1000 ** power;
  const digits = power > 0 && value < 100 ? 1 : 0;
  return `${new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value)}\u00a0${units[power]}`;
}

/** A span of time in words, coarse and rounded down: "3 min 20 s". */
export function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const unit = (value, name) =>
    new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return `${unit(hours, "hour")} ${unit(minutes, "minute")}`;
  if (minutes > 0) return `${unit(minutes, "minute")} ${unit(rest, "second")}`;
  if (seconds > 0 && seconds < 1) return unit(Math.floor(seconds * 1000), "millisecond");
  return unit(rest, "second");
}

/** A time on the reader's own clock, with its zone. */
export function localTime(iso) {
  return new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "long" }).format(new Date(iso));
}

/** Several things in a sentence: "a, b and c". */
export function list(things) {
  return new Intl.ListFormat(tag, { type: "conjunction" }).format(things);
}

function fill(pattern, variables) {
  if (typeof pattern === "string") return pattern;
  return pattern.map((part) => fillPart(part, variables)).join("");
}

function fillPart(part, variables) {
  if (typeof part === "string") return part;
  if ("v" in part) {
    const value = variables[part.v];
    return open + (typeof value === "number" ? numbers.format(value) : String(value ?? "")) + close;
  }
  const value = variables[part.s];
  const key = typeof value === "number" ? plurals.select(value) : String(value);
  return fill(part.of[`=${value}`] ?? part.of[key] ?? part.of.other, variables);
}
