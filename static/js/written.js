// What somebody is writing: a page that is brought up to date goes around it.

/** A form in which something has been typed or chosen, and an open section that holds one. */
export function isWritten(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  if (node.localName === "form") return [...node.elements].some(isChanged);
  return node.localName === "details" && [...node.querySelectorAll("form")].some(isWritten);
}

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.localName === "select") return [...field.options].some((option) => option.selected !== option.defaultSelected && option.value);
  return "defaultValue" in field && field.type !== "submit" && field.value !== field.defaultValue;
}
