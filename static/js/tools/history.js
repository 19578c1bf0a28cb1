// 修改记录: what the message said before.

export const history = {
  name: "history",
  offers: ({ article }) => article.querySelector(".message__note"),
  run: ({ id }) => location.assign(`/messages/${id}/history`),
};
