// The local page in a real browser. Every test has a program of its own.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { FIRST, FOLDER, NAME, PLAN, ROOT, TABLE, cell, checked, command, opened, planOf, taken, toPlan } from "./program.js";
import { hostileTexts } from "./hostile.js";

test("files of a plan are those of genera, byte for byte", async () => {
  await opened([], {}, async (page) => {
    await toPlan(page, PLAN);
    for (const ending of ["pdf", "xlsx", "docx", "manifesto.json"]) {
      const name = `${NAME}.${ending}`;
      const made = await taken(page, `a:text-is("${name}")`);
      assert.ok(made.equals(readFileSync(join(ROOT, "output", name))), name);
    }
  });
});

test("a table of an office becomes the files that genera makes of it", async () => {
  const given = ["--titolo", "PIANO DEGLI OBIETTIVI 2025", "--ente", "Comune di Prova"];
  command("genera", TABLE, "--uscita", FOLDER, ...given);
  await opened([], {}, async (page) => {
    await toPlan(page, TABLE);
    if (!(await page.isVisible("#titolo"))) await page.click("summary:has-text('Quello che il file non dice')");
    await page.fill("#titolo", "PIANO DEGLI OBIETTIVI 2025");
    await page.fill("#ente", "Comune di Prova");
    await page.click("button:text-is('Applica')");
    await page.waitForSelector("text=Prendi tutto");
    for (const ending of ["pdf", "xlsx", "docx"]) {
      const made = await taken(page, `a:text-is("peg-due-celle.${ending}")`);
      assert.ok(made.equals(readFileSync(join(FOLDER, `peg-due-celle.${ending}`))), ending);
    }
  });
});

test("what is typed is kept, and its findings stand beside it", async () => {
  await opened([PLAN], {}, async (page) => {
    const weight = cell(page, FIRST, "Peso, obiettivo 1");
    assert.equal(await weight.inputValue(), "30");
    await Promise.all([checked(page), weight.fill("20,50")]);
    const said = page.locator(`section:has(> h3:text-is("${FIRST}")) > .said`);
    await said.first().waitFor();
    assert.match(await said.first().innerText(), /90,5/);
    assert.equal(await page.locator(`section:has(> h3:text-is("${FIRST}")) .total`).innerText(), "Somma dei pesi: 90,5");
    assert.match(await planOf(page), /peso: 20,50\n/);
    await Promise.all([checked(page), page.click("#annulla")]);
    assert.match(await planOf(page), /peso: 30\n/);
    await Promise.all([checked(page), page.click("#ripeti")]);
    assert.match(await planOf(page), /peso: 20,50\n/);
  });
});

test("rows are added, moved, copied and deleted", async () => {
  await opened([PLAN], {}, async (page) => {
    const descriptions = () => page.locator(`section:has(> h3:text-is("${FIRST}")) textarea[aria-label^="Descrizione"]`).evaluateAll(
      (areas) => areas.map((area) => area.value.slice(0, 12)),
    );
    await page.locator(".bar").waitFor();
    const [first, second, third] = await descriptions();
    const act = (name) => Promise.all([checked(page), page.locator(`section:has(> h3:text-is("${FIRST}"))`).getByRole("button", { name, exact: true }).click()]);
    await act("Sposta giù l'obiettivo 1");
    assert.deepEqual(await descriptions(), [second, first, third]);
    await act("Duplica l'obiettivo 3");
    assert.deepEqual(await descriptions(), [second, first, third, third]);
    await act("Elimina l'obiettivo 1");
    assert.deepEqual(await descriptions(), [first, third, third]);
    await act("Aggiungi un obiettivo");
    assert.deepEqual(await descriptions(), [first, third, third, ""]);
  });
});

test("the whole job is done with the keyboard", async () => {
  await opened([PLAN], {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Vai al contenuto");
    await page.keyboard.press("Enter");
    await page.locator(".bar").waitFor();
    await page.locator(".said").first().waitFor();
    await page.keyboard.press("F8");
    const first = await page.evaluate(() => document.activeElement?.getAttribute("data-path"));
    assert.match(first, /aree/);
    await page.keyboard.press("F8");
    assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute("data-path")), first);
    await Promise.all([checked(page), page.keyboard.type("X")]);
    await Promise.all([checked(page), page.keyboard.press("Control+z")]);
    await page.getByRole("link", { name: "Prendi tutto (.zip)" }).focus();
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(download.suggestedFilename(), `${NAME}.zip`);
  });
});

test("without a script the main job is done", async () => {
  await opened([], { javaScriptEnabled: false }, async (page) => {
    await toPlan(page, PLAN);
    assert.match(await page.innerText("#elenco"), /12 avvisi e 2 note/);
    const made = await taken(page, `a:text-is("${NAME}.pdf")`);
    assert.ok(made.equals(readFileSync(join(ROOT, "output", `${NAME}.pdf`))));
  });
});

test("two tabs do not overwrite each other, and a reload loses nothing", async () => {
  await opened([PLAN], {}, async (page, context) => {
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator(".bar").waitFor();
    await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 1").fill("25")]);
    await Promise.all([checked(other), cell(other, FIRST, "Peso, obiettivo 2").fill("45")]);
    await other.locator(".bar p", { hasText: "in un'altra scheda" }).waitFor();
    await other.reload();
    assert.equal(await cell(other, FIRST, "Peso, obiettivo 1").inputValue(), "25");
    assert.equal(await cell(other, FIRST, "Peso, obiettivo 2").inputValue(), "40");
  });
});

