// The practice manager's console as somebody uses it: signs in with what the demo prints, follows links, fills forms.

import assert from "node:assert/strict";
import { basename } from "node:path";

import { eventually, LIMIT } from "./eventually.js";
import { openWire } from "./console-wire.js";
import { watch } from "./watch.js";

/** A folder with style and script as they are being edited, instead of those built in: src/console/assets. */
const ASSETS = process.env.NIGHTBELL_ASSETS;

/**
 * Opens a browser of its own in front of the demo's console. `look` says how it is seen: `width`, `height`, `scheme`,
 * `locale`, and more of the browser's own options as `context`.
 */
export async function openConsole(browser, demo, look = {}) {
  const account = await eventually("the demo prints the console's address and account", () => printed(demo));
  const wire = await openWire(account.url);
  await wire.keepsSecret(demo);
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    colorScheme: look.scheme ?? "light",
    reducedMotion: "reduce",
    locale: look.locale ?? "en-GB",
    ...look.context,
  });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  const watched = await watch(page, wire.url);
  if (ASSETS) await page.route("**/console/assets/*.{css,js}", (route) => route.fulfill({ path: `${ASSETS}/${basename(new URL(route.request().url()).pathname)}` }));
  return new Office({ demo, page, context, watched, wire, account });
}

/** Where the console is and who may sign in, as soon as the demo has said so. */
function printed(demo) {
  const url = /console: (http:\/\/\S+)$/m.exec(demo.printed)?.[1];
  const account = /account (\S+), password (\S+)$/m.exec(demo.printed);
  return url && account ? { url, name: account[1], password: account[2] } : null;
}

/** Somebody at the console. */
class Office {
  constructor(parts) {
    Object.assign(this, parts);
    this.main = this.page.getByRole("main");
    this.alert = this.main.getByRole("alert");
    this.status = this.main.getByRole("status");
    this.heading = this.page.getByRole("heading", { level: 1 });
  }

  /** Signs in with what the demo printed. */
  async signsIn({ password = this.account.password } = {}) {
    await this.goesTo("/console/");
    await this.fills("Account", this.account.name);
    await this.fills("Password", password);
    await this.presses("Sign in");
  }

  /** Signs in, and stands before the first page. */
  async isIn() {
    await this.signsIn();
    await this.page.waitForURL("**/console/");
    return this;
  }

  /** Opens this path by the address line; the answer is given. */
  async goesTo(path) {
    return this.page.goto(new URL(path, this.wire.url).href);
  }

  /** Goes to one of the pages that every page names. */
  async opens(tab) {
    await this.page.getByRole("navigation", { name: /^Pages/ }).getByRole("link", { name: tab, exact: true }).click();
    await this.reads(tab);
  }

  /** Follows the link that is called so, the first if several are. */
  async follows(name) {
    await this.main.getByRole("link", { name }).first().click();
  }

  async presses(name) {
    await this.main.getByRole("button", { name, exact: typeof name === "string" }).first().click();
  }

  async fills(label, value) {
    await this.main.getByLabel(label, { exact: typeof label === "string" }).first().fill(value);
  }

  async chooses(label, option) {
    await this.main.getByRole("combobox", { name: label, exact: true }).selectOption({ label: option });
  }

  /** The page has this heading. */
  async reads(title) {
    const named = typeof title === "string" ? { name: title, exact: true } : { name: title };
    await this.page.getByRole("heading", { level: 1, ...named }).waitFor();
  }

  /** Somewhere on the page stand these words. */
  async sees(words) {
    await this.main.getByText(words).first().waitFor();
  }

  /** A change that is looked at is saved, and is in force. */
  async saves() {
    await this.reads("Save this change?");
    await this.presses("Save");
    await this.sees("Saved. The change is in force.");
  }

  /** The form of a clinician's hours. */
  async opensHoursOf(clinician) {
    await this.opens("Hours");
    await this.follows(`Change hours – ${clinician}`);
    await this.reads(`Hours of ${clinician}`);
  }

  /** One of the rows of days and times. */
  hoursRow(number) {
    return this.main.getByRole("group", { name: `Row ${number}`, exact: true });
  }

  /** What the form for a patient asks for. */
  async entersPatient({ name, phones, clinician }) {
    await this.opens("Patients");
    await this.follows("Add a patient");
    await this.fills("Name", name);
    await this.fills("Phone numbers", phones);
    await this.chooses("Clinician", clinician);
    await this.presses("Preview the change");
  }

  /** The rows of the first table, as text. */
  rows() {
    return this.main.getByRole("row");
  }

  /** What must hold after every story: no clinician's number came, no error, nobody else was asked. */
  async holds({ refuses = [] } = {}) {
    await this.wire.carriedNoNumberOf(this.demo);
    this.watched.isClean(refuses);
  }

  async close() {
    await this.context.close();
    await this.wire.close();
  }
}

/** The number of the sample's stranger, who may not reach anybody. */
export const STRANGER = "+447700900999";

/** A phone of the demo, used by request: nobody looks at the demo's page while the console is in front. */
export class FarPhone {
  constructor(demo, number) {
    Object.assign(this, { demo, number });
  }

  /** The phone of one of the demo's people. */
  static async of(demo, name) {
    const { people } = await demo.state();
    return new FarPhone(demo, people.find((person) => person.name === name).number);
  }

  async does(what, body) {
    await this.demo.command(`/api/phones/${encodeURIComponent(this.number)}/${what}`, body);
  }

  async calls(line) {
    this.from = (await this.transcript()).length;
    await this.does("dial", { to: line });
  }

  async hangsUp() {
    await this.does("hang-up");
  }

  /** What it saw and heard. */
  async transcript() {
    const { phones } = await this.demo.state();
    return phones.find(({ number }) => number === this.number)?.transcript ?? [];
  }

  /** How often it has rung so far. */
  async rung() {
    return (await this.transcript()).filter(({ what }) => what.kind === "rings").length;
  }

  /** These words are spoken to it in the call that it placed last. */
  async hears(words) {
    const said = async () => (await this.transcript()).slice(this.from).some(({ what }) => what.kind === "says" && words.test(what.text));
    await eventually(`${this.number} hears ${words}`, said);
  }
}

/** The call of one phone makes another ring, and is over. */
export async function ringsThrough({ caller, line, clinician }) {
  const before = await clinician.rung();
  await caller.calls(line);
  await eventually(`${clinician.number} rings`, async () => (await clinician.rung()) > before);
  await caller.hangsUp();
}

/** The call of one phone does not make the other ring: other words are heard. */
export async function isTurnedAway({ caller, line, clinician, words }) {
  const before = await clinician.rung();
  await caller.calls(line);
  await caller.hears(words);
  assert.equal(await clinician.rung(), before, "no phone rings");
  await caller.hangsUp();
}

/** A clinician's line, as the demo's page knows it. */
export async function lineOf(demo, name) {
  const { people } = await demo.state();
  return people.find((person) => person.name === name).line;
}
