// A zip archive read by pieces: its directory, and of its entries only those that are asked for.

import { fromBase64, toBase64 } from "../../../tsa-wasm/js/bytes.mjs";

/** The entries of an archive, or an Error with the code `package`. Nothing but the directory is read. */
export async function openArchive(engine, file) {
  try {
    const { tail: most } = engine.call("zip-limits");
    const start = Math.max(0, file.size - most);
    const place = engine.call("zip-place", { tail: toBase64(await octetsOf(file.slice(start))), size: file.size });
    const directory = await octetsOf(file.slice(place.offset, place.offset + place.length));
    const { entries } = engine.call("zip-directory", { directory: toBase64(directory), place });
    return entries.map((entry) => new Member(engine, file, entry));
  } catch (error) {
    throw Object.assign(new Error(error.message), { code: "package" });
  }
}

class Member {
  constructor(engine, file, entry) {
    Object.assign(this, { engine, file, entry, name: entry.name, size: entry.size });
  }

  /** The octets of a small entry; its CRC is checked. */
  async read() {
    const packed = await octetsOf(await this.packed());
    return fromBase64(this.engine.call("zip-unpack", { entry: this.entry, packed: toBase64(packed) }).octets);
  }

  /** The entry as a Blob of its own, of any size; a stored one is a part of the archive and is not copied. */
  async blob() {
    const packed = await this.packed();
    if (this.entry.method === "stored") return packed;
    return new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob();
  }

  async packed() {
    const { offset } = this.entry;
    const header = await octetsOf(this.file.slice(offset, offset + HEADER));
    const { start } = this.engine.call("zip-data", { entry: this.entry, header: toBase64(header) });
    return this.file.slice(start, start + this.entry.packed);
  }
}

/** A Blob's octets. */
export async function octetsOf(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}

// A local header of 30 octets, and the longest name that may follow it.
const HEADER = 30 + 65_535;
