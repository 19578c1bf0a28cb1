// A forwarded message leads back to its origin only for those who are in that channel.

import { dressing } from "hub/dressing.js";

dressing((article) => {
  const link = article.querySelector("[data-origin-channel]");
  if (link && !document.querySelector(`.item-link[data-channel="${CSS.escape(link.dataset.originChannel)}"]`)) link.removeAttribute("href");
});
