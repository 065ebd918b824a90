// One person's phone: its display, what was heard on it, and what can be done with it now.

import { ask, phonePath } from "./api.js";
import { doing, placedBy } from "./doing.js";
import { h, hold } from "./dom.js";
import { person, phone } from "./feed.js";
import { Hearing } from "./hearing.js";
import { Idle } from "./idle.js";
import { Keypad } from "./keypad.js";
import { chip, kindOf, ownerOf, written } from "./numbers.js";

const HINTS = {
  off: "Switched off. Its personal voicemail answers at once, and never presses a key.",
  voicemail: "Switched off. Its personal voicemail has taken the call and hears the prompt.",
  ringing: "Or let it ring; Skip ahead passes the time.",
};

/** A phone, shown while it is in hand. `touch` is called whenever the page's user does something with it. */
export class Phone {
  constructor(owner, touch) {
    this.owner = owner;
    this.touch = touch;
    this.status = h("p", { class: "status", role: "status" });
    this.other = h("p", { class: "other" });
    this.hint = h("p", { class: "hint" });
    this.known = h("p", { class: "known" });
    this.hearing = new Hearing(owner);
    this.idle = new Idle(owner, (action, body) => this.act(action, body));
    this.keypad = new Keypad((keys) => this.act("press", { keys }));
    this.power = h("button", { type: "button", class: "power", role: "switch", "aria-checked": "true", "aria-label": "Power", title: "Switched off, its personal voicemail answers at once", onclick: () => this.act("power", { on: phone(owner.number).mode === "off" }) }, h("span", { class: "track", "aria-hidden": "true" }));
    this.answer = h("button", { type: "button", class: "big answer", onclick: () => this.act("answer") }, "Answer");
    this.ringing = h("div", { class: "ring-acts" }, this.answer, h("button", { type: "button", class: "big decline", onclick: () => this.act("decline") }, "Decline"));
    this.speak = h("button", { type: "button", class: "big speak", "aria-label": "Speak for 5 seconds", onclick: () => this.act("speak", { seconds: 5 }) }, h("span", { class: "wave", "aria-hidden": "true" }), h("span", {}, "Speak for 5 seconds"));
    this.hangUp = h("button", { type: "button", class: "big hang-up", onclick: () => this.act("hang-up") }, "Hang up");
    this.call = h("div", { class: "in-call" }, this.keypad.element, h("div", { class: "call-acts" }, this.speak, this.hangUp));
    this.device = h(
      "section",
      { class: "phone", "aria-label": `Phone of ${owner.name}`, onkeydown: (event) => this.typed(event), onpointerdown: touch },
      h("div", { class: "phone-top" }, h("span", { class: "phone-time", "aria-hidden": "true" }), h("span", { class: "phone-owner" }, owner.name), this.power),
      h("div", { class: "display" }, this.status, this.other),
      this.hearing.element,
      h("div", { class: "acts" }, this.hint, this.idle.element, this.ringing, this.call),
    );
    this.element = h("div", { class: "held", hidden: true }, this.known, this.device);
    this.update();
  }

  /** Adds a line to what was seen and heard. */
  hear(entry) {
    this.hearing.add(entry);
  }

  /** Called when it comes into hand. */
  shown() {
    this.update();
    this.hearing.toEnd();
  }

  /** Shows what can be done now; the focus follows when what had it goes away. */
  update() {
    const held = this.device.contains(document.activeElement) ? document.activeElement : null;
    const leg = doing(this.owner.number);
    const off = phone(this.owner.number).mode === "off";
    this.device.dataset.stage = leg.stage;
    this.power.setAttribute("aria-checked", String(!off));
    this.display(leg, off);
    this.idle.update(leg.stage === "ready");
    this.ringing.hidden = leg.stage !== "ringing";
    this.call.hidden = !isCall(leg);
    this.keypad.suggest(leg.keys);
    this.speak.disabled = leg.stage !== "call";
    this.speak.classList.toggle("is-now", Boolean(leg.recording && !leg.spoken));
    this.hint.textContent = hint(leg, off);
    this.hint.hidden = !this.hint.textContent;
    this.know(leg);
    if (held && (held.closest("[hidden]") || held.disabled)) this.focusMain();
  }

  /** Puts the focus on what one most likely does next. */
  focusMain() {
    const leg = doing(this.owner.number);
    if (leg.stage === "ringing") this.answer.focus();
    else if (leg.recording && !leg.spoken) this.speak.focus();
    else if (isCall(leg)) (leg.out ? this.hangUp : this.keypad.first).focus();
    else if (leg.stage === "ready") this.idle.focus();
    else this.power.focus();
  }

  /** Says beside the phone what it does not know: whose number it shows. */
  know(leg = doing(this.owner.number)) {
    const words = leg.number ? [h("b", {}, "Nightbell knows: "), ...knowledge(leg)] : [h("b", {}, `${this.owner.name}: `), this.owner.story, " ", chip(this.owner.number), ownWords(this.owner)];
    const key = words.map((part) => part.textContent ?? part).join("");
    if (this.knownKey === key) return;
    this.knownKey = key;
    this.known.classList.toggle("is-live", Boolean(leg.number));
    hold(this.known, words);
  }

  display(leg, off) {
    const calls = leg.stage === "ringing" ? "Ringing: " : leg.stage === "calling" ? "Calling " : "";
    const word = calls || (isCall(leg) ? "In a call" : off || leg.stage === "voicemail" ? "Off" : "Ready");
    const key = calls + leg.number;
    if (this.shownKey === word + key) return;
    this.shownKey = word + key;
    hold(this.status, h("span", { class: "stage" }, word), calls && h("span", { class: "big-number" }, chip(leg.number)));
    hold(this.other, word === "In a call" && chip(leg.number));
  }

  act(action, body) {
    this.touch();
    return ask(phonePath(this.owner.number, action), body);
  }

  typed(event) {
    const stage = doing(this.owner.number).stage;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if ((stage !== "call" && stage !== "calling") || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    this.keypad.flash(event.key);
    this.act("press", { keys: event.key });
  }
}

function isCall({ stage }) {
  return stage === "call" || stage === "calling";
}

function hint(leg, off) {
  if (leg.recording && !leg.spoken) return "Leave a message: speak, then # or hang up.";
  if (leg.recording) return "# or Hang up ends the message.";
  if (leg.stage === "call" && leg.ringback) return "It rings at the other end.";
  if (leg.stage === "call" && leg.connected) return "The two hear each other.";
  if (leg.stage === "call" && leg.keys.size > 0) return "Press a marked key. Typing it works too.";
  if (leg.stage === "calling") return leg.ringback ? "It rings at the other end." : "Calling…";
  return HINTS[leg.stage] ?? (off ? HINTS.off : "");
}

function knowledge({ number, out, call, connected }) {
  const kind = kindOf(number);
  const caller = out ? null : person(placedBy(call))?.name;
  if (kind === "front") return [chip(number), ` is the ${lower(ownerOf(number))}.`, connected && !ownerOf(number).includes(connected) && ` Behind it, unseen: ${connected}.`].filter(Boolean);
  if (kind === "back") return [chip(number), caller ? ` stands for ${caller}, on this phone only.` : " is a back line: it stands for one patient, on this phone only."];
  const owner = ownerOf(number);
  return [chip(number), owner ? ` is the number of ${owner}.` : " is no number of the practice."];
}

function lower(words) {
  return words.replace(/^F/, "f").replace(/^B/, "b");
}

function ownWords({ role }) {
  if (role === "clinician") return ", which nobody learns.";
  return role === "desk" ? ", as published." : "";
}
