// Keyboard alone: everything can be reached, the focus is always somewhere and always seen.

import assert from "node:assert/strict";

import { OKAFOR, TOM } from "./support/people.js";
import { conversation } from "./support/scenes.js";
import { story } from "./support/story.js";

story("ring and talk with the keyboard alone", async ({ phones, keyboard }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await keyboard.uses(tom.inRoster);
  await keyboard.isSomewhere("a phone is taken in hand");
  await keyboard.uses(tom.contact(OKAFOR));
  await keyboard.comesTo(tom.key("1"));

  await ada.region.getByRole("status").filter({ hasText: /Ringing/ }).waitFor();
  await keyboard.uses(ada.button("Answer"), "Space");
  await keyboard.isSomewhere("the call is answered");
  await ada.log.filter({ hasText: /Press 1/ }).waitFor();
  await keyboard.uses(ada.key("1"));
  await keyboard.isSomewhere("the key is pressed");
  await tom.region.getByRole("status").filter({ hasText: /In a call/ }).waitFor();
  await ada.region.getByRole("status").filter({ hasText: /In a call/ }).waitFor();

  await keyboard.reaches(tom.button("Hang up"), "Shift+Tab");
  await keyboard.presses("Enter");
  await tom.region.getByRole("status").filter({ hasText: /Ready/ }).waitFor();
  await keyboard.isSomewhere("the call has ended");
});

story("in a call, digits on the keyboard are keys of the phone that has the focus", async ({ phones, keyboard }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await keyboard.uses(ada.button("Answer"));
  await ada.log.filter({ hasText: /Press 1/ }).waitFor();
  await keyboard.reaches(ada.key("5"));
  await keyboard.types("1");
  await tom.talksWith(OKAFOR);
});

story("the arrows lead from key to key", async ({ phones, keyboard }) => {
  const tom = phones.of(TOM);
  await tom.calls(OKAFOR);
  await keyboard.comesTo(tom.key("1"));
  await keyboard.presses("ArrowRight");
  await keyboard.presses("ArrowDown");
  await keyboard.comesTo(tom.key("5"));
});

story("when the other side ends the call, the focus is not lost with the keys", async ({ phones, keyboard }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await conversation(tom, ada, { from: TOM, with: OKAFOR });
  await keyboard.reaches(ada.button("Hang up"));
  await tom.hangsUpElsewhere();
  await ada.isReady();
  await keyboard.isSomewhere("the other side has hung up");
});

story("the tabs of the editor follow the arrows", async ({ editor, keyboard }) => {
  const first = editor.region.getByRole("tab", { name: /^practice\.toml/ });
  const second = editor.region.getByRole("tab", { name: /^patients\.csv/ });
  await keyboard.reaches(first);
  await keyboard.presses("ArrowRight");
  await editor.file("patients.csv").waitFor();
  assert.ok(await second.evaluate((tab) => tab === document.activeElement));
  await keyboard.presses("ArrowLeft");
  await editor.file("practice.toml").waitFor();
});

story("Tab leads out of the editor again", async ({ editor, keyboard }) => {
  await keyboard.reaches(editor.file("practice.toml"));
  await keyboard.reaches(editor.region.getByRole("button", { name: "Save", exact: true }));
});

for (const scheme of ["light", "dark"]) {
  story(`whatever has the focus shows it (${scheme})`, { scheme, motion: "reduce" }, async ({ phones, keyboard, page }) => {
    await phones.of(TOM).calls(OKAFOR);
    await phones.of(OKAFOR).rings();
    await page.locator("body").evaluate(() => document.activeElement.blur());
    const seen = new Set();
    for (;;) {
      await keyboard.presses("Tab");
      const stop = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === document.body) return null;
        focused.dataset.stop ??= String(Math.random());
        return focused.dataset.stop;
      });
      if (!stop || seen.has(stop)) break;
      seen.add(stop);
      await keyboard.showsFocus();
    }
    assert.ok(seen.size > 20, `Tab stops at ${seen.size} controls`);
  });
}
