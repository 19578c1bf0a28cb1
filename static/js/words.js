// The words that scripts put on the screen: written by the server in the reader's language (layouts/_words.html).

let words = null;

/** The sentence `key`, with `{name}` filled in from `values`. */
export function word(key, values = {}) {
  words ??= JSON.parse(document.getElementById("words")?.textContent || "{}");
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
