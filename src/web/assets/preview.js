// The annex page by page: renewed with the plan, and a way from a cell on a page to its field.

import { element } from "./dom.js";
import * as engine from "./engine.js";
import { goTo } from "./marks.js";

/** @typedef {{ work: string, version: number, plan: any, marks: import("./marks.js").Marks }} Source */

/** Begins to follow the plan of an editor. */
export function startPreview(/** @type {Source} */ source) {
  const preview = new Preview(source);
  document.addEventListener("rinnovato", (event) => {
    if (event instanceof CustomEvent) preview.renew(event.detail.page, event.detail.version);
  });
  document.addEventListener("verificato", (event) => {
    if (event instanceof CustomEvent) preview.redraw(event.detail);
  });
  document.addEventListener("click", (event) => void preview.follow(event));
  document.addEventListener("pointermove", (event) => void preview.point(event));
}

class Preview {
  /** @type {Source} */ source;
  /** Places of the values, and the text that their lines are of. @type {engine.CellPlace[]} */ places = [];
  text = "";
  /** Request for the places that is under way. @type {Promise<void>} */ loading = Promise.resolve();
  frame = element("div", { class: "frame", hidden: "" });

  constructor(/** @type {Source} */ source) {
    this.source = source;
  }

  /** Draws anew the first page and those in sight, before the rest of the page is renewed. */
  redraw(/** @type {number} */ version) {
    const images = [...document.querySelectorAll("#pagine img")];
    images.forEach((image, i) => {
      const { top, bottom } = image.getBoundingClientRect();
      if (i === 0 || (bottom > 0 && top < window.innerHeight)) this.draw(image, i, version);
    });
  }

  /** Asks for a page; the old drawing stays until the new one is there. */
  draw(/** @type {Element} */ image, /** @type {number} */ index, /** @type {number} */ version) {
    const source = `/lavoro/${this.source.work}/pagina/${index + 1}?${version}`;
    if (image instanceof HTMLImageElement && image.getAttribute("src") !== source) image.src = source;
  }

  /** Shows the pages of a changed plan; those of a plan with errors stay as they were. */
  renew(/** @type {Document} */ page, /** @type {number} */ version) {
    const fresh = page.getElementById("guarda");
    const old = document.getElementById("guarda");
    old?.classList.toggle("old", !fresh);
    if (!fresh) return;
    const images = [...document.querySelectorAll("#pagine img")];
    if (!old) document.querySelector("main")?.append(fresh);
    else if (images.length !== fresh.querySelectorAll("#pagine img").length) old.replaceWith(fresh);
    else {
      images.forEach((image, i) => this.draw(image, i, version));
    }
  }

  /** Asks where the values stand, once for each text. */
  async load() {
    const text = this.source.marks.lines.join("\n");
    if (this.text !== text) {
      this.text = text;
      const asked = engine.places(this.source.work, { versione: this.source.version, piano: text });
      this.loading = asked.catch(() => []).then((places) => {
        this.places = places;
      });
    }
    await this.loading;
  }

  /** Returns the place below the pointer. */
  at(/** @type {MouseEvent} */ event) {
    const figure = event.target instanceof Element ? event.target.closest("#pagine figure") : null;
    const image = figure?.querySelector("img");
    if (!(figure instanceof HTMLElement) || !image) return null;
    const box = image.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    const number = Number(figure.dataset.pagina);
    const place = this.places.find(({ pagina, bordi: [left, top, right, bottom] }) =>
      pagina === number && left <= x && x <= right && top <= y && y <= bottom);
    return place ? { figure, place } : null;
  }

  /** Goes from a cell on a page to its field. */
  async follow(/** @type {MouseEvent} */ event) {
    if (!(event.target instanceof Element && event.target.closest("#pagine figure"))) return;
    await this.load();
    const found = this.at(event);
    const { plan, marks } = this.source;
    const area = found && marks.cell(plan, marks.paths[found.place.riga - 1] ?? []);
    if (area) goTo(area);
  }

  /** Frames the cell below the pointer. */
  async point(/** @type {MouseEvent} */ event) {
    const isOver = event.target instanceof Element && event.target.closest("#pagine figure");
    this.frame.hidden = true;
    if (!isOver) return;
    await this.load();
    const found = this.at(event);
    if (!found) return;
    const [left, top, right, bottom] = found.place.bordi.map((edge) => `${edge * 100}%`);
    found.figure.append(this.frame);
    Object.assign(this.frame.style, { left, top, width: `calc(${right} - ${left})`, height: `calc(${bottom} - ${top})` });
    this.frame.hidden = false;
  }
}
