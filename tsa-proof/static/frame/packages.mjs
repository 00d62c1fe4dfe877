// Evidence packages, made in the frame around the depositor's own file: the file is read once for its checks and is then part
// of the archive by reference, never in memory as a whole.

import { fromBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { save } from "./save.mjs";

/**
 * Builds a zip and downloads it as `download`. `parts` are `{name, bytes}`; with `item`, its file goes in as `original/NAME`
 * (below `folder`, if one is given). Answers `{size}`.
 */
export async function buildPackage(engine, hasher, { item, parts, download, folder = "" }) {
  const pieces = parts.map(({ name, bytes }) => ({ name, content: bytes, size: bytes.length, crc32: engine.crc32(0, bytes) }));
  if (item) pieces.unshift(await originalOf(item, hasher, folder));
  const entries = pieces.map(({ name, size, crc32 }) => ({ name, size, crc32 }));
  const { heads, tail } = engine.call("zip-lay-out", { entries });
  const content = pieces.flatMap((piece, at) => [fromBase64(heads[at]), piece.content]);
  return save(download, [...content, fromBase64(tail)], "application/zip");
}

// What goes in must be what was fingerprinted, so it is hashed once more on the way.
async function originalOf(item, hasher, folder) {
  const { digest, crc } = await hasher.digest(item.file, "sha256", { crc: true });
  if (toHex(digest) !== item.sha256) throw Object.assign(new Error("changed"), { code: "changed" });
  return { name: `${folder}original/${plainName(item.path)}`, content: item.file, size: item.size, crc32: crc };
}

/** The last part of a path, as a name that is safe in an archive on every system. */
export function plainName(path) {
  const name = path.split("/").pop().replace(/[\u0000-\u001f\u007f\\:*?"<>|]/g, "_");
  return /^\.*$/.test(name) ? "file" : name;
}
