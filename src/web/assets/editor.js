// The plan as fields that can be edited, checked while a person types.

import { button, element, fit } from "./dom.js";
import * as engine from "./engine.js";
import { forget, keep, kept } from "./keep.js";
import { Marks, goTo } from "./marks.js";
import { startPreview } from "./preview.js";
import { isSamePlan, setAt, tablesOf, written } from "./plan.js";
import { drawHead, drawTable } from "./tables.js";

/** Pause in typing after which the plan is checked, in milliseconds. */
const PAUSE = 150;
/** Further pause after which the parts that the server writes are renewed, in milliseconds: the pages in sight are
 * drawn before it, and who goes on typing does not wait for the other annexes. */
const RENEW_PAUSE = 600;

/** Loads the plan of a work and lets it be edited in `place`. */
export async function startEditor(/** @type {HTMLElement} */ place) {
  const work = place.dataset.lavoro ?? "";
  const opened = await engine.open(work).catch(() => null);
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
  /** Plan of an earlier session on the same files. @type {string | null} */ earlier = null;
  status = element("p", { role: "status" });
  /** Undoes and redoes. */
  back = button("Annulla", () => this.step(this.past, this.future), { id: "annulla" });
  forth = button("Ripeti", () => this.step(this.future, this.past), { id: "ripeti" });

  constructor(/** @type {HTMLElement} */ place, /** @type {string} */ work, /** @type {engine.VersionedPlan} */ opened) {
    this.place = place;
    this.work = work;
    this.version = opened.versione;
    this.plan = JSON.parse(opened.piano);
    this.origin = place.dataset.origine ?? "";
    this.names = JSON.parse(place.dataset.nomi ?? "{}");
    this.proposals = JSON.parse(place.dataset.proposte ?? "{}");
    this.marks = new Marks(place, (path, value) => {
      this.change(() => setAt(this.plan, path, value));
      const area = this.marks.cell(this.plan, path);
      if (area) goTo(area);
    });
    const before = kept(this.origin);
    if (before !== null && !isSamePlan(JSON.parse(before), this.plan)) this.earlier = before;
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", (event) => this.onTaken(event));
    // A tab may close within the pause.
    window.addEventListener("pagehide", () => {
      if (this.pause !== undefined) keep(this.origin, written(this.plan).text);
    });
  }

  /** Draws all fields. */
  draw() {
    const wasOpen = this.place.querySelector("#testa[open]") !== null;
    const tables = tablesOf(this.plan).map((table, i) => drawTable(this, table, i));
    const bar = element("div", { class: "bar" }, this.status, this.back, this.forth, button("Prossima segnalazione (F8)", () => this.marks.next(), { id: "prossima" }));
    this.place.className = "editor";
    this.place.replaceChildren(
      element("h2", {}, "Correggere il piano"),
      ...this.offer(),
      element("div", { class: "general" }),
      drawHead(this, wasOpen),
      ...tables,
      bar,
    );
    this.place.querySelectorAll("textarea").forEach(fit);
    this.showSteps();
    this.marks.drawn();
  }

  /** Offers to go on with the plan of an earlier session. */
  offer() {
    const earlier = this.earlier;
    if (earlier === null) return [];
    const goOn = button("Riprendi quel lavoro", () => {
      this.earlier = null;
      this.change(() => {
        this.plan = JSON.parse(earlier);
      });
    }, { class: "" });
    const drop = button("Lascia perdere", () => {
      this.earlier = null;
      forget(this.origin);
      this.draw();
      void this.look();
    });
    const text = "Questo file era già stato corretto qui, e le correzioni non sono state prese.";
    return [element("div", { class: "card offer", role: "status" }, element("p", {}, text), goOn, " ", drop)];
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

  /** Changes the plan at once. */
  change(/** @type {() => void} */ edit) {
    this.remember();
    this.lastCell = "";
    this.future = [];
    edit();
    this.draw();
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

  /** Forgets the kept work once it is taken away as a whole. */
  onTaken(/** @type {MouseEvent} */ event) {
    const link = event.target instanceof Element ? event.target.closest("a[download]") : null;
    if (link && /\/(tutti\.zip|piano\.yaml)$/.test(link.getAttribute("href") ?? "")) forget(this.origin);
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
    this.show(await engine.look(this.work, { versione: this.version, piano: text }), text, paths);
  }

  async check() {
    const { text, paths } = written(this.plan);
    this.pause = undefined;
    try {
      const check = await engine.check(this.work, { versione: this.version, piano: text });
      this.version = check.versione;
      keep(this.origin, text);
      this.show(check, text, paths);
      if (check.pronto) document.dispatchEvent(new CustomEvent("verificato", { detail: this.version }));
      this.renewPause = window.setTimeout(() => this.renew(), RENEW_PAUSE);
    } catch (error) {
      this.status.textContent = error instanceof engine.Conflict
        ? "Il piano è stato cambiato in un'altra scheda: questa modifica non è stata salvata. Ricaricare la pagina."
        : /** @type {Error} */ (error).message;
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
