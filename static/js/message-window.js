// The stretch of a channel that is on the screen: messages without gaps, the days between them, the first-unread line.

import { dayLabel, dayOf } from "hub/days.js";
import { dressUp } from "hub/dressing.js";
import { reader } from "hub/page.js";
import { word } from "hub/words.js";

const FOLLOW_MS = 5 * 60 * 1000;
const MOST = 300; // messages kept; what lies further off is fetched again

export class MessageWindow {
  #log;
  #mine;
  #unreadFrom;

  /** `log` holds the messages; `mine` are the ids by which a mention means this reader. */
  constructor(log, mine) {
    this.#log = log;
    this.#mine = mine;
    this.#unreadFrom = Number(log.querySelector(":scope > .unread")?.dataset.from ?? 0);
    this.articles.forEach(this.#dress);
    this.#arrange();
  }

  get articles() {
    return [...this.#log.querySelectorAll(":scope > article")];
  }

  get first() {
    return seqOf(this.#log.querySelector(":scope > article"));
  }

  get last() {
    return seqOf(this.#log.querySelector(":scope > article:last-of-type"));
  }

  find(id) {
    return this.#log.querySelector(`:scope > article[data-message="${CSS.escape(id)}"]`);
  }

  at(seq) {
    return this.#log.querySelector(`:scope > article[data-seq="${Number(seq)}"]`);
  }

  /** Put `articles` where their numbers belong; those that leave a gap are left out, those on the screen replaced. */
  merge(articles) {
    for (const article of articles) this.#place(article);
    this.#arrange();
  }

  /** Put older messages before the first. */
  addOlder(articles) {
    const first = this.first;
    const older = articles.filter((article) => seqOf(article) < first);
    older.forEach(this.#dress);
    this.#log.prepend(...older);
    this.#trim(this.articles.slice(MOST));
  }

  /** Put newer messages after the last. */
  addNewer(articles) {
    this.merge(articles);
    this.#trim(this.articles.slice(0, -MOST));
  }

  /** Show another stretch altogether. */
  replaceAll(articles) {
    articles.forEach(this.#dress);
    this.#log.replaceChildren(...articles);
    this.#arrange();
  }

  remove(id) {
    this.find(id)?.remove();
    this.#arrange();
  }

  get unreadFrom() {
    return this.#unreadFrom;
  }

  /** Draw the first-unread line before message `seq`; 0 takes it away. */
  set unreadFrom(seq) {
    if (seq === this.#unreadFrom) return;
    this.#unreadFrom = seq;
    this.#arrange();
  }

  #dress = (article) => dress(article, this.#mine);

  #place(article) {
    const old = this.at(seqOf(article));
    if (old) {
      if (Number(old.dataset.change) > Number(article.dataset.change)) return;
      this.#dress(article);
      const isHere = old.contains(document.activeElement);
      old.replaceWith(article);
      if (isHere) article.focus({ preventScroll: true });
    } else if (!this.last || seqOf(article) === this.last + 1) {
      this.#dress(article);
      this.#log.append(article);
    }
  }

  #trim(articles) {
    for (const article of articles) article.remove();
    this.#arrange();
  }

  // Marks belong between two neighbours, so they are settled after every change; what is right already stays untouched.
  #arrange() {
    let before = null;
    for (const article of this.articles) {
      this.#settle(before, article);
      before = article;
    }
  }

  #settle(before, article) {
    const on = dayOf(atOf(article));
    const newDay = !before || dayOf(atOf(before)) !== on;
    const unread = seqOf(article) === this.#unreadFrom;
    const wanted = [];
    if (newDay) wanted.push({ kind: "day", from: on, text: dayLabel(on) });
    if (unread) wanted.push({ kind: "unread", from: String(this.#unreadFrom), text: word("unread_below") });
    setMarks(article, wanted);
    article.classList.toggle("message--follow", !newDay && !unread && follows(before, article));
  }
}

export function seqOf(article) {
  return Number(article?.dataset.seq ?? 0);
}

function atOf(article) {
  return 1000 * Number(article.dataset.at);
}

// What is true for this reader alone: rendered messages hold nothing of who looks at them.
function dress(article, mine) {
  article.tabIndex = -1;
  article.querySelector(":scope > .unit")?.classList.toggle("unit--own", article.dataset.unit === reader.unit);
  for (const mention of article.querySelectorAll(".mention")) mention.classList.toggle("mention--own", mine.has(mention.dataset.mention));
  dressUp(article);
}

function marksBefore(article) {
  const marks = [];
  for (let mark = article.previousElementSibling; mark && mark.localName !== "article"; mark = mark.previousElementSibling)
    marks.push(mark);
  return marks;
}

function setMarks(article, wanted) {
  const there = marksBefore(article).reverse();
  const same = ({ className, dataset }, { kind, from }) => className === kind && dataset.from === from;
  if (there.length === wanted.length && there.every((mark, i) => same(mark, wanted[i]))) return;
  for (const mark of there) mark.remove();
  article.before(...wanted.map(draw));
}

function draw({ kind, from, text }) {
  const mark = Object.assign(document.createElement("p"), { className: kind, textContent: text });
  mark.dataset.from = from;
  return mark;
}

function follows(before, article) {
  const same = before.dataset.author === article.dataset.author && before.dataset.unit === article.dataset.unit;
  const gone = before.classList.contains("message--gone") || article.classList.contains("message--gone");
  return same && !gone && atOf(article) - atOf(before) < FOLLOW_MS;
}
