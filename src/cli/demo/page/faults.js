// Faults: switches and buttons that break something on purpose, each with what to expect from it.

import { h } from "./dom.js";
import { state, on } from "./feed.js";
import { ask } from "./api.js";

const FAULTS = [
  ["store", "Stop the store", "Nothing is written down. Callers are still answered, by the configuration alone; texts are put off, and come when it is up again."],
  ["slow", "Slow the relay", "Deciding takes too long. New callers, and callers at their next step, hear safe words and the emergency number in time; who talks, talks on."],
  ["relay", "Stop the relay", "Nobody answers the provider. New callers, and callers at their next step, hear the fallback document, hosted elsewhere; texts are fetched after the next start. Who talks, talks on."],
  ["restart", "Restart the relay", "In mid-call, too: who talks, talks on, and the next step is decided from what was written down."],
  ["twice", "Deliver the next webhook twice", "As networks do, with a new call, the next step of one under way, or a text. The second gets the same bytes; nothing happens twice."],
  ["forge", "Forge a webhook", "Somebody without the token sends one: it is not let in (403). No call notices, not even one that goes on."],
];
const switches = {};
const pending = h("b", { class: "pending" });

/** Draws the panel and follows the faults. */
export function begin() {
  document.getElementById("faults").append(
    h("div", { class: "faults" }, h("p", {}, "Break something, then call or text: the caller hears words each time, and no text is lost."), h("ul", {}, FAULTS.map(fault))));
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
