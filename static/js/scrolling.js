// Scrolling that does not jump: what the reader looks at stays where it is while messages come and go around it.

const NEAR = 64; // pixels from the end that still count as being there

export function isAtEnd(scroller) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
}

export function toEnd(scroller) {
  scroller.scrollTop = scroller.scrollHeight;
}

/** Run `change` and put the first article in view back where it stood. */
export function steady(scroller, change) {
  const top = scroller.getBoundingClientRect().top;
  const kept = [...scroller.querySelectorAll("article")].find((article) => article.getBoundingClientRect().bottom > top);
  const before = kept?.getBoundingClientRect().top;
  change();
  if (kept?.isConnected) scroller.scrollTop += kept.getBoundingClientRect().top - before;
}

/** The last article of `articles` that is in view as a whole, or with its beginning where it is taller than the view. */
export function lastSeen(scroller, articles) {
  const { top, bottom } = scroller.getBoundingClientRect();
  if (top === bottom) return null; // in a pane that is not shown
  for (let i = articles.length - 1; i >= 0; i -= 1) {
    const box = articles[i].getBoundingClientRect();
    if (box.bottom <= bottom + 1 || box.top < top + (bottom - top) / 2) return articles[i];
  }
  return null;
}

/** A growing composer or a keyboard makes the view lower: whoever was at the end stays there. */
export function keepEndInView(scroller) {
  let atEnd = isAtEnd(scroller);
  scroller.addEventListener(
    "scroll",
    () => {
      atEnd = isAtEnd(scroller);
    },
    { passive: true },
  );
  new ResizeObserver(() => atEnd && toEnd(scroller)).observe(scroller);
}
