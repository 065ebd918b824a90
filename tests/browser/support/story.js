// A test of the page: opens a demo and a page of its own, lets the test act, and checks what must hold in every story.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import test, { after } from "node:test";

import { openBrowser } from "./browser.js";
import { Clock } from "./clock.js";
import { openDemo } from "./demo.js";
import { Editor } from "./editor.js";
import { LIMIT } from "./eventually.js";
import { Faults } from "./faults.js";
import { Happened } from "./happened.js";
import { Keyboard } from "./keyboard.js";
import { nothingLeaks } from "./masking.js";
import { Parts } from "./parts.js";
import { Phones } from "./phones.js";
import { watch } from "./watch.js";

const EVIDENCE = fileURLToPath(new URL("../../../target/browser-tests/", import.meta.url));
const AT_MOST = 120_000;

let browser = null;

after(async () => {
  await browser?.close();
});

/**
 * A test. `act` gets the parts of the page by name; `look` says how the page is seen: `width`, `height`,
 * `scheme` (`light` or `dark`), `motion` (`reduce` or `no-preference`). `refuses` lists the answers (such as 409)
 * that the story provokes on purpose.
 */
export function story(title, look, act) {
  if (!act) return story(title, {}, look);
  test(title, { timeout: AT_MOST }, async () => {
    browser ??= await openBrowser();
    const stage = await openStage(browser, look);
    try {
      await act(stage);
      await nothingLeaks(stage);
      stage.watched.isClean(look.refuses ?? []);
    } catch (error) {
      await leaveEvidence(title, stage);
      throw error;
    } finally {
      await stage.close();
    }
  });
}

/** A demo and a page that shows it, live. */
export async function openStage(browser, look = {}, demo = null) {
  demo ??= await openDemo();
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 1000 },
    colorScheme: look.scheme ?? "light",
    reducedMotion: look.motion ?? "no-preference",
    locale: "en-GB",
    ...look.context,
  });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  const watched = await watch(page, demo.url);
  const stage = {
    demo, page, context, watched,
    phones: new Phones(page, demo),
    clock: new Clock(page, demo),
    happened: new Happened(page),
    faults: new Faults(page),
    editor: new Editor(page),
    keyboard: new Keyboard(page),
    parts: new Parts(page),
    async close() {
      await context.close();
      await demo.close();
    },
  };
  try {
    await page.goto(demo.url);
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

async function leaveEvidence(title, { page, watched, demo }) {
  const folder = `${EVIDENCE}${title.replace(/[^a-z0-9]+/gi, "-")}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/console.txt`, watched.console.join("\n"));
  await writeFile(`${folder}/demo.txt`, demo.printed);
  await writeFile(`${folder}/page.html`, await page.content().catch(String));
  await page.screenshot({ path: `${folder}/page.png`, fullPage: true }).catch(() => {});
}
