// The buttons that make things go wrong.

import { eventually } from "./eventually.js";

export class Faults {
  constructor(page) {
    this.page = page;
    this.region = page.getByRole("region", { name: "Faults", exact: true });
  }

  /** Turns a switch on or off: `Stop the store`, `Slow the relay`, `Stop the relay`. */
  async turns(name, on) {
    const control = this.region.getByRole("switch", { name: new RegExp(`^${name}`) });
    await control.click();
    const state = () => control.evaluate((e) => e.ariaChecked === "true" || e.checked === true);
    await eventually(`${name} is ${on ? "on" : "off"}`, async () => (await state()) === on);
  }

  /** Presses a button: `Restart the relay`, `Deliver the next webhook twice`, `Forge a webhook`. */
  async presses(name) {
    await this.region.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  }
}
