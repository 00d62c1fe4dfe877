// The fingerprints of this visit, kept in this browser for a day while a person signs in, opens the link of a mail, or moves between
// pages. No file, no bytes; names only where the depositor lets the page have them.

/** What one page puts into the store that it shares with the other pages of the same person. */
export class Basket {
  constructor(storage = () => localStorage, now = () => Date.now()) {
    Object.assign(this, { storage, now });
    this.mine = new Set();
  }

  /** All fingerprints, in the order they came: `{sha256, sha512?, size?, name?}`; from now on they are this page's. */
  take() {
    const items = this.read();
    this.mine = new Set(items.map(({ sha256 }) => sha256));
    return items;
  }

  /** Keeps exactly these of this page; what another page has put in since stays. */
  replace(items) {
    const kept = items.map(only);
    const now = new Set(kept.map(({ sha256 }) => sha256));
    const others = this.read().filter(({ sha256 }) => !this.mine.has(sha256) && !now.has(sha256));
    this.mine = now;
    this.write([...others, ...kept]);
  }

  read() {
    try {
      const { until, items } = JSON.parse(this.storage().getItem(KEY)) ?? { until: 0 };
      return until > this.now() ? items : [];
    } catch {
      return [];
    }
  }

  write(items) {
    try {
      if (items.length === 0) this.storage().removeItem(KEY);
      else this.storage().setItem(KEY, JSON.stringify({ until: this.now() + DAY, items }));
    } catch {
      // The browser keeps nothing: the person signs in first and drops the files then.
    }
  }
}

/** Who signs out leaves nothing behind for the next one at this machine. */
export function emptyBasket(storage = () => localStorage) {
  try {
    storage().removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

// The commitment to a name is not kept: its key is gone with the frame. A size is told with the name only.
function only({ sha256, sha512, size, name }) {
  return { sha256, sha512, ...(name ? { name, size } : {}) };
}

const KEY = "basket";
// Milliseconds.
const DAY = 24 * 3600 * 1000;
