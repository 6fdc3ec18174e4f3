// A plan as the tables of a page show it: which values there are, where each stands in the text
// that the engine reads, and how rows change.

/**
 * @typedef {(string | number)[]} Path
 * @typedef {{ path: Path, heading: string[], rows: number, columns: string[][] }} Table
 */

/** Order of the usual fields of an objective; the others follow as they come. */
const ORDER = [
  "area", "periodo", "codice", "servizio", "trasversale", "responsabile", "tipologia",
  "descrizione", "risultato", "indicatore", "indicatori", "peso",
];
/** Values of a group that are texts of their own, not its name. */
const GROUP_TEXTS = ["premessa", "chiusura"];

/** Returns the value at a path. */
export function valueAt(/** @type {any} */ plan, /** @type {Path} */ path) {
  return path.reduce((value, key) => value?.[key], plan);
}

/** Sets the value at a path; the keys on the way are made where they are missing. */
export function setAt(/** @type {any} */ plan, /** @type {Path} */ path, /** @type {any} */ value) {
  const last = path[path.length - 1];
  let place = plan;
  path.slice(0, -1).forEach((key, i) => {
    place[key] ??= typeof path[i + 1] === "number" ? [] : {};
    place = place[key];
  });
  if (value !== "" || Array.isArray(place)) {
    place[last] = value;
    return;
  }
  delete place[last];
  // A section of which nothing is left, «delibera: {}», goes as well.
  const section = path[path.length - 2];
  if (typeof section === "string" && Object.keys(place).length === 0) {
    delete valueAt(plan, path.slice(0, -2))[section];
  }
}

/**
 * Returns the paths of all single values below a value.
 *
 * @returns {Path[]}
 */
function leaves(/** @type {any} */ value, /** @type {Path} */ path = []) {
  if (value === null || typeof value !== "object") return [path];
  const entries = Array.isArray(value) ? value.map((v, i) => [i, v]) : Object.entries(value);
  return entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** Values that every plan may have at its head. */
const HEAD = [
  ["titolo"], ["ente"], ["data"], ["delibera", "organo"], ["delibera", "numero"], ["delibera", "data"],
  ["allegato"], ["premessa"], ["chiusura"],
];

/**
 * Returns the paths of the values outside objectives: those that every plan may have, then the others.
 *
 * @returns {Path[]}
 */
export function headOf(/** @type {any} */ plan) {
  const usual = HEAD.filter(([section, key]) => !key || typeof (plan[section] ?? {}) === "object");
  const known = new Set(usual.map((path) => JSON.stringify(path)));
  const others = leaves(plan).filter((path) => !path.includes("obiettivi") && path.length > 0 && !isOfGroupYears(path));
  const single = others.filter((path) => {
    const value = valueAt(plan, path);
    return !known.has(JSON.stringify(path)) && (value === null || typeof value !== "object");
  });
  return [...usual, ...single];
}

/** Tells whether a path leads to the years of a group, which its name states. */
function isOfGroupYears(/** @type {Path} */ path) {
  return path.length > 2 && path[path.length - 2] === "anni";
}

/** Tells whether two plans have the same values, in any order of their keys. */
export function isSamePlan(/** @type {any} */ a, /** @type {any} */ b) {
  /** @returns {any} */
  const ordered = (/** @type {any} */ value) => {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(ordered);
    const entries = Object.entries(value).filter(([, inner]) => inner !== "");
    return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]).sort());
  };
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** Returns the tables of a plan: one for each list of objectives. */
export function tablesOf(/** @type {any} */ plan) {
  /** @type {Table[]} */
  const tables = [];
  const walk = (/** @type {any} */ group, /** @type {Path} */ path, /** @type {string[]} */ heading) => {
    if (Array.isArray(group.obiettivi)) {
      tables.push(tableOf(group.obiettivi, [...path, "obiettivi"], heading));
    }
    for (const list of ["aree", "periodi", "gruppi"]) {
      if (!Array.isArray(group[list])) continue;
      group[list].forEach((/** @type {any} */ inner, /** @type {number} */ i) => {
        if (inner && typeof inner === "object") {
          walk(inner, [...path, list, i], [...heading, nameOf(inner)]);
        }
      });
    }
  };
  walk(plan, [], []);
  return tables;
}

/** Returns the name of an area, a period or a group: the first of its values that is a text. */
function nameOf(/** @type {any} */ group) {
  const texts = Object.entries(group).filter(
    ([key, value]) => typeof value === "string" && !GROUP_TEXTS.includes(key),
  );
  return /** @type {string} */ (texts[0]?.[1] ?? "");
}

/** @returns {Table} */
function tableOf(/** @type {any[]} */ objectives, /** @type {Path} */ path, /** @type {string[]} */ heading) {
  const found = new Map();
  for (const objective of objectives) {
    for (const leaf of leaves(objective)) {
      if (leaf.length > 0) found.set(JSON.stringify(leaf), leaf);
    }
  }
  const rank = (/** @type {Path} */ column) => {
    const at = ORDER.indexOf(String(column[0]));
    return at < 0 ? ORDER.length : at;
  };
  // Sorting is stable: columns of one rank keep their order.
  const columns = [...found.values()].sort((a, b) => rank(a) - rank(b));
  return { path, heading, rows: objectives.length, columns };
}

/**
 * Writes a plan in JSON, one value a line, so that a finding's line names a value.
 *
 * @returns {{ text: string, paths: Path[] }} the text, and the path of the value on each line
 */
export function written(/** @type {any} */ plan) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Path[]} */
  const paths = [];
  const add = (/** @type {string} */ text, /** @type {Path} */ path) => {
    lines.push(text);
    paths.push(path);
  };
  const write = (/** @type {any} */ value, /** @type {Path} */ path, /** @type {string} */ before, /** @type {string} */ after) => {
    if (value === null || typeof value !== "object") {
      add(before + JSON.stringify(value) + after, path);
      return;
    }
    const isList = Array.isArray(value);
    const keys = isList ? value.map((_, i) => i) : Object.keys(value);
    add(before + (isList ? "[" : "{"), path);
    keys.forEach((key, i) => {
      const name = isList ? "" : `${JSON.stringify(key)}: `;
      write(value[key], [...path, key], name, i + 1 < keys.length ? "," : "");
    });
    add((isList ? "]" : "}") + after, path);
  };
  write(plan, [], "", "");
  return { text: lines.join("\n"), paths };
}

/** Adds weights as they are written, comma or point; null if one of them is no number. */
export function sumOf(/** @type {(string | undefined)[]} */ weights) {
  let sum = 0n;
  const scale = 12;
  for (const weight of weights) {
    const text = (weight ?? "").trim().replace(/\s*%$/, "");
    if (text === "") continue;
    const parts = /^(\d+)(?:[.,](\d{1,12}))?$/.exec(text);
    if (!parts) return null;
    sum += BigInt(parts[1] + (parts[2] ?? "").padEnd(scale, "0"));
  }
  const digits = sum.toString().padStart(scale + 1, "0");
  const decimals = digits.slice(-scale).replace(/0+$/, "");
  return digits.slice(0, -scale) + (decimals ? `,${decimals}` : "");
}
