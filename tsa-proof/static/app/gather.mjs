// Choosing files: what the frame tells of them becomes the page's list. The same on the first page and on the page that makes proofs.

import { at } from "./dom.mjs";
import { announce } from "./layout.mjs";
import { forget, keep, recall } from "./memory.mjs";
import { drawLoose } from "./loose.mjs";
import { showProgress } from "./progress.mjs";
import { say } from "./text.mjs";

/** `changed()` is called whenever `items`, `hashing` or `mode` may be others. */
export class Gathering {
  constructor({ frame, items, changed }) {
    Object.assign(this, { frame, items, changed });
    /** As long as fingerprints are being made, the set is not whole: nothing can be sent. */
    this.hashing = false;
    /** What the depositor lets the page know of names. */
    this.mode = "none";
    this.active = true;
    this.skipped = 0;
    this.failed = 0;
    this.listen();
  }

  /** Takes back what an earlier page had, and goes on where half-done fingerprints stopped. */
  async start() {
    this.items.addEventListener("change", () => this.show());
    this.items.restore();
    at("start-over").addEventListener("click", () => this.startOver());
    await this.frame.ready;
    showProgress(this.frame);
    this.frame.known(await recall());
  }

  /** From now on the files belong to somebody else: those of the frame are taken out of the list. */
  stop() {
    this.active = false;
    this.hashing = false;
    this.items.retain(({ index }) => index === null);
    this.items.settle();
  }

  listen() {
    const on = (type, act) => this.frame.addEventListener(type, ({ detail }) => {
      if (this.active) act(detail);
    });
    on("files", ({ files, skipped }) => {
      if (files.length > 0) this.turn(true);
      if (skipped > 0) announce(say("deposit-skipped", { count: skipped }));
      this.skipped += skipped;
      this.show();
    });
    on("progress", ({ total }) => this.turn(total.done < total.files));
    on("digest", (detail) => {
      this.items.add(detail);
      if (detail.key) forget(detail.key);
    });
    on("hashed", ({ key }) => forget(key));
    on("midstate", keep);
    // What the frame has is told anew, in the way that the depositor chose.
    on("way", () => this.items.retain(({ index }) => index === null));
    on("removed", ({ index }) => this.items.remove(index));
    on("names", ({ mode, files }) => {
      this.mode = mode;
      this.items.rename(mode, files);
    });
    on("failed", ({ code }) => {
      if (code === "cancelled") return;
      this.failed += 1;
      announce(say("deposit-file-failed", { count: this.failed }));
      this.show();
    });
  }

  turn(hashing) {
    if (hashing === this.hashing) return;
    this.hashing = hashing;
    this.changed();
  }

  startOver() {
    Object.assign(this, { skipped: 0, failed: 0 });
    this.frame.clear();
    this.items.clear();
    this.items.settle();
    at("frame").focus();
  }

  show() {
    const { restored, merged, count } = this.items;
    const words = [
      restored > 0 && say("deposit-restored", { count: restored }), merged > 0 && say("deposit-merged", { count: merged }),
      this.skipped > 0 && say("deposit-skipped", { count: this.skipped }),
      this.failed > 0 && say("deposit-file-failed", { count: this.failed }),
    ].filter(Boolean).join(" ");
    at("gathered-words").textContent = words;
    at("gathered").hidden = words === "" && count === 0;
    drawLoose(this.items);
    this.changed();
  }
}
