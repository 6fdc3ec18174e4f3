// How long the local page takes from a keystroke to its findings, and to the first page renewed.
// Needs what tests/page needs; prints medians. Run: node benches/page.mjs [program]

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const { chromium } = createRequire(join(ROOT, "tests/page/package.json"))("playwright-core");
const PROGRAM = process.argv[2] ?? join(ROOT, "target/release/allegati");
const ROUNDS = 15;

/** Returns a plan of so many objectives, in areas of ten. */
function plan(count) {
  const objective = (i) => ({
    servizio: `SERVIZIO ${i % 7}`, tipologia: "S", peso: "10",
    descrizione: `Adeguamento numero ${i} dei procedimenti dell'ufficio alle linee guida, con revisione dei moduli e formazione del personale`,
    risultato: `Procedimento ${i} adeguato entro il 31.12.2026`, indicatore: `Breve relazione numero ${i} del responsabile`,
  });
  const area = (a) => ({ nome: `AREA ${a + 1}`, periodi: [{ etichetta: "ANNO 2026", obiettivi: Array.from({ length: 10 }, (_, i) => objective(a * 10 + i)) }] });
  return { titolo: "PIANO 2026", aree: Array.from({ length: count / 10 }, (_, a) => area(a)) };
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

async function measure(browser, folder, count) {
  const file = join(folder, `${count}.json`);
  writeFileSync(file, JSON.stringify(plan(count)));
  const program = spawn(PROGRAM, ["apri", "--senza-browser", file]);
  const first = await new Promise((done) => program.stdout.on("data", (text) => done(String(text).match(/http\S+/)[0])));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const before = Date.now();
  await page.goto(first);
  await page.locator(".bar p", { hasText: "segnalazion" }).waitFor();
  const opened = Date.now() - before;
  await page.locator("#pagina-1 img").scrollIntoViewIfNeeded();
  await page.waitForTimeout(1000);
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await page.evaluate(async (round) => {
      const area = document.querySelector(`textarea[aria-label="Descrizione, obiettivo ${(round % 10) + 1}"]`);
      const image = document.querySelector("#pagina-1 img");
      const status = document.querySelector(".bar p");
      const before = performance.now();
      const found = new Promise((done) => new MutationObserver((_, it) => { it.disconnect(); done(performance.now() - before); }).observe(status, { childList: true, characterData: true, subtree: true }));
      const drawn = new Promise((done) => image.addEventListener("load", () => done(performance.now() - before), { once: true }));
      area.value += round % 2 ? " e e" : " x";
      area.dispatchEvent(new Event("input", { bubbles: true }));
      const [findings, renewed] = await Promise.all([found, drawn]);
      const server = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/piano.json")).at(-1);
      return { findings, renewed, server: server.responseStart - server.requestStart };
    }, round));
  }
  await context.close();
  program.kill();
  const of = (key) => median(times.map((time) => time[key])).toFixed(0);
  console.log(`${count} objectives: open ${opened} ms; keystroke to findings ${of("findings")} ms, of which a pause of 150 ms; server ${of("server")} ms; first page renewed ${of("renewed")} ms after the keystroke`);
}

const folder = mkdtempSync(join(tmpdir(), "page-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const count of [100, 300, 1000]) await measure(browser, folder, count);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
