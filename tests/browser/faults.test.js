// Whatever breaks, the caller hears words or a person; and the page shows what broke.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { OKAFOR, TOM } from "./support/people.js";
import { asksForVoicemail, conversation } from "./support/scenes.js";
import { isLive } from "./support/stage.js";
import { story } from "./support/story.js";

const BOTH = { from: TOM, with: OKAFOR };

story("while the store is stopped, a caller still reaches the clinician", async ({ phones, faults, demo }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await faults.turns("Stop the store", true);
  await eventually("the store is down", async () => !(await demo.state()).store.up);
  await tom.calls(OKAFOR);
  await conversation(tom, ada, BOTH);
  await tom.hangsUp();
  await tom.isReady();
  await faults.turns("Stop the store", false);
  await eventually("the store is up again", async () => (await demo.state()).store.up);
});

story("when the relay is slow beyond its deadline, the caller hears safe words", async ({ phones, faults, clock }) => {
  const tom = phones.of(TOM);
  await faults.turns("Slow the relay", true);
  await tom.calls(OKAFOR);
  await clock.skipsUntil(() => tom.hasHeard(/We are sorry/));
  await clock.skipsUntil(() => tom.hasHeard(/dial 9 9 9/));
  await clock.skipsUntil(() => tom.isIdle());
  await phones.of(OKAFOR).neverRang();
});

story("while the relay is stopped, the caller hears the fallback's words", async ({ phones, faults, clock, happened }) => {
  const tom = phones.of(TOM);
  await faults.turns("Stop the relay", true);
  await tom.calls(OKAFOR);
  await clock.skipsUntil(() => tom.hasHeard(/Your call cannot be connected at the moment/));
  await clock.skipsUntil(() => tom.hasHeard(/dial 9 9 9/));
  await clock.skipsUntil(() => tom.isIdle());
  await happened.says(/fallback/i);
  await faults.turns("Stop the relay", false);
  await tom.calls(OKAFOR);
  await phones.of(OKAFOR).rings();
});

story("a webhook that is delivered twice rings once and gets the same bytes", async ({ phones, faults, demo }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await faults.presses("Deliver the next webhook twice");
  await eventually("the next webhook is to come twice", async () => (await demo.state()).faults.twice === 1);
  await tom.calls(OKAFOR);
  await conversation(tom, ada, BOTH);
  const { webhooks } = await demo.state();
  const both = webhooks.filter(({ kind }) => kind === "voice");
  assert.equal(both.length, 2, "delivered twice");
  assert.equal(both[0].token, both[1].token);
  assert.equal(both[0].body, both[1].body);
  assert.equal((await ada.entries()).filter(({ what }) => what.kind === "rings").length, 1, "it rings once");
});

story("a restart in mid-call: the talk goes on, the page stays live, the next call rings", async ({ phones, faults, demo, page }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await conversation(tom, ada, BOTH);
  await faults.presses("Restart the relay");
  await eventually("the relay is back", async () => (await relay(demo)).starts === 2 && (await relay(demo)).up);
  await isLive(page);
  await tom.isInCall();
  await ada.isInCall();
  await tom.hangsUp();
  await tom.isReady();
  await ada.isReady();
  await tom.calls(OKAFOR);
  await conversation(tom, ada, BOTH);
});

story("a restart while the caller hears the menu: the next key works", async ({ phones, faults, clock, demo }) => {
  const tom = phones.of(TOM);
  await clock.movesTo("tonight");
  await tom.calls(OKAFOR);
  await tom.hears(/cannot take calls/);
  await faults.presses("Restart the relay");
  await eventually("the relay is back", async () => (await relay(demo)).starts === 2 && (await relay(demo)).up);
  await asksForVoicemail(tom, clock);
});

story("a forged webhook is refused, and the page shows it", async ({ faults, happened, demo }) => {
  await faults.presses("Forge a webhook");
  await eventually("it is refused", async () => (await demo.state()).webhooks.some(({ status }) => status === 403));
  await happened.opensAll();
  await happened.says(/403/);
  await happened.says(/no valid signature/i);
  assert.deepEqual((await demo.state()).journal, [], "nothing is noted");
});

async function relay(demo) {
  return (await demo.state()).relay;
}
