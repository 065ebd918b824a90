// What one needs next is in sight: on a projector, on a small screen, and whatever the page says in passing.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { CODE, JONAS, OKAFOR, TOM } from "./support/people.js";
import { conversation } from "./support/scenes.js";
import { story } from "./support/story.js";

const PROJECTOR = { width: 1280, height: 720 };
const BOTH = { from: TOM, with: OKAFOR };

story("on a projector a whole call needs no scrolling", PROJECTOR, async ({ phones, page }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  const isInSight = (button) => fits(button, page, PROJECTOR);
  await tom.inHand();
  await isInSight(tom.contact(OKAFOR));
  await tom.calls(OKAFOR);
  await ada.rings();
  for (const button of [ada.button("Answer"), ada.button("Decline"), tom.button("Hang up")]) await isInSight(button);
  await conversation(tom, ada, BOTH);
  for (const phone of [tom, ada]) {
    for (const button of [phone.button("Hang up"), phone.key("1"), phone.key("#")]) await isInSight(button);
    assert.ok(await sticksOut(phone).then((out) => out.length === 0), `all of ${phone.name}'s phone lies in its frame`);
  }
});

// 720 by 450 is a window of 1440 by 900 at twice the size.
for (const [width, height] of [[390, 844], [720, 450], [320, 640]]) {
  story(`the first thing to press is on the first screen of ${width} by ${height} pixels`, { width, height }, async ({ phones, page }) => {
    await fits(phones.of(TOM).contact(OKAFOR), page, { width, height });
  });
}

for (const width of [1280, 390]) {
  story(`what is said in passing covers no phone (${width} pixels)`, { width, height: 720 }, async ({ phones, clock, page }) => {
    const tom = phones.of(TOM);
    await tom.inHand();
    await clock.region.getByRole("button", { name: "Skip ahead" }).click();
    const said = page.getByRole("status").getByText(/nothing waits/i);
    await said.waitFor();
    const [toast, phone] = [await said.boundingBox(), await tom.region.boundingBox()];
    const beside = toast.x + toast.width <= phone.x || phone.x + phone.width <= toast.x;
    const above = toast.y + toast.height <= phone.y || phone.y + phone.height <= toast.y;
    assert.ok(beside || above, "it lies elsewhere");
    assert.equal(await said.evaluate((toast) => getComputedStyle(toast).pointerEvents), "none");
  });
}

story("a log ends at its end: the newest line is in sight", PROJECTOR, async ({ phones }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await conversation(tom, ada, BOTH);
  for (const { name, log } of [tom, ada]) {
    await eventually(`the end of what ${name} heard is in sight`, () => log.evaluate((log) => {
      const last = log.lastElementChild;
      return /Connected/.test(last.textContent) && last.getBoundingClientRect().bottom <= log.getBoundingClientRect().bottom;
    }));
  }
});

story("the code on the card stays in sight while it is keyed", PROJECTOR, async ({ phones }) => {
  const jonas = phones.of(JONAS);
  await jonas.withholdsItsNumber();
  await jonas.calls(OKAFOR);
  const card = jonas.region.getByText(`Jonas's card: ${CODE} #`);
  await card.waitFor();
  await jonas.presses(CODE.slice(0, 3));
  await eventually("three keys are pressed", async () => (await jonas.entries()).filter(({ what }) => what.kind === "pressed").length === 3);
  await card.waitFor();
});

async function fits(button, page, { width, height }) {
  await button.waitFor();
  const { x, y, width: wide, height: high } = await button.boundingBox();
  // On narrow pages the way between the parts lies over the lower edge.
  const bar = page.getByRole("navigation", { name: "Parts of the page" });
  const floor = width < 1100 ? (await bar.boundingBox()).y : height;
  assert.ok(x >= 0 && y >= 0 && x + wide <= width && y + high <= floor, `${button} is at ${x}, ${y}, ${wide} by ${high}, over ${floor}`);
}

/** Controls of a phone that lie outside of its frame. */
function sticksOut({ region }) {
  return region.evaluate((phone) => {
    const frame = phone.getBoundingClientRect();
    const outside = ({ bottom, right, left, width }) => width > 0 && (bottom > frame.bottom || right > frame.right || left < frame.left);
    return [...phone.querySelectorAll("button")].filter((one) => outside(one.getBoundingClientRect())).map((one) => one.textContent);
  });
}
