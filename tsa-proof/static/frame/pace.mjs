// How fast fingerprints are being made, and how long it will take still.

/** Counts the octets that were really hashed: what a resumed file had already, or a removed one had, says nothing of the speed. */
export class Pace {
  constructor(now = () => performance.now()) {
    this.now = now;
    this.reset();
  }

  /** So many octets more. */
  add(octets) {
    this.since ??= this.now();
    this.octets += octets;
  }

  /** What comes next is measured anew. */
  reset() {
    this.since = null;
    this.octets = 0;
  }

  /** `{bytesPerSecond, secondsLeft}` with `left` octets to go; null as long as nothing can be said. */
  of(left) {
    const seconds = this.since === null ? 0 : (this.now() - this.since) / 1000;
    const rate = seconds > SETTLING ? this.octets / seconds : 0;
    if (rate === 0) return { bytesPerSecond: null, secondsLeft: null };
    return { bytesPerSecond: Math.round(rate), secondsLeft: Math.max(0, Math.ceil(left / rate)) };
  }
}

// Seconds: an earlier guess would jump about.
const SETTLING = 0.2;
