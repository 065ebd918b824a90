// Phones as their owners use them: taken in hand, dialled, answered. Everything is found by role and accessible name.

import assert from "node:assert/strict";

import { Messages } from "./messages.js";
import { Parts } from "./parts.js";
import { containing, exactly } from "./words.js";

/** The phones of the practice's people. */
export class Phones {
  constructor(page, demo) {
    this.page = page;
    this.demo = demo;
  }

  /** The phone of this person. */
  of(name) {
    return new Phone(this.page, this.demo, name);
  }
}

class Phone {
  constructor(page, demo, name) {
    this.page = page;
    this.demo = demo;
    this.name = name;
    this.region = page.getByRole("region", { name: `Phone of ${name}`, exact: true });
    this.log = this.region.getByRole("log", { name: `What ${name} sees and hears`, exact: true });
    this.messages = new Messages(this);
    this.power = this.region.getByRole("switch", { name: "Power" });
  }

  /** The person's button in the roster. */
  get inRoster() {
    const named = this.page.getByRole("button", { name: new RegExp(`^${exactly(this.name)}`) });
    return named.and(this.page.locator("[aria-pressed]"));
  }

  key(key) {
    const name = { "*": "star", "#": "hash" }[key] ?? key;
    return this.button(`Key ${name}`);
  }

  button(name) {
    return this.region.getByRole("button", { name, exact: true });
  }

  /** The button that calls somebody; what follows the name says which number. */
  contact(whom) {
    return this.region.getByRole("button", { name: new RegExp(`^Call ${exactly(whom)}`) });
  }

  /** Takes it in hand, unless it is already, and turns to one of its sides: `Calls` or `Messages`. */
  async inHand({ side = "Calls" } = {}) {
    const button = this.inRoster;
    await this.#comeIntoSight(button);
    await button.waitFor();
    if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
    await this.region.waitFor();
    const tab = this.region.getByRole("button", { name: new RegExp(`^${side}(,|$)`) });
    if (!(await tab.isVisible())) return;
    // A call that comes in meanwhile takes the place of both sides.
    const pressed = await tab.getAttribute("aria-pressed", { timeout: 1000 }).catch(() => "true");
    if (pressed !== "true") await tab.click();
  }

  /** A narrow page shows one part at a time: goes to the one where this person is. */
  async #comeIntoSight(button) {
    for (const part of ["Callers", "Clinicians"]) {
      if (await button.isVisible()) return;
      await new Parts(this.page).shows(part);
    }
  }

  async calls(whom) {
    await this.inHand();
    await this.contact(whom).click();
  }

  async dials(number) {
    await this.inHand();
    await this.region.getByLabel("Number to dial").fill(number);
    await this.button("Dial").click();
  }

  /** From now on its number is not shown. */
  async withholdsItsNumber() {
    await this.inHand();
    const toggle = this.region.getByLabel("Withhold my number");
    const on = () => toggle.evaluate((e) => e.checked ?? [e.ariaPressed, e.ariaChecked].includes("true"));
    if (!(await on())) await toggle.click();
    assert.ok(await on(), `${this.name} withholds the number`);
  }

  /** It rings, showing this number. */
  async rings({ showing } = {}) {
    await this.isSaidToBe(showing ? new RegExp(`Ringing: ${exactly(showing)}`) : /Ringing/);
  }

  async answers() {
    await this.button("Answer").click();
  }

  async declines() {
    await this.button("Decline").click();
  }

  async hangsUp() {
    await this.inHand();
    await this.button("Hang up").click();
  }

  /** Hangs up while the page's own focus stays where it is. */
  async hangsUpElsewhere() {
    const { people } = await this.demo.state();
    const { number } = people.find((person) => person.name === this.name);
    await this.demo.command(`/api/phones/${encodeURIComponent(number)}/hang-up`);
  }

  async presses(keys) {
    await this.inHand();
    for (const key of keys) await this.key(key).click();
  }

  async speaks() {
    await this.inHand();
    await this.button("Speak for 5 seconds").click();
  }

  async isSwitchedOff() {
    await this.inHand();
    await this.power.click();
    await this.isSaidToBe(/^\s*Off/);
  }

  /** These words stand in what it heard; with `in`, marked as of that language. */
  async hears(words, { in: language } = {}) {
    await this.inHand();
    const spoken = language ? this.log.locator(`[lang|="${language}"]`) : this.log;
    await spoken.filter({ hasText: words }).first().waitFor();
  }

  /** Whether these words were spoken to it by now. */
  async hasHeard(words) {
    return (await this.sentences()).some((sentence) => words.test(sentence));
  }

  async hasHeardTheBeep() {
    return (await this.entries()).some(({ what }) => what.kind === "beep");
  }

  /** Whether it rings now. */
  async isRinging() {
    return (await this.#legs()).some((leg) => leg.at(-1).kind === "rings");
  }

  /** Whether it is in no call now. */
  async isIdle() {
    return (await this.#legs()).every((leg) => leg.at(-1).kind === "ended");
  }

  // What happened on each leg. The server is asked: the page may be about to show it, and time must not be moved past it.
  async #legs() {
    const legs = new Map();
    for (const { call, what } of await this.entries()) if (call) legs.set(call, [...(legs.get(call) ?? []), what]);
    return [...legs.values()];
  }

  async isInCall() {
    await this.isSaidToBe(/In a call/);
  }

  async isReady() {
    await this.isSaidToBe(/Ready/);
  }

  /** It talks with this person. */
  async talksWith(name) {
    await this.isInCall();
    await this.hears(containing(name));
    const entries = await this.entries();
    assert.ok(entries.some(({ what }) => what.kind === "connected" && what.with === name), `${this.name} talks with ${name}`);
  }

  /** Its status says so. */
  async isSaidToBe(words) {
    await this.inHand();
    await this.region.getByRole("status").filter({ hasText: words }).first().waitFor();
  }

  /** What the carrier knows that it saw and heard, from the server. */
  async entries() {
    const { people, phones } = await this.demo.state();
    const { number } = people.find((person) => person.name === this.name);
    return phones.find((phone) => phone.number === number).transcript;
  }

  /** All sentences spoken to it. */
  async sentences() {
    const entries = await this.entries();
    return entries.filter(({ what }) => what.kind === "says").map(({ what }) => what.text);
  }

  /** It never rang. */
  async neverRang() {
    const entries = await this.entries();
    assert.deepEqual(entries.filter(({ what }) => what.kind === "rings"), [], `${this.name} is not rung`);
  }
}
