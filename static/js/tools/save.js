// 稍后处理: keep the message for oneself; it waits in 待我处理.

import { isSaved, setSaved } from "hub/saved.js";
import { complain, toast } from "hub/toast.js";
import { word } from "hub/words.js";

export const save = {
  name: "save",
  offers: () => true,
  isOn: ({ id }) => isSaved(id),
  run: ({ id }) => change(id, !isSaved(id)),
};

async function change(id, on) {
  await setSaved(id, on);
  toast(word(on ? "saved" : "unsaved"), { text: word("undo"), run: () => change(id, !on).catch(complain) });
}
