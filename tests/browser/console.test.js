// The console in the practice's day: who is added can call, hours that are changed count, what was wrong is undone.

import assert from "node:assert/strict";

import { FarPhone, STRANGER, isTurnedAway, lineOf, ringsThrough } from "./support/console.js";
import { consoleStory } from "./support/console-story.js";
import { eventually } from "./support/eventually.js";
import { LINDQVIST, OKAFOR, ROSA } from "./support/people.js";

/** In milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

consoleStory("who signs in with what the demo prints sees who takes calls now", async ({ office }) => {
  await office.signsIn();
  await office.reads("Now");
  await office.main.getByRole("row", { name: new RegExp(`^${OKAFOR}.*Takes calls until today 12:30`) }).waitFor();
  await office.main.getByRole("row", { name: /^Claire Moreau, nurse.*Away.*covers/ }).waitFor();
});

consoleStory("a wrong password lets nobody in, and says so", { refuses: [401, 403] }, async ({ office }) => {
  await office.signsIn({ password: "not this one at all" });
  await office.alert.filter({ hasText: "That did not fit" }).waitFor();
  await office.goesTo("/console/patients");
  await office.reads("Sign in");
});

consoleStory("a patient who is added reaches the clinician", async ({ office, demo }) => {
  const call = await callOf(demo, new FarPhone(demo, STRANGER));
  await isTurnedAway({ ...call, words: /./ });

  await office.isIn();
  await office.entersPatient({ name: "Nora Haddad", phones: "07700 900999", clinician: OKAFOR });
  await office.reads("Save this change?");
  await office.sees("Nora Haddad");
  await isTurnedAway({ ...call, words: /./ });

  await office.presses("Save");
  await office.sees("Saved. The change is in force.");
  await ringsThrough(call);
});

consoleStory("hours that are changed by form count from the moment they are saved, and can be brought back", async ({ office, demo }) => {
  const call = await callOf(demo, await FarPhone.of(demo, ROSA));
  await ringsThrough(call);

  await office.isIn();
  await office.opensHoursOf(OKAFOR);
  await office.hoursRow(1).getByLabel("From").fill("11:00");
  await office.presses("Preview the change");
  await office.reads("Save this change?");
  await office.main.getByRole("row", { name: /Hours.*09:00-12:30.*11:00-12:30/ }).waitFor();
  await office.sees("This edit changes what the last caller meets.");
  await office.main.getByRole("row", { name: /Rosa Diaz rings Dr Ada Okafor.*no phone rings/ }).waitFor();
  await ringsThrough(call);

  await office.presses("Save");
  await office.sees("Saved. The change is in force.");
  await isTurnedAway({ ...call, words: /cannot take calls/ });

  await office.opens("History");
  await office.main.getByRole("row").last().getByRole("link").click();
  await office.reads(/^Version of /);
  await office.presses("Bring this version back");
  await office.saves();
  await ringsThrough(call);
});

consoleStory("a bad edit is explained where it was made, and changes nothing", { refuses: [422] }, async ({ office, demo }) => {
  const call = await callOf(demo, await FarPhone.of(demo, ROSA));
  const before = await demo.state();
  await office.isIn();
  await office.opensHoursOf(OKAFOR);
  await office.hoursRow(1).getByLabel("From").fill("25:00");
  await office.presses("Preview the change");
  await office.reads(`Hours of ${OKAFOR}`);
  await office.alert.filter({ hasText: "This is no time of the day. Write it as 09:00 or 17:30." }).first().waitFor();
  const field = office.hoursRow(1).getByLabel("From");
  assert.equal(await field.inputValue(), "25:00", "what was entered is still there");
  assert.equal(await field.getAttribute("aria-invalid"), "true");

  await office.main.getByRole("radio", { name: "In the notation" }).check();
  await office.fills("Hours in the notation", "Mo-Fr 09:00-");
  await office.presses("Preview the change");
  await office.reads(`Hours of ${OKAFOR}`);
  await office.alert.first().waitFor();

  const after = await demo.state();
  assert.equal(after.configuration.version, before.configuration.version);
  await ringsThrough(call);
});

consoleStory("of two who edit at once the second sees what the first changed, and nothing is overwritten", { refuses: [409] }, async ({ office, demo, another }) => {
  const colleague = await another();
  await office.isIn();
  await colleague.isIn();
  await office.opensHoursOf(OKAFOR);
  await colleague.opensHoursOf(LINDQVIST);

  await colleague.hoursRow(1).getByLabel("To").fill("16:00");
  await colleague.presses("Preview the change");
  await colleague.saves();

  await office.hoursRow(1).getByLabel("From").fill("11:00");
  await office.presses("Preview the change");
  await office.alert.filter({ hasText: "Somebody else has changed the configuration meanwhile" }).waitFor();
  await office.sees("08:00-16:00");
  const { files } = await (await fetch(new URL("/api/configuration", demo.url))).json();
  const practice = files.find(({ name }) => name === "practice.toml").text;
  assert.match(practice, /08:00-16:00/, "the first change stands");
  assert.doesNotMatch(practice, /11:00-12:30/, "the second is not saved yet");

  await office.presses("Save");
  await office.sees("Saved. The change is in force.");
  await office.opensHoursOf(LINDQVIST);
  assert.equal(await office.hoursRow(1).getByLabel("To").inputValue(), "16:00");
  await office.opensHoursOf(OKAFOR);
  assert.equal(await office.hoursRow(1).getByLabel("From").inputValue(), "11:00");
});

consoleStory("what is edited by hand shows in the console at once", async ({ office, demo }) => {
  await office.isIn();
  await office.opens("Patients");
  const { files } = await (await fetch(new URL("/api/configuration", demo.url))).json();
  const patients = files.find(({ name }) => name === "patients.csv").text;
  await demo.saves("patients.csv", patients.replaceAll("Rosa Diaz", "Rosa Martín"));
  const shown = async () => (await office.page.reload(), office.main.getByText("Rosa Martín").first().isVisible());
  await eventually("the list shows the other name", shown);
  await office.opens("History");
  await office.sees("edited in the folder");
});

consoleStory("access that is ended by one button ends with the call that follows", async ({ office, demo }) => {
  const call = await callOf(demo, await FarPhone.of(demo, ROSA));
  await office.isIn();
  await office.opens("Patients");
  await office.fills("Name or phone", "900457");
  await office.chooses("Clinician", OKAFOR);
  await office.presses("Search");
  await office.follows(ROSA);
  await office.reads(ROSA);
  const { clock } = await demo.state();
  await office.fills("Last day", new Date(Date.parse(clock.at) - DAY).toISOString().slice(0, 10));
  await office.presses("End then");
  await office.saves();
  await isTurnedAway({ ...call, words: /./ });
});

consoleStory("who signs out is out, also with the old address in another tab", async ({ office }) => {
  await office.isIn();
  const tab = await office.context.newPage();
  await tab.goto(new URL("/console/patients", office.wire.url).href);
  await office.page.getByRole("button", { name: "Sign out" }).click();
  await office.reads("Sign in");
  await tab.reload();
  await tab.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  await office.page.goBack();
  await office.page.reload();
  await office.reads("Sign in");
});

/** The call of this phone to the doctor's line. */
async function callOf(demo, caller) {
  return { caller, line: await lineOf(demo, OKAFOR), clinician: await FarPhone.of(demo, OKAFOR) };
}
