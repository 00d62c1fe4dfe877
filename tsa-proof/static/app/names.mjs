// Which names may stand in a claim: the rules of docs/claim-format.md, said before anything is sent.

const RULES = [
  ["control", /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]/u],
  ["bidi", /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u],
  [
    "invisible",
    /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u,
  ],
  ["space", /[\u00a0\u1680\u2000-\u200a\u202f\u205f]|^[ \u3000]|[ \u3000]$|[ \u3000]{2}/u],
  ["not-a-character", /[\ue000-\uf8ff\ufdd0-\ufdef\ufffd\u{f0000}-\u{10ffff}]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u],
  ["mark-first", /^\p{M}/u],
];

/** The text as it goes into the claim: normalised, without space at its ends and double spaces inside. */
export function tidy(text) {
  return text.normalize("NFC").trim().replace(/ {2,}/g, " ");
}

/** Why `text` is refused: the end of a message id `deposit-text-…`; or null. */
export function refusal(text, most = 200) {
  if (text === "") return "empty";
  if ([...text].length > most) return "too-long";
  return RULES.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
