// Work that was not taken away yet, in the browser's storage of this address: a closed tab, or a
// closed program, loses nothing.

/** Name of the list of kept works, and beginning of the names of their plans. */
const LIST = "allegati";
/** Works kept at most: the oldest makes room for a new one. */
const MOST = 5;

/** @returns {string[]} */
function list() {
  return JSON.parse(localStorage.getItem(LIST) ?? "[]");
}

/** Returns the plan that was kept for the files of a work; null if there is none. */
export function kept(/** @type {string} */ origin) {
  try {
    return localStorage.getItem(`${LIST}:${origin}`);
  } catch {
    // A browser may refuse storage altogether.
    return null;
  }
}

/** Keeps a plan. */
export function keep(/** @type {string} */ origin, /** @type {string} */ plan) {
  try {
    const origins = [...list().filter((other) => other !== origin), origin];
    while (origins.length > MOST) localStorage.removeItem(`${LIST}:${origins.shift()}`);
    localStorage.setItem(LIST, JSON.stringify(origins));
    localStorage.setItem(`${LIST}:${origin}`, plan);
  } catch {
    // Storage is full or refused: the server has the plan all the same.
  }
}

/** Forgets a plan: it was taken away. */
export function forget(/** @type {string} */ origin) {
  try {
    localStorage.setItem(LIST, JSON.stringify(list().filter((other) => other !== origin)));
    localStorage.removeItem(`${LIST}:${origin}`);
  } catch {
    // Nothing was kept.
  }
}
