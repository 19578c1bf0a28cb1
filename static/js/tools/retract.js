// 撤回: take a message back; asked for first, for the words are gone.

import { ask } from "hub/ask.js";
import { reader } from "hub/page.js";
import { json } from "hub/requests.js";
import { word } from "hub/words.js";

export const retract = {
  name: "retract",
  offers: ({ article, isOwn, talk }) => (reader.isOffice || (isOwn && !article.querySelector("issue-card"))) && talk.composer,
  run: async ({ id }) => {
    if (!(await ask({ title: word("retract_title"), text: word("retract_text"), ok: word("retract") }))) return;
    await json(`/api/v1/messages/${id}`, { method: "DELETE" });
  },
};
