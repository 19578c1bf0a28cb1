// 谁看过: which units have read the message.

import { showReaders } from "hub/readers.js";

export const readers = {
  name: "readers",
  offers: () => true,
  run: ({ id }) => showReaders(id),
};
