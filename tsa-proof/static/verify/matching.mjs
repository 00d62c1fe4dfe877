// Finds out what belongs together among the pieces: which token is for which file, which claim goes with it, and so on.

/**
 * The proofs among `pieces`: `{token, claim, claimToken, file, logProof, claimLogProof, manifest, shown, place}`, any of them null;
 * and the pieces that belong to none of them.
 */
export function match(pieces) {
  const of = (kind) => pieces.filter((piece) => piece.kind === kind);
  const [tokens, claims, files] = [of("token"), of("claim"), of("file")];
  const overClaims = tokens.filter((token) => isOverClaim(token, claims));
  const subjects = tokens.filter((token) => !overClaims.includes(token)).map((token) => ({ token, place: token.place }));
  // A claim whose token is missing is a subject too: it can be shown, though not proven.
  for (const subject of subjects) {
    subject.claim = best(claims, [
      (claim) => claim.fileSha256 === subject.token.digest && claim.place === subject.place,
      (claim) => claim.fileSha256 === subject.token.digest,
      (claim) => claim.place === subject.place && subjects.filter((other) => other.place === subject.place).length === 1,
      () => claims.length === 1 && subjects.length === 1,
    ]);
    subject.claimToken = best(overClaims, [
      (token) => subject.claim !== null && token.digest === subject.claim.sha256 && token.place === subject.place,
      (token) => subject.claim !== null && token.digest === subject.claim.sha256,
      (token) => token.place === subject.place,
      () => overClaims.length === 1 && subjects.length === 1,
    ]);
  }
  giveFiles(subjects, files);
  for (const subject of subjects) giveProofs(subject, of, subjects);
  const used = new Set(subjects.flatMap((subject) => Object.values(subject)));
  if (subjects.length === 0) subjects.push(...loose(claims, files, overClaims, used));
  const left = pieces.filter((piece) => MATCHED.has(piece.kind) && !used.has(piece));
  return { subjects, left };
}

// By its content, else by its name in a package.
function isOverClaim(token, claims) {
  if (claims.some((claim) => claim.sha256 === token.digest)) return true;
  return token.name === "claim.tst" || token.name === "timestamp.tst";
}

function giveFiles(subjects, files) {
  const free = new Set(files);
  const give = (subject, file) => {
    if (!file) return;
    subject.file = file;
    free.delete(file);
  };
  for (const subject of subjects) give(subject, files.find((file) => file.digests?.[subject.token.algorithm] === subject.token.digest));
  for (const subject of subjects) {
    if (!subject.file) give(subject, [...free].find((file) => file.original && file.place === subject.place));
  }
  for (const subject of subjects) {
    // One file beside one token: they were meant for each other, and that they differ is the answer.
    if (!subject.file) give(subject, likely(subject, [...free], subjects));
  }
}

function likely(subject, free, subjects) {
  const waiting = subjects.filter((other) => !other.file);
  if (free.length === 1 && waiting.length === 1) return free[0];
  const stem = subject.token.name.replace(/\.(?:tsr|tst)$/i, "");
  return free.find((file) => file.name === stem || file.name.endsWith(`/${stem}`));
}

function giveProofs(subject, of, subjects) {
  const beside = (kind, name) => best(of(kind), [
    (piece) => piece.place === subject.place && (!name || piece.name === name),
    (piece) => subjects.length === 1 && (!name || piece.name === name),
  ]);
  subject.logProof = beside("log-proof", "file.tlog-proof");
  subject.claimLogProof = beside("log-proof", "claim.tlog-proof");
  subject.manifest = beside("manifest");
  subject.shown = beside("shown");
}

// Without any file token: what there is is shown as it is, and nothing can be told.
function loose(claims, files, overClaims, used) {
  const subjects = [];
  for (const claim of claims) {
    const claimToken = overClaims.find((token) => token.digest === claim.sha256) ?? null;
    const file = files.find((one) => one.digests?.sha256 === claim.fileSha256) ?? (files.length === 1 ? files[0] : null);
    subjects.push({ token: null, claim, claimToken, file, place: claim.place });
  }
  for (const subject of subjects) Object.values(subject).forEach((piece) => used.add(piece));
  return subjects;
}

function best(pieces, tests) {
  for (const fits of tests) {
    const found = pieces.find(fits);
    if (found) return found;
  }
  return null;
}

const MATCHED = new Set(["token", "claim", "file", "request", "refusal"]);
