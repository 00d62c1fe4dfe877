// How far the fingerprints are, how fast, how long still; and what was really sent.

import { at, setBar } from "./dom.mjs";
import { announce } from "./layout.mjs";
import { number, percent, say, size, span } from "./text.mjs";

/** Shows the progress of `frame` and measures its requests. */
export function showProgress(frame) {
  let paused = false;
  let running = false;

  frame.addEventListener("progress", ({ detail: { total } }) => {
    const was = running;
    running = total.done < total.files;
    paused = total.paused;
    show(total, running);
    if (running === was) return;
    measure(frame);
    if (!running && total.files > 0) announce(title(total, running));
  });
  at("pause").addEventListener("click", () => (paused ? frame.resume() : frame.pause()));
  at("cancel").addEventListener("click", () => {
    frame.cancel();
    // The button is about to go; the focus stays beside where it was.
    at("progress").focus();
  });
  measure(frame);
}

function show(total, running) {
  at("progress").hidden = total.files === 0;
  at("progress-title").textContent = title(total, running);
  at("progress-count").textContent = say("deposit-progress", { done: number(running ? total.done : total.ready), total: number(total.files) });
  setBar(at("bar"), total.fraction, percent(total.fraction));
  at("progress-rate").textContent = running && !total.paused ? rate(total) : "";
  at("pause").textContent = say(total.paused ? "deposit-resume" : "deposit-pause");
  at("pause").hidden = !running;
  at("cancel").hidden = !running;
}

function title({ paused, ready, files }, running) {
  if (running) return say(paused ? "deposit-paused" : "deposit-hashing");
  return ready === files ? say("deposit-all-done") : say("deposit-some-ready", { count: ready });
}

function rate({ bytesPerSecond, secondsLeft }) {
  if (!bytesPerSecond) return "";
  const words = [say("deposit-rate", { rate: size(bytesPerSecond) })];
  if (secondsLeft !== null) words.push(say("deposit-left", { span: span(secondsLeft) }));
  return words.join(" · ");
}

// The frame that holds the files counts its own requests as the browser reports them (PerformanceResourceTiming), in its workers
// too. None means that no byte can have left it; otherwise nothing is claimed.
async function measure(frame) {
  const requests = await frame.requests();
  at("sent").textContent = requests === 0 ? say("deposit-sent", { count: 0 }) : say("deposit-requests", { count: requests });
}
