// The fingerprints of this visit, kept in the tab while the person signs in or moves between pages. No file, no bytes.

const KEY = "basket";

/** All fingerprints, in the order they came. */
export function basket() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

/** Keeps one more and says how many there are; the same fingerprint is kept once. */
export function keepDigest({ sha256, sha512, size, name }) {
  const kept = basket();
  if (!kept.some((other) => other.sha256 === sha256)) kept.push({ sha256, sha512, size, name });
  replaceBasket(kept);
  return kept.length;
}

/** Keeps exactly these. */
export function replaceBasket(items) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(items));
  } catch {
    // The tab keeps nothing: the person signs in first and drops the files then.
  }
}
