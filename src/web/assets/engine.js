// The engine that checks plans: a server on this computer, which answers to this browser alone.
// Whatever stands behind these functions, pages know only them.

/**
 * @typedef {{ file: string, cella?: string, riga: number, colonna: number, riga_fine: number, colonna_fine: number, nota: string, scrivere?: string }} Place
 * @typedef {{ codice: string, gravita: "errore" | "avviso" | "nota", messaggio: string, punti: Place[], rimedi: string[] }} Finding
 * @typedef {{ versione: number, pronto: boolean, errori: number, avvisi: number, note: number, segnalazioni: Finding[] }} Check
 * @typedef {{ versione: number, piano: string }} VersionedPlan
 * @typedef {{ pagina: number, bordi: number[], riga: number }} CellPlace
 */

/** The plan was changed in another tab. */
export class Conflict extends Error {}

/** Asks the engine; `failed` is said if it does not answer, or has an error. */
async function ask(/** @type {string} */ address, /** @type {string} */ failed, /** @type {RequestInit} */ options = {}) {
  // A browser says in English that nothing answers.
  const answer = await fetch(address, options).catch(() => null);
  if (answer?.status === 409) throw new Conflict();
  if (!answer) throw new Error(`${failed}: il programma non risponde. Avviarlo di nuovo con lo stesso file.`);
  if (!answer.ok) throw new Error(`${failed}: ${await causeOf(answer)}`);
  return answer;
}

/** Returns the sentences of a page of the program that says what is wrong. */
async function causeOf(/** @type {Response} */ answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main h1 + p")?.textContent ?? "il programma ha avuto un errore. Ricaricare la pagina.";
}

/** Returns a plan with its version; null if its files cannot be understood. */
export async function open(/** @type {string} */ work) {
  const answer = await ask(`/lavoro/${work}/piano.json`, "Il piano non si può correggere qui");
  return answer.status === 204 ? null : /** @type {VersionedPlan} */ (await answer.json());
}

/** Keeps a changed plan, and returns what is to be said about it. */
export async function check(/** @type {string} */ work, /** @type {VersionedPlan} */ plan) {
  const answer = await ask(`/lavoro/${work}/piano.json`, "La modifica non è stata presa", { method: "PUT", body: JSON.stringify(plan) });
  return /** @type {Check} */ (await answer.json());
}

/** Returns what is to be said about a plan, without keeping it. */
export async function look(/** @type {string} */ work, /** @type {VersionedPlan} */ plan) {
  const answer = await ask(`/lavoro/${work}/controllo`, "Il piano non è stato controllato", { method: "POST", body: JSON.stringify(plan) });
  return /** @type {Check} */ (await answer.json());
}

/** Returns the page of a plan as it is now, for the parts that the server writes. */
export async function pageOf(/** @type {string} */ work) {
  const answer = await ask(`/lavoro/${work}`, "La pagina non è stata rinnovata");
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Returns where the values of a plan stand in its annex. */
export async function places(/** @type {string} */ work, /** @type {VersionedPlan} */ plan) {
  const answer = await ask(`/lavoro/${work}/posti`, "I posti non si possono leggere", { method: "POST", body: JSON.stringify(plan) });
  return /** @type {CellPlace[]} */ (await answer.json());
}
