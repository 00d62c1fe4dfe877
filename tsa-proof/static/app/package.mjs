// An evidence package with the file inside: the service's package without it is fetched, the frame adds the file.

import { bytes } from "./api.mjs";
import { members } from "./zip.mjs";

/** Builds and downloads it; `index` is the file's place in the frame. */
export async function packageWithFile(frame, { id, index }) {
  const archive = await bytes(`/session/proofs/${id}/package?original=true&lang=${document.documentElement.lang}`);
  const found = members(archive);
  const folder = commonFolder(found);
  const parts = found.map(({ name, bytes: octets }) => ({ name: name.slice(folder.length), bytes: octets }));
  return frame.buildPackage({ index, download: `proof-${id.slice(0, 8)}.zip`, parts, folder: folder.replace(/\/$/, "") });
}

function commonFolder(found) {
  const first = /^[^/]+\//.exec(found[0]?.name ?? "")?.[0] ?? "";
  return found.every(({ name }) => name.startsWith(first)) ? first : "";
}
