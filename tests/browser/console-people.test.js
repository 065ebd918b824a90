// Clinicians in the console: a number that is entered once and never shown, a phone that confirms, and what would happen.

import assert from "node:assert/strict";

import { FarPhone, STRANGER, lineOf, ringsThrough } from "./support/console.js";
import { consoleStory } from "./support/console-story.js";
import { eventually } from "./support/eventually.js";
import { OKAFOR, ROSA } from "./support/people.js";

consoleStory("a clinician's new phone rings once it has confirmed, and is shown as its last two digits", async ({ office, demo }) => {
  const line = await lineOf(demo, OKAFOR);
  const [rosa, before, after] = [await FarPhone.of(demo, ROSA), await FarPhone.of(demo, OKAFOR), new FarPhone(demo, STRANGER)];

  await office.isIn();
  await office.opens("Clinicians");
  await office.follows(OKAFOR);
  await office.reads(OKAFOR);
  await office.fills(/^The new number/, "07700 900999");
  await office.main.getByLabel(/^The new number/).press("Enter");
  await office.saves();
  await office.sees("•• 99");
  await ringsThrough({ caller: rosa, line, clinician: before });

  const asked = await eventually("the new phone is asked by text", async () => (await after.transcript()).findLast(({ what }) => what.kind === "text"));
  await after.does("text", { to: asked.what.from, body: "OK", picture: null });
  await eventually("the new phone has taken its place", async () => {
    await office.page.reload();
    const phones = office.main.getByText("•• 23");
    return !(await phones.first().isVisible());
  });
  await ringsThrough({ caller: rosa, line, clinician: after });
});

consoleStory("what would happen at Christmas is told with each rule, and nothing happens", async ({ office, demo }) => {
  const { journal, moments } = await demo.state();
  await office.isIn();
  await office.opens("What if");
  await office.main.getByRole("radio", { name: /^Somebody with this number/ }).check();
  await office.fills("Number or name", "07700 900457");
  await office.main.getByRole("combobox").selectOption({ index: 1 });
  await office.fills("Date", moments.find(({ id }) => id === "christmas").at.slice(0, 10));
  await office.fills("Time", "10:00");
  await office.presses("What would happen?");
  await office.sees(/No phone rings/);
  await office.sees(/hours are closed|is away/);
  await office.sees("If the caller presses 1, for urgent");
  const after = await demo.state();
  assert.deepEqual(after.journal.length, journal.length, "the journal has nothing new");
});

consoleStory("whoever presses the button for a PIN makes the clinician's phone ring", async ({ office, demo }) => {
  const ada = await FarPhone.of(demo, OKAFOR);
  await office.isIn();
  await office.opens("Clinicians");
  await office.follows(OKAFOR);
  const before = await ada.rung();
  await office.presses("Call the clinician for a PIN");
  await eventually("the clinician's phone rings", async () => (await ada.rung()) > before);
});
