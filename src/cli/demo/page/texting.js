// The messages of a phone: a list of conversations, one of them opened, and what it takes to write.

import { ask, phonePath } from "./api.js";
import { composer } from "./composer.js";
import { conversations, lineOf, nameFor, standsFor } from "./conversations.js";
import { atEnd, dayLine } from "./hearing.js";
import { bubble } from "./bubble.js";
import { doing } from "./doing.js";
import { h, hold } from "./dom.js";
import { on, state } from "./feed.js";
import { chip, kindOf, ownerOf } from "./numbers.js";
import * as phones from "./phones.js";

/** Gives every phone its messages. */
export function begin() {
  document.head.append(h("link", { rel: "stylesheet", href: "messages.css" }));
  phones.furnish((phone) => new Texting(phone));
  on("phone", ({ phone, entry }) => lineOf(entry) && of(phone)?.take(entry));
  for (const type of ["outbox", "text", "webhook", "fixed", "clock", "snapshot"]) on(type, soon);
}

let waits = false;

// Several of these come with one text: one look at them all is enough.
function soon() {
  if (waits) return;
  waits = true;
  setTimeout(() => {
    waits = false;
    for (const { number } of state.people) of(number)?.refresh();
  });
}

function of(number) {
  return phones.phoneOf(number)?.texting;
}

class Texting {
  constructor(phone) {
    this.phone = phone;
    this.number = phone.number;
    this.read = new Map(conversations(this.number).map(({ other, lines }) => [other, lines.at(-1)?.n ?? 0]));
    this.shown = new Map();
    this.list = h("ul", { class: "talks" });
    this.back = h("button", { class: "talk-back", "aria-label": "All conversations", onclick: () => this.open(null) }, "‹");
    this.heading = h("div", { class: "talk-with" });
    this.log = h("div", { class: "thread", role: "log", tabindex: "0" });
    this.to = h("input", { class: "to", type: "tel", "aria-label": "Number to text", placeholder: "Another number", autocomplete: "off", list: "lines" });
    this.fresh = h("form", { class: "dialling", onsubmit: (event) => this.begin(event) }, this.to, h("button", {}, "New"));
    this.composer = composer(phone.owner, (given) => this.send(given));
    this.overview = h("section", { class: "overview", "aria-label": "Conversations" }, this.list, this.fresh);
    this.talk = h("section", { class: "talk", hidden: true }, h("div", { class: "talk-top" }, this.back, this.heading), this.log, this.composer.element);
    this.element = h("div", { class: "texting" }, this.overview, this.talk);
    this.banner = h("button", { class: "banner", hidden: true, onclick: () => this.follow() });
    atEnd(this.log);
    phone.device.querySelector(".switch").before(this.element);
    phone.device.append(this.banner);
    phone.texting = this;
    this.refresh();
  }

  /** How many texts nobody has looked at. */
  unread() {
    return conversations(this.number).reduce((sum, talk) => sum + this.unreadIn(talk), 0);
  }

  unreadIn({ other, lines }) {
    return lines.filter(({ own, n }) => !own && n > (this.read.get(other) ?? 0)).length;
  }

  isInSight() {
    return this.phone.tab === "messages" && !this.phone.element.hidden && !document.hidden;
  }

  /** A text came, or was sent. */
  take(entry) {
    const { own, other, body } = lineOf(entry);
    if (!own) {
      const taken = phones.offer(this.number);
      const atFirst = this.phone.tab === "calls" && !this.phone.hasCalled() && doing(this.number).stage === "ready";
      const reads = this.phone.tab === "messages" && (!this.other || this.other === other);
      if (taken && (atFirst || reads) && (this.other === other || !this.isBusy())) {
        this.phone.show("messages");
        if (this.other !== other) this.open(other);
      } else this.notify(other, body);
      this.phone.buzz();
    }
    this.refresh();
  }

  // Whether one is writing here: what comes meanwhile must not take that away.
  isBusy() {
    return this.phone.device.contains(document.activeElement) && document.activeElement.matches("textarea, input") || !this.composer.isEmpty();
  }

