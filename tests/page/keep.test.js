// Work that was not taken away, in the browser's storage: nothing is written over silently.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { FIRST, FOLDER, NAME, PLAN, cell, checked, newContext, newPage, opened, started, toPlan } from "./program.js";

const weightOf = (page) => cell(page, FIRST, "Peso, obiettivo 1");

/** Ends a program, and waits until its port is free. */
async function ended(program) {
  program.kill();
  if (program.exitCode === null && program.signalCode === null) await new Promise((done) => program.on("exit", done));
}

/** Opens the first address of a program in a browser that may have been there. */
async function openedIn(context, first) {
  const page = await newPage(context);
  await page.goto(first);
  await page.locator(".bar").waitFor();
  return page;
}

test("two works of one file are both kept, and both offered", async () => {
  const context = await newContext({});
  const one = await started([PLAN]);
  const page = await openedIn(context, one.first);
  const other = await newPage(context);
  await other.goto(new URL("/", one.first).href);
  await toPlan(other, PLAN);
  await Promise.all([checked(page), weightOf(page).fill("29")]);
  await Promise.all([checked(other), weightOf(other).fill("28")]);
  // Each page says that the other work is there, and leads to it.
  await other.reload();
  await other.locator(".offer", { hasText: "anche in un altro lavoro" }).waitFor();
  await other.click("text=vai a quel lavoro");
  await weightOf(other).waitFor();
  assert.equal(await weightOf(other).inputValue(), "29");
  await ended(one.program);
  const two = await started([PLAN]);
  const next = await openedIn(context, two.first);
  const offers = next.getByRole("button", { name: "Riprendi quel lavoro" });
  assert.equal(await offers.count(), 2);
  await Promise.all([checked(next), offers.first().click()]);
  assert.equal(await weightOf(next).inputValue(), "28");
  // The other one is still there.
  await next.reload();
  await next.locator(".offer").waitFor();
  assert.equal(await offers.count(), 1);
  await Promise.all([checked(next), offers.first().click()]);
  assert.equal(await weightOf(next).inputValue(), "29");
  await context.close();
  await ended(two.program);
});

test("what a tab could not save beside another one is said, kept, and gone on with", async () => {
  await opened([PLAN], {}, async (page, context) => {
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator(".bar").waitFor();
    await Promise.all([checked(page), weightOf(page).fill("25")]);
    await Promise.all([checked(other), weightOf(other).fill("26")]);
    await other.locator(".bar p", { hasText: "resta in questo browser" }).waitFor();
    await other.reload();
    await other.locator(".offer").waitFor();
    assert.equal(await weightOf(other).inputValue(), "25");
    await Promise.all([checked(other), other.click("text=Riprendi quel lavoro")]);
    assert.equal(await weightOf(other).inputValue(), "26");
    await other.reload();
    await other.locator(".bar").waitFor();
    assert.equal(await other.locator(".offer").count(), 0);
    assert.equal(await weightOf(other).inputValue(), "26");
  });
});

test("a program that is gone is said in Italian, and what was typed is offered at the next start", async () => {
  const context = await newContext({});
  const one = await started([PLAN]);
  const page = await openedIn(context, one.first);
  await Promise.all([checked(page), weightOf(page).fill("29")]);
  await ended(one.program);
  await weightOf(page).fill("27");
  await page.locator(".bar p", { hasText: "il programma non risponde" }).waitFor();
  assert.match(await page.locator(".bar p").innerText(), /resta in questo browser/);
  const two = await started([PLAN]);
  const next = await openedIn(context, two.first);
  // One work, as it was last.
  assert.equal(await next.getByRole("button", { name: "Riprendi quel lavoro" }).count(), 1);
  await Promise.all([checked(next), next.click("text=Riprendi quel lavoro")]);
  assert.equal(await weightOf(next).inputValue(), "27");
  await context.close();
  await ended(two.program);
});

