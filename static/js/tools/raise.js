// 提出问题 from a message: the form is a page of its own.

import { reader } from "hub/page.js";

export const raise = {
  name: "raise",
  offers: ({ talk, article }) => reader.answers && Boolean(talk.composer) && !article.querySelector("issue-card"),
  run: ({ talk, id }) => location.assign(`/channels/${talk.channel}/issues/new?from=${id}`),
};
