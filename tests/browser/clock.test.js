// The clock that can be moved: what waits wakes, and the page tells the time as people on the spot see it.

import { eventually } from "./support/eventually.js";
import { OKAFOR, TOM } from "./support/people.js";
import { story } from "./support/story.js";

story("moving the clock wakes what waits", async ({ phones, clock }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await clock.movesTo("tonight");
  await ada.isReady();
  await tom.hears(/Dr Ada Okafor/);
});

story("skipping ahead lets it ring out", async ({ phones, clock }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await clock.skipsUntil(() => ada.isIdle());
});

story("the hour at which summer time ends is shown twice, and said", async ({ clock, demo }) => {
  await clock.movesTo("clocks");
  await clock.time.filter({ hasText: /^01:5[89]/ }).waitFor();
  await clock.region.filter({ hasText: /UTC\+01:00/ }).waitFor();
  // Two seconds before the hour ends, so that one sees it begin again.
  const day = (await demo.state()).clock.local.slice(0, 10);
  await demo.command("/api/clock", { at: `${day}T01:59:58` });
  await clock.time.filter({ hasText: /^01:00/ }).waitFor();
  await clock.region.filter({ hasText: /UTC\+00:00/ }).waitFor();
  const said = clock.region.getByRole("status");
  await said.filter({ hasText: /BST → GMT\. This hour comes twice: the second/ }).waitFor();
});

story("a new day has a line of its own in what a phone heard", async ({ clock, phones }) => {
  const tom = phones.of(TOM);
  await tom.calls(OKAFOR);
  await phones.of(OKAFOR).rings();
  await tom.hangsUp();
  await clock.movesTo("christmas");
  await tom.calls(OKAFOR);
  await tom.log.getByText(/^\w+day,? 25 December$/).waitFor();
});

story("the clock can be set to any time", async ({ clock, phones, demo }) => {
  const day = (await demo.state()).clock.local.slice(0, 10);
  await clock.movesToTime(`${day}T13:15`);
  await clock.time.filter({ hasText: /^13:15/ }).waitFor();
  const tom = phones.of(TOM);
  await tom.calls(OKAFOR);
  await tom.hears(/Dr Ada Okafor cannot take calls at the moment\. You can call again/);
});

story("on Christmas Day the surgery is closed", async ({ phones, clock }) => {
  await clock.movesTo("christmas");
  const tom = phones.of(TOM);
  await tom.calls(OKAFOR);
  await eventually("the caller hears something", async () => (await tom.sentences()).length > 0);
  await phones.of(OKAFOR).neverRang();
});

story("skipping ahead when nothing waits is answered in words", async ({ clock, page }) => {
  await clock.region.getByRole("button", { name: "Skip ahead" }).click();
  await page.getByRole("status").filter({ hasText: /wait/i }).first().waitFor();
});
