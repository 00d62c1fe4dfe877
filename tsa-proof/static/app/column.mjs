// A column of names as a person pastes it: lines of a list, or cells of a spreadsheet.

import { tidy } from "./names.mjs";

/** `[{name, kind?}]`, one a line; `kinds` has the words for each kind, such as `{person: ["person", "Person"]}`. */
export function parseColumn(text, kinds) {
  const lines = text.replace(/(\r?\n)+$/, "").split(/\r?\n/);
  return lines.map((line) => {
    const [name, word = ""] = line.split("\t");
    const kind = Object.keys(kinds).find((one) => kinds[one].some((known) => same(known, word)));
    return { name: tidy(name), ...(kind ? { kind } : {}) };
  });
}

function same(one, other) {
  return tidy(one).toLowerCase() === tidy(other).toLowerCase();
}
