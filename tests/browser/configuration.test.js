// The configuration beside the phones: an edit is in force for the next call, a mistake changes nothing.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { OKAFOR, TOM } from "./support/people.js";
import { isLive } from "./support/stage.js";
import { story } from "./support/story.js";
import { containing } from "./support/words.js";

/** The opening hours of Dr Okafor, as the sample's file has them. */
const HOURS = /^(id\s*=\s*"okafor"[\s\S]*?^hours\s*=\s*)"([^"]*)"/m;

story("hours that are edited are in force for the next call", async ({ phones, editor, demo, happened, clock }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  const before = await version(demo);
  await editor.rewrites("practice.toml", (text) => text.replace(HOURS, '$1"Mo-Fr 14:00-18:00; PH off"'));
  await eventually("the new version is in force", async () => (await version(demo)) !== before);
  await tom.calls(OKAFOR);
  await tom.hears(/Dr Ada Okafor cannot take calls at the moment/);
  await happened.opensAll();
  await happened.says(/hours are closed/);
  await ada.neverRang();
  await tom.hangsUp();

  await editor.undoesAll();
  await eventually("the sample is in force again", async () => (await version(demo)) === before);
  await tom.calls(OKAFOR);
  await ada.rings();
  await clock.time.waitFor();
});

story("a mistake is explained with its line, and the last good version decides the next call", async ({ phones, editor, demo }) => {
  const before = await version(demo);
  const text = await editor.rewrites("practice.toml", (text) => text.replace(HOURS, '$1"Mo-Fr 25:00-26:00"'));
  const line = text.slice(0, text.indexOf("25:00-26:00")).split("\n").length;
  await editor.mistakes.filter({ hasText: new RegExp(`\\b${line}\\b`) }).waitFor();
  const refused = await eventually("the relay refused it", async () => (await demo.state()).configuration.refused);
  assert.equal(refused.mistakes[0].line, line);
  await editor.mistakes.filter({ hasText: containing(refused.mistakes[0].message) }).waitFor();

  await editor.mistakes.getByRole("button").first().click();
  await eventually("the caret stands in the line", async () => (await editor.caretLine("practice.toml")) === line);

  assert.equal(await version(demo), before, "the last good version is in force");
  await phones.of(TOM).calls(OKAFOR);
  await phones.of(OKAFOR).rings();
});

story("a mistake that is put right leaves no complaint behind", async ({ editor, demo }) => {
  await editor.rewrites("practice.toml", (text) => text.replace(HOURS, '$1"Mo-Fr 25:00-26:00"'));
  await eventually("the relay refused it", async () => (await demo.state()).configuration.refused);
  await editor.rewrites("practice.toml", (text) => text.replace("Mo-Fr 25:00-26:00", "Mo-Fr 09:00-12:30; PH off"));
  await eventually("the relay took it up", async () => !(await demo.state()).configuration.refused);
  await eventually("no mistake is shown", async () => !(await editor.mistakes.filter({ hasText: "25:00" }).count()));
});

story("a patient who is taken off the list is a stranger at the next call", async ({ phones, editor, demo }) => {
  const before = await version(demo);
  await editor.rewrites("patients.csv", (text) => text.replace(/^.*Whitfield.*\n/gm, ""));
  await eventually("the new version is in force", async () => (await version(demo)) !== before);
  const tom = phones.of(TOM);
  await tom.calls(OKAFOR);
  await tom.hears(/You have reached Harbour Street Surgery/);
  await phones.of(OKAFOR).neverRang();
});

story("what is not saved yet does not get lost unasked", async ({ page, editor }) => {
  await editor.opens("practice.toml");
  const file = editor.file("practice.toml");
  const before = await eventually("the file is loaded", () => file.inputValue());
  await file.click();
  await page.keyboard.type("# mine");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  assert.match(await file.inputValue(), /# mine/);

  await editor.undoesAll();
  await eventually("the sample is there again", async () => (await file.inputValue()) === before);
  await page.reload();
  await isLive(page);
});

story("what somebody else saves is taken in, and what is being edited stays", async ({ demo, editor }) => {
  await editor.opens("patients.csv");
  const [practice, patients] = [editor.file("practice.toml"), editor.file("patients.csv")];
  const mine = `${await eventually("the file is loaded", () => patients.inputValue())}\n`;
  await patients.fill(mine);
  await editor.opens("practice.toml");
  const text = (await practice.inputValue()).replace("Harbour Street Surgery", "Quay Street Surgery");
  await demo.saves("practice.toml", text);
  await editor.region.getByText("practice.toml was changed elsewhere").waitFor();
  assert.equal(await practice.inputValue(), text);
  await editor.opens("patients.csv");
  assert.equal(await patients.inputValue(), mine);
});

story("a line that is edited is the one that the patient's card dials", async ({ page, phones, editor, happened }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await editor.rewrites("practice.toml", (text) => text.replace(/"\+447700900101"/, '"+447700900109"'));
  await tom.inHand();
  await tom.region.getByText("07700 900109").first().waitFor();
  await tom.calls(OKAFOR);
  await ada.rings();
  await happened.call(/Tom Whitfield called Dr Okafor's line/).waitFor();
  const rows = page.getByRole("region", { name: "Numbers", exact: true }).getByRole("row");
  await rows.filter({ hasText: "Patient's phone shows" }).filter({ hasText: "07700 900109" }).waitFor();
});

async function version(demo) {
  return (await demo.state()).configuration.version;
}
