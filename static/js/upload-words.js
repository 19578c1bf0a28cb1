// How far an upload is, in words.

import { word } from "hub/words.js";

export function sentenceOf({ state, why, percent, size, sent }) {
  const now = Math.floor((100 * (sent ?? 0)) / size);
  const kilobytes = Math.max(1, Math.round(size / 1024));
  const sizeText = kilobytes < 1000 ? `${kilobytes} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
  if (state === "refused") return why;
  return word(`file_${state}`, { percent: state === "sending" ? now : percent, size: sizeText });
}
