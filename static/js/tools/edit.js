// 编辑: correct a message of one's own in the composer.

export const edit = {
  name: "edit",
  offers: ({ article, isOwn, talk }) => isOwn && talk.composer && !article.querySelector("issue-card"),
  run: ({ article, talk }) => talk.edit(article),
};
