// The steps of the work on the local page: open, correct, look, take away.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FIRST, FOLDER, NAME, PLAN, PROGRAM, ROOT, cell, checked, command, newContext, newPage, opened, planOf, started, toPlan } from "./program.js";

const ACTIONS = join(FOLDER, "azioni.csv");
writeFileSync(ACTIONS, [
  "Area;Periodo;Azione;Esito;Misura;Punti",
  "AREA TECNICA;ANNO 2026;Manutenzione delle strade comunali;Strade sistemate;Numero di strade;60",
  "AREA TECNICA;ANNO 2026;Controllo dei ponti comunali;Ponti controllati;Numero di ponti;40",
].join("\n"));
const FIELDS = { Azione: "descrizione", Esito: "risultato", Misura: "indicatore", Punti: "peso" };

for (const javaScriptEnabled of [true, false]) {
  test(`columns are set on the page as with --mappa, ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    const target = join(FOLDER, `azioni-${javaScriptEnabled}.yaml`);
    const map = Object.entries(FIELDS).flatMap(([heading, field]) => ["--mappa", `${field}=${heading}`]);
    command("importa", ACTIONS, "-o", target, ...map);
    await opened([], { javaScriptEnabled }, async (page) => {
      await toPlan(page, ACTIONS);
      assert.match(await page.innerText("#riconosciuto"), /Non si è trovata una testata/);
      for (const [heading, field] of Object.entries(FIELDS)) await page.getByLabel(heading, { exact: true }).selectOption(field);
      await page.click("text=Rileggi con queste colonne");
      await page.waitForSelector("text=Tabella 1, testata alla riga 1");
      const plan = await planOf(page);
      // The comment at the head names the file.
      const body = (text) => text.slice(text.indexOf("\naree:"));
      assert.equal(body(plan), body(readFileSync(target, "utf8")));
      assert.match(plan, /peso: 60/);
    });
  });
}

test("what the file seems to say is taken only if a person agrees", async () => {
  const file = join(FOLDER, "firme.csv");
  const table = readFileSync(ACTIONS, "utf8").replace("Azione", "Descrizione").replace("Esito", "Risultato");
  writeFileSync(file, `${table}\n\nIl Segretario comunale\nMario Rossi\n`);
  await opened([], {}, async (page) => {
    await toPlan(page, file);
    assert.doesNotMatch(await planOf(page), /^firmatari:/m);
    await page.evaluate(() => { document.querySelector("#dati").open = true; });
    await page.getByLabel("Firmatari: Il Segretario comunale, Mario Rossi").check();
    await page.click("button:text-is('Applica')");
    await page.locator(".bar").waitFor();
    assert.match(await planOf(page), /^firmatari:\n.*Mario Rossi/ms);
  });
  await opened([], {}, async (page) => {
    await toPlan(page, file);
    // Offered in the editor as well, and still there once the plan was edited.
    const description = cell(page, "AREA TECNICA – ANNO 2026", "Descrizione, obiettivo 1");
    await Promise.all([checked(page), description.fill("Altro")]);
    await page.evaluate(() => { document.querySelector("#testa").open = true; });
    await Promise.all([checked(page), page.click("text=Inserisci chi firma")]);
    assert.match(await planOf(page), /qualifica: Il Segretario comunale/);
    await Promise.all([checked(page), page.click("#annulla")]);
    assert.doesNotMatch(await planOf(page), /^firmatari:/m);
  });
});

test("several files are one plan, and where they contradict each other it says what the command line says", async () => {
  const [one, two] = ["a.csv", "b.csv"].map((name) => join(FOLDER, name));
  const head = "Area;Periodo;Servizio;Descrizione;Risultato;Indicatore;Peso";
  writeFileSync(one, `${head}\nAREA TECNICA;ANNO 2026;LAVORI;Manutenzione delle strade;Fatto;Relazione;100\n`);
  writeFileSync(two, `${head}\nAREA SOCIALE;ANNO 2026;MINORI;Assistenza ai minori;Fatto;Relazione;100\n`);
  await opened([], {}, async (page) => {
    await toPlan(page, [one, two]);
    assert.match(await page.innerText("#riconosciuto"), /a\.csv: .*b\.csv: /s);
    const plan = await planOf(page);
    assert.ok(plan.indexOf("AREA TECNICA") < plan.indexOf("AREA SOCIALE"));
  });
  writeFileSync(two, `${head}\nAREA TECNICA;ANNO 2026;CIMITERI;Ampliamento del cimitero;Fatto;Relazione;100\n`);
  // The page calls a file by its name alone.
  const told = command("controlla", "--insieme", one, two).replaceAll(`${FOLDER}/`, "").replace(/\s+/g, " ");
  await opened([], {}, async (page) => {
    await toPlan(page, [one, two]);
    const errors = await page.locator("#elenco .errore > p:first-child").allInnerTexts();
    assert.ok(errors.length > 0);
    for (const error of errors) {
      const words = error.replace(/^ERRORE\s+/i, "").replace(/\s+/g, " ").trim();
      assert.ok(told.includes(words), `${words}: ${told}`);
    }
    const doubt = page.locator("#elenco li", { hasText: "è anche in «a.csv»" }).first();
    assert.match(await doubt.innerText(), /b\.csv, riga 2/);
  });
});

test("a certain remedy is a button, never applied unasked, and undone", async () => {
  await opened([PLAN], {}, async (page) => {
    const mend = page.getByRole("button", { name: "Scrivi «criteri»" }).first();
    await mend.waitFor();
    const before = await planOf(page);
    assert.match(before, /ciretri/);
    const area = mend.locator("xpath=ancestor::td//textarea");
    const text = await area.inputValue();
    await Promise.all([checked(page), mend.click()]);
    const focused = page.locator("textarea:focus");
    assert.equal(await focused.inputValue(), text.replace("ciretri", "criteri"));
    await Promise.all([checked(page), page.click("#annulla")]);
    await mend.waitFor();
    assert.match(await planOf(page), /ciretri/);
  });
});

test("a replacement is exact behind quotation marks", async () => {
  await opened([PLAN], {}, async (page) => {
    const description = cell(page, FIRST, "Descrizione, obiettivo 1");
    await Promise.all([checked(page), description.fill('«Uno» "due" è della della giunta\\fine')]);
    const mend = page.getByRole("button", { name: "Scrivi «della»" });
    await mend.waitFor();
    await Promise.all([checked(page), mend.click()]);
    assert.equal(await cell(page, FIRST, "Descrizione, obiettivo 1").inputValue(), '«Uno» "due" è della giunta\\fine');
  });
});

test("the next finding is the one behind the field, with the key and with the button", async () => {
  await opened([PLAN], {}, async (page) => {
    await page.locator(".said").first().waitFor();
    const marked = await page.locator(".marked textarea, textarea[aria-describedby]").evaluateAll((areas) => [...new Set(areas.map((area) => area.dataset.path))]);
    assert.ok(marked.length > 4, marked);
    const here = () => page.evaluate(() => document.activeElement?.getAttribute("data-path"));
    const walked = [];
    for (let i = 0; i < 3; i++) {
      await page.click("#prossima");
      walked.push(await here());
    }
    assert.deepEqual(walked, marked.slice(0, 3));
    // From a field that has none, on to the one behind it.
    const [last] = await page.locator("section textarea").evaluateAll((areas) => areas.filter((area) => !area.hasAttribute("aria-describedby")).map((area) => area.dataset.path).slice(-1));
    await page.locator("section textarea").evaluateAll((areas, path) => areas.find((area) => area.dataset.path === path).focus(), last);
    await page.keyboard.press("F8");
    const all = await page.locator("section textarea").evaluateAll((areas) => areas.map((area) => area.dataset.path));
    const behind = marked.filter((path) => all.indexOf(path) > all.indexOf(last));
    assert.equal(await here(), behind[0] ?? marked[0]);
  });
});

test("formats are chosen, and the set holds those alone", async () => {
  await opened([PLAN], { javaScriptEnabled: false }, async (page) => {
    await page.getByLabel("PDF", { exact: true }).uncheck();
    await page.getByLabel("Word", { exact: true }).uncheck();
    await page.click("text=Cambia formati");
    const links = await page.locator("#file-pronti a[href*='/file/']").allInnerTexts();
    assert.deepEqual(links, [`${NAME}.xlsx`, `${NAME}.manifesto.json`]);
    // What is looked at is the PDF all the same.
    assert.ok(await page.locator("#pagine img").count() > 3);
    await page.getByLabel("Excel", { exact: true }).uncheck();
    await page.click("text=Cambia formati");
    assert.match(await page.innerText("main"), /sceglierne almeno uno/);
  });
});

test("after a reload the list still leads to the cells", async () => {
  await opened([PLAN], {}, async (page) => {
    await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 1").fill("20")]);
    await page.reload();
    await page.locator("#elenco .way").first().waitFor();
    assert.doesNotMatch(await page.innerText("#elenco"), /\.json, rig/);
  });
});

test("errors lead back to their cells, and a reload in the middle loses nothing", async () => {
  await opened([PLAN], {}, async (page) => {
    await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 2").fill("tanto")]);
    await page.click("text=Vai al primo errore");
    assert.equal(await page.locator("textarea:focus").getAttribute("aria-label"), "Peso, obiettivo 2");
    assert.match(await page.locator("textarea:focus").getAttribute("aria-describedby"), /detto-/);
    await page.reload();
    assert.equal(await cell(page, FIRST, "Peso, obiettivo 2").inputValue(), "tanto");
    assert.match(await planOf(page), /peso: tanto\n/);
  });
});

test("a program that was closed finds the work again at the next start on the same file", async () => {
  const context = await newContext({});
  const first = await started([PLAN]);
  let page = await newPage(context);
  await page.goto(first.first);
  await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 1").fill("29")]);
  // Closed within the pause after a keystroke.
  await cell(page, FIRST, "Peso, obiettivo 1").fill("28");
  await page.close();
  first.program.kill();
  await new Promise((done) => first.program.on("exit", done));
  const second = await started([PLAN]);
  assert.equal(new URL(second.first).port, "8437");
  page = await newPage(context);
  await page.goto(second.first);
  const weight = cell(page, FIRST, "Peso, obiettivo 1");
  assert.equal(await weight.inputValue(), "30");
  await Promise.all([checked(page), page.click("text=Riprendi quel lavoro")]);
  assert.equal(await weight.inputValue(), "28");
  assert.match(await planOf(page), /peso: 28\n/);
  // Taken away, it is offered no more.
  await page.reload();
  await page.locator(".bar").waitFor();
  assert.equal(await page.locator(".offer").count(), 0);
  await context.close();
  second.program.kill();
});

test("files go into the folder beside the file, and nothing of a person's is replaced unasked", async () => {
  const folder = join(FOLDER, "ufficio");
  mkdirSync(folder);
  cpSync(PLAN, join(folder, `${NAME}.yaml`));
  await opened([join(folder, `${NAME}.yaml`)], {}, async (page) => {
    const write = async () => {
      await page.click("text=Scrivi nella cartella «allegati»");
      return page.innerText("main");
    };
    assert.match(await write(), /I file sono nella cartella/);
    for (const ending of ["pdf", "xlsx", "docx", "manifesto.json"]) {
      const name = `${NAME}.${ending}`;
      assert.ok(readFileSync(join(folder, "allegati", name)).equals(readFileSync(join(ROOT, "output", name))), name);
    }
    const pdf = join(folder, "allegati", `${NAME}.pdf`);
    writeFileSync(pdf, "firmato");
    await page.click("text=Torna al piano");
    assert.match(await write(), /andrebbero persi, e non è stato toccato nulla/);
    assert.equal(readFileSync(pdf, "utf8"), "firmato");
    await page.click("text=Sostituisci quei file");
    assert.match(await page.innerText("main"), /I file sono nella cartella/);
    assert.ok(readFileSync(pdf).equals(readFileSync(join(ROOT, "output", `${NAME}.pdf`))));
  });
});

test("a click on a cell of the drawn annex goes to its field, and the pages follow the plan", async () => {
  await opened([PLAN], { viewport: { width: 1280, height: 1400 } }, async (page) => {
    const image = page.locator("#pagina-1 img");
    const drawn = () => image.evaluate(async (it) => { await it.decode(); return it.naturalWidth / it.naturalHeight; });
    await image.scrollIntoViewIfNeeded();
    assert.ok(Math.abs((await drawn()) - 297 / 210) < 0.01);
    const click = async (x, y) => {
      const box = await image.boundingBox();
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
      const field = page.locator("textarea:focus");
      return [await field.getAttribute("data-path"), await field.inputValue()];
    };
    const [path, text] = await click(0.35, 0.26);
    assert.match(path, /^\["aree",0,"periodi",0,"obiettivi",0,"descrizione"\]$/);
    assert.match(text, /^Adeguamento dei siti/);
    const source = await image.getAttribute("src");
    await Promise.all([checked(page), page.locator("textarea:focus").fill("Nuovo testo")]);
    await page.waitForFunction((old) => document.querySelector("#pagina-1 img").getAttribute("src") !== old, source);
    await image.scrollIntoViewIfNeeded();
    await drawn();
    await page.evaluate(() => document.activeElement.blur());
    assert.deepEqual(await click(0.35, 0.25), [path, "Nuovo testo"]);
  });
});

test("a double click without a terminal opens the page", async () => {
  const tools = join(FOLDER, "bin");
  const address = join(FOLDER, "indirizzo");
  mkdirSync(tools);
  writeFileSync(join(tools, "xdg-open"), `#!/bin/sh\nprintf %s "$1" > "${address}.nuovo" && mv "${address}.nuovo" "${address}"\n`, { mode: 0o755 });
  const program = spawn(PROGRAM, [], { stdio: "ignore", env: { ...process.env, DISPLAY: ":9", PATH: `${tools}:/usr/bin:/bin` } });
  const context = await newContext({});
  try {
    while (!existsSync(address)) await new Promise((done) => setTimeout(done, 20));
    const page = await newPage(context);
    await page.goto(readFileSync(address, "utf8"));
    assert.equal(await page.innerText("h1"), "Fare gli allegati");
  } finally {
    await context.close();
    program.kill();
  }
  // A script has no desktop: it gets an error.
  const { DISPLAY, WAYLAND_DISPLAY, ...rest } = process.env;
  const alone = spawnSync(PROGRAM, [], { encoding: "utf8", env: rest });
  assert.match(alone.stderr, /allegati/);
  assert.notEqual(alone.status, 0);
});

