// One of the two hashing workers. The reader reads a file by slices, hashes it with SHA-256 and hands every slice on to the
// follower, which hashes it with SHA-512: the file is read once, and both digests are of the same octets.
//
// What may be in memory at a time is bounded: AHEAD slices being read, and CREDIT slices on their way to the follower.
//
// Messages to the reader:  init {module, role, port}, start {job, file, offset, state, follow, crc}, pause, go, cancel {job}
// Messages to the follower: init; from the reader by the port: start {job, offset, state}, slice {job, octets}, save {job, at}, end {job}
// Messages to the frame:   progress {job, done}, saved {job, at, state}, digest {job, hash, digest, crc}, failed {job, code}, traffic {requests},
//                          ready, broken {detail}

import { Engine } from "../../../tsa-wasm/js/tsa.mjs";

const SLICE = 1024 * 1024;
const AHEAD = 8;
const CREDIT = 8;
const SAVE_EVERY = 64 * SLICE;
const REPORT_EVERY = 4 * SLICE;

class Stop extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Reads, hashes with SHA-256, and hands on. */
class Reader {
  constructor(engine, port) {
    this.engine = engine;
    this.port = port;
    this.credit = CREDIT;
    this.credited = null;
    this.paused = false;
    this.wake = null;
    this.cancelled = new Set();
    port.onmessage = () => {
      this.credit += 1;
      this.credited?.();
    };
  }

  pause() {
    this.paused = true;
  }

  go() {
    this.paused = false;
    this.wake?.();
  }

  cancel(job) {
    this.cancelled.add(job);
    this.wake?.();
  }

  async mayGoOn(job) {
    while (this.paused && !this.cancelled.has(job)) {
      await new Promise((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.cancelled.has(job)) throw new Stop("cancelled");
  }

  async start(task) {
    try {
      const { digest, crc } = await this.read(task);
      postMessage({ type: "digest", job: task.job, hash: task.hash, digest, crc });
    } catch (error) {
      if (task.follow) this.port.postMessage({ type: "drop", job: task.job });
      postMessage({ type: "failed", job: task.job, code: error instanceof Stop ? error.code : "internal", detail: String(error) });
    }
    this.cancelled.delete(task.job);
  }

  async read({ job, file, hash: name, offset, state, follow, crc: withCrc }) {
    const hash = state ? this.engine.resume(state) : this.engine.hash(name);
    if (follow) this.port.postMessage({ type: "start", job, state: follow.state });
    const slices = [];
    let crc = 0;
    let asked = offset;
    let done = offset;
    let reported = offset;
    while (done < file.size) {
      while (slices.length < AHEAD && asked < file.size) {
        slices.push(readSlice(file, asked));
        asked += SLICE;
      }
      const octets = await settled(slices.shift(), done === 0);
      await this.mayGoOn(job);
      // A file that has become shorter gives less than was asked for.
      if (octets.length !== Math.min(SLICE, file.size - done)) throw new Stop("changed");
      hash.update(octets);
      if (withCrc) crc = this.engine.crc32(crc, octets);
      done += octets.length;
      if (follow) await this.handOn(job, octets);
      if (done % SAVE_EVERY === 0 && done < file.size) this.save(job, done, hash, follow);
      if (done - reported >= REPORT_EVERY) {
        reported = done;
        postMessage({ type: "progress", job, done });
      }
    }
    await unchanged(file);
    if (follow) this.port.postMessage({ type: "end", job });
    return { digest: hash.finish(), crc };
  }

  async handOn(job, octets) {
    while (this.credit === 0) {
      await new Promise((resolve) => {
        this.credited = resolve;
      });
    }
    this.credit -= 1;
    this.port.postMessage({ type: "slice", job, octets }, [octets.buffer]);
  }

  save(job, at, hash, follow) {
    postMessage({ type: "saved", job, at, hash: "sha256", state: hash.save() });
    if (follow) this.port.postMessage({ type: "save", job, at });
  }
}

/** Hashes what the reader hands on with SHA-512. */
class Follower {
  constructor(engine, port) {
    this.engine = engine;
    port.onmessage = ({ data }) => {
      try {
        this.take(data, port);
      } catch (error) {
        postMessage({ type: "failed", job: data.job, code: "internal", detail: String(error) });
      }
    };
  }

  take(message, port) {
    if (message.type === "start") {
      this.hash = message.state ? this.engine.resume(message.state) : this.engine.hash("sha512");
    } else if (message.type === "slice") {
      this.hash?.update(message.octets);
      port.postMessage(null);
    } else if (message.type === "save") {
      postMessage({ type: "saved", job: message.job, at: message.at, hash: "sha512", state: this.hash.save() });
    } else if (message.type === "drop") {
      this.hash?.drop();
      this.hash = null;
    } else if (message.type === "end") {
      postMessage({ type: "digest", job: message.job, hash: "sha512", digest: this.hash.finish() });
      this.hash = null;
    }
  }
}

// Never rejects by itself: a slice that nobody awaits any more must not be an unhandled rejection.
function readSlice(file, at) {
  return file.slice(at, at + SLICE).arrayBuffer().then(
    (buffer) => ({ octets: new Uint8Array(buffer) }),
    (error) => ({ error }),
  );
}

// A browser refuses to read on in a file whose size or time of modification is no longer what it was when it was chosen.
async function settled(slice, first) {
  const { octets, error } = await slice;
  if (error) throw new Stop(first ? "unreadable" : "changed");
  return octets;
}

async function unchanged(file) {
  const { error } = await readSlice(file, 0);
  if (error) throw new Stop("changed");
}

let reader = null;

// What fails here would otherwise be heard of nowhere.
async function begin({ module, role, port }) {
  try {
    const engine = await Engine.load(module);
    if (role === "reader") reader = new Reader(engine, port);
    else new Follower(engine, port);
    postMessage({ type: "ready" });
  } catch (error) {
    postMessage({ type: "broken", detail: String(error) });
  }
}

onmessageerror = () => postMessage({ type: "broken", detail: "message not understood" });

onmessage = ({ data }) => {
  if (data.type === "init") {
    begin(data);
  } else if (data.type === "start") {
    reader.start(data);
  } else if (data.type === "pause") {
    reader.pause();
  } else if (data.type === "go") {
    reader.go();
  } else if (data.type === "cancel") {
    reader.cancel(data.job);
  } else if (data.type === "traffic") {
    postMessage({ type: "traffic", requests: performance.getEntriesByType("resource").filter((entry) => !entry.name.startsWith("blob:")).length });
  }
};
