// The plan as tables that can be edited, with findings beside the values that they are about.

import * as engine from "./engine.js";
import { setAt, sumOf, tablesOf, valueAt, written } from "./plan.js";

/** Pause in typing after which the plan is checked, in milliseconds. */
const PAUSE = 150;
/** Pause after which the annex is shown anew, in milliseconds. */
const PREVIEW_PAUSE = 900;
/** Names of fields where a capital letter is not enough. */
const LABELS = {
  servizio: "Servizio organizzativo",
  trasversale: "Obiettivo trasversale",
  risultato: "Risultato atteso",
  indicatore: "Indicatore di risultato",
};

/** Makes an element with its attributes and what stands in it. */
function element(
  /** @type {string} */ name,
  /** @type {Record<string, string>} */ attributes = {},
  /** @type {(Node | string)[]} */ ...content
) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content.flat());
  return made;
}

function button(/** @type {string} */ text, /** @type {() => void} */ action, /** @type {Record<string, string>} */ attributes = {}) {
  const made = /** @type {HTMLButtonElement} */ (element("button", { type: "button", class: "quiet", ...attributes }, text));
  made.addEventListener("click", action);
  return made;
}

/** Loads the plan of a work and lets it be edited in `place`. */
export async function startEditor(/** @type {HTMLElement} */ place) {
  const work = place.dataset.lavoro ?? "";
  const opened = await engine.open(work).catch(() => null);
  if (!opened) return;
  const editor = new Editor(place, work, opened);
  editor.draw();
  await editor.look();
}

class Editor {
  /** @type {HTMLElement} */ place;
  /** @type {string} */ work;
  /** @type {number} */ version;
  /** @type {any} */ plan;
  /** States to go back to and forth to, as texts. @type {string[]} */ past = [];
  /** @type {string[]} */ future = [];
  /** Cell whose change is the last of the past: typing on in it is one step. */
  lastCell = "";
  /** @type {number | undefined} */ pause;
  /** @type {number | undefined} */ previewPause;
  /** The check that is under way, so that versions follow one another. @type {Promise<void>} */
  busy = Promise.resolve();
  /** Cells with findings, in their order. @type {HTMLElement[]} */ marked = [];
  /** Path of the value on each line that the engine read. @type {import("./plan.js").Path[]} */ paths = [];
  status = element("p", { role: "status" });

