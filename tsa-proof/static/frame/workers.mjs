// Makes hashing workers from the text that was put into the document's script when it was assembled.

/** A function that gives a new worker. */
export function workerMaker() {
  const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
  const policy = globalThis.trustedTypes?.createPolicy("hashing-worker", { createScriptURL: (text) => text });
  const script = policy ? policy.createScriptURL(url) : url;
  return () => new Worker(script);
}
