// A stage: a demo of its own and a page that shows it, with the parts of the page by name.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { openCable } from "./cable.js";
import { Clock } from "./clock.js";
import { openDemo } from "./demo.js";
import { Editor } from "./editor.js";
import { LIMIT } from "./eventually.js";
import { Faults } from "./faults.js";
import { Happened } from "./happened.js";
import { Keyboard } from "./keyboard.js";
import { Parts } from "./parts.js";
import { Phones } from "./phones.js";
import { watch } from "./watch.js";

const EVIDENCE = fileURLToPath(new URL("../../../target/browser-tests/", import.meta.url));

/**
 * Opens a demo and a page that shows it, live. `look` says how the page is seen: `width`, `height`, `scheme` (`light` or
 * `dark`), `motion` (`reduce` or `no-preference`), and more of the browser's own options as `context`. With `cable` the
 * page is connected by one that can be pulled; `prepare(page)` is called before the page opens. A `demo` that runs already is
 * shown, and goes on when the stage closes.
 */
export async function openStage(browser, look = {}) {
  const demo = look.demo ?? (await openDemo());
  const cable = look.cable ? await openCable(demo.url) : null;
  const url = cable?.url ?? demo.url;
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 1000 },
    colorScheme: look.scheme ?? "light",
    reducedMotion: look.motion ?? "no-preference",
    locale: "en-GB",
    ...look.context,
  });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  const watched = await watch(page, url);
  const stage = {
    demo, page, context, watched, cable,
    phones: new Phones(page, demo),
    clock: new Clock(page, demo),
    happened: new Happened(page),
    faults: new Faults(page),
    editor: new Editor(page),
    keyboard: new Keyboard(page),
    parts: new Parts(page),
    async close() {
      await context.close();
      await cable?.pull();
      if (!look.demo) await demo.close();
    },
  };
  try {
    await look.prepare?.(page);
    await page.goto(url);
    await isLive(page);
  } catch (error) {
    await leaveEvidence("the page opens", stage);
    await stage.close();
    throw error;
  }
  return stage;
}

/** The page says that it shows what happens now. */
export async function isLive(page) {
  await page.locator("#live").filter({ hasText: /^\s*live\s*$/i }).waitFor();
}

/** Keeps what helps to understand a failure: a picture of the page, its text, its console, what the demo printed. */
export async function leaveEvidence(title, { page, watched, demo }) {
  const folder = `${EVIDENCE}${title.replace(/[^a-z0-9]+/gi, "-")}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/console.txt`, watched.console.join("\n"));
  await writeFile(`${folder}/demo.txt`, demo.printed);
  await writeFile(`${folder}/page.html`, await page.content().catch(String));
  await page.screenshot({ path: `${folder}/page.png`, fullPage: true }).catch(() => {});
}
