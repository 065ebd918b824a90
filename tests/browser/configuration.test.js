// The configuration beside the phones: an edit is in force for the next call, a mistake changes nothing.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { OKAFOR, TOM } from "./support/people.js";
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

async function version(demo) {
  return (await demo.state()).configuration.version;
}
