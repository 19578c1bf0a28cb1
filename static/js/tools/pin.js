// 置顶: keep the message at hand for everybody in the channel.

import { json } from "hub/requests.js";
import { complain, toast } from "hub/toast.js";
import { word } from "hub/words.js";

export const pin = {
  name: "pin",
  offers: ({ talk }) => talk.composer,
  isOn: ({ article }) => article.querySelector("[data-pin]"),
  run: ({ article, id }) => change(id, !article.querySelector("[data-pin]")),
};

async function change(id, on) {
  await json(`/api/v1/messages/${id}/pin`, { method: on ? "PUT" : "DELETE" });
  toast(word(on ? "pinned" : "unpinned"), { text: word("undo"), run: () => change(id, !on).catch(complain) });
}
