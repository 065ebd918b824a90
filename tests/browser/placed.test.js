// Calls that Nightbell places itself: for a clinician who asked by text, and where an urgent text was not answered.

import { LINDQVIST, OKAFOR, ROSA } from "./support/people.js";
import { story } from "./support/story.js";

story("a clinician texts CALL Rosa, and both phones show the front line", async ({ phones, clock, page }) => {
  const [rosa, ada] = [phones.of(ROSA), phones.of(OKAFOR)];
  await ada.messages.sends("Your own line", "CALL Rosa");
  await clock.skipsUntil(() => ada.isRinging());
  await ada.rings({ showing: "07700 900101" });
  await ada.answers();
  await clock.skipsUntil(() => ada.hasHeard(/with the call that you asked for/));
  await ada.presses("1");
  await clock.skipsUntil(() => rosa.isRinging());
  await rosa.rings({ showing: "07700 900101" });
  await rosa.answers();
  await rosa.talksWith(OKAFOR);
  await page.getByRole("heading", { name: /Nightbell called Dr Okafor/ }).waitFor();
});

story("an urgent text that nobody answers rings who is on duty after five minutes", async ({ phones, clock }) => {
  const [rosa, nils] = [phones.of(ROSA), phones.of(LINDQVIST)];
  await clock.movesTo("tonight");
  await rosa.messages.writes(OKAFOR, "URGENT My chest hurts when I breathe");
  const line = await nils.messages.senderOf("My chest hurts");
  await clock.skipsUntil(() => nils.isRinging());
  await nils.rings({ showing: line });
  await nils.answers();
  await clock.skipsUntil(() => nils.hasHeard(/An urgent text from a patient has not been answered/));
  await nils.presses("1");
  await clock.skipsUntil(() => nils.hasHeard(/The urgent text is from Rosa Diaz/));
});
