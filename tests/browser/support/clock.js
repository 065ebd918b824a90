// The practice's clock, which the page moves.

import { eventually } from "./eventually.js";
import { exactly } from "./words.js";

/** Steps after which something awaited is not going to come. */
const STEPS = 30;

export class Clock {
  constructor(page, demo) {
    this.page = page;
    this.demo = demo;
    this.region = page.getByRole("region", { name: "Clock", exact: true });
    this.time = page.locator("#clock-time");
  }

  /** The button that moves it to one of the page's moments, by its id. */
  async momentButton(id) {
    const { moments } = await this.demo.state();
    const { label } = moments.find((moment) => moment.id === id);
    return this.region.getByRole("button", { name: new RegExp(`^${exactly(label)}`) });
  }

  /** Moves it there. */
  async movesTo(id) {
    await (await this.momentButton(id)).click();
    await eventually(`the clock is moved: ${id}`, async () => (await this.demo.state()).clock.moment === id);
  }

  /** Moves it to a moment of the practice's zone, such as `2026-12-25T10:00`. */
  async movesToTime(local) {
    await this.region.getByLabel("Other time").fill(local);
    await this.region.getByRole("button", { name: "Set", exact: true }).click();
    await eventually(`the clock shows ${local}`, async () => (await this.demo.state()).clock.local.startsWith(local));
  }

  /** Moves it to the next thing that waits, once nothing is under way. */
  async skipsAhead() {
    await eventually("something waits", () => this.#nextDue());
    // Answered once all that fell due has happened.
    const answered = this.page.waitForResponse((response) => new URL(response.url()).pathname === "/api/clock");
    await this.region.getByRole("button", { name: "Skip ahead", exact: true }).click();
    await answered;
  }

  /** Skips ahead until it is so: nobody wants to listen to prompts in their full length. */
  async skipsUntil(isSo) {
    for (let step = 0; step < STEPS; step++) {
      let done = false;
      // First whether all is at rest, then whether it is so: what happens in between must not be skipped.
      await eventually("something waits", async () => {
        const due = await this.#nextDue();
        return (done = await isSo()) || due;
      });
      if (done) return;
      await this.skipsAhead();
    }
    throw new Error("skipped ahead in vain");
  }

  async #nextDue() {
    const { clock, webhooks } = await this.demo.state();
    return !clock.busy && webhooks.every((webhook) => webhook.done) && clock.next_due > clock.at ? clock.next_due : null;
  }
}
