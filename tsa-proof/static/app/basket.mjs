// The fingerprints of this visit, kept in the tab while the person signs in or moves between pages. No file, no bytes.

const KEY = "basket";

/** All fingerprints, in the order they came: `{sha256, sha512?, size?, name?, nameCommit?}`. */
export function basket() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

/** Keeps exactly these. */
export function replaceBasket(items) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(items.map(only)));
  } catch {
    // The tab keeps nothing: the person signs in first and drops the files then.
  }
}

function only({ sha256, sha512, size, name, nameCommit }) {
  return { sha256, sha512, size, name, nameCommit };
}
