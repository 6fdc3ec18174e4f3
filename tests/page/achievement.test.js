// Results of a plan on the local page, in a real browser.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { FOLDER, command, opened, taken } from "./program.js";

const PLAN = join(FOLDER, "piano.yaml");
writeFileSync(PLAN, [
  "titolo: X", "aree:", "  - nome: A", "    periodi:", "      - etichetta: ANNO 2024", "        obiettivi:",
  "          - {servizio: S, descrizione: Strade, peso: 40}", "          - {servizio: S, descrizione: Ponti, peso: 60}", "",
].join("\n"));
const HEADS = "N.;Anno;Obiettivo;Peso;Valore raggiunto;Raggiunto %;Documenti a riprova;Motivi dello scostamento;Note\n";
const [STREETS, BRIDGES, OTHERS] = [
  ["strade", "1;2024;Strade;40;;80%;;;\n"], ["ponti", "2;2024;Ponti;60;;70%;;;\n"], ["altro", "2;2024;Scuole;60;;70%;;;\n"],
].map(([name, row]) => {
  const file = join(FOLDER, `${name}.csv`);
  writeFileSync(file, HEADS + row);
  return file;
});

for (const javaScriptEnabled of [true, false]) {
  test(`the annexes are those of consuntivo, ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    const target = join(FOLDER, `consuntivo-${javaScriptEnabled}`);
    command("consuntivo", PLAN, STREETS, BRIDGES, "--uscita", target);
    await opened([PLAN], { javaScriptEnabled }, async (page) => {
      await page.click("text=Fai il consuntivo di questo piano");
      assert.ok(await page.getByLabel(/Il piano aperto/).isChecked());
      await page.setInputFiles("#risultati", [STREETS, BRIDGES]);
      await page.click("button:text-is('Fai il consuntivo')");
      await page.locator("text=Prendi tutto").waitFor();
      for (const ending of ["pdf", "xlsx", "docx", "manifesto.json"]) {
        const name = `piano-consuntivo.${ending}`;
        const made = await taken(page, `a:text-is("${name}")`);
        assert.ok(made.equals(readFileSync(join(target, name))), name);
      }
    });
  });
}

test("axe finds nothing on the pages of a consuntivo, narrow or wide, light or dark", async () => {
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
        for (const [results, what] of [[[STREETS], "made"], [[STREETS, OTHERS], "refused"]]) {
          await page.goto(`${address}/consuntivo?piano=1`);
          await judge("form");
          await page.setInputFiles("#risultati", results);
          await page.click("button:text-is('Fai il consuntivo')");
          await page.waitForURL(/insieme\/\d/);
          await judge(what);
        }
      });
    }
  }
});
