// How far the fingerprints are, how fast, how long still; and what was really sent.

import { at, setBar } from "./dom.mjs";
import { announce } from "./layout.mjs";
import { number, percent, say, size, span } from "./text.mjs";

/** Shows the progress of `frame` and measures its requests. */
export function showProgress(frame) {
  let paused = false;
  let busy = false;
  const pause = at("pause");

  frame.addEventListener("progress", ({ detail: { total } }) => {
    const running = total.done < total.files;
    if (running !== busy) {
      busy = running;
      measure(frame);
      if (!running) announce(say("deposit-all-done"));
    }
    at("progress").hidden = total.files === 0;
    at("progress-title").textContent = say(running ? (paused ? "deposit-paused" : "deposit-hashing") : "deposit-all-done");
    at("progress-count").textContent = say("deposit-progress", { done: number(total.done), total: number(total.files) });
    setBar(at("bar"), total.fraction, percent(total.fraction));
    at("progress-rate").textContent = running ? rate(total) : "";
    pause.hidden = !running;
    at("cancel").hidden = !running;
  });

  pause.addEventListener("click", () => {
    paused = !paused;
    if (paused) frame.pause();
    else frame.resume();
    pause.textContent = say(paused ? "deposit-resume" : "deposit-pause");
    at("progress-title").textContent = say(paused ? "deposit-paused" : "deposit-hashing");
  });
  at("cancel").addEventListener("click", () => frame.cancel());

  measure(frame);
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
