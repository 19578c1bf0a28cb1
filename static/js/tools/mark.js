// 标记: a decision, a statement or a task, for the minutes and issues to come.

import { json } from "hub/requests.js";
import { complain, toast } from "hub/toast.js";
import { word } from "hub/words.js";

const KINDS = ["decision", "statement", "task"];

export const marks = KINDS.map((kind) => ({
  name: `mark-${kind}`,
  offers: ({ talk }) => talk.composer,
  isOn: ({ article }) => isMarked(article, kind),
  run: ({ article, id }) => change(id, kind, !isMarked(article, kind)),
}));

function isMarked(article, kind) {
  return article.querySelector(`[data-mark="${kind}"]`) !== null;
}

async function change(id, kind, on) {
  await json(`/api/v1/messages/${id}/marks/${kind}`, { method: on ? "PUT" : "DELETE" });
  const said = word(on ? "marked" : "unmarked", { kind: word(`mark_${kind}`) });
  toast(said, { text: word("undo"), run: () => change(id, kind, !on).catch(complain) });
}
