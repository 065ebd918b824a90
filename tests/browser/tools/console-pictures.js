// Takes pictures of every page of the console, wide and narrow, as PNG: to be looked at, and for the documentation.
//
//     node tests/browser/tools/console-pictures.js FOLDER [LANGUAGE]
//
// The pages are those of support/console-tour.js, each as NAME-wide.png, NAME-narrow.png and NAME-dark.png.

import { mkdir } from "node:fs/promises";

import { openBrowser } from "../support/browser.js";
import { openConsole } from "../support/console.js";
import { aDayPasses, tour } from "../support/console-tour.js";
import { openDemo } from "../support/demo.js";

const [folder, locale = "en-GB"] = process.argv.slice(2);
if (!folder) throw new Error("say where to: node console-pictures.js FOLDER [LANGUAGE]");

const LOOKS = [
  { look: "wide", width: 1280, height: 900, scheme: "light" },
  { look: "narrow", width: 390, height: 844, scheme: "light" },
  { look: "dark", width: 1280, height: 900, scheme: "dark" },
];

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
const demo = await openDemo();
const office = await openConsole(browser, demo, { locale });
try {
  await aDayPasses(demo);
  for await (const name of tour(office, demo)) {
    for (const { look, width, height, scheme } of LOOKS) {
      await office.page.emulateMedia({ colorScheme: scheme });
      await office.page.setViewportSize({ width, height });
      await office.page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    }
    await office.page.emulateMedia({ colorScheme: "light" });
    await office.page.setViewportSize({ width: 1280, height: 900 });
  }
} finally {
  await office.close();
  await demo.close();
  await browser.close();
}