test("with the usual port taken the work is found again at the next one, and the page says what it cannot promise", async () => {
  const stranger = createServer((_, answer) => answer.end());
  // Whoever has the port already is as good a stranger.
  await new Promise((done) => stranger.once("error", done).listen(8437, "127.0.0.1", done));
  const context = await newContext({});
  try {
    const one = await started([PLAN]);
    assert.match(new URL(one.first).port, /^84(38|39|40|41)$/);
    const page = await openedIn(context, one.first);
    assert.match(await page.innerText("#file-pronti"), /potrebbero non ritrovarsi al prossimo avvio/);
    await Promise.all([checked(page), weightOf(page).fill("29")]);
    await ended(one.program);
    const two = await started([PLAN]);
    const next = await openedIn(context, two.first);
    await Promise.all([checked(next), next.click("text=Riprendi quel lavoro")]);
    assert.equal(await weightOf(next).inputValue(), "29");
    await ended(two.program);
  } finally {
    await context.close();
    await new Promise((done) => stranger.close(done));
  }
});

test("taken file by file, the work is offered no more", async () => {
  const context = await newContext({});
  const one = await started([PLAN]);
  const page = await openedIn(context, one.first);
  await Promise.all([checked(page), weightOf(page).fill("29")]);
  const kept = () => page.evaluate(() => Object.keys(localStorage).length);
  await page.waitForResponse((answer) => answer.url().endsWith("/lavoro/1"));
  for (const ending of ["pdf", "xlsx", "docx", "manifesto.json"]) {
    assert.equal(await kept(), 1, ending);
    await Promise.all([page.waitForEvent("download"), page.click(`a:text-is("${NAME}.${ending}")`)]);
  }
  assert.equal(await kept(), 0);
  await context.close();
  await ended(one.program);
});

test("the keyboard stays where it was when rows move, come and go", async () => {
  await opened([PLAN], {}, async (page) => {
    await page.locator(".said").first().waitFor();
    const table = page.locator(`section:has(> h3:text-is("${FIRST}"))`);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
    const press = async (name) => {
      await table.getByRole("button", { name, exact: true }).focus();
      await Promise.all([checked(page), page.keyboard.press("Enter")]);
    };
    await press("Sposta giù l'obiettivo 1");
    assert.equal(await focused(), "Sposta giù l'obiettivo 2");
    await press("Sposta su l'obiettivo 2");
    // The first row cannot go further up.
    assert.equal(await focused(), "Sposta giù l'obiettivo 1");
    await press("Duplica l'obiettivo 3");
    assert.equal(await focused(), "Servizio organizzativo, obiettivo 4");
    await press("Elimina l'obiettivo 4");
    assert.equal(await focused(), "Elimina l'obiettivo 3");
    await press("Aggiungi un obiettivo");
    assert.equal(await focused(), "Servizio organizzativo, obiettivo 4");
    await Promise.all([checked(page), page.keyboard.type("X")]);
    await Promise.all([checked(page), page.keyboard.press("Control+z")]);
    assert.equal(await focused(), "Servizio organizzativo, obiettivo 4");
    await page.locator("#annulla").focus();
    await Promise.all([checked(page), page.keyboard.press("Enter")]);
    assert.equal(await focused(), "Annulla");
  });
});

test("a folder, or too many files, are refused where they fall, and the page stays", async () => {
  await opened([], {}, async (page, context) => {
    const folder = join(FOLDER, "cartella");
    mkdirSync(folder);
    const devtools = await context.newCDPSession(page);
    const drop = async (selector, files) => {
      const box = await page.locator(selector).boundingBox();
      const at = { x: box.x + 20, y: box.y + 20, data: { items: [], files, dragOperationsMask: 1 } };
      for (const type of ["dragEnter", "dragOver", "drop"]) await devtools.send("Input.dispatchDragEvent", { type, ...at });
    };
    await drop(".drop", [folder]);
    await page.locator("[role=alert]", { hasText: "«cartella» è una cartella" }).waitFor();
    await drop("h1", [PLAN]);
    assert.equal(await page.innerText("h1"), "Fare gli allegati");
    assert.equal(await page.locator("#file").evaluate((input) => input.files.length), 0);
    await drop(".drop", [PLAN]);
    assert.equal(await page.locator("#file").evaluate((input) => input.files.length), 1);
    assert.equal(await page.locator("[role=alert]").innerText(), "");
    await page.goto(new URL("/consuntivo", page.url()).href);
    await drop(".drop:has(#piano)", [PLAN, join(FOLDER, "altro.yaml")]);
    await page.locator("[role=alert]", { hasText: "un file solo" }).waitFor();
  });
});
