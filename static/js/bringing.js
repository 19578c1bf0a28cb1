// The ways in which files come to a message besides the chooser: dropped on the conversation, or pasted.

import { word } from "hub/words.js";

/** Hand files to `add(files)`; `isOpen()` says whether the message takes any now. */
export function bringFiles({ talk, composer, add, isOpen }) {
  const hint = Object.assign(document.createElement("p"), { className: "drop-hint", textContent: word("drop_here"), hidden: true });
  talk.append(hint);
  let depth = 0; // dragenter comes for each element under the pointer

  const show = (shown) => {
    if (!shown) depth = 0;
    hint.hidden = !shown;
  };
  const takes = (event) => isOpen() && event.dataTransfer?.types.includes("Files");

  talk.addEventListener("dragenter", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    depth += 1;
    show(true);
  });
  talk.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) show(false);
  });
  talk.addEventListener("dragover", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  talk.addEventListener("drop", (event) => {
    show(false);
    if (!takes(event)) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
    composer.querySelector("textarea").focus();
  });
  composer.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (!isOpen() || !files.length || types.includes("text/plain")) return; // Office puts a picture beside its words
    event.preventDefault();
    add([...files].map(named));
  });
  // A file that misses the conversation must not replace the page, and what is being written with it.
  for (const kind of ["dragover", "drop"])
    window.addEventListener(kind, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
}

// Browsers call every pasted picture image.png.
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const at = `${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return new File([file], `${word("screenshot")}${at}.${file.name.split(".").pop()}`, { type: file.type });
}
