// The claim in words, before it is sent.

import { at, el, fingerprint } from "./dom.mjs";
import { list, say, size } from "./text.mjs";

/** Says what the proof of `item` will say. */
export function preview({ item, holders, work, agent, nameMode, assurance }) {
  const names = holders.map(({ name }) => name).filter(Boolean);
  const holder = names.length > 0 ? list(names) : "…";
  const sentences = [el("p", {}, ...around("deposit-preview-one", { holder }, item.sha256))];
  const add = (id, variables) => sentences.push(el("p", {}, say(id, variables)));
  if (item.count) add("deposit-preview-together", { count: item.count });
  else if (item.size !== undefined) add("deposit-preview-size", { size: size(item.size) });
  if (item.name) add("deposit-preview-name", { name: item.name });
  else add(nameMode === "commit" && item.nameCommit ? "deposit-preview-name-sealed" : "deposit-preview-name-hidden");
  if (work?.title) add("deposit-preview-title", { title: work.title });
  if (work?.note) add("deposit-preview-note", { note: work.note });
  if (agent?.name) add("deposit-preview-agent", { agent: agent.name });
  if (agent?.matter) add("deposit-preview-matter", { matter: agent.matter });
  if (assurance) add("deposit-preview-assurance", { assurance: say(`common-assurance-${assurance}`) });
  sentences.push(el("p", { class: "hint" }, say("deposit-preview-time")));
  at("preview").replaceChildren(...sentences);
  at("preview-which").textContent = say("deposit-preview-which", { file: item.shown });
}

// The fingerprint stands in the sentence as an element of its own, so that it keeps its direction.
function around(id, variables, hex) {
  const MARK = "\u0001";
  const [before, after] = say(id, { ...variables, fingerprint: MARK }).split(MARK);
  return [before, fingerprint(hex, 24), after ?? ""];
}
