// What can be heard: prompts read aloud in their own language, and phones that ring.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { MARIE, OKAFOR, TOM } from "./support/people.js";
import { story } from "./support/story.js";

story("a prompt is read aloud by a voice of its language", { prepare: giveVoices }, async ({ phones, clock, page }) => {
  const marie = phones.of(MARIE);
  await clock.movesTo("tonight");
  await marie.calls(OKAFOR);
  await marie.hears(/ne peut pas prendre d'appels/);
  const read = await eventually("it is read aloud", () => page.evaluate(() => globalThis.readAloud[0]));
  assert.match(read.text, /ne peut pas prendre d'appels/);
  assert.equal(read.lang, "fr-FR");
});

story("a phone that rings is heard, unless sound is off", { prepare: countTones }, async ({ phones, page }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  const tones = () => page.evaluate(() => globalThis.tonesPlayed);
  await tom.calls(OKAFOR);
  await ada.rings();
  await eventually("it is heard", async () => (await tones()) > 0);
  await ada.declines();
  await tom.hangsUp();

  await page.getByRole("switch", { name: "Sound" }).click();
  const before = await tones();
  await tom.calls(OKAFOR);
  await ada.rings();
  assert.equal(await tones(), before, "with sound off nothing is heard");
});

/** Chromium without windows has no voices: gives it two, and notes what they are asked to read. */
async function giveVoices(page) {
  await page.addInitScript(() => {
    globalThis.readAloud = [];
    const voices = ["en-GB", "fr-FR"].map((lang) => ({ lang, name: lang, default: false, localService: true, voiceURI: lang }));
    const speak = ({ text, lang }) => globalThis.readAloud.push({ text, lang });
    const synthesis = Object.assign(new EventTarget(), { speaking: false, getVoices: () => voices, speak, cancel() {} });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    window.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
  });
}

/** Counts the tones that the page makes. */
async function countTones(page) {
  await page.addInitScript(() => {
    globalThis.tonesPlayed = 0;
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function (...given) {
      globalThis.tonesPlayed++;
      return make.apply(this, given);
    };
  });
}
