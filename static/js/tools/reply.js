// 引用回复: quote the message in the composer.

import { word } from "hub/words.js";

export const reply = {
  name: "reply",
  offers: ({ talk }) => talk.composer,
  run: ({ article, id, talk }) => talk.composer.reply({ id, ...wordsOf(article) }),
};

function wordsOf(article) {
  const text = (part) => article.querySelector(part)?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const said = text(".message__text") || text(".issue__title") || text(".origin__text") || word("files_here");
  return { who: `${text(".message__unit")} ${article.dataset.name}`, excerpt: said.slice(0, 90) };
}
