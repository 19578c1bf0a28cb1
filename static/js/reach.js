// What is a decision is asked for before words are sent: to name many at once, or to write down who a child is.

import { ask } from "hub/ask.js";
import { meaning } from "hub/personal.js";
import { json } from "hub/requests.js";
import { toast } from "hub/toast.js";
import { word } from "hub/words.js";

const NAMING = /(?<![\w.])[@＠][^\s@＠]/u; // not the @ of an address

/** Ask the writer whatever there is to ask about words for a channel. */
export async function isMeant(channel, body) {
  return (await meaning(body, { ok: word("personal_send") })) !== null && (await reachIsMeant(channel, body));
}

/** Ask the writer when words name many. Without an answer from the server the message waits as unsent anyway. */
async function reachIsMeant(channel, body) {
  if (!/[@＠]/.test(body)) return true;
  let reach;
  try {
    reach = await json(`/channels/${channel}/reach`, { data: { body } });
  } catch (error) {
    if (error.code === "offline" || error.code === "unavailable") return true;
    throw error;
  }
  if (!reach.people && NAMING.test(body)) toast(word("reach_nobody"));
  return !reach.ask || ask({ title: word("reach_title", { n: reach.people }), text: word("reach_text"), ok: word("send") });
}
