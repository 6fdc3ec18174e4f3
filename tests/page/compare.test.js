// Two versions of a plan, compared on the local page in a real browser.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { FOLDER, PLAN, command, opened, taken } from "./program.js";

const head = "titolo: PIANO 2026\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNO 2026\n        obiettivi:\n";
const objective = (service, description, weight) =>
  `          - servizio: ${service}\n            descrizione: ${description}\n            peso: ${weight}\n`;
const OLD = join(FOLDER, "prima.yaml");
const NEW = join(FOLDER, "dopo.yaml");
const NO_PLAN = join(FOLDER, "vuota.csv");
writeFileSync(NO_PLAN, "Nota\nNiente\n");
writeFileSync(OLD, head
  + objective("STRADE", "Manutenzione delle strade comunali del centro storico", 60)
  + objective("VERDE", "Censimento degli alberi dei parchi e potatura annuale", 40));
writeFileSync(NEW, head
  + objective("STRADE", "Manutenzione delle strade comunali del centro storico", 55)
  + objective("VERDE", "Potatura annuale delle siepi dei parchi e delle scuole, affidata a nuovi giardinieri per tre stagioni", 40));

/** Compares two files on the page. */
async function compare(page, before, after) {
  await page.click("nav >> text=Raffrontare due versioni");
  await page.setInputFiles("#prima", before);
  await page.setInputFiles("#dopo", after);
  await page.click("button:text-is('Raffronta')");
  await page.waitForURL(/raffronto/);
}

for (const javaScriptEnabled of [true, false]) {
  test(`changes are told, doubts settled, and the files are those of confronta, ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    const target = join(FOLDER, `fronte-${javaScriptEnabled}`);
    const told = command("confronta", OLD, NEW, "--uscita", target, "--revisioni");
    await opened([], { javaScriptEnabled }, async (page) => {
      await compare(page, OLD, NEW);
      const counts = "Obiettivi: 2 cambiati; 1 abbinamento è dubbio.";
      assert.ok(told.includes(counts), told);
      assert.match(await page.innerText("main"), new RegExp(counts));
      const revised = await taken(page, "text=con le revisioni");
      assert.ok(revised.equals(readFileSync(join(target, "dopo-revisioni.docx"))));
      await page.click("text=Fai il testo a fronte");
      for (const ending of ["pdf", "xlsx", "docx", "manifesto.json"]) {
        const name = `dopo-raffronto.${ending}`;
        const made = await taken(page, `a:text-is("${name}")`);
        assert.ok(made.equals(readFileSync(join(target, name))), name);
      }
      const zip = await taken(page, "text=Prendi tutto");
      assert.equal(zip.subarray(0, 2).toString(), "PK");
      await page.click("text=Torna al raffronto");
      await page.getByLabel(/^Obiettivo 2 di prima/).selectOption("2=nessuno");
      await page.click("text=Raffronta di nuovo");
      await page.locator("text=Obiettivi: 1 aggiunto, 1 tolto, 1 cambiato.").waitFor();
      await page.getByLabel("L'obiettivo 2 di prima non c'è più.").uncheck();
      await page.click("text=Raffronta di nuovo");
      await page.locator(`text=${counts}`).waitFor();
    });
  });
}

test("a file is dropped on each side, by the keyboard the rest", async () => {
  await opened([], {}, async (page, _, address) => {
    await page.goto(`${address}/raffronta`);
    for (const [field, file] of [["prima", OLD], ["dopo", NEW]]) {
      const data = await page.evaluateHandle(([name, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name));
        return transfer;
      }, [`${field}.yaml`, readFileSync(file, "utf8")]);
      await page.dispatchEvent(`.drop:has(#${field})`, "drop", { dataTransfer: data });
    }
    await page.getByRole("button", { name: "Raffronta", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/raffronto/);
    assert.match(await page.innerText("main"), /Prima: prima\.yaml, 2 obiettivi/);
  });
});

for (const javaScriptEnabled of [true, false]) {
  test(`the old version is a set of annexes, and the texts go into the folder, ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    const folder = join(FOLDER, `insieme-${javaScriptEnabled}`);
    command("genera", OLD, "--uscita", join(folder, "in-vigore"));
    const plan = join(folder, "nuovo.yaml");
    cpSync(NEW, plan);
    command("confronta", join(folder, "in-vigore"), plan, "--uscita", join(folder, "comando"));
    await opened([plan], { javaScriptEnabled }, async (page) => {
      await page.click("text=Raffronta con un'altra versione");
      await page.setInputFiles("#prima", ["pdf", "xlsx", "docx", "manifesto.json"].map((ending) => join(folder, "in-vigore", `prima.${ending}`)));
      await page.click("button:text-is('Raffronta')");
      await page.click("text=Fai il testo a fronte");
      await page.click("text=Scrivi nella cartella «allegati»");
      assert.match(await page.innerText("main"), /I file sono nella cartella/);
      for (const ending of ["pdf", "xlsx", "docx", "manifesto.json"]) {
        const name = `nuovo-raffronto.${ending}`;
        assert.ok(readFileSync(join(folder, "allegati", name)).equals(readFileSync(join(folder, "comando", name))), name);
      }
    });
  });
}

test("the opened plan is compared as it is now", async () => {
  await opened([PLAN], {}, async (page) => {
    await page.click("text=Raffronta con un'altra versione");
    assert.ok(await page.getByLabel("il testo nuovo", { exact: true }).isChecked());
    await page.setInputFiles("#prima", PLAN);
    await page.click("button:text-is('Raffronta')");
    await page.locator("text=I due piani dicono le stesse cose.").waitFor();
  });
});

test("axe finds nothing in a comparison, narrow or wide, light or dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      await opened([PLAN], { colorScheme, viewport: { width, height: 800 } }, async (page, _, address) => {
        const judge = async (what) => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
          assert.deepEqual(found, [], `${what}, ${colorScheme}, ${width}`);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(overflow <= 0, `${what}, ${width}: ${overflow}`);
        };
        await page.goto(`${address}/raffronta`);
        await judge("form");
        await compare(page, OLD, NEW);
        await judge("changes");
        await page.click("text=Fai il testo a fronte");
        await page.waitForURL(/insieme/);
        await judge("files");
        await page.click("text=Torna al raffronto");
        await page.getByLabel(/^Obiettivo 2 di prima/).selectOption("2=2");
        await page.click("text=Raffronta di nuovo");
        await page.locator("text=Già deciso").waitFor();
        await judge("settled");
        await compare(page, OLD, NO_PLAN);
        await judge("refused");
      });
    }
  }
});
