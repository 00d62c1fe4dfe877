// Says the page's messages: the patterns that the server put into the element #texts.

import { Words } from "../frame/words.mjs";

const texts = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");
const { dir, dataset } = document.documentElement;

export const formatTag = dataset.format ?? "en";

/** What says them, for who wants it whole. */
export const words = new Words({ texts, formatTag, dir });

/** The message `id` with its variables; numbers choose plurals and are written the language's way. */
export function say(id, variables = {}) {
  return words.knows(id) ? words.say(id, variables) : id;
}

/** Whether the page has the message. */
export function knows(id) {
  return words.knows(id);
}

/** The patterns of all messages that begin with `prefix`, for who says them elsewhere. */
export function patterns(prefix) {
  return Object.fromEntries(Object.entries(texts).filter(([id]) => id.startsWith(prefix)));
}

/** A whole number. */
export function number(value) {
  return words.numbers.format(value);
}

/** A share of one, as whole percent. */
export function percent(share) {
  return new Intl.NumberFormat(formatTag, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** A size in bytes, with the unit that reads best. */
export function size(bytes) {
  return words.size(bytes);
}

/** A span of time in words, coarse and rounded down: "3 min 20 s". */
export function span(seconds) {
  return words.span(seconds);
}

/** A time on the reader's own clock, with its zone. */
export function localTime(iso) {
  return new Intl.DateTimeFormat(formatTag, { dateStyle: "long", timeStyle: "long" }).format(new Date(iso));
}

/** Several things in a sentence: "a, b and c". */
export function list(things) {
  return words.list(things);
}
