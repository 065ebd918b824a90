// The messages of a phone as its owner uses them: a conversation is opened, written in and read.

import { eventually } from "./eventually.js";
import { containing, exactly, written } from "./words.js";

/** What a phone's owner does under Messages. */
export class Messages {
  constructor(phone) {
    this.phone = phone;
    this.list = phone.region.getByRole("region", { name: "Conversations", exact: true });
    this.tab = phone.region.getByRole("button", { name: /^Messages/ });
  }

  /** The conversation with this contact, or with this number. */
  thread(whom) {
    return this.phone.region.getByRole("log", { name: `Texts with ${whom}`, exact: true });
  }

  /** What was written in it, and what its marks say. */
  text(whom, words) {
    return this.thread(whom).locator(".text").filter({ hasText: words });
  }

  field(whom) {
    return this.phone.region.getByRole("textbox", { name: `Text to ${whom}`, exact: true });
  }

  async shows() {
    await this.phone.inHand({ side: "Messages" });
  }

  /** Opens the conversation with this contact, or with this number. */
  async opens(whom) {
    await this.shows();
    if (await this.thread(whom).isVisible()) return;
    const back = this.phone.button("All conversations");
    if (await back.isVisible()) await back.click();
    await this.list.getByRole("button", { name: new RegExp(`^${exactly(whom)}`) }).click();
    await this.thread(whom).waitFor();
  }

  /** Writes to somebody; `attaching` says which of the pictures goes with it. */
  async writes(whom, words, { attaching } = {}) {
    await this.sends(whom, words, { attaching });
    await this.text(whom, words).first().waitFor();
  }

  /** The same, where a call may come at once and cover what was written. */
  async sends(whom, words, { attaching } = {}) {
    await this.opens(whom);
    if (attaching) await this.attaches(attaching);
    await this.field(whom).fill(words);
    await this.field(whom).press("Enter");
  }

  async attaches(what) {
    await this.phone.button("Add a picture").click();
    await this.phone.region.getByRole("button", { name: what }).click();
  }

  /** These words stand in the conversation. */
  async reads(whom, words) {
    await this.opens(whom);
    await this.text(whom, words).first().waitFor();
  }

  /** The text with these words is marked so. */
  async isMarked(whom, words, mark) {
    await this.opens(whom);
    await this.text(whom, words).filter({ hasText: mark }).first().waitFor();
  }

  /** The number that the last text with these words came from, as the page writes it; waits for it. */
  async senderOf(words) {
    const entry = await eventually(`${this.phone.name} gets a text: ${words}`, () => this.received(words));
    return written(entry.what.from);
  }

  /** The last text with these words that came, as the server knows it. */
  async received(words) {
    const is = ({ what }) => what.kind === "text" && (words instanceof RegExp ? words : containing(words)).test(what.body);
    return (await this.phone.entries()).findLast(is);
  }

  /** Opens all that it has, and gives the whole of it as HTML. */
  async everything() {
    const talks = new Set((await this.phone.entries()).flatMap(({ what }) => ({ text: what.from, "sent-text": what.to })[what.kind] ?? []));
    if (talks.size === 0) return "";
    await this.shows();
    let all = "";
    const back = this.phone.button("All conversations");
    if (await back.isVisible()) await back.click();
    const rows = this.list.getByRole("listitem").getByRole("button");
    for (let row = 0; row < (await rows.count()); row++) {
      await rows.nth(row).click();
      all += await this.phone.region.evaluate((region) => region.outerHTML);
      await back.click();
    }
    return all;
  }
}
