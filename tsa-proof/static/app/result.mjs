// What a deposit gave: looks again while tokens are still to come, or the public log is still being written.

import { at } from "./dom.mjs";
import { request } from "./api.mjs";
import "./layout.mjs";

const result = at("result");
const path = `/session/deposits/${result.dataset.id}`;
if (Number(result.dataset.queued) > 0) until(path, ({ items }) => items.every(({ state }) => state !== "queued"), () => location.reload());
else if (Number(result.dataset.unlogged) > 0) until(`${path}?limit=1`, ({ unlogged }) => unlogged === 0, () => at("log-waiting").remove());

async function until(asked, isDone, then, wait = 2000) {
  await new Promise((resolve) => setTimeout(resolve, wait));
  const deposit = await request(asked).catch(() => null);
  if (deposit && isDone(deposit)) then();
  else until(asked, isDone, then, Math.min(wait * 1.5, 30_000));
}
