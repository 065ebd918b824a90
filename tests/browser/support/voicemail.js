// What people do to leave a message and to hear one.

import { eventually } from "./eventually.js";

/** Messages on a stage. */
export class Voicemail {
  constructor({ page, clock, demo }) {
    Object.assign(this, { page, clock, demo });
  }

  /** At night somebody calls, and waits for the tone. */
  async reachesTheTone(caller, whom) {
    await this.clock.movesTo("tonight");
    await caller.calls(whom);
    await this.clock.skipsUntil(() => caller.hasHeardTheBeep());
  }

  async types(caller, words) {
    await caller.inHand();
    const first = caller.name.split(" ")[0];
    await caller.region.getByRole("textbox", { name: `What ${first} says` }).fill(words);
    await caller.button("Say it").click();
    await this.clock.skipsUntil(() => this.hasSpoken(caller));
  }

  async hasSpoken(caller) {
    return (await caller.entries()).some(({ what }) => what.kind === "spoke");
  }

  /** The last message is here, and no longer at the provider. */
  async isKept() {
    const arrived = async () => (await this.demo.state()).messages.some(({ state, there }) => state === "kept" && !there);
    await this.clock.skipsUntil(arrived);
    await eventually("the message is kept", arrived);
  }

  /** A clinician calls the own line and keys the PIN that the page shows. */
  async opensTheOwnLine(clinician, { typing = false } = {}) {
    await clinician.calls("own front line");
    await this.clock.skipsUntil(() => clinician.hasHeard(/enter your PIN/));
    const hint = clinician.region.getByText(/PIN in this demo: \d+ #/);
    const [, pin] = /: (\d+) #/.exec(await hint.textContent());
    if (typing) await this.page.keyboard.type(`${pin}#`);
    else await clinician.presses(`${pin}#`);
    await this.clock.skipsUntil(() => clinician.hasHeard(/To hear your messages, press 1/));
  }
}
