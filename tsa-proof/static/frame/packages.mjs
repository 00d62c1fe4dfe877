// Evidence packages, made in the frame around the depositor's own file: the file is read once for its checks and is then part
// of the archive by reference, never in memory as a whole.

import { fromBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { save } from "./save.mjs";

/**
 * Builds a zip and downloads it as `download`. `parts` are `{name, bytes}`; with `item`, its file goes in as `original/NAME`
 * (below `folder`, if one is given), or all files that it stands for under their paths, and their manifest. Answers `{size}`.
 */
export async function buildPackage(engine, hasher, { item, parts, download, folder = "" }) {
  const given = item?.manifest ? [...parts, ...listOf(item, folder)] : parts;
  const pieces = given.map(({ name, bytes }) => ({ name, content: bytes, size: bytes.length, crc32: engine.crc32(0, bytes) }));
  if (item) pieces.unshift(...(await originalsOf(item, hasher, folder)));
  const entries = pieces.map(({ name, size, crc32 }) => ({ name, size, crc32 }));
  const { heads, tail } = engine.call("zip-lay-out", { entries });
  const content = pieces.flatMap((piece, at) => [fromBase64(heads[at]), piece.content]);
  return save(download, [...content, fromBase64(tail)], "application/zip");
}

function listOf({ manifest, head }, folder) {
  return [["manifest.json", manifest], ["folder.head", head]].map(([name, octets]) => ({ name: `${folder}${name}`, bytes: fromBase64(octets) }));
}

// The paths of a manifest are what its files are known by, so they stay as they are.
async function originalsOf(item, hasher, folder) {
  const files = item.manifest ? item.items.map((one, at) => [one, item.files[at].path]) : [[item, plainName(item.path)]];
  const pieces = [];
  for (const [one, name] of files) pieces.push(await originalOf(one, hasher, `${folder}original/${name}`));
  return pieces;
}

// What goes in must be what was fingerprinted, so it is hashed once more on the way.
async function originalOf({ file, sha256, size }, hasher, name) {
  const { digest, crc } = await hasher.digest(file, "sha256", { crc: true });
  if (toHex(digest) !== sha256) throw Object.assign(new Error("changed"), { code: "changed" });
  return { name, content: file, size, crc32: crc };
}

/** The last part of a path, as a name that is safe in an archive on every system. */
export function plainName(path) {
  const name = path.split("/").pop().replace(/[\u0000-\u001f\u007f\\:*?"<>|]/g, "_");
  return /^\.*$/.test(name) ? "file" : name;
}
