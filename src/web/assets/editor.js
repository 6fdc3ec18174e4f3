// The plan as fields that can be edited, checked while a person types.

import { button, element, fit } from "./dom.js";
import * as engine from "./engine.js";
import { forget, keep } from "./keep.js";
import { Marks, goTo } from "./marks.js";
import { EarlierWork } from "./earlier.js";
import { startPreview } from "./preview.js";
import { setAt, tablesOf, written } from "./plan.js";
import { drawHead, drawTable } from "./tables.js";

/** Pause in typing after which the plan is checked, in milliseconds. */
const PAUSE = 150;
/** Further pause after which the parts that the server writes are renewed, in milliseconds: the pages in sight are
 * drawn before it, and who goes on typing does not wait for the other annexes. */
const RENEW_PAUSE = 600;

/** Loads the plan of a work and lets it be edited in `place`. */
export async function startEditor(/** @type {HTMLElement} */ place) {
  const work = place.dataset.lavoro ?? "";
  const opened = await engine.open(work).catch((error) => {
    place.append(element("p", { class: "refused", role: "alert" }, error.message));
    return null;
  });
  if (!opened) return;
  // The editor has the values that the form asks for; of a table, it lacks those of groups.
  if (!document.getElementById("riconosciuto")) document.getElementById("dati")?.remove();
  const editor = new Editor(place, work, opened);
  editor.draw();
  startPreview(editor);
  await editor.look();
}

class Editor {
  /** @type {HTMLElement} */ place;
  /** @type {string} */ work;
  /** Text that stands for the files as they were opened. */
  origin = "";
  /** Name under which the browser keeps this work, and that of what this tab could not hand over. */
  branch = "";
  ownBranch = "";
  /** The plan as the engine has it. */
  saved = "";
  /** Addresses of the files that were taken away since the last change. @type {Set<string>} */ taken = new Set();
  /** @type {number} */ version;
  /** @type {any} */ plan;
  /** Names of keys for people. @type {Record<string, string>} */ names;
  /** Values that the files seem to state. @type {Record<string, string>} */ proposals;
  /** States to go back to and forth to, as texts. @type {string[]} */ past = [];
  /** @type {string[]} */ future = [];
  /** Cell whose change is the last of the past: typing on in it is one step. */
  lastCell = "";
  /** @type {number | undefined} */ pause;
  /** @type {number | undefined} */ renewPause;
  /** The check that is under way, so that versions follow one another. @type {Promise<void>} */
  busy = Promise.resolve();
  status = element("p", { role: "status" });
  /** Undoes and redoes. */
  back = button("Annulla", () => this.step(this.past, this.future), { id: "annulla", "data-tool": "annulla" });
  forth = button("Ripeti", () => this.step(this.future, this.past), { id: "ripeti", "data-tool": "ripeti" });

  constructor(/** @type {HTMLElement} */ place, /** @type {string} */ work, /** @type {engine.VersionedPlan} */ opened) {
    this.place = place;
    this.work = work;
    this.version = opened.versione;
    this.plan = JSON.parse(opened.piano);
    this.origin = place.dataset.origine ?? "";
    this.branch = place.dataset.ramo ?? "";
    this.ownBranch = `${this.branch}/${crypto.randomUUID()}`;
    this.saved = written(this.plan).text;
    this.isOwnText = opened.piano === this.saved;
    this.names = JSON.parse(place.dataset.nomi ?? "{}");
    this.proposals = JSON.parse(place.dataset.proposte ?? "{}");
    this.marks = new Marks(place, (path, value) => {
      this.change(() => setAt(this.plan, path, value));
      const area = this.marks.cell(this.plan, path);
      if (area) goTo(area);
    });
    this.earlier = new EarlierWork(this);
    // Values that the forms of the page gave.
    if (this.version > 1) this.keep(this.branch, this.saved);
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", (event) => this.onTaken(event));
    // A tab may close before the engine has taken a change.
    window.addEventListener("pagehide", () => this.setAside());
  }

  /** Draws all fields; whoever was in one of them, or at a button, is there again, or where `landing` says. */
  draw(/** @type {string | undefined} */ landing = undefined) {
    const focused = document.activeElement;
    const before = focused instanceof HTMLElement && this.place.contains(focused) ? keyOf(focused) ?? "" : null;
    const wasOpen = this.place.querySelector("#testa[open]") !== null;
    const tables = tablesOf(this.plan).map((table, i) => drawTable(this, table, i));
    const bar = element("div", { class: "bar" }, this.status, this.back, this.forth, button("Prossima segnalazione (F8)", () => this.marks.next(), { id: "prossima" }));
    this.place.className = "editor";
    this.place.replaceChildren(
      element("h2", { tabindex: "-1" }, "Correggere il piano"),
      ...this.earlier.offer(),
      element("div", { class: "general" }),
      drawHead(this, wasOpen),
      ...tables,
      bar,
    );
    this.place.querySelectorAll("textarea").forEach(fit);
    this.showSteps();
    this.marks.drawn();
    if (before !== null) this.land(landing ?? before);
  }

  /** Moves to the field or button of a key; to the beginning if it is gone. */
  land(/** @type {string} */ key) {
    /** @type {NodeListOf<HTMLElement>} */
    const all = this.place.querySelectorAll("textarea, button");
    const found = [...all].find((it) => keyOf(it) === key);
    const free = found?.matches(":disabled") ? found.parentElement?.querySelector("button:enabled") : found;
    const target = free ?? this.place.querySelector("h2");
    if (target instanceof HTMLTextAreaElement) goTo(target);
    else if (target instanceof HTMLElement) target.focus();
  }

