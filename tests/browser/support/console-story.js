// A test of the console: starts a demo, opens a browser in front of its console, lets the test act, and checks what must
// hold in every story.

import test, { after } from "node:test";

import { openBrowser } from "./browser.js";
import { openConsole } from "./console.js";
import { openDemo } from "./demo.js";
import { leaveEvidence } from "./stage.js";

const AT_MOST = 600_000;

let browser = null;

after(async () => {
  await browser?.close();
});

/**
 * A test. `act` gets the demo, the `office` in front of its console and `another(look)`, which opens a second browser;
 * `look` is how the console is seen (see `openConsole`), and in it `refuses` lists the answers (such as 409) that the story
 * provokes on purpose.
 */
export function consoleStory(title, look, act) {
  if (!act) return consoleStory(title, {}, look);
  test(title, { timeout: AT_MOST }, async () => {
    browser ??= await openBrowser();
    const demo = await openDemo();
    const offices = [];
    const another = async (look = {}) => {
      const office = await openConsole(browser, demo, look);
      offices.push(office);
      return office;
    };
    try {
      const office = await another(look);
      await act({ browser, demo, office, another });
      for (const each of offices) await each.holds(look);
    } catch (error) {
      for (const [place, office] of offices.entries()) await leaveEvidence(`${title} ${place + 1}`, office);
      throw error;
    } finally {
      for (const office of offices) await office.close();
      await demo.close();
    }
  });
}
