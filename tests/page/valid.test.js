// HTML of the pages, as the server writes it and as scripts have changed it, by the rules of the language.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { FIRST, PLAN, ROOT, TABLE, cell, checked, opened, toPlan } from "./program.js";

const judge = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // A button of a form submits it unless it says otherwise: that is the rule of the language.
    "no-implicit-button-type": "off",
  },
});

/** Checks the page as it stands, and as the server sent it. */
async function validate(page, what) {
  const sent = await page.evaluate(async () => (await fetch(location.href)).text());
  const shown = `<!DOCTYPE html>${await page.evaluate(() => document.documentElement.outerHTML)}`;
  for (const [text, which] of [[sent, "sent"], [shown, "shown"]]) {
    const { results } = await judge.validateString(text);
    const found = results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`));
    assert.deepEqual(found, [], `${what}, ${which}`);
  }
}

test("the pages are valid HTML", async () => {
  await opened([PLAN], {}, async (page, _, address) => {
    await page.locator(".said").first().waitFor();
    await validate(page, "plan");
    await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 1").fill("trenta")]);
    await page.locator(".refused").waitFor();
    await validate(page, "plan with an error");
    for (const path of ["/", "/raffronta", "/consuntivo", "/verifica", "/niente"]) {
      await page.goto(address + path);
      await validate(page, path);
    }
    await page.goto(address);
    await toPlan(page, TABLE);
    await validate(page, "table");
    await page.goto(`${address}/raffronta`);
    await page.check("input[name=aperto][value='']");
    await page.setInputFiles("#prima", PLAN);
    await page.setInputFiles("#dopo", join(ROOT, "output/piano-obiettivi-2020-2022.xlsx"));
    await page.click("button:text-is('Raffronta')");
    await page.waitForURL(/raffronto/);
    await validate(page, "comparison");
    await page.click("text=Fai il testo a fronte");
    await page.waitForURL(/insieme/);
    await validate(page, "files");
  });
});
