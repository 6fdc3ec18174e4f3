// Elements of a page.

/** Makes an element with its attributes and what stands in it. */
export function element(
  /** @type {string} */ name,
  /** @type {Record<string, string>} */ attributes = {},
  /** @type {(Node | string)[]} */ ...content
) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** Makes a button that does something on the page. */
export function button(/** @type {string} */ text, /** @type {() => void} */ action, /** @type {Record<string, string>} */ attributes = {}) {
  const made = /** @type {HTMLButtonElement} */ (element("button", { type: "button", class: "quiet", ...attributes }, text));
  made.addEventListener("click", action);
  return made;
}

/** Makes a text field as tall as its text, where the style sheet cannot. */
export function fit(/** @type {HTMLTextAreaElement} */ area) {
  // Each measure lays the page out anew.
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