  constructor(/** @type {HTMLElement} */ place, /** @type {string} */ work, /** @type {engine.VersionedPlan} */ opened) {
    this.place = place;
    this.work = work;
    this.version = opened.versione;
    this.plan = JSON.parse(opened.piano);
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Draws all tables. */
  draw() {
    const tables = tablesOf(this.plan).map((table, i) => this.table(table, i));
    const bar = element(
      "div",
      { class: "bar" },
      this.status,
      button("Annulla", () => this.step(this.past, this.future), { id: "annulla" }),
      button("Ripeti", () => this.step(this.future, this.past), { id: "ripeti" }),
      button("Prossima segnalazione (F8)", () => this.next(), { id: "prossima" }),
    );
    this.place.className = "editor";
    this.place.replaceChildren(element("h2", {}, "Correggere il piano"), ...tables, bar);
    this.place.querySelectorAll("textarea").forEach(fit);
    this.showSteps();
    this.marked = [];
  }

  table(/** @type {import("./plan.js").Table} */ table, /** @type {number} */ index) {
    const heads = table.columns.map((column) => element("th", { scope: "col" }, labelOf(column)));
    const rows = Array.from({ length: table.rows }, (_, row) => this.row(table, row));
    const title = table.heading.filter(Boolean).join(" – ") || "Obiettivi";
    const caption = element("h3", { id: `tabella-${index}` }, title);
    const body = element(
      "table",
      { "aria-labelledby": `tabella-${index}` },
      element("thead", {}, element("tr", {}, ...heads, element("th", { scope: "col" }, "Riga"))),
      element("tbody", {}, ...rows),
    );
    const total = element("p", { class: "total" });
    const section = element("section", { "aria-labelledby": `tabella-${index}`, "data-path": JSON.stringify(table.path) }, caption);
    const add = button("Aggiungi un obiettivo", () => this.change(() => {
      valueAt(this.plan, table.path).push(Object.fromEntries(ownColumns(table).map((key) => [key, ""])));
    }));
    section.append(element("div", { class: "scroll" }, body), total, add);
    const showTotal = () => {
      const weights = valueAt(this.plan, table.path).map((/** @type {any} */ row) => row?.peso);
      const sum = sumOf(weights);
      total.textContent = sum === null || weights.every((/** @type {any} */ w) => !w) ? "" : `Somma dei pesi: ${sum}`;
    };
    section.addEventListener("input", showTotal);
    showTotal();
    return section;
  }

  row(/** @type {import("./plan.js").Table} */ table, /** @type {number} */ row) {
    const cells = table.columns.map((column) => {
      const path = [...table.path, row, ...column];
      const value = valueAt(this.plan, path);
      const label = `${labelOf(column)}, obiettivo ${row + 1}`;
      const area = /** @type {HTMLTextAreaElement} */ (
        element("textarea", { rows: "1", "aria-label": label, "data-path": JSON.stringify(path), spellcheck: "true", lang: "it" })
      );
      area.value = value ?? "";
      if (["peso", "tipologia", "codice"].includes(String(column[column.length - 1]))) area.classList.add("short");
      area.addEventListener("input", () => this.type(area, path));
      return element("td", {}, area);
    });
    const list = () => valueAt(this.plan, table.path);
    const move = (/** @type {number} */ by) => this.change(() => {
      const [moved] = list().splice(row, 1);
      list().splice(row + by, 0, moved);
    });
    const tools = [
      button("Su", () => move(-1), { "aria-label": `Sposta su l'obiettivo ${row + 1}` }),
      button("Giù", () => move(1), { "aria-label": `Sposta giù l'obiettivo ${row + 1}` }),
      button("Copia", () => this.change(() => list().splice(row + 1, 0, structuredClone(list()[row]))), { "aria-label": `Duplica l'obiettivo ${row + 1}` }),
      button("Elimina", () => this.change(() => list().splice(row, 1)), { "aria-label": `Elimina l'obiettivo ${row + 1}` }),
    ];
    tools[0].disabled = row === 0;
    tools[1].disabled = row + 1 === table.rows;
    return element("tr", {}, ...cells, element("td", {}, element("div", { class: "tools" }, ...tools)));
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

  /** Changes rows. */
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
    for (const [id, list] of /** @type {[string, string[]][]} */ ([["annulla", this.past], ["ripeti", this.future]])) {
      const found = document.getElementById(id);
      if (found instanceof HTMLButtonElement) found.disabled = list.length === 0;
    }
  }

  onKey(/** @type {KeyboardEvent} */ event) {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === "F8") this.next();
    else if (isCommand && key === "z" && !event.shiftKey) this.step(this.past, this.future);
    else if (isCommand && (key === "y" || (key === "z" && event.shiftKey))) this.step(this.future, this.past);
    else return;
    event.preventDefault();
  }

