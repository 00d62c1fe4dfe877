// The drop zone: the two choosers and dropped files and folders, wherever they are dropped.

import { beginsWithFolder, fromDrop, fromInput } from "./intake.mjs";

/**
 * Calls `choose([{file, path, entry?}])` with what a person chooses in the elements of frame.html, and `refuse(names)` with folders that
 * were dropped and cannot be read; then "Choose a folder" has the focus.
 */
export function listenToZone(choose, refuse) {
  for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
    at(button).addEventListener("click", () => at(input).click());
    at(input).addEventListener("change", () => {
      choose(fromInput(at(input)));
      at(input).value = "";
    });
  }
  // The whole document takes drops: what misses the zone by a hair must not navigate away.
  for (const held of ["dragenter", "dragover"]) {
    addEventListener(held, (event) => {
      // Over the input the browser's own way must stay open, or the folder does not reach it.
      if (event.target !== at("folder")) event.preventDefault();
      light(event.dataTransfer.types.includes("Files"));
    });
  }
  addEventListener("dragleave", (event) => light(event.relatedTarget !== null));
  // A drag that ended elsewhere: no pointer moves while one goes on.
  addEventListener("pointermove", () => light(false));
  addEventListener("drop", async (event) => {
    // Not prevented, the drop goes to the input, which opens the folder and says `change`.
    const byInput = event.target === at("folder") && beginsWithFolder(event.dataTransfer);
    if (!byInput) event.preventDefault();
    // Later: the input takes the drop when this listener is done.
    setTimeout(() => light(false));
    const { found, unread } = await fromDrop(event.dataTransfer, { rest: byInput });
    if (found.length > 0) choose(found);
    refuse(unread);
    if (unread.length > 0) at("choose-folder").focus();
  });
}

// While something is held over the document, the folder input lies over all of it, unseen, where dropped folders open in no other way.
function light(over) {
  at("drop").classList.toggle("over", over);
  if (OPENS_BY_INPUT) at("folder").hidden = !over;
}

const at = (id) => document.getElementById(id);

// Chromium, told by what it alone has: it refuses the entries of a folder (EncodingError) to an opaque origin, and ends the
// process of one that calls getAsFileSystemHandle().
const OPENS_BY_INPUT = "getAsFileSystemHandle" in DataTransferItem.prototype;
