// Whom to believe: the service's roots, those that a person gave, and those that only came with what is to be checked.

/**
 * Every certificate among `pieces` that may be a root, once, with where it came from: `service`, `given` for one that was dropped by
 * itself, else `package`; the last is not trusted unless `decisions` (SHA-256 to true or false) says so.
 */
export function rootsAmong(pieces, serviceRoots, decisions) {
  const evidence = new Set(pieces.filter(({ kind }) => EVIDENCE.has(kind)).map(({ drop }) => drop));
  const roots = new Map();
  for (const piece of pieces) {
    if (piece.kind !== "certificate" || !piece.selfIssued) continue;
    const source = serviceRoots.has(piece.sha256) ? "service" : isGiven(piece, evidence) ? "given" : "package";
    // One that came with a proof and was then given too is the person's.
    if (roots.get(piece.sha256)?.source === source || (roots.has(piece.sha256) && source === "package")) continue;
    const trusted = source === "service" || (decisions.get(piece.sha256) ?? source === "given");
    const { sha256, subject, notBefore, notAfter, der } = piece;
    roots.set(sha256, { sha256, subject, notBefore, notAfter, source, trusted, der });
  }
  return [...roots.values()];
}

/** The trust entries for the proof that lay at `place`, each with its source; `service` are those of the service. */
export function trustFor(pieces, place, roots, service) {
  const trust = service.map((entry) => ({ ...entry, source: "service" }));
  const chosen = roots.filter((root) => root.trusted && root.source !== "service");
  const inPackage = (kind) => pieces.find((piece) => piece.kind === kind && piece.place === place);
  const entry = inPackage("trust");
  // A root that was given vouches for times alone; what a package says of holders and logs counts under its own root.
  const named = entry ? chosen.filter((root) => root.source === "package" && entry.roots.includes(root.sha256)) : [];
  if (named.length > 0) {
    trust.push({
      source: "package", entry: text(entry), roots: named.map((root) => root.der), logPolicy: text(inPackage("log-policy")),
    });
  }
  for (const root of chosen) {
    if (!named.includes(root)) trust.push({ source: root.source, name: root.subject, roots: [root.der] });
  }
  return trust;
}

// Whoever made a proof chose what lies beside it, in an archive, a folder or a heap of files that were dropped at once.
function isGiven(piece, evidence) {
  return !piece.place.includes("!") && !evidence.has(piece.drop) && !["roots.pem", "chain.pem"].includes(piece.name);
}

function text(piece) {
  return piece ? new TextDecoder().decode(piece.octets) : undefined;
}

const EVIDENCE = new Set(["token", "claim", "log-proof", "manifest", "shown", "trust", "log-policy", "refusal"]);
