// The page without a script does the whole job; with it, files can be dropped, and the plan is
// edited where it stands.

import { element } from "./dom.js";
import { startEditor } from "./editor.js";
import { forget } from "./keep.js";
import { awaitAnswer } from "./waiting.js";

/** Returns why files that were dropped on a field are not taken; empty if they are. */
function refusalOf(/** @type {DataTransfer} */ dropped, /** @type {HTMLInputElement} */ input) {
  const folder = [...dropped.items].map((item) => item.webkitGetAsEntry()).find((entry) => entry?.isDirectory);
  if (folder) return `«${folder.name}» è una cartella: aprirla, e trascinare qui i file che contiene.`;
  return input.multiple || dropped.files.length < 2 ? "" : "Qui va un file solo.";
}

/** Lets files be dropped on the frame around an input. */
function acceptDrops(/** @type {HTMLElement} */ frame) {
  const input = frame.querySelector("input[type=file]");
  if (!(input instanceof HTMLInputElement)) return;
  const mark = (/** @type {boolean} */ over) => frame.classList.toggle("over", over);
  const refusal = element("p", { role: "alert" });
  input.after(refusal);
  const refuse = (/** @type {string} */ text) => {
    refusal.textContent = text;
    refusal.className = text ? "refused" : "";
  };
  frame.addEventListener("dragover", () => mark(true));
  frame.addEventListener("dragleave", () => mark(false));
  frame.addEventListener("drop", (event) => {
    mark(false);
    if (!event.dataTransfer?.types.includes("Files")) return;
    const text = refusalOf(event.dataTransfer, input);
    refuse(text);
    if (!text) input.files = event.dataTransfer.files;
  });
  input.addEventListener("change", () => refuse(""));
}

document.querySelectorAll(".drop").forEach((frame) => {
  if (frame instanceof HTMLElement) acceptDrops(frame);
});
// A file that is let fall beside a frame would take the place of the page.
for (const name of /** @type {const} */ (["dragover", "drop"])) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const isOverFrame = event.target instanceof Element && event.target.closest(".drop");
    event.dataTransfer.dropEffect = isOverFrame ? "copy" : "none";
  });
}
document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && !event.defaultPrevented) awaitAnswer(event.target);
});
const taken = document.getElementById("presi");
if (taken) forget(taken.dataset.origine ?? "", taken.dataset.ramo ?? "");
const place = document.getElementById("editor");
if (place) startEditor(place);
