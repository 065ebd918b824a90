// What happened, told step by step: by the names of who called and who is rung, and without repeating itself.

import { OKAFOR, TOM } from "./support/people.js";
import { conversation } from "./support/scenes.js";
import { story } from "./support/story.js";

const CALL_BACK = /Dr Ada Okafor called Tom Whitfield back/;

story("a call back is told by the names of both, and rings the patient", async ({ phones, happened, page }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await tom.hangsUp();
  await ada.isReady();
  const missed = happened.call(/Tom Whitfield called Dr Okafor's line/);
  await missed.filter({ hasText: "hung up while it rang" }).waitFor();
  await missed.filter({ hasText: "The caller hung up while it rang" }).waitFor();

  await ada.dials("07700 900201");
  await tom.rings({ showing: "07700 900101" });
  await happened.call(CALL_BACK).getByText("Ring Tom Whitfield").waitFor();
  const rows = page.getByRole("region", { name: "Numbers", exact: true }).getByRole("row");
  await rows.filter({ hasText: "Patient's phone shows" }).filter({ hasText: "07700 900101" }).waitFor();

  await tom.answers();
  await tom.talksWith(OKAFOR);
  await happened.call(CALL_BACK).getByText("talking", { exact: true }).waitFor();
  await tom.hangsUp();
  await happened.call(CALL_BACK).getByText("talked", { exact: true }).waitFor();
});

story("a caller who hangs up while the clinician hears the name is told to have hung up", async ({ phones, happened }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await ada.answers();
  await ada.hears(/Press 1/);
  await ada.presses("1");
  await ada.hears(/Tom Whitfield/);
  await tom.hangsUpElsewhere();
  const call = happened.call(/Tom Whitfield called Dr Okafor's line/);
  await call.getByText("caller hung up", { exact: true }).waitFor();
  await call.getByText("The caller hung up before the two were connected").first().waitFor();
});

story("what the provider tried again is one step, with the attempts inside", async ({ phones, faults, clock, happened }) => {
  const tom = phones.of(TOM);
  await faults.turns("Stop the relay", true);
  await tom.calls(OKAFOR);
  await clock.skipsUntil(() => tom.isIdle());
  const asked = happened.call(/Tom Whitfield called/).getByRole("listitem").filter({ hasText: "The provider asks what to do" });
  await asked.getByText("Tried 4 times; nobody answered").waitFor();
  await asked.locator("summary").click();
  await asked.getByText("Attempts", { exact: true }).waitFor();
  await asked.getByRole("listitem").filter({ hasText: "could not be reached" }).nth(3).waitFor();
});

story("a call on another day is told with its day", async ({ phones, clock, happened }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await conversation(tom, ada, { from: TOM, with: OKAFOR });
  await tom.hangsUp();
  await tom.isReady();
  await clock.movesTo("christmas");
  await happened.call(/Tom Whitfield called/).getByText(/\d{1,2} [A-Z][a-z]+, \d{2}:\d{2}/).first().waitFor();
});

story("a message without words is not called one", async ({ phones, clock, happened }) => {
  const tom = phones.of(TOM);
  await clock.movesTo("tonight");
  await tom.calls(OKAFOR);
  await clock.skipsUntil(() => tom.hasHeardTheBeep());
  await tom.hangsUp();
  await happened.call(/Tom Whitfield called/).getByText("nothing was said", { exact: true }).waitFor();
});