  /** Checks after a pause. */
  later() {
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => {
      this.busy = this.busy.then(() => this.check());
    }, PAUSE);
  }

  /** Shows the findings on the plan as it was opened, which is not kept as a changed one. */
  async look() {
    const { text, paths } = written(this.plan);
    const check = await engine.look(this.work, { versione: this.version, piano: text });
    this.show(check, paths);
  }

  async check() {
    const { text, paths } = written(this.plan);
    try {
      const check = await engine.check(this.work, { versione: this.version, piano: text });
      this.version = check.versione;
      this.show(check, paths);
      await this.renew();
    } catch (error) {
      this.status.textContent = error instanceof engine.Conflict
        ? "Il piano è stato cambiato in un'altra scheda: questa modifica non è stata salvata. Ricaricare la pagina."
        : /** @type {Error} */ (error).message;
    }
  }

  /** Shows findings beside their cells. */
  show(/** @type {engine.Check} */ check, /** @type {import("./plan.js").Path[]} */ paths) {
    this.paths = paths;
    this.place.querySelectorAll(".said").forEach((said) => said.remove());
    this.place.querySelectorAll("td.errore, td.avviso, td.nota").forEach((cell) => cell.removeAttribute("class"));
    this.place.querySelectorAll("[aria-describedby]").forEach((area) => area.removeAttribute("aria-describedby"));
    const marked = new Set();
    check.segnalazioni.forEach((finding, i) => {
      const path = paths[(finding.punti[0]?.riga ?? 1) - 1];
      const area = this.cell(path);
      if (!area) return;
      const id = `detto-${i}`;
      const said = element("p", { class: `said ${finding.gravita}`, id }, element("strong", {}, finding.gravita), ` ${finding.messaggio}`);
      const cell = area.closest("td");
      if (this.isGroup(path)) area.closest("section")?.querySelector(".total")?.after(said);
      else cell?.append(said);
      const rank = ["nota", "avviso", "errore"];
      if (cell && rank.indexOf(finding.gravita) > rank.indexOf(cell.className)) cell.className = finding.gravita;
      area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
      marked.add(area);
    });
    const areas = [...this.place.querySelectorAll("textarea")];
    this.marked = areas.filter((area) => marked.has(area));
    const count = check.segnalazioni.length;
    this.status.textContent = count === 0 ? "Nessuna segnalazione." : count === 1 ? "Una segnalazione." : `${count} segnalazioni.`;
  }

  /** Turns lines of the text that the engine read, which nobody sees, into ways to their cells. */
  nameLines() {
    document.querySelectorAll("#elenco .places li").forEach((item) => {
      const lines = [...(item.textContent ?? "").matchAll(/\d+/g)].map((found) => Number(found[0]));
      if (!/\.json, rig[ah]/.test(item.textContent ?? "")) return;
      const areas = lines.map((line) => this.cell(this.paths[line - 1])).filter((area) => area !== null);
      const ways = [...new Set(areas)].map((area) => button(this.nameOf(area), () => area.focus(), { class: "way" }));
      if (ways.length > 0) item.replaceChildren(...ways);
    });
  }

  /** Returns where a cell stands, in words. */
  nameOf(/** @type {HTMLElement} */ area) {
    const table = area.closest("section")?.querySelector("h3")?.textContent ?? "";
    return `${table}: ${area.getAttribute("aria-label")}`;
  }

  /** Tells whether a path leads to an area, a period or a group, and not into an objective. */
  isGroup(/** @type {import("./plan.js").Path} */ path) {
    return path.length > 1 && !path.slice(0, -1).includes("obiettivi");
  }

  /** Returns the cell of a value, the first one of its row, or the first weight of its group. */
  cell(/** @type {import("./plan.js").Path | undefined} */ path) {
    if (!path) return null;
    const value = valueAt(this.plan, path);
    // What is said of a group stands at its name.
    const isName = this.isGroup(path) && (value === null || typeof value !== "object");
    const start = JSON.stringify(isName ? path.slice(0, -1) : path).slice(0, -1);
    const areas = [...this.place.querySelectorAll("textarea")];
    const within = areas.filter((area) => `${area.dataset.path?.slice(0, -1)},`.startsWith(`${start},`));
    const weight = () => within.find((area) => area.dataset.path?.endsWith('"peso"]'));
    return (this.isGroup(path) && weight()) || (path.length > 1 && within[0]) || null;
  }

  /** Puts the parts that the server writes in the place of the old ones. */
  async renew() {
    const page = await engine.pageOf(this.work);
    for (const id of ["file-pronti", "elenco"]) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(fresh);
    }
    this.nameLines();
    window.clearTimeout(this.previewPause);
    this.previewPause = window.setTimeout(() => {
      const frame = document.querySelector("iframe");
      if (frame) frame.src = `/lavoro/${this.work}/anteprima.pdf?${this.version}`;
    }, PREVIEW_PAUSE);
  }

  /** Goes to the next cell with a finding. */
  next() {
    if (this.marked.length === 0) return;
    const here = this.marked.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    this.marked[(here + 1) % this.marked.length].focus();
  }
}

/** Makes a text field as tall as its text. */
function fit(/** @type {HTMLTextAreaElement} */ area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** Returns the name of a column for people. */
function labelOf(/** @type {import("./plan.js").Path} */ column) {
  const parts = column.filter((part) => part !== "altro");
  const words = parts.map((part) => (typeof part === "number" ? String(part + 1) : part));
  const [first, ...rest] = words;
  const label = /** @type {Record<string, string>} */ (LABELS)[first] ?? first.charAt(0).toUpperCase() + first.slice(1);
  return [label, ...rest].join(" ");
}

/** Returns the keys that a new row of a table has. */
function ownColumns(/** @type {import("./plan.js").Table} */ table) {
  const single = table.columns.filter((column) => column.length === 1).map((column) => String(column[0]));
  return single.includes("servizio") ? single.filter((key) => key !== "trasversale") : single;
}
