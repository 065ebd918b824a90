// The console beside the demo's phones and beside a spreadsheet, and the console without any script.

import assert from "node:assert/strict";

import { FarPhone, STRANGER, isTurnedAway, lineOf, ringsThrough } from "./support/console.js";
import { consoleStory } from "./support/console-story.js";
import { eventually } from "./support/eventually.js";
import { OKAFOR, ROSA, TOM } from "./support/people.js";
import { openStage } from "./support/stage.js";
import { Voicemail } from "./support/voicemail.js";

/** As a German or French Excel writes it: semicolons, the letters of Windows-1252, a 0 that it took away. */
const SPREADSHEET = [
  "Nom;Téléphone;Médecin;Jusqu'au",
  "Zoé Lefèvre;07700 900971;Dr Ada Okafor;31/12/2099",
  "Jürgen Groß;7700900972;okafor;",
  "Rosa Diaz;07700 900457;okafor;31/12/2099",
  "Nobody;12;okafor;",
  "",
].join("\r\n");

const WITHOUT_SCRIPT = { context: { javaScriptEnabled: false } };

consoleStory("a message that was left on the demo's phone is played in the journal", { refuses: ["/api/clock"] }, async ({ browser, demo, office }) => {
  const stage = await openStage(browser, { demo });
  try {
    const [tom, voicemail] = [stage.phones.of(TOM), new Voicemail(stage)];
    await voicemail.reachesTheTone(tom, OKAFOR);
    await tom.speaks();
    await voicemail.isKept();
  } finally {
    await stage.close();
  }

  await office.isIn();
  await office.main.getByRole("row", { name: new RegExp(`^${OKAFOR}.* 1, New messages`) }).waitFor();
  await office.opens("Journal");
  await office.chooses("What", "Messages");
  await office.presses("Show");
  const message = office.main.getByRole("row", { name: new RegExp(TOM) });
  await message.getByText("New", { exact: true }).waitFor();
  const sound = message.locator("audio");
  await sound.evaluate((audio) => audio.play());
  await eventually("the message is heard", () => sound.evaluate((audio) => audio.currentTime > 0.2 && !audio.error));
  await sound.evaluate((audio) => audio.pause());
  await office.presses(/^Mark as heard/);
  await office.main.getByRole("row", { name: new RegExp(`${TOM}.*Heard`) }).waitFor();

  await office.opens("Audit");
  await office.main.getByRole("cell", { name: "Heard a message" }).first().waitFor();
});

consoleStory("a call that was answered stands in the journal with each step and its reasons", async ({ demo, office }) => {
  await ringsThrough(await callOf(demo, await FarPhone.of(demo, ROSA)));
  await office.isIn();
  await office.opens("Journal");
  const call = office.main.getByRole("row", { name: new RegExp(`Call.*${ROSA}`) });
  await eventually("the call stands in the journal", async () => (await office.page.reload(), call.first().isVisible()));
  await call.getByRole("link").first().click();
  await office.reads(/^(A )?[Cc]all/);
  await office.sees("The call comes in");
  await office.goesTo("/console/journal/charts");
  await office.sees("There was one call in all");
});

for (const look of [{}, WITHOUT_SCRIPT]) {
  const how = look.context ? ", without any script" : "";

  consoleStory(`a spreadsheet of another Excel is looked at, row by row, and taken in one go${how}`, look, async ({ office, demo }) => {
    await office.isIn();
    await choosesSpreadsheet(office);
    await office.sees("semicolons");
    await office.sees("Windows-1252");
    await office.sees("2 patients are added");
    await office.sees("One patient is changed");
    await office.sees("One row is refused");
    await office.main.getByRole("row", { name: /Nobody.*too few/ }).waitFor();
    await office.follows(/^Added/);
    await office.main.getByRole("row", { name: /^2 Zoé Lefèvre/ }).waitFor();
    await office.main.getByRole("row", { name: /^3 Jürgen Groß.*was completed/ }).waitFor();
    await office.follows(/^Changed/);
    await office.main.getByRole("row", { name: /^4 Rosa Diaz.*31 Dec 2099/ }).waitFor();
    assert.doesNotMatch(await patientsOf(demo), /Zoé/, "nothing is saved before somebody says so");

    await office.presses("Preview the change");
    await office.saves();
    assert.match(await patientsOf(demo), /\+447700900972,Jürgen Groß,okafor/);
    await office.opens("Patients");
    await office.fills("Name or phone", "lefev");
    await office.presses("Search");
    await office.main.getByRole("link", { name: "Zoé Lefèvre" }).waitFor();
  });
}

consoleStory("a patient is added without any script", WITHOUT_SCRIPT, async ({ office, demo }) => {
  const call = await callOf(demo, new FarPhone(demo, STRANGER));
  await office.isIn();
  await office.entersPatient({ name: "Nora Haddad", phones: "07700 900999", clinician: OKAFOR });
  await office.saves();
  await ringsThrough(call);
});

consoleStory("hours are changed and brought back without any script", WITHOUT_SCRIPT, async ({ office, demo }) => {
  const call = await callOf(demo, await FarPhone.of(demo, ROSA));
  await office.isIn();
  await office.opensHoursOf(OKAFOR);
  await office.hoursRow(1).getByLabel("From").fill("11:00");
  await office.presses("Add a row");
  await office.reads(`Hours of ${OKAFOR}`);
  assert.equal(await office.hoursRow(1).getByLabel("From").inputValue(), "11:00", "a row more loses nothing");
  await office.presses("Preview the change");
  await office.saves();
  await isTurnedAway({ ...call, words: /cannot take calls/ });
  await office.opens("History");
  await office.main.getByRole("row").last().getByRole("link").click();
  await office.presses("Bring this version back");
  await office.saves();
  await ringsThrough(call);
});

consoleStory("an absence is entered, and who covers is rung", async ({ office, demo }) => {
  const call = await callOf(demo, await FarPhone.of(demo, ROSA));
  const { clock } = await demo.state();
  const today = clock.local.slice(0, 10);
  await office.isIn();
  await office.opens("Hours");
  await office.follows(`Absences – ${OKAFOR}`);
  await office.reads(`Absences of ${OKAFOR}`);
  const fresh = office.main.getByRole("group", { name: /^Absence \d/ }).last();
  await fresh.getByLabel("First day").fill(today);
  await fresh.getByLabel("Last day").fill(today);
  await fresh.getByLabel("Who covers").selectOption({ label: "Dr Nils Lindqvist" });
  await office.presses("Preview the change");
  await office.saves();
  await ringsThrough({ ...call, clinician: await FarPhone.of(demo, "Dr Nils Lindqvist") });
});

/** Chooses the file, and stands before what it would change. */
async function choosesSpreadsheet(office) {
  await office.opens("Patients");
  await office.follows("Import a spreadsheet");
  const buffer = Buffer.from(SPREADSHEET, "latin1");
  await office.main.getByLabel("The file").setInputFiles({ name: "patients.csv", mimeType: "text/csv", buffer });
  await office.presses("Read the file");
  await office.sees("What this file would change");
}

/** The list as it stands in the folder. */
async function patientsOf(demo) {
  const { files } = await (await fetch(new URL("/api/configuration", demo.url))).json();
  return files.find(({ name }) => name === "patients.csv").text;
}

/** The call of this phone to the doctor's line. */
async function callOf(demo, caller) {
  return { caller, line: await lineOf(demo, OKAFOR), clinician: await FarPhone.of(demo, OKAFOR) };
}
