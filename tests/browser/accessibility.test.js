// What a machine can find out about accessibility, in each state of the page, in each look.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { eventually } from "./support/eventually.js";
import { OKAFOR, TOM } from "./support/people.js";
import { conversation } from "./support/scenes.js";
import { story } from "./support/story.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = 1440;
const NARROW = 390;

for (const scheme of ["light", "dark"]) {
  for (const width of [WIDE, NARROW]) {
    const look = { scheme, width, motion: "reduce" };
    story(`axe finds nothing, whatever happens (${scheme}, ${width} pixels)`, look, async (stage) => {
      const { phones, happened, editor, parts } = stage;
      const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
      await findsNothing(stage, "idle");
      await tom.messages.shows();
      await findsNothing(stage, "conversations");
      await tom.messages.writes(OKAFOR, "May I stop the tablets?", { attaching: "Photo of tablets" });
      await tom.button("Add a picture").click();
      await findsNothing(stage, "a conversation");
      const line = await ada.messages.senderOf("May I stop the tablets?");
      await ada.messages.opens(line);
      await findsNothing(stage, "a text that came");

      await tom.calls(OKAFOR);
      await tom.isSaidToBe(/Calling/);
      await findsNothing(stage, "calling");
      await ada.rings();
      await findsNothing(stage, "ringing");

      await conversation(tom, ada, { from: TOM, with: OKAFOR });
      await findsNothing(stage, "in a call");
      await parts.shows("Why");
      await happened.opensAll();
      await findsNothing(stage, "details open");

      await parts.shows("Configuration");
      await editor.rewrites("practice.toml", (text) => text.replace(/^hours\s*=.*$/m, 'hours = "Mo-Fr 25:00-26:00"'));
      await editor.mistakes.filter({ hasText: /\d/ }).first().waitFor();
      await findsNothing(stage, "a mistake in the editor");
      await parts.shows("Faults");
      await findsNothing(stage, "the faults");
    });
  }
}

for (const width of [320, NARROW, 768, 1024]) {
  story(`nothing has to be scrolled sideways at ${width} pixels`, { width }, async (stage) => {
    const { phones, parts, happened } = stage;
    const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
    await tom.calls(OKAFOR);
    await conversation(tom, ada, { from: TOM, with: OKAFOR });
    for (const part of ["Callers", "Clinicians", "Why", "Configuration", "Faults"]) {
      await parts.shows(part);
      if (part === "Why") await happened.opensAll();
      await fitsIntoItsWidth(stage, part);
    }
  });
}

story("who wants no motion sees none", { motion: "reduce" }, async ({ phones, page }) => {
  await phones.of(TOM).calls(OKAFOR);
  await phones.of(OKAFOR).rings();
  const running = () => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
  await eventually("nothing moves", async () => (await running()) === 0);
});

story("the page has one heading of its own, landmarks, and a language", async ({ page }) => {
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  for (const role of ["banner", "main"]) assert.equal(await page.getByRole(role).count(), 1, role);
  assert.match(await page.locator("html").getAttribute("lang"), /^en/);
  for (const name of ["Callers", "Clinicians", "What happened", "Numbers", "Configuration", "Faults", "Clock"]) {
    await page.getByRole("region", { name, exact: true }).waitFor();
  }
});

async function findsNothing({ page }, state) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const place = ({ html, failureSummary }) => `    ${html.slice(0, 200)}\n      ${failureSummary.replaceAll("\n", " ")}`;
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(place).join("\n")}`);
  assert.equal(told.length, 0, `axe found, ${state}:\n${told.join("\n")}`);
}

async function fitsIntoItsWidth({ page }, part) {
  const { wide, seen, culprits } = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth;
    const beyond = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > seen + 1);
    const culprits = beyond.slice(0, 5).map((one) => one.outerHTML.slice(0, 100));
    return { wide: document.documentElement.scrollWidth, seen, culprits };
  });
  assert.ok(wide <= seen, `${part}: ${wide} pixels in a window of ${seen}: ${culprits.join("\n")}`);
}
