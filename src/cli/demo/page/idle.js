// What an idle phone offers: its contacts, a number to dial, and whether to withhold the own one.

import { h, hold } from "./dom.js";
import { phone, state } from "./feed.js";
import { kindOf, ownerOf, written } from "./numbers.js";

const CALL_BACKS = 2;
let lists = 0;

/** The idle phone's controls; `act(action, body)` carries out what is chosen. */
export class Idle {
  constructor(owner, act) {
    this.owner = owner;
    this.act = act;
    const list = `numbers-${++lists}`;
    this.to = h("input", { type: "tel", class: "to", "aria-label": "Number to dial", placeholder: "Another number", autocomplete: "off", list });
    this.withheld = h("input", { type: "checkbox", class: "check" });
    this.withheld.checked = owner.withheld;
    this.dialing = h("button", { class: "dial" }, "Dial");
    this.contacts = h("div", { class: "contacts" });
    this.backs = "";
    this.element = h(
      "div",
      { class: "idle" },
      this.contacts,
      h("form", { class: "dialling", onsubmit: (event) => this.dialTyped(event) }, this.to, this.dialing),
      h("datalist", { id: list }, state.lines.map(({ number, name }) => h("option", { value: written(number), label: name }))),
      owner.side === "callers" && h("label", { class: "withhold" }, this.withheld, "Withhold my number"),
    );
    // A back line is worth calling only once it has rung here: see `callBacks`.
    this.saved = owner.contacts.filter(({ number }) => kindOf(number) !== "back");
    hold(this.contacts, this.saved.map((contact, index) => this.contact(contact, index === 0)));
  }

  /** Shows or hides it, with the latest call-backs. */
  update(shown) {
    this.element.hidden = !shown;
    if (shown && this.owner.side === "clinicians") this.callBacks();
  }

  /** Puts the focus on the first thing to call. */
  focus() {
    (this.contacts.querySelector("button") ?? this.to).focus();
  }

  contact({ name, note, number, label }, primary) {
    const id = `contact-${++lists}`;
    return h(
      "div",
      { class: primary && this.owner.side === "callers" ? "contact is-primary" : "contact" },
      h("button", { type: "button", class: "contact-name", "aria-describedby": id, onclick: () => this.dial(number) }, label ?? `Call ${name}`),
      h("span", { class: "contact-note", id }, [label ? null : written(number), note].filter(Boolean).join(", ")),
    );
  }

  // A clinician's phone remembers who called: a back line, which is all it ever saw.
  callBacks() {
    const showing = phone(this.owner.number).transcript.filter(({ what }) => what.kind === "rings").map(({ what }) => what.showing);
    const latest = [...new Set(showing.reverse())].filter((number) => ["back", "front"].includes(kindOf(number))).slice(0, CALL_BACKS);
    if (latest.join() === this.backs) return;
    this.backs = latest.join();
    const again = latest.map((number) => this.contact({ number, label: `Call back ${written(number)}`, note: kindOf(number) === "back" ? "a back line, in the call list" : ownerOf(number) }, false));
    hold(this.contacts, again, this.saved.map((contact) => this.contact(contact, false)));
  }

  dial(to) {
    return this.act("dial", { to, withheld: this.withheld.checked });
  }

  dialTyped(event) {
    event.preventDefault();
    const to = this.to.value.trim();
    if (to) this.dial(to);
    else this.to.focus();
  }
}
