// Faults: switches and buttons that break something on purpose, each with what to expect from it.

import { h } from "./dom.js";
import { state, on } from "./feed.js";
import { ask } from "./api.js";

const FAULTS = [
  ["store", "Stop the store", "Nothing is written down. Callers are still answered, by the configuration alone."],
  ["slow", "Slow the relay", "Deciding takes too long. In time, callers hear safe words and the emergency number."],
  ["relay", "Stop the relay", "Nobody answers the provider. Callers hear the fallback document, hosted elsewhere."],
  ["restart", "Restart the relay", "In mid-call, too: the next step is decided from what was written down."],
  ["twice", "Deliver the next webhook twice", "As networks do. The second gets the same bytes, and nothing happens twice."],
  ["forge", "Forge a webhook", "Somebody without the token sends one: 403, and nothing happens."],
];
const switches = {};
const pending = h("b", { class: "pending" });

/** Draws the panel and follows the faults. */
export function begin() {
  document.getElementById("faults").append(
    h("div", { class: "faults" }, h("p", {}, "Break something, then call: the caller hears words each time."), h("ul", {}, FAULTS.map(fault))));
  for (const type of ["snapshot", "faults"]) on(type, draw);
}

function fault([name, label, words], at) {
  const id = `fault-${name}`;
  const isSwitch = at < 3;
  const press = () => ask(`/api/faults/${name}`, isSwitch ? { on: !state.faults[name] } : {});
  const button = h("button", { type: "button", role: isSwitch && "switch", "aria-describedby": id, onclick: press }, isSwitch && h("span", { class: "track" }), label);
  if (isSwitch) switches[name] = button;
  return h("li", {}, button, name === "twice" && pending, h("p", { id }, words));
}

function draw() {
  const { faults } = state;
  for (const name in switches) switches[name].setAttribute("aria-checked", String(faults[name]));
  pending.textContent = faults.twice ? `${faults.twice} waiting` : "";
}
