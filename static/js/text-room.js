// How much room a text has: the field grows with it, and near its end the reader is told what is left.

import { word } from "hub/words.js";

/** Characters as the server counts them, not the halves of them that JavaScript knows. */
export function length(text) {
  return [...text].length;
}

/** Make `field` as high as its text; newer browsers do it themselves (field-sizing). */
export function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

/** Say in `line` what is left of `limit` once a tenth is; returns whether the text fits. */
export function tellLeft(line, text, limit) {
  const left = limit - length(text);
  line.hidden = left > limit / 10;
  line.textContent = left < 0 ? word("too_long", { n: -left }) : word("left", { n: left });
  line.classList.toggle("composer__count--over", left < 0);
  return left >= 0;
}
