// What must hold after every story: no caller's phone shows a clinician's number, in any usual spelling.

import assert from "node:assert/strict";

/** Takes each caller's phone in hand and reads all of it, every conversation and attributes too. */
export async function nothingLeaks({ page, demo, phones }) {
  const { people } = await demo.state();
  const secrets = people.filter(({ role }) => role === "clinician").map(({ name, number }) => ({ name, digits: number.slice(3) }));
  for (const caller of people.filter(({ side }) => side === "callers")) {
    const phone = phones.of(caller.name);
    await phone.inHand();
    const all = (await phone.region.evaluate((region) => region.outerHTML)) + (await phone.messages.everything());
    const digits = all.replace(/[\s()./-]|&nbsp;/g, "");
    for (const secret of secrets) {
      assert.ok(!digits.includes(secret.digits), `the phone of ${caller.name} holds the number of ${secret.name}`);
    }
  }
  const count = await page.locator("#leaks").textContent();
  assert.match(count, /\b0 of \d+|Nothing was shown/, "the page counts no number that leaked");
}
