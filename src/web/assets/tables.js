// The parts of the editor: the head of the plan, and a table for each list of objectives.

import { button, element } from "./dom.js";
import { headOf, sumOf, valueAt } from "./plan.js";

/**
 * @typedef {import("./plan.js").Path} Path
 * @typedef {{
 *   plan: any,
 *   names: Record<string, string>,
 *   proposals: Record<string, string>,
 *   type: (area: HTMLTextAreaElement, path: Path) => void,
 *   change: (edit: () => void, landing?: string) => void,
 * }} Editing
 */

/** Keys of one entry of a list. @type {Record<string, string>} */
const ONE_OF = { aree: "area", periodi: "periodo" };
/** Fields that need little room. */
const SHORT = ["peso", "tipologia", "codice"];

/** Makes a text field for the value at a path. */
function field(/** @type {Editing} */ editing, /** @type {Path} */ path, /** @type {string} */ label) {
  const area = /** @type {HTMLTextAreaElement} */ (
    element("textarea", { rows: "1", "aria-label": label, "data-path": JSON.stringify(path), spellcheck: "true", lang: "it" })
  );
  area.value = valueAt(editing.plan, path) ?? "";
  if (SHORT.includes(String(path[path.length - 1]))) area.classList.add("short");
  area.addEventListener("input", () => editing.type(area, path));
  return area;
}

/** Makes the fields of the plan outside objectives: title, act, who signs, names of groups. */
export function drawHead(/** @type {Editing} */ editing, /** @type {boolean} */ isOpen) {
  const fields = headOf(editing.plan).map((path) => {
    const label = labelOf(path, editing.names);
    return element("div", { class: "field" }, element("span", { class: "name", "aria-hidden": "true" }, label), field(editing, path, label));
  });
  const addSigner = button("Aggiungi chi firma", () => {
    const before = editing.plan.firmatari ?? [];
    editing.change(() => {
      editing.plan.firmatari = [...before, { qualifica: "", nome: "" }];
    }, JSON.stringify(["firmatari", before.length, "qualifica"]));
  });
  const removeSigner = button("Togli l'ultimo che firma", () => editing.change(() => {
    editing.plan.firmatari.pop();
    if (editing.plan.firmatari.length === 0) delete editing.plan.firmatari;
  }), { "data-tool": "togli-firma" });
  const signers = editing.plan.firmatari;
  const tools = Array.isArray(signers) && signers.length > 0 ? [addSigner, removeSigner] : [addSigner];
  const summary = element("summary", {}, element("h3", {}, "Titolo, deliberazione, firme e nomi dei gruppi"));
  const made = element("details", { class: "card", id: "testa" }, summary, ...proposals(editing), element("div", { class: "grid" }, ...fields), ...tools);
  if (isOpen && made instanceof HTMLDetailsElement) made.open = true;
  return made;
}

/** Makes what the files seem to say beside the plan, each with its button. */
function proposals(/** @type {Editing} */ editing) {
  const { plan, proposals } = editing;
  const made = [];
  if (proposals.premessa && !plan.premessa) {
    made.push(proposal(`Il file sembra avere una premessa: «${proposals.premessa}»`, "Inserisci la premessa", () => editing.change(() => {
      plan.premessa = proposals.premessa;
    }, JSON.stringify(["premessa"]))));
  }
  const signers = Object.entries(proposals).filter(([key]) => key.startsWith("firmatari."));
  if (signers.length > 0 && !plan.firmatari) {
    const text = signers.map(([, value]) => value).join(", ");
    made.push(proposal(`Il file sembra firmato da: ${text}`, "Inserisci chi firma", () => editing.change(() => {
      /** @type {Record<string, string>[]} */
      const list = [];
      for (const [key, value] of signers) {
        const [, number, part] = key.split(".");
        list[Number(number) - 1] = { ...list[Number(number) - 1], [part]: value };
      }
      plan.firmatari = list;
    }, JSON.stringify(["firmatari", 0, "qualifica"]))));
  }
  return made;
}

function proposal(/** @type {string} */ text, /** @type {string} */ name, /** @type {() => void} */ act) {
  return element("p", { class: "proposal" }, `${text} `, button(name, act));
}

