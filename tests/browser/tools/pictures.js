// Takes the pictures of the documentation from the real demo: stills as PNG, and the frames of the moving picture.
//
//     node tests/browser/tools/pictures.js DOCS_FOLDER FRAMES_FOLDER
//
// The stills go to the first folder. The second gets each frame that Chromium drew and `frames.txt`, which says for ffmpeg's
// concat demuxer how long each was seen. scripts/pictures joins them.

import { mkdir, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import { openBrowser } from "../support/browser.js";
import { OKAFOR, TOM } from "../support/people.js";
import { conversation } from "../support/scenes.js";
import { openStage } from "../support/stage.js";
import { Film } from "./film.js";

const [stills, frames] = process.argv.slice(2);
if (!frames) throw new Error("say where to: node pictures.js DOCS_FOLDER FRAMES_FOLDER");

const WIDE = { width: 1440, height: 960 };
const NARROW = { width: 390, height: 844, context: { deviceScaleFactor: 2 } };
const FILM = { width: 1440, height: 960 };

const browser = await openBrowser();
try {
  await mkdir(stills, { recursive: true });
  await mkdir(frames, { recursive: true });
  await still("ringing-light", { ...WIDE, scheme: "light" }, ringing);
  await still("ringing-dark", { ...WIDE, scheme: "dark" }, ringing);
  await still("narrow-light", { ...NARROW, scheme: "light" }, narrow);
  await still("narrow-dark", { ...NARROW, scheme: "dark" }, narrow);
  await still("texts", { ...WIDE, scheme: "light" }, texts);
  await still("why", { ...WIDE, scheme: "light" }, why);
  await still("mistake", { ...WIDE, scheme: "light" }, mistake);
  await still("fault", { ...WIDE, scheme: "dark" }, fault);
  await moving();
} finally {
  await browser.close();
}

async function still(name, look, act) {
  const stage = await openStage(browser, { motion: "reduce", ...look });
  try {
    await silent(stage);
    await act(stage);
    // The mouse rests where it marks nothing.
    await stage.page.mouse.move(0, 0);
    await stage.page.screenshot({ path: `${stills}/${name}.png` });
  } finally {
    await stage.close();
  }
}

/** A browser without voices says so beside each prompt, unless nobody wants to hear it. */
async function silent({ page }) {
  await page.getByRole("switch", { name: "Sound" }).click();
}

async function ringing({ phones, page }) {
  await phones.of(TOM).calls(OKAFOR);
  await phones.of(OKAFOR).rings();
  await page.evaluate(() => scrollTo(0, 0));
}

async function narrow({ phones, page }) {
  await ringing({ phones, page });
  await phones.of(OKAFOR).answers();
  await phones.of(OKAFOR).hears(/Press 1/);
}

/** A text of the night, held and then delivered, and the answer to it. */
async function texts({ phones, clock, page }) {
  const [tom, ada] = [phones.of(TOM).messages, phones.of(OKAFOR).messages];
  await clock.movesTo("tonight");
  await tom.writes(OKAFOR, "May I stop the tablets?");
  await tom.isMarked(OKAFOR, "May I stop", /Held until/);
  await tom.reads(OKAFOR, /999/);
  await clock.movesTo("hours");
  const line = await ada.senderOf("May I stop the tablets?");
  await ada.writes(line, "Take half of one until Friday.");
  await tom.reads(OKAFOR, "Take half of one until Friday.");
  await ada.isMarked(line, "Take half", /On Tom Whitfield's phone/);
  await page.evaluate(() => scrollTo(0, 0));
}

async function talking({ phones }) {
  await phones.of(TOM).calls(OKAFOR);
  await conversation(phones.of(TOM), phones.of(OKAFOR), { from: TOM, with: OKAFOR });
}

async function why({ phones, happened }) {
  await talking({ phones });
  await happened.opensFirst();
  await happened.region.evaluate((region) => region.scrollIntoView());
}

async function mistake({ editor, phones, page }) {
  await editor.region.getByRole("button", { name: "Make a typing mistake" }).click();
  await editor.saves();
  await editor.mistakes.getByRole("button").first().click();
  await ringing({ phones, page });
  await editor.region.evaluate((region) => region.scrollIntoView());
}

async function fault({ faults, phones, clock, page }) {
  await faults.turns("Stop the relay", true);
  await phones.of(TOM).calls(OKAFOR);
  await clock.skipsUntil(() => phones.of(TOM).hasHeard(/9 9 9/));
  await phones.of(TOM).inHand();
  await page.evaluate(() => scrollTo(0, 0));
}

/** A call that is taken by day, and one by night that ends in a message; seen at a reader's pace. */
async function moving() {
  const stage = await openStage(browser, { ...FILM, scheme: "light" });
  const film = await Film.of(stage.page, frames);
  try {
    await silent(stage);
    await film.rolls();
    await pause(800);
    await byDay(stage, film);
    await byNight(stage, film);
    await writeFile(`${frames}/frames.txt`, await film.ends());
  } finally {
    await stage.close();
  }
}

async function byDay({ phones }, film) {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await film.clicks(tom.contact(OKAFOR));
  await ada.rings();
  await pause(1300);
  await film.clicks(ada.button("Answer"));
  await ada.hears(/Press 1/);
  await pause(1000);
  await film.clicks(ada.key("1"));
  await tom.isInCall();
  await pause(1800);
  await film.clicks(tom.button("Hang up"));
  await tom.isReady();
  await pause(500);
}

async function byNight({ phones, clock }, film) {
  const tom = phones.of(TOM);
  await film.clicks(await clock.momentButton("tonight"));
  await pause(900);
  await film.clicks(tom.contact(OKAFOR));
  await tom.hears(/cannot take calls/);
  await pause(1600);
  await film.clicks(tom.key("2"));
  await tom.hears(/leave a message/);
  await pause(900);
  await film.skips(() => clock.skipsUntil(() => tom.hasHeardTheBeep()));
  await film.clicks(tom.button("Speak for 5 seconds"));
  await pause(700);
  await film.skips(() => clock.skipsUntil(() => tom.hasHeard(/has been recorded/)));
  await pause(1800);
}
