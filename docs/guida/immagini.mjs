// Makes the pictures of the guide from the running program: `node docs/guida/immagini.mjs`. Needs the program
// (target/release/allegati, or ALLEGATI), Chromium with its Italian (chromium, chromium-l10n),
// pdftoppm, and `npm ci` in tests/page.

import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const { chromium } = createRequire(join(ROOT, "tests/page/package.json"))("playwright-core");
const PROGRAM = process.env.ALLEGATI ?? join(ROOT, "target/release/allegati");
const PICTURES = join(import.meta.dirname, "src/immagini");
/** Largest picture, in bytes: they all go into the program. */
const MOST_BYTES = 150_000;

const work = mkdtempSync(join(tmpdir(), "immagini-"));
const table = join(work, "obiettivi-2025.csv");
writeFileSync(table, `PIANO DEGLI OBIETTIVI 2025;;;;
Comune di Esempio;;;;
AREA TECNICA;;;;
Servizio;Obiettivo;Risultato atteso;Indicatore;Peso
Lavori pubblici;Rifare la pavimentazione di piazza del Municipio;Lavori conclusi entro il 31.10.2025;Certificato di regolare esecuzione;40
Patrimonio;Censire gli immobili comunali e i loro consumi;Elenco completo entro il 30.06.2025;Immobili censiti sul totale;30
Edilizia privata;Ridurre i tempi dei permessi di costruire;Al massimo 45 giorni di media;Giorni medi di rilascio;20
AREA AFFARI GENERALI;;;;
Servizio;Obiettivo;Risultato atteso;Indicatore;Peso
Segreteria;Pubblicare gli atti entro tre giorni;Tutti gli atti dell'anno;Atti pubblicati in tempo sul totale;60
Anagrafe;Rilasciare le carte d'identità su appuntamento;Attesa non oltre 10 giorni;Giorni medi di attesa;40
`);
const plan = join(work, "piano-2025.yaml");
copyFileSync(join(ROOT, "inputs/piano-obiettivi-2020-2022.yaml"), plan);

/** Runs a command to its end. */
function run(command, args, options = {}) {
  const { status, stderr } = spawnSync(command, args, { cwd: work, encoding: "utf8", ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--lang=it"], env: { ...process.env, LANGUAGE: "it" } });

/** Starts the program with files and gives its page to `use`. */
async function opened(files, use) {
  const program = spawn(PROGRAM, ["apri", "--senza-browser", "--porta", "0", ...files], { cwd: work });
  const address = await new Promise((done) => {
    program.stdout.on("data", (text) => done(String(text).match(/http\S+/)[0]));
  });
  const context = await browser.newContext({ locale: "it-IT", viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  try {
    await page.goto(address);
    await use(page);
  } finally {
    await context.close();
    program.kill();
  }
}

/** Takes a picture of a part of the page, at most `height` high. */
async function taken(page, name, selector, height = 700) {
  const part = page.locator(selector).first();
  await part.scrollIntoViewIfNeeded();
  const box = await part.boundingBox();
  const scroll = await page.evaluate(() => scrollY);
  const clip = { x: Math.max(0, box.x - 8), y: box.y + scroll - 8, width: box.width + 16, height: Math.min(box.height + 16, height) };
  await page.screenshot({ path: join(PICTURES, `${name}.png`), clip, fullPage: true });
}

/** Draws a page of a PDF; `part` says which rows of it, from 0 to 1. */
function drawn(name, pdf, number, [top, bottom]) {
  const dots = 80;
  const height = Math.round(8.27 * dots);
  const rows = ["-x", "0", "-y", `${Math.round(top * height)}`, "-W", `${Math.round(11.7 * dots)}`, "-H", `${Math.round((bottom - top) * height)}`];
  run("pdftoppm", ["-r", `${dots}`, "-f", `${number}`, "-l", `${number}`, "-singlefile", ...rows, "-png", pdf, join(PICTURES, name)]);
}

await opened([], async (page) => {
  await taken(page, "apri", "main", 560);
  await page.setInputFiles("#file", table);
  await page.click("button:text-is('Apri')");
  await page.waitForURL(/lavoro/);
  await page.waitForSelector("#tabella-0");
  await page.waitForLoadState("networkidle");
  await page.click("#riconosciuto > summary");
  await taken(page, "capito", "#riconosciuto", 560);
  await page.click("#riconosciuto > summary");
  // The bar keeps to the foot of the window.
  await page.setViewportSize({ width: 1000, height: 800 });
  await page.mouse.move(0, 0);
  await page.locator("#tabella-0").evaluate((head) => head.scrollIntoView());
  await page.screenshot({ path: join(PICTURES, "correggere.png") });
  await page.setViewportSize({ width: 1000, height: 700 });
  await taken(page, "prendi", "#file-pronti", 400);
  await page.waitForSelector("#pagine img");
  await page.waitForLoadState("networkidle");
  await taken(page, "guarda", "#guarda", 560);
});

await opened([plan], async (page) => {
  await page.waitForSelector("#tabella-0");
  await taken(page, "segnalazioni", "#elenco", 600);
});

run(PROGRAM, ["genera", table, "--imposta", "delibera=Giunta n. 12 del 31.01.2025", "--imposta", "firmatari=Il Sindaco\nIl Segretario comunale"]);
const made = join(work, "output");
drawn("firme", join(made, "obiettivi-2025.pdf"), 1, [0, 0.7]);
await opened([], async (page) => {
  await page.goto(new URL("/verifica", page.url()).href);
  await page.setInputFiles("#mandati", join(made, "obiettivi-2025.manifesto.json"));
  await page.setInputFiles("#tornati", join(made, "obiettivi-2025.pdf"));
  await page.click("main button");
  await page.waitForLoadState("networkidle");
  await taken(page, "verifica", "main", 460);
});

await browser.close();
for (const name of readdirSync(PICTURES)) {
  const { size } = statSync(join(PICTURES, name));
  console.log(`${name}: ${size}`);
  if (size > MOST_BYTES) throw new Error(`${name} is too large`);
}
rmSync(work, { recursive: true });
