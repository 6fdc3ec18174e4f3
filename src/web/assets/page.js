// The page without a script does the whole job; with it, files can be dropped, and the plan is
// edited where it stands.

import { startEditor } from "./editor.js";
import { forget } from "./keep.js";
import { awaitAnswer } from "./waiting.js";

/** Lets files be dropped on the frame around an input. */
function acceptDrops(/** @type {HTMLElement} */ frame) {
  const input = frame.querySelector("input[type=file]");
  if (!(input instanceof HTMLInputElement)) return;
  const mark = (/** @type {boolean} */ over) => frame.classList.toggle("over", over);
  frame.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  frame.addEventListener("dragleave", () => mark(false));
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer) input.files = event.dataTransfer.files;
  });
}

document.querySelectorAll(".drop").forEach((frame) => {
  if (frame instanceof HTMLElement) acceptDrops(frame);
});
document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && !event.defaultPrevented) awaitAnswer(event.target);
});
const taken = document.getElementById("presi");
if (taken) forget(taken.dataset.origine ?? "");
const place = document.getElementById("editor");
if (place) startEditor(place);
