// 提请会商 from a message: the form is a page of its own.

import { reader } from "hub/page.js";

export const topic = {
  name: "topic",
  offers: ({ article }) => reader.answers && !article.querySelector("issue-card"),
  run: ({ id }) => location.assign(`/topics/new?message=${id}`),
};
