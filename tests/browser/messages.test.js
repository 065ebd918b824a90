// Calls that reach no person: each ends in a message or in words.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { LINDQVIST, OKAFOR, TOM } from "./support/people.js";
import { asksForVoicemail } from "./support/scenes.js";
import { story } from "./support/story.js";

story("at night a patient is told when to call again, and leaves a message", async ({ phones, clock, demo }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await clock.movesTo("tonight");
  await tom.calls(OKAFOR);
  await tom.hears(/Dr Ada Okafor cannot take calls at the moment\. You can call again/);
  await tom.hears(/please hang up and dial 9 9 9/);
  await asksForVoicemail(tom, clock);
  await tom.hears(/Please leave a message for Dr Ada Okafor after the tone/);
  await tom.speaks();
  await clock.skipsUntil(async () => (await tom.entries()).some(({ what }) => what.kind === "spoke"));
  await tom.presses("#");
  await clock.skipsUntil(() => tom.hasHeard(/Your message has been recorded/));
  await clock.skipsUntil(() => tom.isIdle());
  await eventually("the message is kept", async () => (await demo.state()).store.recordings === 1);
  await tom.region.getByText("The message is sealed here and deleted at the provider. The clinician is told by text.").waitFor();
  await ada.neverRang();
  await eventually("the clinician is told", () => ada.messages.received(/Tom Whitfield/));
});

story("who does not press a key leaves a message all the same", async ({ phones, clock }) => {
  const tom = phones.of(TOM);
  await clock.movesTo("tonight");
  await tom.calls(OKAFOR);
  await clock.skipsUntil(() => tom.hasHeardTheBeep());
});

story("who hangs up during the menu leaves nothing behind", async ({ phones, clock, demo }) => {
  const tom = phones.of(TOM);
  await clock.movesTo("tonight");
  await tom.calls(OKAFOR);
  await tom.hears(/cannot take calls/);
  await tom.hangsUp();
  await tom.isReady();
  assert.equal((await demo.state()).store.recordings, 0);
});

story("when nobody takes the call, the patient hears so and is offered a message", async ({ phones, clock }) => {
  const [tom, ada, nils] = [phones.of(TOM), phones.of(OKAFOR), phones.of(LINDQVIST)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await clock.skipsUntil(() => nils.isRinging());
  await nils.declines();
  await clock.skipsUntil(() => tom.hasHeard(/Dr Ada Okafor could not come to the phone/));
  await asksForVoicemail(tom, clock);
});
