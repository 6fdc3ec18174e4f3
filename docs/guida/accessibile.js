// What the theme of mdBook lacks: its own words in Italian, a button for the contents that the keyboard
// reaches, landmarks, and code that the keyboard can scroll.

const WORDS = [
  ["#mdbook-sidebar-toggle", "Indice"],
  ["#mdbook-sidebar", "Indice"],
  ["#mdbook-theme-toggle", "Colori"],
  ["#mdbook-theme-list", "Colori"],
  ["#mdbook-search-toggle", "Cerca"],
  ["#mdbook-searchbar", "Cerca nella guida"],
  [".right-buttons a", "Stampa tutta la guida"],
  [".nav-wrapper, .nav-wide-wrapper", "Pagina prima e pagina dopo"],
  ["a.previous", "Pagina precedente"],
  ["a.next", "Pagina seguente"],
];
const THEMES = { default_theme: "Del sistema", light: "Chiaro", rust: "Ruggine", coal: "Carbone", navy: "Blu", ayu: "Notte" };

/** Calls `use` with each element that a selector finds. */
const each = (selector, use) => document.querySelectorAll(selector).forEach(use);

for (const [selector, words] of WORDS) {
  each(selector, (element) => {
    element.setAttribute("aria-label", words);
    if (element.title) element.title = words;
    if (element.placeholder) element.placeholder = words;
  });
}
for (const [theme, words] of Object.entries(THEMES)) {
  each(`#mdbook-theme-${theme}`, (button) => (button.textContent = words));
}
each("#mdbook-menu-bar", (bar) => bar.setAttribute("role", "banner"));
// A name that is no heading: each page has one of its own.
each(".menu-title", (title) => title.setAttribute("role", "presentation"));
// The two ways to the pages around are one landmark: the other stands beside the text on wide screens.
each(".nav-wide-wrapper", (nav) => nav.setAttribute("role", "presentation"));
each("pre > code, .table-wrapper", (scrolled) => (scrolled.tabIndex = 0));
// A label cannot be a button.
each("#mdbook-sidebar-toggle", (label) => {
  const button = document.createElement("button");
  for (const { name, value } of label.attributes) if (name !== "for") button.setAttribute(name, value);
  button.append(...label.childNodes);
  button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
  label.replaceWith(button);
});
