// The guide, as a book and as the program carries it: what axe says of each page. The book is made by
// `docs/guida/book.sh`.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { command, FOLDER, newContext, newPage, ROOT } from "./program.js";

const CARRIED = join(FOLDER, "guida.html");
const PAGES = join(ROOT, "target/guida");
const BOOK = readdirSync(PAGES).filter((name) => /(?<!print|toc|404)\.html$/.test(name)).map((name) => join(PAGES, name));

test("axe finds nothing on any page of the guide, narrow and light, wide and dark", async () => {
  command("guida", "--senza-browser", "-o", CARRIED);
  assert.ok(BOOK.length > 15, "the book is not there");
  const wrong = [];
  for (const [colorScheme, width] of [["light", 320], ["dark", 1280]]) {
    const context = await newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await newPage(context);
    for (const file of [CARRIED, ...BOOK]) {
      await page.goto(pathToFileURL(file).href);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
      if (found.length) wrong.push(`${file}, ${colorScheme}, ${width}: ${found.join("; ")}`);
    }
    await context.close();
  }
  assert.deepEqual(wrong, []);
});
