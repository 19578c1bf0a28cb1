// 编辑: correct a message of one's own in the composer.

export const edit = {
  name: "edit",
  offers: ({ isOwn, talk }) => isOwn && talk.composer,
  run: ({ article, talk }) => talk.edit(article),
};
