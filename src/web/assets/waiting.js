// Work that takes long: what a form was sent for is said to be under way, and can be called off.

import { button, element } from "./dom.js";

/** Milliseconds after which an answer is late. */
const LATE = 500;

/** Says that the answer to a form is awaited, until the next page is there. */
export function awaitAnswer(/** @type {HTMLFormElement} */ form) {
  if (form.action.endsWith("/chiudi")) return;
  const begin = performance.now();
  const seconds = element("span", { "aria-hidden": "true" });
  const bar = element("div", { class: "bar waiting" });
  const end = () => {
    clearTimeout(late);
    clearInterval(clock);
    bar.remove();
  };
  const cancel = button("Annulla", () => {
    window.stop();
    end();
    const first = form.querySelector("input:not([type=hidden]), select, textarea");
    if (first instanceof HTMLElement) first.focus();
  });
  const text = element("p", { role: "status" });
  bar.append(text, seconds, cancel);
  let clock = 0;
  const late = window.setTimeout(() => {
    document.body.append(bar);
    // Announced once it stands on the page; the seconds are for the eye alone.
    text.textContent = "Lavoro in corso: i file si leggono e si compongono.";
    clock = window.setInterval(() => {
      seconds.textContent = `${Math.round((performance.now() - begin) / 1000)} s`;
    }, 1000);
  }, LATE);
  // A page that comes back from the history has nothing under way.
  window.addEventListener("pageshow", end, { once: true });
}
