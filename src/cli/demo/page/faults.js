// Faults: switches and buttons that break something on purpose, each with what to expect from it.

import { h } from "./dom.js";
import { state, on } from "./feed.js";
import { ask } from "./api.js";

const SWITCHES = [
  ["store", "Stop the store", "Nothing can be written down. Callers are still answered, by the configuration alone."],
  ["slow", "Slow the relay", "Deciding takes longer than the provider waits. In time, callers hear safe words and the emergency number."],
  ["relay", "Stop the relay", "Nobody answers the provider. Callers hear the fallback document, which is hosted elsewhere."],
];
const ACTIONS = [
  ["restart", "Restart the relay", "In mid-call, too: who talks goes on talking, and the next step is decided from what was written down."],
  ["twice", "Deliver the next webhook twice", "As networks do. The second is answered with the same bytes, and nothing happens twice."],
  ["forge", "Forge a webhook", "Somebody without the token sends one. It is refused with 403, and nothing happens."],
];
const switches = new Map();
const pending = h("span", { class: "pending" });

/** Draws the panel and follows the faults. */
export function begin() {
  document.getElementById("faults").append(
    h("div", { class: "faults" }, h("p", {}, "Break something, then call: the caller hears words each time."), h("ul", {}, SWITCHES.map(toggle), ACTIONS.map(action))));
  for (const type of ["snapshot", "faults"]) on(type, draw);
}

function toggle([name, label, words]) {
  const button = h("button", { type: "button", role: "switch", "aria-describedby": `fault-${name}`, onclick: () => ask(`/api/faults/${name}`, { on: !state.faults[name] }) }, label);
  switches.set(name, button);
  return h("li", {}, button, h("p", { id: `fault-${name}` }, words));
}

function action([name, label, words]) {
  return h("li", {},
    h("button", { type: "button", "aria-describedby": `fault-${name}`, onclick: () => ask(`/api/faults/${name}`) }, label), name === "twice" && pending,
    h("p", { id: `fault-${name}` }, words));
}

function draw() {
  const { faults } = state;
  for (const [name, button] of switches) button.setAttribute("aria-checked", String(faults[name]));
  pending.textContent = faults.twice ? `${faults.twice} waiting` : "";
}
