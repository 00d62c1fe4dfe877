// The drop zone: the two choosers and dropped files and folders, wherever they are dropped.

import { fromDrop, fromInput } from "./intake.mjs";

/**
 * Calls `choose([{file, path, entry?}])` with what a person chooses in the elements of frame.html, and `refuse(names)` with folders that
 * were dropped and cannot be read.
 */
export function listenToZone(choose, refuse) {
  const at = (id) => document.getElementById(id);
  for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
    at(button).addEventListener("click", () => at(input).click());
    at(input).addEventListener("change", () => {
      choose(fromInput(at(input)));
      at(input).value = "";
    });
  }
  // The whole document takes drops: what misses the zone by a hair must not navigate away.
  const over = (event, inside) => {
    event.preventDefault();
    at("drop").classList.toggle("over", inside);
  };
  addEventListener("dragover", (event) => over(event, true));
  addEventListener("dragleave", (event) => over(event, event.relatedTarget !== null));
  addEventListener("drop", async (event) => {
    over(event, false);
    const { found, unread } = await fromDrop(event.dataTransfer);
    if (found.length > 0) choose(found);
    refuse(unread);
  });
}
