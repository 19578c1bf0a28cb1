// HTTP as the hub's own pages speak it: JSON or fragments, refusals as errors with the server's code and sentence.

import { word } from "hub/words.js";

const ANSWER_WITHIN_MS = 15_000;

/** A refusal, with a sentence for people. */
export class Refused extends Error {
  /** `code`: the server's, or `signed_out`, or `offline`; `retryIn` milliseconds; `body`: all that the server answered. */
  constructor(code, message, retryIn = 0, body = {}) {
    super(message || word("failed"));
    this.code = code;
    this.retryIn = retryIn;
    this.body = body;
  }
}

/** What the server answers as JSON; with `data`, sent as JSON by `method`. */
export async function json(address, { data, method = data ? "POST" : "GET", keepalive = false } = {}) {
  const headers = { Accept: "application/json" };
  if (data) headers["Content-Type"] = "application/json";
  const response = await ask(address, { method, headers, keepalive, body: data && JSON.stringify(data) });
  return jsonOf(response);
}

/** A fragment of HTML. */
export async function html(address) {
  const response = await ask(address, { headers: { Accept: "text/html" } });
  return whole(response.text());
}

/** Send fields as a form would. */
export async function jsonForm(address, body) {
  return jsonOf(await ask(address, { method: "POST", headers: { Accept: "application/json" }, body }));
}

/** Send a form as the browser would, without leaving the page. */
export async function submit(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.set(button.name, button.value);
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  return jsonForm(address, body);
}

function jsonOf(response) {
  return response.status === 204 ? null : whole(response.json());
}

// An answer may break off in its middle: then nobody knows what became of the request, as when none came.
async function whole(body) {
  try {
    return await body;
  } catch {
    throw new Refused("offline", word("offline"));
  }
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...options });
  } catch {
    throw new Refused("offline", word("offline"));
  }
  if (response.redirected) throw new Refused("signed_out", word("signed_out")); // nothing that scripts ask for leads elsewhere but to sign-in
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function refusalOf(response) {
  if (response.status === 401) return new Refused("signed_out", word("signed_out"));
  const retryIn = 1000 * Number(response.headers.get("Retry-After") || 0);
  try {
    const body = await response.json();
    return new Refused(body.error.code, body.error.message, retryIn, body);
  } catch {
    return new Refused(response.status >= 500 ? "unavailable" : "invalid", "", retryIn);
  }
}
