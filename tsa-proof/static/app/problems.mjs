// What to tell a person when something failed: by its code, in the page's language.

import { Problem } from "./api.mjs";
import { knows, say } from "./text.mjs";

/** What is wrong and what to do, for what a request or the frame threw. */
export function wordsFor(error) {
  if (error instanceof Problem && error.status === 0) return say("deposit-error-offline");
  if (error instanceof Problem && error.status === 401) return say("deposit-error-signed-out");
  return wordsOf(error.code);
}

/** The words of a code: the service's (docs/api.md), or the frame's. */
export function wordsOf(code) {
  const id = [`errors-code-${code}`, `frame-error-${code}`].find(knows);
  return say(id ?? "errors-code-internal");
}
