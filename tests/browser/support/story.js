// A test of the page: opens a stage, lets the test act, and checks what must hold in every story.
//
// One story alone, with a binary and with the page's files as they are being edited:
//
//     NIGHTBELL_BIN=target/debug/nightbell NIGHTBELL_PAGE=src/cli/demo/page \
//       node --test --test-name-pattern=urgent tests/browser/calls.test.js

import test, { after } from "node:test";

import { openBrowser } from "./browser.js";
import { nothingLeaks } from "./masking.js";
import { leaveEvidence, openStage } from "./stage.js";

const AT_MOST = 120_000;
/** Skipping ahead is refused when what waited has happened just before: that is nobody's mistake. */
const TOO_LATE = "/api/clock";

let browser = null;

after(async () => {
  await browser?.close();
});

/**
 * A test. `act` gets the stage's parts by name; `look` is how the page is seen (see `openStage`), and in it `refuses` lists
 * the answers (such as 409) that the story provokes on purpose.
 */
export function story(title, look, act) {
  if (!act) return story(title, {}, look);
  test(title, { timeout: AT_MOST }, async () => {
    browser ??= await openBrowser();
    const stage = await openStage(browser, look);
    try {
      await act(stage);
      await nothingLeaks(stage);
      stage.watched.isClean([TOO_LATE, ...(look.refuses ?? [])]);
    } catch (error) {
      await leaveEvidence(title, stage);
      throw error;
    } finally {
      await stage.close();
    }
  });
}