/** Makes the table of a list of objectives. */
export function drawTable(/** @type {Editing} */ editing, /** @type {import("./plan.js").Table} */ table, /** @type {number} */ index) {
  const heads = table.columns.map((column) => element("th", { scope: "col" }, labelOf(column, editing.names)));
  const rows = Array.from({ length: table.rows }, (_, row) => drawRow(editing, table, row));
  const title = table.heading.filter(Boolean).join(" – ") || "Obiettivi";
  const id = `tabella-${index}`;
  const body = element(
    "table",
    { "aria-labelledby": id },
    element("thead", {}, element("tr", {}, ...heads, element("th", { scope: "col" }, "Riga"))),
    element("tbody", {}, ...rows),
  );
  const total = element("p", { class: "total" });
  const add = button("Aggiungi un obiettivo", () => editing.change(() => {
    valueAt(editing.plan, table.path).push(Object.fromEntries(ownColumns(table).map((key) => [key, ""])));
  }, firstCell(table, table.rows)), { "data-tool": toolOf(table, "aggiungi") });
  const section = element("section", { "aria-labelledby": id, "data-path": JSON.stringify(table.path) });
  section.append(element("h3", { id }, title), element("div", { class: "scroll" }, body), total, add);
  const showTotal = () => {
    const weights = valueAt(editing.plan, table.path).map((/** @type {any} */ row) => row?.peso);
    const sum = sumOf(weights);
    total.textContent = sum === null || weights.every((/** @type {any} */ w) => !w) ? "" : `Somma dei pesi: ${sum}`;
  };
  section.addEventListener("input", showTotal);
  showTotal();
  return section;
}

function drawRow(/** @type {Editing} */ editing, /** @type {import("./plan.js").Table} */ table, /** @type {number} */ row) {
  const cells = table.columns.map((column) => {
    const label = `${labelOf(column, editing.names)}, obiettivo ${row + 1}`;
    return element("td", {}, field(editing, [...table.path, row, ...column], label));
  });
  const list = () => valueAt(editing.plan, table.path);
  const move = (/** @type {string} */ tool, /** @type {number} */ by) => editing.change(() => {
    const [moved] = list().splice(row, 1);
    list().splice(row + by, 0, moved);
  }, toolOf(table, tool, row + by));
  const copy = () => editing.change(() => list().splice(row + 1, 0, structuredClone(list()[row])), firstCell(table, row + 1));
  const next = table.rows === 1 ? toolOf(table, "aggiungi") : toolOf(table, "elimina", Math.min(row, table.rows - 2));
  const tool = (/** @type {string} */ word, /** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ act) =>
    button(word, act, { "aria-label": `${label} l'obiettivo ${row + 1}`, "data-tool": toolOf(table, name, row) });
  const tools = [
    tool("Su", "su", "Sposta su", () => move("su", -1)),
    tool("Giù", "giu", "Sposta giù", () => move("giu", 1)),
    tool("Copia", "copia", "Duplica", copy),
    tool("Elimina", "elimina", "Elimina", () => editing.change(() => list().splice(row, 1), next)),
  ];
  tools[0].disabled = row === 0;
  tools[1].disabled = row + 1 === table.rows;
  return element("tr", {}, ...cells, element("td", {}, element("div", { class: "tools" }, ...tools)));
}

/** Returns the key of a button of a table, or of one of its rows. */
function toolOf(/** @type {import("./plan.js").Table} */ table, /** @type {string} */ name, /** @type {number | undefined} */ row = undefined) {
  return JSON.stringify([...table.path, row ?? null, name]);
}

/** Returns the key of the first field of a row. */
function firstCell(/** @type {import("./plan.js").Table} */ table, /** @type {number} */ row) {
  return JSON.stringify([...table.path, row, ...(table.columns[0] ?? [])]);
}

/** Returns the name of a value for people. */
function labelOf(/** @type {Path} */ path, /** @type {Record<string, string>} */ names) {
  const parts = path.filter((part) => part !== "altro");
  const word = (/** @type {string} */ part) => names[ONE_OF[part] ?? part] ?? part;
  const words = parts.map((part) => (typeof part === "number" ? String(part + 1) : word(part)));
  const label = words.join(" ");
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** Returns the keys that a new row of a table has. */
function ownColumns(/** @type {import("./plan.js").Table} */ table) {
  const single = table.columns.filter((column) => column.length === 1).map((column) => String(column[0]));
  return single.includes("servizio") ? single.filter((key) => key !== "trasversale") : single;
}
