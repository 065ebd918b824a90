// Who stands on a side: one button per person, with what the phone is doing and whether the person takes calls.

import { doing } from "./doing.js";
import { h } from "./dom.js";
import { state } from "./feed.js";

const STATES = { ringing: "ringing", calling: "calling", call: "in a call", voicemail: "own voicemail", off: "switched off", ready: "" };

/** A side's people as buttons. `take(number)` is called with whose phone is wanted. */
export class Roster {
  constructor(people, take) {
    this.buttons = new Map(people.map((person) => [person.number, this.button(person, take)]));
    this.element = h("div", { class: "roster", role: "group", "aria-label": "Whose phone to hold" }, [...this.buttons.values()]);
  }

  button(person, take) {
    return h(
      "button",
      { type: "button", class: `who who-${person.role}`, "aria-pressed": "false", onclick: () => take(person.number) },
      h("span", { class: "avatar", "aria-hidden": "true" }, person.initials),
      h("span", { class: "who-words" }, h("span", { class: "who-name" }, person.name), h("span", { class: "unseen" }, ", "), h("span", { class: "who-tag" })),
    );
  }

  /** Brings states and words up to date; `inHand` is whose phone is shown. */
  update(inHand) {
    for (const [number, button] of this.buttons) {
      const person = state.people.find((one) => one.number === number);
      const { stage } = doing(number);
      const words = STATES[stage] || standing(person) || person.tag;
      const tag = button.querySelector(".who-tag");
      if (tag.textContent !== words) tag.textContent = words;
      button.title = [person.story, person.hours && `Hours: ${person.hours}.`].filter(Boolean).join(" ");
      button.dataset.stage = stage;
      button.setAttribute("aria-pressed", String(number === inHand));
    }
  }
}

/** Whether a clinician takes calls now, in words; empty for others. */
export function standing(person) {
  const words = state.standing.clinicians.find(({ clinician }) => clinician === person.of)?.words ?? "";
  const duty = person.of && state.standing.on_duty === person.of && !words.includes("on duty");
  return duty ? [words, "on duty"].filter(Boolean).join("; ") : words;
}
