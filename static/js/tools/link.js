// 复制链接: the message's lasting address.

import { toast } from "hub/toast.js";
import { word } from "hub/words.js";

export const link = {
  name: "link",
  offers: () => true,
  run: ({ id }) => copy(`${location.origin}/messages/${id}`),
};

async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
    toast(word("link_copied"));
  } catch {
    // Without HTTPS the browser keeps the clipboard to itself: show the address instead.
    toast(address);
  }
}
