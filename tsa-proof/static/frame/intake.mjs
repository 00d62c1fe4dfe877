// What a person chose or dropped, as files with their paths: `{file, path, entry?}`.

/** Files of an `<input type=file>`, folders too. */
export function fromInput(input) {
  return Array.from(input.files, (file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * Files and folders of a drop: `{found, unread}`, `unread` the names of folders that the browser does not open here. (Chromium opens
 * no dropped folder in an opaque origin; the folder chooser works there.)
 */
export async function fromDrop(transfer) {
  // Entries must be taken before the event's turn ends: afterwards the list is empty.
  const dropped = Array.from(transfer.items)
    .filter((item) => item.kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const found = [];
  const unread = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) await readFolder(entry).then((files) => found.push(...files), () => unread.push(entry.name));
    else if (file) found.push({ file, path: file.name, entry });
  }
  return { found, unread };
}

async function readFolder(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    // A call gives at most about a hundred entries; none at all is the end.
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const entry of entries) {
      if (entry.isDirectory) found.push(...(await readFolder(entry)));
      else found.push({ file: await fileOf(entry), path: entry.fullPath.replace(/^\//, ""), entry });
    }
  }
}

/** The file behind an entry, as it is now. */
export function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
