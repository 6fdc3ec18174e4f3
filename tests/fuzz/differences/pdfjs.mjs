// Reads names of files, one a line, and writes a line for each page (width, height, pixels, text) and an empty one.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , modules, resolution] = process.argv;
const require = createRequire(modules + "/");
const { createCanvas } = require("@napi-rs/canvas");
const pdfjs = await import(pathToFileURL(require.resolve("pdfjs-dist/legacy/build/pdf.mjs")));
const fonts = modules + "/node_modules/pdfjs-dist/standard_fonts/";

function digits(bytes) {
  return Buffer.from(bytes).toString("base64");
}

async function drawn(page) {
  const viewport = page.getViewport({ scale: resolution / 72 });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  await page.render({ canvasContext: context, canvas, viewport }).promise;
  const { data } = context.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3;
  const { items } = await page.getTextContent();
  return `${width} ${height} ${digits(grey)} ${digits(items.map((item) => item.str).join("\n"))}`;
}

for await (const name of createInterface({ input: process.stdin })) {
  try {
    const data = new Uint8Array(readFileSync(name));
    const task = pdfjs.getDocument({ data, verbosity: 0, standardFontDataUrl: fonts, useSystemFonts: false });
    const file = await task.promise;
    for (let i = 1; i <= file.numPages; i++) console.log(await drawn(await file.getPage(i)));
    await task.destroy();
  } catch (failure) {
    console.log("error " + String(failure).replaceAll("\n", " "));
  }
  console.log("");
}
