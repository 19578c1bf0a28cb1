// What the page says about its reader, and copies of its <template> elements.

const { person = "", unit = "", office, answers, signIn = "/sign-in" } = document.body.dataset;

export const reader = { person, unit, isOffice: office !== undefined, answers: answers !== undefined };
export const signInAddress = signIn;

/** A copy of the first element in `<template id>`. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** The elements that a string of trusted HTML from the server makes. */
export function elementsOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

/** Whether typing goes into `element`, so that single keys are letters there and not commands. */
export function takesText(element) {
  return Boolean(element?.closest("input, textarea, select, [contenteditable]"));
}
