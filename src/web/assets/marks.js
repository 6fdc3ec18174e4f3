// Findings beside the values that they are about.

import { button, element } from "./dom.js";
import { valueAt } from "./plan.js";

/** @typedef {import("./plan.js").Path} Path */

const RANK = ["nota", "avviso", "errore"];

export class Marks {
  /** @type {HTMLElement} */ place;
  /** Fields with findings, in their order. @type {HTMLTextAreaElement[]} */ marked = [];
  /** Lines of the text that the engine read, and the path of the value on each. */
  lines = [""];
  /** @type {Path[]} */ paths = [];
  /** @type {HTMLTextAreaElement[]} */ areas = [];
  /** Path of the field that one was in last. */
  lastPath = "";
  /** Field of each path. @type {Map<string, HTMLTextAreaElement>} */ byPath = new Map();

  /** `mend` takes the path of a value and the text to write there. */
  constructor(/** @type {HTMLElement} */ place, /** @type {(path: Path, value: string) => void} */ mend) {
    this.place = place;
    this.mend = mend;
    place.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) this.lastPath = target.dataset.path ?? "";
    });
  }

  /** Notes the fields that were drawn. */
  drawn() {
    this.areas = [...this.place.querySelectorAll("textarea")];
    this.byPath = new Map(this.areas.map((area) => [area.dataset.path ?? "", area]));
    this.marked = [];
  }

  /** Shows findings on a plan that was sent as `text`. */
  show(/** @type {any} */ plan, /** @type {import("./engine.js").Check} */ check, /** @type {string} */ text, /** @type {Path[]} */ paths) {
    this.lines = text.split("\n");
    this.paths = paths;
    this.clear();
    const marked = new Set();
    check.segnalazioni.forEach((finding, i) => {
      finding.punti.forEach((point, j) => {
        if (j > 0 && point.scrivere === undefined) return;
        const path = paths[point.riga - 1] ?? [];
        const area = this.cell(plan, path);
        const said = this.said(finding, point, `detto-${i}-${j}`);
        if (!area) {
          this.place.querySelector(".general")?.append(said);
          return;
        }
        this.put(area, said, finding, isGroup(path) && area.closest("td") !== null);
        marked.add(area);
      });
    });
    this.marked = this.areas.filter((area) => marked.has(area));
  }

  clear() {
    this.place.querySelectorAll(".said").forEach((said) => said.remove());
    this.place.querySelectorAll(".total.wrong").forEach((total) => total.classList.remove("wrong"));
    this.place.querySelectorAll(".marked").forEach((holder) => holder.classList.remove("marked", ...RANK));
    this.marked.forEach((area) => area.removeAttribute("aria-describedby"));
  }

  /** Makes what is said of a place: the finding, its remedies, and a button where one is certain. */
  said(/** @type {import("./engine.js").Finding} */ finding, /** @type {import("./engine.js").Place} */ point, /** @type {string} */ id) {
    const said = element("div", { class: `said ${finding.gravita}`, id });
    said.append(element("p", {}, element("strong", {}, finding.gravita), ` ${finding.messaggio}`));
    // Remedies for the command line are none here.
    const remedies = finding.rimedi.filter((remedy) => !/--|allegati /.test(remedy));
    remedies.forEach((remedy) => said.append(element("p", { class: "remedy" }, remedy)));
    if (point.scrivere !== undefined) {
      said.append(button(`Scrivi «${point.scrivere}»`, () => this.apply(point), { class: "quiet mend" }));
    }
    return said;
  }

  put(/** @type {HTMLTextAreaElement} */ area, /** @type {HTMLElement} */ said, /** @type {import("./engine.js").Finding} */ finding, /** @type {boolean} */ isOfGroup) {
    const holder = area.closest("td, .field");
    const total = area.closest("section")?.querySelector(".total");
    if (isOfGroup && total) total.after(said);
    else holder?.append(said);
    if (finding.codice === "totale-diverso") total?.classList.add("wrong");
    const now = RANK.findIndex((rank) => holder?.classList.contains(rank));
    if (RANK.indexOf(finding.gravita) > now) {
      holder?.classList.remove(...RANK);
      holder?.classList.add("marked", finding.gravita);
    }
    area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby") ?? ""} ${said.id}`.trim());
  }

  /** Writes the text of a remedy in the place of the one that the finding is about. */
  apply(/** @type {import("./engine.js").Place} */ point) {
    const path = this.paths[point.riga - 1];
    const key = path[path.length - 1];
    const line = [...this.lines[point.riga - 1]];
    const text = JSON.stringify(point.scrivere).slice(1, -1);
    const mended = line.slice(0, point.colonna - 1).join("") + text + line.slice(point.colonna_fine - 1).join("");
    const before = typeof key === "number" ? "" : `${JSON.stringify(key)}: `;
    this.mend(path, JSON.parse(mended.slice(before.length).replace(/,$/, "")));
  }

  /** Turns lines of the text that the engine read, which nobody sees, into ways to their fields. */
  nameLines(/** @type {any} */ plan) {
    document.querySelectorAll("#elenco .places li").forEach((item) => {
      const text = item.textContent ?? "";
      if (!/\.json, rig[ah]/.test(text)) return;
      const lines = [...text.matchAll(/\d+/g)].map((found) => Number(found[0]));
      const areas = lines.map((line) => this.cell(plan, this.paths[line - 1] ?? [])).filter((area) => area !== null);
      const ways = [...new Set(areas)].map((area) => button(nameOf(area), () => goTo(area), { class: "way" }));
      if (ways.length > 0) item.replaceChildren(...ways);
    });
    const refused = document.querySelector("#file-pronti .refused");
    const first = this.place.querySelector(".marked.errore textarea");
    if (refused && first instanceof HTMLTextAreaElement) {
      refused.append(" ", button("Vai al primo errore", () => goTo(first)));
    }
  }

  /** Returns the field of a value, the first one of its row, or the first weight of its group. */
  cell(/** @type {any} */ plan, /** @type {Path} */ path) {
    if (path.length === 0) return null;
    const own = this.byPath.get(JSON.stringify(path));
    if (own && (!isGroup(path) || !GROUPS.includes(String(path[0])))) return own;
    const value = valueAt(plan, path);
    // What is said of a group stands at its name.
    const isName = isGroup(path) && (value === null || typeof value !== "object");
    const start = `${JSON.stringify(isName ? path.slice(0, -1) : path).slice(0, -1)},`;
    const within = this.areas.filter((area) => area.dataset.path?.startsWith(start));
    const weight = () => within.find((area) => area.dataset.path?.endsWith('"peso"]'));
    return (isGroup(path) && weight()) || within.find((area) => area.closest("td")) || within[0] || own || null;
  }

  /** Goes to the next field with a finding, behind the field that one was in last. */
  next() {
    const here = this.byPath.get(this.lastPath);
    const isBehind = (/** @type {Node} */ area) => !here || here.compareDocumentPosition(area) === Node.DOCUMENT_POSITION_FOLLOWING;
    const next = this.marked.find(isBehind) ?? this.marked[0];
    if (next) goTo(next);
  }
}

const GROUPS = ["aree", "gruppi", "periodi", "obiettivi"];

/** Tells whether a path leads to an area, a period or a group, and not into an objective. */
function isGroup(/** @type {Path} */ path) {
  return path.length > 1 && !path.slice(0, -1).includes("obiettivi");
}

/** Moves to a field, which may lie in a part of the page that is closed. */
export function goTo(/** @type {HTMLTextAreaElement} */ area) {
  const folded = area.closest("details");
  if (folded) folded.open = true;
  area.focus();
}

/** Returns where a field stands, in words. */
function nameOf(/** @type {HTMLElement} */ area) {
  const table = area.closest("section")?.querySelector("h3")?.textContent;
  const label = area.getAttribute("aria-label") ?? "";
  return table ? `${table}: ${label}` : label;
}
