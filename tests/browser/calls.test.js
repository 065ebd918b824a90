// Calls that reach a person: the promise of the whole thing, seen on the phones' own screens.

import assert from "node:assert/strict";

import { AISHA, CODE, DESK, JONAS, LINDQVIST, MARIE, MOREAU, OKAFOR, ROSA, STRANGER, TOM } from "./support/people.js";
import { conversation } from "./support/scenes.js";
import { story } from "./support/story.js";
import { written } from "./support/words.js";

story("a patient's call rings the clinician's phone with a back line, and they talk", async ({ phones, happened, demo, page }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await tom.isSaidToBe(/Calling/);
  const back = (await demo.state()).lines.filter(({ kind }) => kind === "back").map(({ number }) => number);
  await ada.rings();
  const shown = (await ada.entries()).find(({ what }) => what.kind === "rings").what.showing;
  assert.ok(back.includes(shown), "the caller ID is a back line");
  await ada.rings({ showing: written(shown) });
  await ada.answers();
  await ada.hears(/A patient is calling through Nightbell\. Press 1 to take the call/);
  await ada.presses("1");
  await ada.hears(/Tom Whitfield/);
  await tom.talksWith(OKAFOR);
  await ada.talksWith(TOM);
  await tom.hangsUp();
  await tom.isReady();
  await ada.isReady();

  await happened.opensAll();
  await happened.says(/signed by the provider/);
  await happened.says(/<Dial/);
  await happened.says(/hours are open/);
  const rows = page.getByRole("region", { name: "Numbers", exact: true }).getByRole("row");
  const holds = (party, number) => rows.filter({ hasText: party }).filter({ hasText: number }).waitFor();
  await holds("Patient's phone shows", "07700 900101");
  await holds("Clinician's phone shows", written(shown));
  await holds("Only the provider is told", "07700 900123");
});

story("the number on the card can be keyed by hand, as people write it", async ({ phones }) => {
  await phones.of(TOM).dials("07700 900101");
  await phones.of(OKAFOR).rings();
});

story("an urgent call at night reaches who is on duty", async ({ phones, clock }) => {
  const [rosa, nils] = [phones.of(ROSA), phones.of(LINDQVIST)];
  await clock.movesTo("tonight");
  await rosa.calls(OKAFOR);
  await clock.skipsUntil(() => rosa.hasHeard(/\b1\b/));
  await rosa.presses("1");
  await clock.skipsUntil(() => nils.isRinging());
  await nils.answers();
  await nils.hears(/An urgent call from a patient/);
  await nils.presses("1");
  await rosa.talksWith(LINDQVIST);
  await phones.of(OKAFOR).neverRang();
});

story("a stranger reaches the desk, and no clinician", async ({ phones, clock }) => {
  const [stranger, desk] = [phones.of(STRANGER), phones.of(DESK)];
  await stranger.calls(OKAFOR);
  await clock.skipsUntil(() => desk.isRinging());
  await desk.answers();
  await stranger.talksWith(DESK);
  await phones.of(OKAFOR).neverRang();
});

story("an ended grant, a withheld number and a stranger hear the same words", async ({ phones, clock }) => {
  const desk = phones.of(DESK);
  const heard = [];
  for (const name of [STRANGER, AISHA, JONAS]) {
    const caller = phones.of(name);
    if (name === JONAS) await caller.withholdsItsNumber();
    await caller.calls(OKAFOR);
    await clock.skipsUntil(() => desk.isRinging());
    heard.push(await caller.sentences());
    await caller.hangsUp();
    await desk.isReady();
  }
  const [stranger, ended, withheld] = heard;
  assert.ok(stranger.length > 0);
  assert.deepEqual(ended, stranger);
  assert.deepEqual(withheld, stranger);
});

story("a French speaker hears French, marked as French", async ({ phones, clock }) => {
  const marie = phones.of(MARIE);
  await clock.movesTo("tonight");
  await marie.calls(OKAFOR);
  await clock.skipsUntil(() => marie.hasHeard(/raccrochez et composez le 9 9 9/));
  await marie.hears(/raccrochez et composez le 9 9 9/, { in: "fr" });
});

story("a phone that is switched off: its personal voicemail never takes the call", async ({ phones, clock }) => {
  const [tom, ada, nils] = [phones.of(TOM), phones.of(OKAFOR), phones.of(LINDQVIST)];
  await ada.isSwitchedOff();
  await tom.calls(OKAFOR);
  await clock.skipsUntil(() => nils.isRinging());
  await nils.answers();
  await nils.presses("1");
  await tom.talksWith(LINDQVIST);
  const answered = (await ada.entries()).filter(({ what }) => what.kind === "answered");
  assert.ok(answered.length > 0 && answered.every(({ what }) => what.by_voicemail), "the personal voicemail answered");
  assert.ok(!(await ada.entries()).some(({ what }) => what.kind === "connected"), "and was never connected");
});

story("a clinician who declines is not rung again: the colleague is", async ({ phones }) => {
  const [tom, ada, nils] = [phones.of(TOM), phones.of(OKAFOR), phones.of(LINDQVIST)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await ada.declines();
  await nils.rings();
  assert.equal((await ada.entries()).filter(({ what }) => what.kind === "rings").length, 1);
});

story("a clinician who is away is covered by a colleague", async ({ phones }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(MOREAU);
  await conversation(tom, ada, { from: TOM, with: OKAFOR });
  await phones.of(MOREAU).neverRang();
});

story("an access code opens the line for a withheld number, and the clinician is told", async ({ phones, clock }) => {
  const [jonas, ada] = [phones.of(JONAS), phones.of(OKAFOR)];
  await jonas.withholdsItsNumber();
  await jonas.calls(OKAFOR);
  await clock.skipsUntil(() => jonas.hasHeard(/access code/));
  await jonas.presses(`${CODE}#`);
  await ada.rings();
  await ada.answers();
  await ada.presses("1");
  await ada.hears(/access code/);
  await jonas.talksWith(OKAFOR);
});
