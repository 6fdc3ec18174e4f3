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

/** Returns a plan with its version; null if its files cannot be understood. */
export async function open(/** @type {string} */ work) {
  const answer = await fetch(`/lavoro/${work}/piano.json`);
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error("Il piano non si può leggere: il programma è ancora aperto?");
  return /** @type {VersionedPlan} */ (await answer.json());
}

/** Keeps a changed plan, and returns what is to be said about it. */
export async function check(/** @type {string} */ work, /** @type {VersionedPlan} */ plan) {
  const answer = await fetch(`/lavoro/${work}/piano.json`, {
    method: "PUT",
    body: JSON.stringify(plan),
  });
  if (answer.status === 409) throw new Conflict();
  if (!answer.ok) throw new Error("La modifica non è stata presa: il programma è ancora aperto?");
  return /** @type {Check} */ (await answer.json());
}

/** Returns what is to be said about a plan, without keeping it. */
export async function look(/** @type {string} */ work, /** @type {VersionedPlan} */ plan) {
  const answer = await fetch(`/lavoro/${work}/controllo`, {
    method: "POST",
    body: JSON.stringify(plan),
  });
  if (!answer.ok) throw new Error("Il piano non si può controllare: il programma è ancora aperto?");
  return /** @type {Check} */ (await answer.json());
}

/** Returns the page of a plan as it is now, for the parts that the server writes. */
export async function pageOf(/** @type {string} */ work) {
  const answer = await fetch(`/lavoro/${work}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Returns where the values of a plan stand in its annex. */
export async function places(/** @type {string} */ work, /** @type {VersionedPlan} */ plan) {
  const answer = await fetch(`/lavoro/${work}/posti`, {
    method: "POST",
    body: JSON.stringify(plan),
  });
  if (!answer.ok) throw new Error("I posti non si possono leggere: il programma è ancora aperto?");
  return /** @type {CellPlace[]} */ (await answer.json());
}
