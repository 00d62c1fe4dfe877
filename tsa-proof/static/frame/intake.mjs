// What a person chose or dropped, as files with their paths: `{file, path, entry?}`.

/** Files of an `<input type=file>`, folders too. */
export function fromInput(input) {
  return Array.from(input.files, (file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * Whether the first thing of a drop is a folder: that one, and no other, a folder input opens by itself when it is dropped on it.
 */
export function beginsWithFolder(transfer) {
  const [first] = dropped(transfer);
  return first?.entry?.isDirectory ?? false;
}

/**
 * Files and folders of a drop: `{found, unread}`, `unread` the names of folders that the browser does not open here, or reads only
 * in part. With `rest`, what comes after the first.
 */
export async function fromDrop(transfer, { rest = false } = {}) {
  // Entries must be taken before the event's turn ends: afterwards the list is empty.
  const all = dropped(transfer).slice(rest ? 1 : 0);
  const found = [];
  const unread = [];
  for (const { entry, file } of all) {
    if (entry?.isDirectory) await readFolder(entry, found, unread);
    else if (file) found.push({ file, path: file.name, entry });
  }
  return { found, unread };
}

function dropped(transfer) {
  return Array.from(transfer.items)
    .filter((item) => item.kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
}

// One entry that cannot be read does not take the rest of its folder along.
async function readFolder(folder, found, unread) {
  const reader = folder.createReader();
  for (;;) {
    // A call gives at most about a hundred entries; none at all is the end.
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => null);
    if (entries === null) unread.push(folder.name);
    if (entries === null || entries.length === 0) return;
    for (const entry of entries) {
      if (entry.isDirectory) await readFolder(entry, found, unread);
      else await fileOf(entry).then((file) => found.push({ file, path: entry.fullPath.replace(/^\//, ""), entry }), () => unread.push(folder.name));
    }
  }
}

/** The file behind an entry, as it is now. */
export function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
