// A visitor without a mouse: moves with Tab and the arrows, and always sees where the focus is.

import assert from "node:assert/strict";

import { eventually } from "./eventually.js";

/** Presses of Tab after which something is out of reach. */
const REACH = 250;

export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  async presses(key) {
    await this.page.keyboard.press(key);
  }

  async types(text) {
    await this.page.keyboard.type(text);
  }

  /** Moves the focus there with `key`. */
  async reaches(target, key = "Tab") {
    await target.waitFor();
    for (let press = 0; press < REACH; press++) {
      if (await isFocused(target)) return;
      await this.presses(key);
    }
    throw new Error(`${target} cannot be reached with ${key}`);
  }

  /** Moves the focus there and presses Enter. */
  async uses(target, key = "Enter") {
    await this.reaches(target);
    await this.presses(key);
  }

  /** The page itself puts the focus there. */
  async comesTo(target) {
    await eventually(`the focus comes to ${target}`, () => isFocused(target));
  }

  /** The focus is on something, not lost. */
  async isSomewhere(after) {
    const there = () => this.page.evaluate(() => Boolean(document.activeElement) && document.activeElement !== document.body);
    await eventually(`the focus is not lost after ${after}`, there);
  }

  /** What has the focus, or what is around it, looks otherwise than without: one can see where one is. */
  async showsFocus() {
    const { differs, what } = await this.page.evaluate(() => {
      const focused = document.activeElement;
      // A control that is drawn by its label, or by what surrounds it, shows the focus there.
      const around = [focused, focused.nextElementSibling, focused.parentElement, focused.parentElement.parentElement];
      const looks = () => around.map((element) => {
        if (!element) return "";
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
        return [outline, boxShadow, borderColor, backgroundColor].join();
      }).join(";");
      const withFocus = looks();
      focused.blur();
      const differs = withFocus !== looks();
      focused.focus({ focusVisible: true, preventScroll: true });
      return { differs, what: focused.outerHTML.slice(0, 160) };
    });
    assert.ok(differs, `one can see that the focus is on ${what}`);
  }
}

function isFocused(target) {
  return target.evaluate((element) => element === document.activeElement);
}
