// What each kind of deposit starts with (proof-service F9–F12): file names, roles, and which words it asks for.

/** Message ids end with the given names; `names` is the frame's mode for file names, `hint` a way that suits such files. */
export const PRESETS = {
  "trade-secret": { names: "commit", role: "owner" },
  research: { names: "none", role: "author", title: "series", note: "note", hint: "together" },
  creative: { names: "none", role: "author", title: "work-title" },
  software: { names: "none", role: "owner", title: "work-title", note: "note", hint: "git" },
  contract: { names: "none", role: "party", title: "contract-title", second: true },
  "evidence-of-use": { names: "none", role: "owner", note: "use-note" },
  other: { names: "none", role: "holder" },
};

export const ROLES = ["holder", "author", "owner", "inventor", "party"];
export const KINDS = ["person", "organisation"];
