// Requests to the service, as the signed-in person.

/** A refusal by the service (problem+json), or a network that does not answer (`status` 0). */
export class Problem extends Error {
  constructor(status, code, detail) {
    super(detail ?? code);
    this.status = status;
    this.code = code;
  }
}

/** GET or POST of JSON. */
export async function request(path, { method = "GET", body, headers = {} } = {}) {
  const response = await send(path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "GET" ? {} : { "x-csrf-token": csrf() }),
      ...headers,
    },
  });
  return response.json();
}

/** The bytes of a part of a proof. */
export async function bytes(path) {
  return new Uint8Array(await (await send(path, {})).arrayBuffer());
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", redirect: "error", ...options });
  } catch {
    throw new Problem(0, "offline");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Problem(response.status, problem.code ?? "unknown", problem.detail ?? problem.title);
}

function csrf() {
  return document.querySelector("meta[name=csrf-token]")?.content ?? "";
}