test("a page of another origin gets nothing", async () => {
  const stranger = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!DOCTYPE html><title>x</title>"));
  await new Promise((done) => stranger.listen(0, "127.0.0.1", done));
  try {
    await opened([PLAN], {}, async (page, context, address) => {
      const evil = await context.newPage();
      await evil.goto(`http://127.0.0.1:${stranger.address().port}/`);
      const fetched = await evil.evaluate(async (url) => {
        const read = (mode) => fetch(url, { mode, credentials: "include" }).then((answer) => answer.text()).catch(() => "refused");
        return [await read("cors"), await read("no-cors")];
      }, `${address}/lavoro/1/piano.yaml`);
      assert.deepEqual(fetched.map((text) => (/titolo/.test(text) ? "read" : "nothing")), ["nothing", "nothing"]);
      await evil.evaluate((url) => {
        const form = document.createElement("form");
        Object.assign(form, { method: "post", action: url });
        document.body.append(form);
        form.submit();
      }, `${address}/chiudi`);
      await evil.waitForURL(`${address}/chiudi`);
      assert.match(await evil.innerText("main"), /risponde soltanto al browser/);
      // The program is still there.
      await page.reload();
      assert.equal(await page.innerText("h1"), "Il piano");
    });
  } finally {
    stranger.close();
  }
});

test("167 hostile texts, dropped and typed, are texts", async () => {
  const evil = hostileTexts();
  assert.equal(evil.length, 167);
  const markup = "main :is(img:not(#pagine img), script, svg, b, iframe, object, embed, form[action^='//'], math, style, base, meta)";
  const rows = evil.map((text) => `AREA TECNICA;ANNO 2026;UFFICIO;"${text.replaceAll('"', '""')}";Fatto;Relazione;1`);
  const file = join(FOLDER, "ostile.csv");
  writeFileSync(file, ["Area;Periodo;Servizio;Descrizione;Risultato;Indicatore;Peso", ...rows].join("\n"));
  await opened([], {}, async (page) => {
    await toPlan(page, file);
    await page.locator("#elenco li").first().waitFor();
    assert.equal(await page.locator(markup).count(), 0);
  });
  const plan = {
    titolo: "PIANO 2026",
    aree: [{ nome: "AREA TECNICA", periodi: [{ etichetta: "ANNO 2026", obiettivi: evil.map((_, i) => ({ servizio: "UFFICIO", descrizione: `n. ${i}`, peso: "1" })) }] }],
  };
  const target = join(FOLDER, "da-scrivere.json");
  writeFileSync(target, JSON.stringify(plan));
  await opened([target], {}, async (page) => {
    await page.locator(".bar").waitFor();
    // Each text as one event of typing into its own field.
    const typed = (texts) => page.evaluate((list) => list.map((text, i) => {
      const area = document.querySelector(`textarea[aria-label="Descrizione, obiettivo ${i + 1}"]`);
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      return area.value;
    }), texts);
    const [, values] = await Promise.all([checked(page), typed(evil)]);
    assert.deepEqual(values, evil);
    await page.waitForTimeout(500);
    assert.equal(await page.locator(markup).count(), 0);
    await page.reload();
    await page.locator(".bar").waitFor();
    const kept = await page.locator("textarea[aria-label^='Descrizione']").evaluateAll((areas) => areas.map((area) => area.value));
    assert.deepEqual(kept, evil);
    assert.equal(await page.locator(markup).count(), 0);
  });
});

test("what came back gets its verdict", async () => {
  await opened([], {}, async (page) => {
    await page.click("text=Controllare i file tornati");
    const sent = ["manifesto.json", "pdf"].map((ending) => join(ROOT, "output", `${NAME}.${ending}`));
    await page.setInputFiles("#mandati", sent);
    const signed = join(FOLDER, "firmato.pdf");
    writeFileSync(signed, Buffer.concat([readFileSync(sent[1]), readFileSync(join(ROOT, "tests/fuzz/seeds/dss.bin"))]));
    await page.setInputFiles("#tornati", signed);
    await page.click("button:text-is('Controlla')");
    assert.match(await page.innerText("main"), /firmato\.pdf: INTATTO/);
  });
});

test("the program ends with its page", async () => {
  await opened([], {}, async (page, _, address) => {
    await page.click("text=Chiudi il programma");
    assert.match(await page.innerText("main"), /Il programma è chiuso/);
    await assert.rejects(fetch(address));
  });
});

test("axe finds nothing, narrow or wide, light or dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      await opened([PLAN], { colorScheme, viewport: { width, height: 800 } }, async (page, _, address) => {
        const judge = async (what) => {
          const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
          assert.deepEqual(found, [], `${what}, ${colorScheme}, ${width}`);
          // Nothing but tables, which scroll in a frame of their own, is wider than the window.
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(overflow <= 0, `${what}, ${width}: ${overflow}`);
        };
        await page.locator(".said").first().waitFor();
        await judge("plan");
        await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 1").fill("trenta")]);
        await page.locator(".refused").waitFor();
        await judge("plan with an error");
        for (const path of ["/", "/verifica", "/niente"]) {
          await page.goto(address + path);
          await judge(path);
        }
      });
    }
  }
});
