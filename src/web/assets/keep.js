// Work that was not taken away yet, in the browser's storage of this address: a closed tab, or a
// closed program, loses nothing. Each work has a branch of its own, and what a tab could not hand over
// to the engine another one, so that no tab writes over what another one kept.

/**
 * @typedef {{ ramo: string, versione: number, ora: number, piano: string }} Kept
 */

/** Beginning of the names of all kept plans. */
const NAME = "allegati:";
/** Plans kept at most: the oldest makes room for a new one. */
const MOST = 30;

/** Returns the name of a kept plan: its files, and its branch. */
const nameOf = (/** @type {string} */ origin, /** @type {string} */ branch) => `${NAME}${branch}:${origin}`;

/** Returns the kept plans with their names, the oldest first. @returns {[string, Kept][]} */
function all() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(NAME));
  const found = names.map((name) => /** @type {[string, Kept]} */ ([name, JSON.parse(localStorage.getItem(name) ?? "{}")]));
  return found.sort(([, a], [, b]) => a.ora - b.ora);
}

/** Returns the plans that were kept for the files of a work, the newest first. */
export function kept(/** @type {string} */ origin) {
  try {
    return all().filter(([name, plan]) => name === nameOf(origin, plan.ramo)).map(([, plan]) => plan).reverse();
  } catch {
    // A browser may refuse storage altogether.
    return [];
  }
}

/**
 * Keeps a plan in the place of older versions of its branch; returns false if the browser has no room for it.
 */
export function keep(/** @type {string} */ origin, /** @type {string} */ branch, /** @type {number} */ version, /** @type {string} */ plan) {
  try {
    const name = nameOf(origin, branch);
    /** @type {Kept | null} */
    const before = JSON.parse(localStorage.getItem(name) ?? "null");
    // Another tab of the same work has gone on, or this is what is kept.
    if (before && (before.versione > version || before.piano === plan)) return true;
    const others = all().filter(([other]) => other !== name);
    others.slice(0, Math.max(0, others.length - MOST + 1)).forEach(([other]) => localStorage.removeItem(other));
    localStorage.setItem(name, JSON.stringify({ ramo: branch, versione: version, ora: Date.now(), piano: plan }));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a branch: it was taken away, or is of no use any more. */
export function forget(/** @type {string} */ origin, /** @type {string} */ branch) {
  try {
    localStorage.removeItem(nameOf(origin, branch));
  } catch {
    // Nothing was kept.
  }
}
