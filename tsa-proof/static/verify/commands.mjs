// The commands that check the same with OpenSSL alone, filled in with what was dropped.

/** `[{id, text}]`: `hash`, `token-text`, `verify`, `claim-digest`, `verify-claim`; ids name the sentences that explain them. */
export function commandsFor({ subject, answer }) {
  const { token, claim, claimToken, file } = subject;
  if (!token || !answer.token) return [];
  const tokenIn = `-in ${quote(token.name)}${token.response ? "" : " -token_in"}`;
  const anchors = `-attime ${Math.floor(answer.token.genTimeMillis / 1000)} -CAfile roots.pem -untrusted chain.pem`;
  const commands = [];
  if (file && !file.pasted) commands.push({ id: "hash", text: `openssl dgst -${answer.token.hash} ${quote(file.name)}` });
  commands.push({ id: "token-text", text: `openssl ts -reply ${tokenIn} -text` });
  if (file) {
    const what = file.pasted ? `-digest ${file.pasted}` : `-data ${quote(file.name)}`;
    commands.push({ id: "verify", text: `openssl ts -verify ${what} ${tokenIn} ${anchors}` });
  }
  if (claim) commands.push({ id: "claim-digest", text: `openssl dgst -sha256 ${quote(claim.name)}` });
  if (claim && claimToken) {
    const claimIn = `-in ${quote(claimToken.name)}${claimToken.response ? "" : " -token_in"}`;
    commands.push({ id: "verify-claim", text: `openssl ts -verify -data ${quote(claim.name)} ${claimIn} ${anchors}` });
  }
  return commands;
}

/** A name as one word of a POSIX shell, and never an option. */
function quote(name) {
  const safe = name.startsWith("-") ? `./${name}` : name;
  return /^[A-Za-z0-9_./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
