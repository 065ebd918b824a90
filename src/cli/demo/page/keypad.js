// The keys of a phone in a call; those that the last prompt spoke of are marked.

import { h } from "./dom.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const NAMES = { "*": "Key star", "#": "Key hash" };

/** Twelve keys; `press(key)` is called with the one pressed. */
export class Keypad {
  constructor(press) {
    this.keys = new Map(KEYS.map((key) => [key, this.key(key, press)]));
    this.element = h("div", { class: "keypad", role: "group", "aria-label": "Keypad" }, [...this.keys.values()]);
  }

  /** The key that comes first. */
  get first() {
    return this.keys.get("1");
  }

  /** Marks the keys that were spoken of. */
  suggest(spoken) {
    for (const [key, button] of this.keys) {
      const marked = spoken.has(key);
      button.classList.toggle("is-spoken", marked);
      if (marked) button.setAttribute("aria-description", "was just spoken of");
      else button.removeAttribute("aria-description");
    }
  }

  /** Shows that a key was typed. */
  flash(key) {
    const button = this.keys.get(key);
    button.classList.remove("was-pressed");
    void button.offsetWidth;
    button.classList.add("was-pressed");
  }

  key(key, press) {
    return h("button", { type: "button", class: "key", "aria-label": NAMES[key] ?? `Key ${key}`, onclick: () => press(key) }, key === "*" ? "∗" : key);
  }
}
