// The program under test and a browser that opens its page.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const ROOT = resolve(import.meta.dirname, "../..");
export const PROGRAM = process.env.ALLEGATI ?? join(ROOT, "target/release/allegati");
export const PLAN = join(ROOT, "inputs/piano-obiettivi-2020-2022.yaml");
export const TABLE = join(ROOT, "tests/suite/fixtures/altrui/peg-due-celle.xlsx");
export const NAME = "piano-obiettivi-2020-2022";
/** Name of the first table of the plan. */
export const FIRST = "AREA AFFARI GENERALI – ANNO 2020";
/** Folder of a file of tests, gone at its end. */
export const FOLDER = mkdtempSync(join(tmpdir(), "pagina-"));

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(async () => {
  await browser.close();
  rmSync(FOLDER, { recursive: true });
});

/** Runs the command line to its end; returns what it printed. */
export function command(...args) {
  const { stdout, stderr } = spawnSync(PROGRAM, args, { encoding: "utf8" });
  return stdout + stderr;
}

/** Starts the program; returns it with its first address. */
export async function started(files) {
  const program = spawn(PROGRAM, ["apri", "--senza-browser", ...files]);
  const first = await new Promise((done) => {
    program.stdout.on("data", (text) => done(String(text).match(/http\S+/)[0]));
  });
  return { program, first };
}

/** Makes a browser that has visited nothing. */
export const newContext = (options) => browser.newContext({ locale: "it-IT", acceptDownloads: true, ...options });

/** Opens a page in which no script may fail. */
export async function newPage(context) {
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(error.message));
  page.on("dialog", () => assert.fail("a text was executed"));
  return page;
}

/** Starts the program and opens its page; `use` gets the page, its context and its address. */
export async function opened(files, options, use) {
  const { program, first } = await started(files);
  const context = await newContext(options);
  const page = await newPage(context);
  try {
    await page.goto(first);
    await use(page, context, first.replace(/\/\?.*/, ""));
  } finally {
    await context.close();
    program.kill();
  }
}

/** Returns the bytes of the file that a link gives. */
export async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(name)]);
  return readFileSync(await download.path());
}

/** Returns the plan in YAML as it is now. */
export const planOf = async (page) => String(await taken(page, "text=Scarica il piano"));

/** Waits until the plan was checked after a change. */
export const checked = (page) => page.waitForResponse((answer) => answer.request().method() === "PUT");

/** Returns a cell by its label and its table. */
export const cell = (page, table, label) =>
  page.locator(`section:has(> h3:text-is("${table}")) textarea[aria-label="${label}"]`);

/** Hands files over on the first page. */
export async function toPlan(page, files) {
  await page.setInputFiles("#file", files);
  await page.click("button:text-is('Apri')");
  await page.waitForURL(/lavoro/);
}