test("the layout changes after the plan was edited, and the edit stays", async () => {
  await opened([PLAN], {}, async (page) => {
    await Promise.all([checked(page), cell(page, FIRST, "Peso, obiettivo 1").fill("29")]);
    await page.waitForFunction(() => document.querySelector("#aspetto input").getAttribute("value") === "2");
    const other = await page.locator("#layout option").nth(1).getAttribute("value");
    await page.selectOption("#layout", other);
    await page.click("text=Cambia aspetto");
    await page.locator(".bar").waitFor();
    assert.equal(await page.inputValue("#layout"), other);
    assert.equal(await cell(page, FIRST, "Peso, obiettivo 1").inputValue(), "29");
  });
});

test("a logo and two texts make a layout of one's own, which the command line uses alike", async () => {
  const logo = join(FOLDER, "stemma.svg");
  writeFileSync(logo, "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' fill='#06c'/></svg>");
  await opened([PLAN], { javaScriptEnabled: false }, async (page) => {
    await page.click("#proprio summary");
    await page.setInputFiles("#logo", logo);
    await page.getByLabel("Testo in cima a ogni pagina").fill("Comune di Riva – {{piano.titolo}}");
    await page.click("text=Usa logo e testi");
    const [folder] = await Promise.all([page.waitForEvent("download"), page.click("text=/Salva questo aspetto/")]);
    const archive = join(FOLDER, "layout-proprio.zip");
    await folder.saveAs(archive);
    const own = join(FOLDER, "layout-proprio");
    spawnSync("python3", ["-m", "zipfile", "-e", archive, own]);
    assert.equal(readFileSync(join(own, "testata.hbs"), "utf8"), "Comune di Riva – {{piano.titolo}}\n");
    assert.ok(!existsSync(join(own, "piede.hbs")), "what did not change stays with the base");
    const [pdf] = await Promise.all([page.waitForEvent("download"), page.click(`a:text-is("${NAME}.pdf")`)]);
    await pdf.saveAs(join(FOLDER, "pagina.pdf"));
    const made = join(FOLDER, "con-layout");
    command("genera", PLAN, "--layout", own, "--uscita", made);
    assert.deepEqual(readFileSync(join(FOLDER, "pagina.pdf")), readFileSync(join(made, `${NAME}.pdf`)));
    // A wrong text is an error on the page, and the way back is there.
    await page.getByLabel("Testo in cima a ogni pagina").fill("{{piano.titol}}");
    await page.click("text=Usa logo e testi");
    assert.match(await page.innerText("main"), /testata\.hbs/);
    await page.click("text=Torna all'aspetto di prima");
    assert.equal(await page.locator(`a:text-is("${NAME}.pdf")`).count(), 1);
  });
});

test("work that takes long says so, and can be called off", async () => {
  await opened([], {}, async (page) => {
    let answer;
    await page.route("**/apri", (route) => { answer = route; });
    await page.setInputFiles("#file", ACTIONS);
    // From within the page: Playwright would wait for the page that is to come.
    const calledOff = page.waitForEvent("console", (message) => message.text().startsWith("annullato"));
    await page.evaluate(() => {
      const look = setInterval(() => {
        const bar = document.querySelector(".waiting");
        if (!bar?.querySelector("[role=status]").textContent.startsWith("Lavoro in corso")) return;
        clearInterval(look);
        bar.querySelector("button").click();
        console.log("annullato", document.querySelectorAll(".waiting").length, document.activeElement.id);
      }, 100);
    });
    await page.click("button:text-is('Apri')", { noWaitAfter: true });
    assert.equal((await calledOff).text(), "annullato 0 file");
    await answer.abort().catch(() => {});
    await page.unroute("**/apri");
    // Nothing was lost: the file is still chosen, and the work begins anew.
    await page.click("button:text-is('Apri')");
    await page.waitForURL(/lavoro/);
  });
});
