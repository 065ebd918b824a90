// Texts: from a phone to the right one and back, held until hours begin, with pictures, and never with a clinician's number.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { OKAFOR, ROSA, TOM } from "./support/people.js";
import { story } from "./support/story.js";

const QUESTION = "May I stop the tablets?";
const ANSWER = "Take half of one until Friday.";

story("a patient texts, and the clinician answers by simply replying", async ({ phones, happened, page }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await tom.writes(OKAFOR, QUESTION);
  const line = await ada.senderOf(QUESTION);
  await ada.writes(line, ANSWER);
  await tom.reads(OKAFOR, ANSWER);
  await tom.isMarked(OKAFOR, QUESTION, "On Dr Okafor's phone");
  await ada.isMarked(line, ANSWER, "On Tom Whitfield's phone");
  await ada.phone.region.getByText("a back line: stands for Tom Whitfield").waitFor();

  await happened.call(/Dr Ada Okafor texted Tom Whitfield/).getByText("Pass the text on").waitFor();
  const asked = happened.call(/Tom Whitfield texted Dr Okafor's line/);
  await asked.getByRole("button").first().click();
  await asked.getByText("The text goes on: Dr Ada Okafor").waitFor();
  const rows = page.getByRole("region", { name: "Numbers", exact: true }).getByRole("row");
  await rows.filter({ hasText: "Clinician's phone shows" }).filter({ hasText: line }).waitFor();
  await rows.filter({ hasText: "Only the provider is told" }).filter({ hasText: "07700 900123" }).waitFor();
});

story("a text at night is held, said to be, and arrives when hours begin", async ({ phones, clock }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await clock.movesTo("tonight");
  await tom.writes(OKAFOR, QUESTION);
  await tom.isMarked(OKAFOR, QUESTION, /Held until [A-Z][a-z]{2}( \d{1,2} [A-Z][a-z]+)? 09:00/);
  await eventually("a notice comes", () => tom.received(/999/));
  await tom.reads(OKAFOR, /999/);
  assert.equal(await ada.received(QUESTION), undefined, "it is not delivered at night");
  await clock.movesTo("hours");
  await ada.reads(await ada.senderOf(QUESTION), QUESTION);
  await tom.isMarked(OKAFOR, QUESTION, "On Dr Okafor's phone");
});

story("a held text outlives a restart of the relay", async ({ phones, clock, faults }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await clock.movesTo("tonight");
  await tom.writes(OKAFOR, QUESTION);
  await tom.isMarked(OKAFOR, QUESTION, /Held until/);
  await faults.presses("Restart the relay");
  await tom.isMarked(OKAFOR, QUESTION, /Held until/);
  await clock.movesTo("hours");
  await ada.senderOf(QUESTION);
});

story("a picture comes with the text, and a clinician's has lost where it was taken", async ({ phones }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await tom.writes(OKAFOR, "It looks like this.", { attaching: "Photo of a rash" });
  await tom.isMarked(OKAFOR, "It looks like this.", "Says where it was taken");
  const line = await ada.senderOf("It looks like this.");
  await ada.opens(line);
  await isDrawn(ada.thread(line).getByAltText("The photo that came"));
  await ada.writes(line, "Take these.", { attaching: "Photo of tablets" });
  await tom.isMarked(OKAFOR, "Take these.", "Says nothing of where it was taken");
  await isDrawn(tom.thread(OKAFOR).getByAltText("The photo that came"));
});

story("a clinician's contact card goes nowhere, and the clinician is told", async ({ phones }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await tom.writes(OKAFOR, QUESTION);
  const line = await ada.senderOf(QUESTION);
  await ada.writes(line, "Here is my card.", { attaching: /contact card/ });
  await eventually("the clinician is told", () => ada.received(/card/i));
  const { texts } = await ada.phone.demo.state();
  assert.ok(texts.every(({ direction, pictures }) => direction === "in" || pictures.length === 0), "no card was sent");
});

story("a clinician who types the own number is stopped and told", async ({ phones }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await tom.writes(OKAFOR, QUESTION);
  const line = await ada.senderOf(QUESTION);
  const before = (await tom.phone.entries()).length;
  await ada.writes(line, "Just call me: oh double seven double oh, 900-123");
  await ada.isMarked(line, /Just call me/, /Not/);
  await eventually("she is told", async () => (await ada.phone.entries()).at(-1).what.kind === "text");
  assert.equal((await tom.phone.entries()).length, before, "nothing reaches the patient");
});

story("what finds the phone off is marked as not delivered in the end", async ({ phones, clock }) => {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await ada.phone.isSwitchedOff();
  await tom.writes(OKAFOR, QUESTION);
  await tom.isMarked(OKAFOR, QUESTION, "Sent on to Dr Okafor");
  await clock.skipsAhead();
  await tom.isMarked(OKAFOR, QUESTION, /Not delivered/);
});

story("an urgent text goes to who is on duty at once", async ({ phones, clock }) => {
  const [rosa, nils] = [phones.of(ROSA).messages, phones.of("Dr Nils Lindqvist").messages];
  await clock.movesTo("tonight");
  await rosa.writes(OKAFOR, "URGENT I cannot breathe well");
  await nils.reads(await nils.senderOf("I cannot breathe well"), "I cannot breathe well");
});

story("new texts are counted on the phone and beside the name until they are read", async ({ phones }) => {
  const [tom, rosa, ada] = [phones.of(TOM).messages, phones.of(ROSA).messages, phones.of(OKAFOR)];
  await tom.writes(OKAFOR, QUESTION);
  await ada.messages.opens(await ada.messages.senderOf(QUESTION));
  await rosa.writes(OKAFOR, "And I have a question, too.");
  await ada.inRoster.filter({ hasText: "1 new text" }).waitFor();
  await ada.messages.opens(await ada.messages.senderOf("And I have a question"));
  await ada.inRoster.filter({ hasNotText: "new text" }).waitFor();
});

story("a text is written and sent by keyboard alone", async ({ phones, keyboard }) => {
  const tom = phones.of(TOM).messages;
  await tom.phone.inHand();
  await keyboard.reaches(tom.tab);
  await keyboard.page.keyboard.press("Enter");
  await keyboard.reaches(tom.list.getByRole("button", { name: /^Dr Ada Okafor/ }));
  await keyboard.page.keyboard.press("Enter");
  await keyboard.comesTo(tom.field(OKAFOR));
  await keyboard.page.keyboard.type("Written by hand");
  await keyboard.page.keyboard.press("Enter");
  await tom.reads(OKAFOR, "Written by hand");
  await keyboard.comesTo(tom.field(OKAFOR));
});

async function isDrawn(picture) {
  await picture.first().waitFor();
  await eventually("the picture is drawn", () => picture.first().evaluate((image) => image.complete && image.naturalWidth > 100));
}

story("a patient whom a clinician adds by text stands on the page and can write", async ({ phones }) => {
  const ada = phones.of(OKAFOR).messages;
  await ada.writes("Your own line", "ADD 07700 900777 Lena Park 7d");
  await ada.isMarked("Your own line", /ADD/, "Read by Nightbell");
  const lena = phones.of("Lena Park");
  await lena.inRoster.waitFor();
  await ada.reads("Your own line", /REMOVE Lena/);
  await lena.messages.reads(OKAFOR, /you can now call and text/);
  await lena.messages.writes(OKAFOR, "Thank you");
  await ada.senderOf("Thank you");
});

for (const [width, height] of [[1280, 720], [390, 844]]) {
  story(`a conversation with a picture lies in its frame (${width} by ${height} pixels)`, { width, height }, async ({ phones }) => {
    const tom = phones.of(TOM).messages;
    await tom.writes(OKAFOR, QUESTION, { attaching: "Photo of a rash" });
    await tom.attaches("Photo of tablets");
    const frame = await tom.phone.region.boundingBox();
    for (const one of [tom.field(OKAFOR), tom.phone.button("Send"), tom.phone.button("Add a picture"), tom.tab]) {
      const { x, y, width: wide, height: high } = await one.boundingBox();
      assert.ok(x >= frame.x && x + wide <= frame.x + frame.width && y + high <= frame.y + frame.height, `${one} lies in the phone`);
    }
    if (width > 1000) assert.ok(frame.y + frame.height <= height, "all of the phone is on the screen");
  });
}
