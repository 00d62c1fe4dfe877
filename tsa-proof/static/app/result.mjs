// What a deposit gave: looks again while tokens are still to come.

import { at } from "./dom.mjs";
import { request } from "./api.mjs";
import "./layout.mjs";

const result = at("result");
if (Number(result.dataset.queued) > 0) watch(result.dataset.id, 2000);

async function watch(id, wait) {
  await new Promise((resolve) => setTimeout(resolve, wait));
  const deposit = await request(`/session/deposits/${id}`).catch(() => null);
  if (deposit?.items.every(({ state }) => state !== "queued")) location.reload();
  else watch(id, Math.min(wait * 1.5, 30_000));
}
