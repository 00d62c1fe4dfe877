// Half-done fingerprints, kept in this browser so that a reload does not start a large file anew. No bytes of a file:
// the state of the hash only, under a name that is itself a hash.

const NAME = "proof-midstates";
const STORE = "midstates";
// A file that nobody finished in a week will not be.
const WEEK = 7 * 24 * 3600 * 1000;

/** Everything kept, `[{key, offset, state}]`; what is older than a week is dropped. */
export async function recall() {
  const all = (await run("readonly", (store) => store.getAll())) ?? [];
  const old = all.filter(({ at }) => Date.now() - at > WEEK);
  for (const { key } of old) await forget(key);
  return all.filter((one) => !old.includes(one)).map(({ key, offset, state }) => ({ key, offset, state }));
}

/** Keeps how far one file is. */
export function keep({ key, offset, state }) {
  return run("readwrite", (store) => store.put({ key, offset, state, at: Date.now() }));
}

/** Drops it, when the file is done. */
export function forget(key) {
  return run("readwrite", (store) => store.delete(key));
}

// A browser that refuses storage (private windows) keeps nothing and says nothing.
async function run(mode, action) {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const request = action(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } catch {
    return undefined;
  }
}

let opened;
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}
