// One person's phone: its display, what was heard on it, and what can be done with it now.

import { ask, phonePath } from "./api.js";
import { doing, placing } from "./doing.js";
import { h, hold } from "./dom.js";
import { person, phone } from "./feed.js";
import { atEnd, heard, guidance } from "./hearing.js";
import { chip, kindOf, ownerOf, written } from "./numbers.js";

const KEYS = "123456789*0#";
const NAMES = { "*": "star", "#": "hash" };

/** A phone, shown while it is in hand. `touch` is called when the user does something with it. */
export class Phone {
  constructor(owner, touch) {
    Object.assign(this, { owner, touch, number: owner.number });
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.$ = (selector) => this.element.querySelector(selector);
    this.device = this.$(".phone");
    this.log = this.$(".hearing");
    this.device.setAttribute("aria-label", `Phone of ${owner.name}`);
    this.log.setAttribute("aria-label", `What ${owner.name} sees and hears`);
    this.$(".phone-owner").textContent = owner.name;
    this.withheld = this.$(".withhold input");
    this.withheld.checked = owner.withheld;
    this.withheld.parentElement.hidden = owner.side !== "callers";
    this.$(".keypad").append(...[...KEYS].map((key) => h("button", { dataset: { key }, "aria-label": `Key ${NAMES[key] ?? key}` }, key)));
    this.device.onclick = (event) => this.clicked(event);
    this.device.onkeydown = (event) => this.typed(event);
    this.$("form").onsubmit = (event) => {
      event.preventDefault();
      this.dial(this.$(".to").value.trim());
    };
    // A back line is worth calling only once it has rung here.
    this.saved = owner.contacts;
    hold(this.log, h("p", { class: "heard-empty" }, guidance(owner)));
    atEnd(this.log);
    for (const entry of phone(this.number).transcript) this.hear(entry, false);
  }

  /** Adds a line to what was seen and heard. */
  hear(entry, fresh = true) {
    const line = heard(entry, fresh);
    if (!line) return;
    this.$(".heard-empty")?.remove();
    this.log.append(line);
    this.log.toEnd();
  }

  /** Shows what can be done now; the focus follows when what had it goes away. */
  update() {
    const held = this.device.contains(document.activeElement) && document.activeElement;
    const leg = doing(this.number);
    const off = phone(this.number).mode === "off";
    const inCall = isCall(leg);
    this.device.dataset.stage = leg.stage;
    this.$(".power").setAttribute("aria-checked", !off);
    this.$(".idle").hidden = leg.stage !== "ready";
    this.$(".ring-acts").hidden = leg.stage !== "ringing";
    this.$(".in-call").hidden = !inCall;
    const speak = this.$(".speak");
    speak.disabled = leg.stage !== "call";
    speak.classList.toggle("is-now", Boolean(leg.recording && !leg.spoken));
    for (const key of this.$(".keypad").children) key.classList.toggle("is-now", leg.keys.includes(key.dataset.key));
    const word = leg.stage === "ringing" ? "Ringing: " : leg.stage === "calling" ? "Calling " : inCall ? "In a call" : leg.stage === "ready" ? "Ready" : "Off";
    const shown = () => leg.number && chip(leg.number);
    const fill = (selector, ...children) => redo(this.$(selector), children);
    fill(".status", word, word.endsWith(" ") && shown());
    fill(".other", inCall && !word.endsWith(" ") && shown());
    fill(".hint", hint(leg));
    fill(".known", leg.number ? [h("b", {}, "Nightbell knows: "), shown(), knowledge(leg)] : [h("b", {}, `${this.owner.name}: `), `${this.owner.story} `, chip(this.number), this.owner.role === "clinician" && ", which nobody learns."]);
    fill(".contacts", this.contacts());
    if (held && (held.closest("[hidden]") || held.disabled || !held.isConnected)) this.focusMain();
  }

  /** Puts the focus on what one most likely does next. */
  focusMain() {
    const leg = doing(this.number);
    const inCall = leg.recording ? ".speak" : leg.out ? ".hang-up" : "[data-key]";
    this.$({ ringing: ".answer", ready: ".idle button" }[leg.stage] ?? (isCall(leg) ? inCall : ".power")).focus();
  }

  // What is saved, and who called: to a clinician's phone a back line, which is all it ever saw.
  contacts() {
    const rung = phone(this.number).transcript.filter(({ what }) => what.kind === "rings").map(({ what }) => what.showing);
    const lines = [...new Set(rung.reverse())].filter((number) => ["back", "front"].includes(kindOf(number))).slice(0, 2);
    const back = lines.map((to) => contact(to, `Call back ${written(to)}`, kindOf(to) === "back" ? "a back line, in the call list" : ownerOf(to)));
    return [...back, ...this.saved.map(({ name, number, note }) => contact(number, `Call ${name}`, [written(number), note].filter(Boolean).join(", ")))];
  }

  act(action, body) {
    this.touch();
    ask(phonePath(this.number, action), body);
  }

  dial(to) {
    if (to) this.act("dial", { to, withheld: this.withheld.checked });
    else this.$(".to").focus();
  }

  clicked({ target }) {
    this.touch();
    const button = target.closest("button");
    const { act, key, to } = button?.dataset ?? {};
    if (key) this.act("press", { keys: key });
    else if (to) this.dial(to);
    else if (act) this.act(act, act === "speak" ? { seconds: 5 } : {});
    else if (button?.matches(".power")) this.act("power", { on: phone(this.number).mode === "off" });
  }

  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    if (!isCall(doing(this.number)) || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    this.act("press", { keys: event.key });
  }
}

// A live region or what has the focus is only touched where it really changes.
function redo(element, children) {
  const made = h("div", {}, children);
  if (element.textContent !== made.textContent) element.replaceChildren(...made.childNodes);
}

function contact(to, label, note) {
  const id = `to-${(contact.count = (contact.count ?? 0) + 1)}`;
  return h("div", { class: "contact" }, h("button", { dataset: { to }, "aria-describedby": id }, label), h("small", { id }, note));
}

function isCall({ stage }) {
  return stage === "call" || stage === "calling";
}

function hint({ stage, recording, spoken, ringback, connected, keys }) {
  if (stage === "off") return "Its personal voicemail answers at once, and never presses a key.";
  if (stage === "off-voicemail") return "Its personal voicemail has taken the call and hears the prompt.";
  if (stage === "ringing") return "Or let it ring; Skip ahead passes the time.";
  if (recording) return spoken ? "# or Hang up ends the message." : "Leave a message: speak, then # or hang up.";
  if (ringback) return "It rings at the other end.";
  if (connected) return "The two hear each other.";
  return keys ? "Press a marked key. Typing it works too." : "";
}

function knowledge({ number, out, connected }) {
  const kind = kindOf(number);
  const owner = ownerOf(number).replace(/^F/, "f");
  if (kind === "front") return ` is the ${owner}.${connected && !owner.includes(connected) ? ` Behind it, unseen: ${connected}.` : ""}`;
  const callers = placing();
  const caller = !out && callers.length === 1 ? person(callers[0]).name : "one patient";
  if (kind === "back") return ` stands for ${caller}, on this phone only.`;
  return owner ? ` is the number of ${owner}.` : " is no number of the practice.";
}