  /** Takes what was typed into a cell. */
  type(/** @type {HTMLTextAreaElement} */ area, /** @type {import("./plan.js").Path} */ path) {
    const cell = JSON.stringify(path);
    if (this.lastCell !== cell) this.remember();
    this.lastCell = cell;
    this.future = [];
    setAt(this.plan, path, area.value);
    fit(area);
    this.showSteps();
    this.later();
  }

  /** Changes the plan at once; `landing` is the key of the field or button to go on from. */
  change(/** @type {() => void} */ edit, /** @type {string | undefined} */ landing = undefined) {
    this.remember();
    this.lastCell = "";
    this.future = [];
    edit();
    this.draw(landing);
    this.later();
  }

  remember() {
    this.past.push(JSON.stringify(this.plan));
  }

  /** Goes a step back or forth. */
  step(/** @type {string[]} */ from, /** @type {string[]} */ to) {
    const state = from.pop();
    if (state === undefined) return;
    to.push(JSON.stringify(this.plan));
    this.plan = JSON.parse(state);
    this.lastCell = "";
    this.draw();
    this.later();
  }

  showSteps() {
    this.back.disabled = this.past.length === 0;
    this.forth.disabled = this.future.length === 0;
  }

  onKey(/** @type {KeyboardEvent} */ event) {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === "F8") this.marks.next();
    else if (isCommand && key === "z" && !event.shiftKey) this.step(this.past, this.future);
    else if (isCommand && (key === "y" || (key === "z" && event.shiftKey))) this.step(this.future, this.past);
    else return;
    event.preventDefault();
  }

  /** Forgets the kept work once it is taken away: as a whole, or file by file. */
  onTaken(/** @type {MouseEvent} */ event) {
    const link = event.target instanceof Element ? event.target.closest("a[download]") : null;
    const address = link?.getAttribute("href") ?? "";
    this.taken.add(address);
    const files = [...document.querySelectorAll("#file-pronti a[href*='/file/']")];
    const isWhole = files.length > 0 && files.every((file) => this.taken.has(file.getAttribute("href") ?? ""));
    if (isWhole || /\/(tutti\.zip|piano\.yaml)$/.test(address)) forget(this.origin, this.branch);
  }

  /** Keeps a plan in the browser; returns false if it has no room. */
  keep(/** @type {string} */ branch, /** @type {string} */ text) {
    return keep(this.origin, branch, this.version, text);
  }

  /** Keeps what the engine has not taken beside what it has. */
  setAside() {
    const { text } = written(this.plan);
    return text === this.saved || this.keep(this.ownBranch, text);
  }

  /** Checks after a pause. */
  later() {
    window.clearTimeout(this.pause);
    window.clearTimeout(this.renewPause);
    this.pause = window.setTimeout(() => {
      this.busy = this.busy.then(() => this.check());
    }, PAUSE);
  }

  /** Shows the findings on the plan as it was opened, which is not kept as a changed one. */
  async look() {
    const { text, paths } = written(this.plan);
    try {
      this.show(await engine.look(this.work, { versione: this.version, piano: text }), text, paths);
      // The list names lines of what this page wrote before it was loaded anew.
      if (this.isOwnText) this.marks.nameLines(this.plan);
    } catch (error) {
      this.status.textContent = /** @type {Error} */ (error).message;
    }
  }

  async check() {
    const { text, paths } = written(this.plan);
    this.pause = undefined;
    try {
      const check = await engine.check(this.work, { versione: this.version, piano: text });
      this.version = check.versione;
      this.saved = text;
      this.taken.clear();
      const isKept = this.keep(this.branch, text);
      forget(this.origin, this.ownBranch);
      this.earlier.taken();
      this.show(check, text, paths);
      if (!isKept) this.status.append(" Il browser non ha posto per tenere le correzioni: scaricare il piano prima di chiudere.");
      if (check.pronto) document.dispatchEvent(new CustomEvent("verificato", { detail: this.version }));
      this.renewPause = window.setTimeout(() => this.renew(), RENEW_PAUSE);
    } catch (error) {
      const cause = error instanceof engine.Conflict
        ? "Il piano è stato cambiato in un'altra scheda, e questa modifica non è stata salvata: ricaricare la pagina per vedere il piano com'è ora."
        : /** @type {Error} */ (error).message;
      const way = this.setAside() ? "Quello che è scritto qui resta in questo browser, e si può riprendere." : "Il browser non ha posto per tenere quello che è scritto qui.";
      this.status.textContent = `${cause} ${way}`;
    }
  }

  show(/** @type {engine.Check} */ check, /** @type {string} */ text, /** @type {import("./plan.js").Path[]} */ paths) {
    this.marks.show(this.plan, check, text, paths);
    const count = check.segnalazioni.length;
    this.status.textContent = count === 0 ? "Nessuna segnalazione." : count === 1 ? "Una segnalazione." : `${count} segnalazioni.`;
  }

  /** Puts the parts that the server writes in the place of the old ones. */
  async renew() {
    const version = this.version;
    const page = await engine.pageOf(this.work).catch(() => null);
    // Typing went on: what came is out of date.
    if (!page || version !== this.version) return;
    for (const id of ["file-pronti", "elenco"]) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(fresh);
    }
    // Forms of the page are filled in on the plan as it is now.
    document.querySelectorAll("input[name=versione]").forEach((input) => input.setAttribute("value", String(version)));
    this.marks.nameLines(this.plan);
    document.dispatchEvent(new CustomEvent("rinnovato", { detail: { page, version } }));
  }
}

/** Returns what names a field or a button, and the one that takes its place when all are drawn anew. */
function keyOf(/** @type {HTMLElement} */ it) {
  return it.dataset.path ?? it.dataset.tool;
}
