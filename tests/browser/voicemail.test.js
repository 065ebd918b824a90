// A message: left by a voice or in typed words, seen arriving, and heard by the clinician with the PIN.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { OKAFOR, ROSA, TOM } from "./support/people.js";
import { story } from "./support/story.js";
import { Voicemail } from "./support/voicemail.js";

const WORDS = "The new tablets make me dizzy. Could you call me back tomorrow?";

story("a typed message is seen arriving, and heard on the own line with the PIN", async (stage) => {
  const { phones, clock, demo, page } = stage;
  const [tom, ada, voicemail] = [phones.of(TOM), phones.of(OKAFOR), new Voicemail(stage)];
  await voicemail.reachesTheTone(tom, OKAFOR);
  await voicemail.types(tom, WORDS);
  await tom.log.getByText(WORDS).waitFor();
  await tom.presses("#");
  await voicemail.isKept();
  await tom.region.getByText("The message is sealed here and deleted at the provider.").waitFor();
  const steps = page.getByRole("list", { name: "How the message arrives" }).getByRole("listitem");
  await steps.filter({ hasText: "Fetched, sealed with the practice's key, and read back" }).waitFor();
  await steps.filter({ hasText: "Deleted at the provider, which confirmed it" }).waitFor();
  await eventually("the clinician is told", () => ada.messages.received(/Tom Whitfield/));

  await voicemail.opensTheOwnLine(ada);
  await ada.presses("1");
  await clock.skipsUntil(() => ada.hasHeard(/To note it as heard, press 1/));
  await ada.log.getByText(WORDS).waitFor();
  const [sound] = await ada.log.locator("audio").evaluateAll((all) => all.map(({ src }) => src));
  const played = await page.request.get(sound);
  assert.equal(played.headers()["content-type"], "audio/wav");
  assert.equal((await played.body()).subarray(0, 4).toString(), "RIFF");
  await ada.presses("1");
  await clock.skipsUntil(() => ada.hasHeard(/It is noted as heard/));
  await tom.region.getByText("The message was heard.").waitFor();
  assert.equal((await demo.state()).messages[0].state, "kept");
});

story("a voice is recorded by the browser's microphone, as a telephone carries it", { context: { permissions: ["microphone"] } }, async (stage) => {
  const { phones, clock, demo, page } = stage;
  const [tom, ada, voicemail] = [phones.of(TOM), phones.of(OKAFOR), new Voicemail(stage)];
  await voicemail.reachesTheTone(tom, OKAFOR);
  await tom.button("Speak into the microphone").click();
  await tom.region.getByText("Listening: speak now").waitFor();
  await eventually("somebody has spoken for a while", () => page.evaluate(() => new Promise((done) => setTimeout(() => done(true), 1500))));
  // Hanging up ends the message, and what was being said is in it.
  const handed = page.waitForResponse((answer) => answer.url().endsWith("/voice") && answer.request().postData().includes("wav"));
  await tom.hangsUp();
  assert.equal((await handed).status(), 204, "the voice comes before the end of the call");
  await voicemail.isKept();
  await voicemail.opensTheOwnLine(ada);
  await ada.presses("1");
  await clock.skipsUntil(async () => (await ada.entries()).some(({ what }) => what.kind === "plays"));
  const { what } = (await ada.entries()).find((entry) => entry.what.kind === "plays");
  assert.equal(what.words, null);
  const file = await (await page.request.get(`${demo.url.replace(/\/$/, "")}/api/sounds/${what.sound}`)).body();
  assert.deepEqual([file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34)], [1, 8000, 16], "one channel, 8 kHz, 16 bit");
  const loud = new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length - (file.length % 2))).some((sample) => Math.abs(sample) > 500);
  assert.ok(loud, "the device's sound is in it");
});

story("who refuses the microphone types instead", async (stage) => {
  const [tom, voicemail] = [stage.phones.of(TOM), new Voicemail(stage)];
  await voicemail.reachesTheTone(tom, OKAFOR);
  await tom.button("Speak into the microphone").click();
  await stage.page.getByText("No microphone, or it is not allowed here: type what is said instead.").waitFor();
  assert.equal(await tom.button("Speak into the microphone").isVisible(), false);
  await voicemail.types(tom, WORDS);
});

story("a message is left and heard without a mouse", async (stage) => {
  const { phones, clock, keyboard } = stage;
  const [tom, ada, voicemail] = [phones.of(TOM), phones.of(OKAFOR), new Voicemail(stage)];
  await voicemail.reachesTheTone(tom, OKAFOR);
  await keyboard.reaches(tom.region.getByRole("textbox", { name: "What Tom says" }));
  await keyboard.types(WORDS);
  await keyboard.presses("Enter");
  await keyboard.comesTo(tom.key("#"));
  await clock.skipsUntil(() => voicemail.hasSpoken(tom));
  await keyboard.reaches(tom.key("#"));
  await keyboard.presses("#");
  await voicemail.isKept();
  await voicemail.opensTheOwnLine(ada, { typing: true });
  await keyboard.reaches(ada.key("1"));
  await keyboard.presses("1");
  await clock.skipsUntil(() => ada.hasHeard(/To note it as heard/));
});

story("the clinician calls the patient back from the message, and the number stays masked", async (stage) => {
  const { phones, clock } = stage;
  const [rosa, ada, voicemail] = [phones.of(ROSA), phones.of(OKAFOR), new Voicemail(stage)];
  await voicemail.reachesTheTone(rosa, OKAFOR);
  await voicemail.types(rosa, WORDS);
  await rosa.hangsUp();
  await voicemail.isKept();
  await voicemail.opensTheOwnLine(ada);
  await ada.presses("1");
  await clock.skipsUntil(() => ada.hasHeard(/To call back: 4/));
  await ada.presses("4");
  await clock.skipsUntil(() => rosa.isRinging());
  await rosa.rings({ showing: "07700 900101" });
  await rosa.answers();
  await rosa.talksWith("Dr Ada Okafor");
});

story("a wrong PIN opens nothing, and the own line says so", async (stage) => {
  const { phones, clock } = stage;
  const ada = phones.of(OKAFOR);
  await ada.calls("own front line");
  await clock.skipsUntil(() => ada.hasHeard(/enter your PIN/));
  await ada.presses("1357#");
  await clock.skipsUntil(() => ada.hasHeard(/That PIN is not right/));
  assert.equal(await ada.hasHeard(/To hear your messages/), false);
});
