// Work on the same files that was not taken away: of another start of the program, of another tab.

import { button, element } from "./dom.js";
import { forget, kept } from "./keep.js";
import { isSamePlan } from "./plan.js";

/**
 * @typedef {{
 *   origin: string,
 *   branch: string,
 *   plan: any,
 *   change: (edit: () => void) => void,
 *   draw: () => void,
 *   look: () => Promise<void>,
 * }} Editing
 */

export class EarlierWork {
  /** @type {Editing} */ editing;
  /** Plans that are offered. @type {import("./keep.js").Kept[]} */ plans;
  /** Plan that this work goes on with, until the engine has it. @type {import("./keep.js").Kept | null} */ resumed = null;

  constructor(/** @type {Editing} */ editing) {
    this.editing = editing;
    const { origin, branch, plan } = editing;
    const found = kept(origin);
    // What a tab could not hand over goes on from the work that is kept beside it.
    const hasFollower = (/** @type {import("./keep.js").Kept} */ base) => found.some((other) => workOf(other) === base.ramo && other !== base && other.versione >= base.versione);
    const others = found.filter((other) => other.ramo !== branch && !hasFollower(other));
    this.plans = others.filter(({ piano }) => !isSamePlan(JSON.parse(piano), plan));
  }

  /** Offers to go on with each plan. */
  offer() {
    if (this.plans.length === 0) return [];
    const text = this.plans.length === 1
      ? "Questo file era già stato corretto qui, e le correzioni non sono state prese."
      : "Questo file era già stato corretto qui più volte, e le correzioni non sono state prese: sono rimaste tutte, ognuna per sé.";
    return [element("div", { class: "card offer", role: "status" }, element("p", {}, text), ...this.plans.map((plan) => this.choice(plan)))];
  }

  /** Makes the choice on one plan. */
  choice(/** @type {import("./keep.js").Kept} */ plan) {
    const time = new Date(plan.ora).toLocaleString("it-IT", { dateStyle: "long", timeStyle: "short" });
    const goOn = button("Riprendi quel lavoro", () => {
      this.resumed = plan;
      this.leave(plan);
      this.editing.change(() => {
        this.editing.plan = JSON.parse(plan.piano);
      });
    }, { class: "", "aria-label": `Riprendi quel lavoro, del ${time}` });
    const drop = button("Lascia perdere", () => {
      this.forget(plan);
      this.leave(plan);
      this.editing.draw();
      void this.editing.look();
    }, { "aria-label": `Lascia perdere il lavoro del ${time}` });
    const choice = element("p", {}, `Corretto per ultimo il ${time}. `, goOn, " ", drop);
    const other = this.openWork(plan);
    if (other) choice.replaceChildren("Lo stesso file è aperto e corretto anche in un altro lavoro di questa pagina: ", element("a", { href: other }, "vai a quel lavoro"), ".");
    return choice;
  }

  /** Returns the address of a plan that is another work of this run, as the engine has it; null for any other. */
  openWork(/** @type {import("./keep.js").Kept} */ plan) {
    const [run, number, ownTab] = plan.ramo.split("/");
    const isOfThisRun = this.editing.branch.startsWith(`${run}/`);
    return isOfThisRun && !ownTab ? `/lavoro/${number}` : null;
  }

  leave(/** @type {import("./keep.js").Kept} */ plan) {
    this.plans = this.plans.filter((other) => other !== plan);
  }

  /** Forgets the plan that this work goes on with, once the engine has it. */
  taken() {
    if (this.resumed) this.forget(this.resumed);
    this.resumed = null;
  }

  /** Forgets a plan, and the one that it went on from; the work of this page stays. */
  forget(/** @type {import("./keep.js").Kept} */ plan) {
    const { origin, branch } = this.editing;
    for (const gone of [plan.ramo, workOf(plan)]) {
      if (gone !== branch) forget(origin, gone);
    }
  }
}

/** Returns the branch of the work that a plan belongs to: the run of the program, and the number of the work. */
function workOf(/** @type {import("./keep.js").Kept} */ plan) {
  return plan.ramo.split("/").slice(0, 2).join("/");
}
