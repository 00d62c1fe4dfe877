// Turns what was dropped into pieces of evidence: told by their octets, grouped by where they lay.
//
// A piece is `{kind, name, place, …}`. `place` is the archive and the folder it lay in, so that the parts of one package stay together;
// of `kind` are: token (a token or a response), refusal, request, claim, log-proof, certificate, crl, trust, log-policy, manifest, shown,
// name-seals, file. A file may have a `format`, `tsd` or `asice`: it may hold tokens, which are not read here.

import { toBase64, toHex } from "../../../tsa-wasm/js/bytes.mjs";
import { octetsOf, openArchive } from "./archive.mjs";

/** Pieces of one dropped file `{file, path}`; archives that hold evidence are opened, and archives of packages, once. */
export async function piecesOf(engine, { file, path }, isOutermost = true) {
  const { folder, name } = split(path);
  const head = await headOf(file);
  const isZip = head.startsWith(ZIP);
  if (file.size > SMALL && !isZip) return [plain(file, name, folder, head.includes(TIME_STAMPED_DATA) ? "tsd" : undefined)];
  const pieces = isZip ? [{ kind: "zip" }] : ofOctets(engine, await octetsOf(file), name, folder);
  if (pieces[0].kind === "file") return [plain(file, name, folder, head.includes(TIME_STAMPED_DATA) ? "tsd" : undefined)];
  if (pieces[0].kind !== "zip") return pieces;
  const members = await openArchive(engine, file).catch((error) => ({ fault: error.code }));
  // What cannot be opened may still be what a proof is about.
  if (members.fault) return [{ ...plain(file, name, folder), fault: members.fault }];
  if (members.some((member) => MANIFEST.test(member.name))) return [plain(file, name, folder, "asice")];
  if (members.some((member) => TELLING.has(split(member.name).name))) return ofMembers(engine, members, path);
  if (isOutermost && members.some((member) => PACKAGE.test(member.name))) return ofPackages(engine, members, path);
  return [plain(file, name, folder)];
}

// The packages of a whole deposit, and perhaps the files that they are about.
async function ofPackages(engine, members, archive) {
  const pieces = [];
  for (const member of members) {
    if (member.name.endsWith("/") || member.name === PAGE) continue;
    const inner = PACKAGE.test(member.name) ? await whole(member) : null;
    if (inner) pieces.push(...(await piecesOf(engine, { file: inner, path: `${archive}!${member.name}` }, false)));
    else pieces.push(packed(member, member.name, `${archive}!`, false));
  }
  return pieces;
}

// As a Blob: what is stored is a part of the archive, what is packed is unpacked if it is small.
async function whole(member) {
  if (member.entry.method === "stored") return member.blob();
  return member.size <= SMALL ? new Blob([await member.read()]) : null;
}

async function ofMembers(engine, members, archive) {
  const isContainer = members.some(({ name }) => name === "mimetype");
  const pieces = [];
  for (const member of members) {
    if (member.name.endsWith("/")) continue;
    const { folder, name } = split(member.name);
    const original = /(?:^|\/)original\//.exec(member.name);
    if (original) {
      const place = `${archive}!${member.name.slice(0, original.index)}`;
      pieces.push(packed(member, member.name.slice(original.index + original[0].length), place, true));
      continue;
    }
    // The container's own folder is no place of its own: what it is about lies beside META-INF.
    const place = `${archive}!${folder.replace(/(?:^|\/)META-INF$/, "")}`;
    const found = member.size <= SMALL && WANTED.test(name) ? await nested(engine, await member.read(), name, place) : [];
    pieces.push(...found);
    if (isContainer && found.length === 0 && folder === "" && name !== "mimetype") pieces.push(packed(member, name, place, false));
  }
  return pieces;
}

function packed(member, name, place, original) {
  return { kind: "file", original, name, place, size: member.size, blob: () => member.blob() };
}

// A container within a package says nothing that is not beside it.
async function nested(engine, octets, name, place) {
  return ofOctets(engine, octets, name, place).filter((piece) => piece.kind !== "zip" && piece.kind !== "file");
}

function ofOctets(engine, octets, name, place) {
  const found = engine.call("inspect", { data: toBase64(octets) });
  const parts = found.kind === "pem" ? found.parts : [found];
  const pieces = parts.map((part) => ({ ...part, name, place, octets, size: octets.length })).map(settle);
  return pieces.length > 0 ? pieces : [{ kind: "file" }];
}

// Responses and bare tokens are one kind; the digest of a claim is what its tokens are found by.
function settle(piece) {
  if (piece.kind === "response") return { ...piece, kind: "token", response: true };
  return piece;
}

function plain(file, path, folder, format) {
  // The files of an unpacked package lie below `original`, beside its parts.
  const inside = /^(.*?)\/?original(?:\/(.*))?$/.exec(folder);
  const place = inside ? inside[1] : folder;
  const name = inside?.[2] ? `${inside[2]}/${path}` : path;
  return { kind: "file", original: inside !== null, name, place, size: file.size, format, blob: async () => file };
}

function split(path) {
  const at = path.lastIndexOf("/");
  return { folder: at < 0 ? "" : path.slice(0, at), name: path.slice(at + 1) };
}

async function headOf(file) {
  return toHex(await octetsOf(file.slice(0, 32)));
}

// How a zip archive begins; what RFC 5544 begins with is the object identifier of its type.
const ZIP = "504b0304";
const TIME_STAMPED_DATA = "060b2a864886f70d010910011f";

// Only the larger form of container has manifests (EN 319 162-1 §4.4).
const MANIFEST = /^META-INF\/ASiC(?:Archive)?Manifest.*\.xml$/;

// One of these in an archive makes it a package or a container (docs/claim-format.md).
const TELLING = new Set(["file.tsr", "claim.json", "claim.tst", "timestamp.tst"]);

// A package within an archive, and the page that lies beside all of them.
const PACKAGE = /\.proof\.zip$/i;
const PAGE = "verify.html";

// What is looked at in a package.
const WANTED = /\.(?:tsr|tst|tsq|json|pem|der|cer|crt|crl|tlog-proof|txt)$/i;

// No part of a proof is larger; a larger file is a file, unless it is an archive.
const SMALL = 4 * 1024 * 1024;
