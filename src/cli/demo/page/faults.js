// Faults: switches and buttons that break something on purpose, each with what to expect from it.

import { h } from "./dom.js";
import { state, on } from "./feed.js";
import { ask } from "./api.js";

const SWITCHES = [
  ["store", "Stop the store", "Nothing can be written down. Callers are still answered, by the configuration alone."],
  ["slow", "Slow the relay", "Deciding takes longer than the provider waits. Callers hear safe words and the emergency number in time."],
  ["relay", "Stop the relay", "Nobody answers the provider. Callers hear the fallback document, which is hosted elsewhere."],
];
const ACTIONS = [
  ["restart", "Restart the relay", "Do it in mid-call: who talks goes on talking, and the next step is decided from what was written down."],
  ["twice", "Deliver the next webhook twice", "As networks do. The second is answered with the same bytes, and nothing happens twice."],
  ["forge", "Forge a webhook", "Somebody without the token sends one. It is refused with 403, and nothing happens."],
];
const switches = new Map();
let pending;
let starts;

export function begin() {
  const section = document.getElementById("faults");
  pending = h("span", { class: "pending", hidden: true });
  starts = h("span", { class: "pending", hidden: true });
  const notes = { twice: pending, restart: starts };
  section.append(
    h("p", { class: "soft" }, "Break something, then call: the caller hears words each time."),
    h("ul", { class: "faults" }, SWITCHES.map(toggle), ACTIONS.map(([name, ...words]) => action(name, ...words, notes[name]))));
  for (const type of ["snapshot", "faults", "relay"]) on(type, draw);
}

function toggle([name, label, words]) {
  const id = `fault-${name}`;
  const button = h("button", {
    type: "button", role: "switch", class: "fault-switch", "aria-checked": "false", "aria-describedby": id,
    onclick: () => ask(`/api/faults/${name}`, { on: !state.faults[name] }),
  }, h("span", { class: "knob", "aria-hidden": "true" }), label);
  const element = h("li", { class: "fault" }, button, h("p", { id, class: "soft" }, words));
  switches.set(name, { button, element });
  return element;
}

function action(name, label, words, note) {
  const id = `fault-${name}`;
  return h("li", { class: "fault" },
    h("div", { class: "fault-line" }, h("button", { type: "button", class: "fault-action", "aria-describedby": id, onclick: () => ask(`/api/faults/${name}`) }, label), note),
    h("p", { id, class: "soft" }, words));
}

function draw() {
  for (const [name, { button, element }] of switches) {
    button.setAttribute("aria-checked", String(Boolean(state.faults[name])));
    element.classList.toggle("fault-on", Boolean(state.faults[name]));
  }
  pending.hidden = !state.faults.twice;
  pending.textContent = `${state.faults.twice} waiting`;
  starts.hidden = state.relay.starts < 2;
  starts.textContent = `started ${state.relay.starts} times`;
}