  notify(other, body) {
    this.from = other;
    hold(this.banner, h("b", {}, nameFor(this.phone.owner, other)), " ", body || "A picture");
    this.banner.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.banner.hidden = true), 6000);
  }

  follow() {
    this.phone.show("messages");
    this.open(this.from);
    this.composer.focus();
  }

  /** Opens a conversation, or shows all. */
  open(other) {
    const had = this.element.contains(document.activeElement);
    const before = this.other;
    this.composer.keep(before);
    this.other = other;
    this.overview.hidden = other !== null;
    this.talk.hidden = other === null;
    this.banner.hidden = true;
    this.shown.clear();
    hold(this.log);
    if (other) this.composer.load(other, nameFor(this.phone.owner, other));
    this.refresh();
    this.log.toEnd();
    if (had && other) this.composer.focus();
    if (had && !other) (this.list.querySelector(`[data-other="${before}"]`) ?? this.to).focus();
  }

  begin(event) {
    event.preventDefault();
    const typed = this.to.value.trim();
    if (!typed) return this.to.focus();
    const digits = typed.replace(/\D/g, "").replace(/^0/, "44");
    const known = state.lines.find(({ number }) => number.slice(1) === digits);
    this.to.value = "";
    this.open(known?.number ?? typed);
  }

  async send({ body, picture }) {
    this.phone.touch();
    return ask(phonePath(this.number, "text"), { to: this.other, body, picture });
  }

  /** What is shown, brought up to date in place. */
  refresh() {
    const all = conversations(this.number);
    const talk = this.other && (all.find(({ other }) => other === this.other) ?? { other: this.other, lines: [], name: nameFor(this.phone.owner, this.other) });
    if (talk && this.isInSight()) this.read.set(talk.other, talk.lines.at(-1)?.n ?? 0);
    if (talk) this.drawTalk(talk);
    else this.drawList(all);
    if (this.phone.showUnread(this.unread())) phones.update(this.number);
  }

  drawList(all) {
    const made = all.map((talk) => this.row(talk));
    const key = made.map(({ outerHTML }) => outerHTML).join();
    if (key === this.listed) return;
    this.listed = key;
    const at = [...this.list.querySelectorAll("button")].indexOf(document.activeElement);
    hold(this.list, made);
    if (at >= 0) this.list.querySelectorAll("button")[at]?.focus();
  }

  row(talk) {
    const { other, name, lines } = talk;
    const unread = this.unreadIn(talk);
    const last = lines.at(-1);
    const about = last ? `${last.own ? "You: " : ""}${last.body || "A picture"}` : other === this.phone.owner.line ? "Nightbell takes commands here" : "No texts yet";
    return h("li", {}, h("button", { class: "talk-row", dataset: { other }, onclick: () => this.open(other) },
      h("span", { class: "talk-name" }, h("b", {}, name), unread > 0 && h("span", { class: "badge" }, unread, h("span", { class: "unseen" }, " unread"))),
      h("small", {}, about)));
  }

  drawTalk({ other, name, lines }) {
    const kind = kindOf(other);
    const whose = kind === "back" ? standsFor(this.number, other) : null;
    const note = whose ? ["a back line: stands for ", h("b", {}, whose)] : other === this.phone.owner.line ? "your own front line" : kind === "front" ? "on the card" : ownerOf(other) || "";
    const heading = [h("b", {}, name), h("small", {}, name === chip(other).textContent ? null : [chip(other), " "], note)];
    const made = h("div", {}, heading);
    if (made.innerHTML !== this.heading.innerHTML) hold(this.heading, heading);
    this.log.setAttribute("aria-label", `Texts with ${name}`);
    this.talk.setAttribute("aria-label", `Conversation with ${name}`);
    let before = null;
    if (lines.length === 0 && this.log.childElementCount === 0) this.log.append(h("p", { class: "heard-empty" }, this.hint(other)));
    if (lines.length > 0) this.log.querySelector(".heard-empty")?.remove();
    for (const line of lines) {
      if (!this.shown.has(line.n)) {
        const made = bubble(line);
        this.shown.set(line.n, made);
        this.log.append(dayLine(line.at, before), made.element);
      }
      this.shown.get(line.n).update();
      before = line.at;
    }
    this.log.toEnd();
  }

  hint(other) {
    const { owner } = this.phone;
    if (other === owner.line) return "Text COMMANDS to see what Nightbell does for you: PAUSE 2h, WHO, ADD a patient.";
    return owner.side === "callers" ? `What ${owner.first} texts goes on from a number of Nightbell's.` : "What you answer goes out from your front line.";
  }

  /** Whether what comes is read out. */
  setLive(yes) {
    this.log.setAttribute("aria-live", yes ? "polite" : "off");
  }
}
