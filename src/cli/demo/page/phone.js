// One person's phone: its display, what was heard on it, and what can be done with it now.

import { ask, phonePath } from "./api.js";
import { doing, placing } from "./doing.js";
import { h, hold } from "./dom.js";
import { person, phone, state } from "./feed.js";
import { atEnd, dayLine, heard, guidance } from "./hearing.js";
import { chip, kindOf, ownerOf, written } from "./numbers.js";

const KEYS = "123456789*0#";
const NAMES = { "*": "star", "#": "hash" };
const ARROWS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -3, ArrowDown: 3 };

// Until the part in which one speaks is here.
const SILENT = { show() {}, over() {}, doing() {}, async finish() {} };

/** A phone, shown while it is in hand. `touch` is called when the user does something with it. */
export class Phone {
  constructor(owner, touch) {
    Object.assign(this, { owner, touch, number: owner.number });
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.$ = (selector) => this.element.querySelector(selector);
    this.device = this.$(".phone");
    this.log = this.$(".hearing");
    this.name();
    this.withheld = this.$(".withhold input");
    this.withheld.checked = owner.withheld;
    this.withheld.parentElement.hidden = owner.side !== "callers";
    this.$(".keypad").append(...[...KEYS].map((key) => h("button", { dataset: { key }, "aria-label": `Key ${NAMES[key] ?? key}` }, key)));
    this.saying = SILENT;
    // Not needed for the first picture.
    import("./saying.js").then(({ saying }) => {
      this.saying = saying(this);
      this.$(".saying-place").replaceWith(this.saying.element);
      this.update();
    });
    this.show("calls");
    this.device.onclick = (event) => this.clicked(event);
    this.device.onkeydown = (event) => this.typed(event);
    this.$(".dialling").onsubmit = (event) => {
      event.preventDefault();
      this.dial(this.$(".to").value.trim());
    };
    hold(this.log, h("p", { class: "heard-empty" }, guidance(owner)));
    atEnd(this.log);
    for (const entry of phone(this.number).transcript) this.hear(entry);
    this.setLive(false);
  }

  /** Takes in what the practice now calls its owner, and the numbers at hand. */
  renew(owner) {
    this.owner = owner;
    this.name();
    this.update();
  }

  /** Shows one of the two sides of the phone: `calls` or `messages`. */
  show(tab) {
    this.tab = tab;
    this.device.dataset.view = tab;
    for (const button of this.$(".switch").children) button.setAttribute("aria-pressed", button.dataset.tab === tab);
    this.texting?.refresh();
    this.log.toEnd?.();
  }

  /** Says how many texts wait to be read; gives whether that is another number than before. */
  showUnread(count) {
    const changes = (this.unread ?? 0) !== count;
    this.unread = count;
    const button = this.$("[data-tab=messages]");
    const words = count > 0 ? `Messages, ${count} unread` : "Messages";
    if (button.getAttribute("aria-label") === words) return changes;
    button.setAttribute("aria-label", words);
    hold(button, "Messages", count > 0 && h("span", { class: "badge" }, count));
    return changes;
  }

  /** Whether it ever was in a call. */
  hasCalled() {
    return phone(this.number).transcript.some(({ call }) => call);
  }

  /** As a phone does that lies on a table. */
  buzz() {
    this.device.classList.remove("buzzes");
    requestAnimationFrame(() => this.device.classList.add("buzzes"));
  }

  /** Whether what happens here is read out as it happens. */
  setLive(yes) {
    this.live = yes;
    this.log.setAttribute("aria-live", yes ? "polite" : "off");
    this.texting?.setLive(yes);
    this.quiet();
  }

  name() {
    const { name } = this.owner;
    this.device.setAttribute("aria-label", `Phone of ${name}`);
    this.log.setAttribute("aria-label", `What ${name} sees and hears`);
    this.$(".phone-owner").textContent = name;
  }

  // A ring is announced by the page, whosever phone it is.
  quiet() {
    this.$(".status").setAttribute("aria-live", this.live && doing(this.number).stage !== "ringing" ? "polite" : "off");
  }

  /** Adds a line to what was seen and heard. */
  hear(entry) {
    if (entry.what.kind === "spoke") this.saying.over();
    const line = heard(entry);
    if (!line) return;
    this.$(".heard-empty")?.remove();
    this.log.append(dayLine(entry.at, this.heardAt), line);
    this.heardAt = entry.at;
    this.log.toEnd();
  }

  /** Shows what can be done now; the focus follows when what had it goes away. */
  update() {
    const held = this.device.contains(document.activeElement) && document.activeElement;
    const contacts = this.$(".contacts");
    const among = [...contacts.querySelectorAll("button")].indexOf(held);
    const { owner } = this;
    const leg = doing(this.number);
    const off = phone(this.number).mode === "off";
    const inCall = isCall(leg);
    // As on any phone, a call comes before what is being read.
    if (leg.stage === "ringing" && this.device.dataset.stage !== "ringing") this.show("calls");
    this.device.dataset.stage = leg.stage;
    this.$(".power").setAttribute("aria-checked", !off);
    this.$(".idle").hidden = leg.stage !== "ready";
    this.$(".ring-acts").hidden = leg.stage !== "ringing";
    this.$(".in-call").hidden = !inCall;
    this.saying.show(leg);
    const speak = this.$(".speak");
    speak.disabled = leg.stage !== "call";
    speak.classList.toggle("is-now", Boolean(leg.recording && !leg.spoken));
    for (const key of this.$(".keypad").children) {
      key.classList.toggle("is-now", leg.keys.includes(key.dataset.key));
      // While one speaks the keys that mean nothing make room.
      key.hidden = Boolean(leg.recording && /[1-9]/.test(key.dataset.key));
    }
    const word = leg.stage === "ringing" ? "Ringing: " : leg.stage === "calling" ? "Calling " : inCall ? "In a call" : leg.stage === "ready" ? "Ready" : "Off";
    this.quiet();
    const shown = () => leg.number && chip(leg.number);
    const patient = owner.side === "callers";
    const fill = (selector, ...children) => redo(this.$(selector), children);
    fill(".status", word, word.endsWith(" ") && shown());
    fill(".other", inCall && !word.endsWith(" ") && [shown(), " "], patient && leg.number && onCard(owner, leg.number));
    fill(".hint", leg.stage === "ready" ? patient && kept(this.number) : this.saying.doing() || hint(leg, owner));
    const whose = [h("b", {}, `${owner.name}: `), `${owner.story} `, chip(this.number), owner.role === "clinician" && ", which nobody learns."];
    fill(".known", leg.number && !patient ? [h("b", {}, "Nightbell knows: "), shown(), knowledge(leg)] : whose);
    fill(".contacts", this.contacts());
    this.log.toEnd();
    if (among >= 0 && !held.isConnected) contacts.querySelectorAll("button")[among]?.focus();
    else if (held && (held.closest("[hidden]") || held.disabled || !held.isConnected)) this.focusMain();
  }

  /** Puts the focus on what one most likely does next. */
  focusMain() {
    const leg = doing(this.number);
    if (this.tab === "messages") return (this.texting?.composer ?? this.$("[data-tab=messages]")).focus();
    const inCall = leg.recording ? (leg.spoken ? "[data-key='#']" : ".saying textarea") : "[data-key]";
    this.$({ ringing: ".answer", ready: ".idle button" }[leg.stage] ?? (isCall(leg) ? inCall : ".power")).focus();
    if (isCall(leg)) this.device.scrollIntoView({ block: "nearest" });
  }

  // What is saved, and who called: to a clinician's phone a back line, which is all it ever saw.
  contacts() {
    const rung = phone(this.number).transcript.filter(({ what }) => what.kind === "rings").map(({ what }) => what.showing);
    const lines = [...new Set(rung.reverse())].filter((number) => ["back", "front"].includes(kindOf(number)) && number !== this.owner.line).slice(0, 2);
    const back = lines.map((to) => contact(to, `Call back ${written(to)}`, kindOf(to) === "back" ? "a back line, in the call list" : ownerOf(to)));
    const own = this.owner.line ? [contact(this.owner.line, "Call own front line", "messages, call back, conversations")] : [];
    return [...back, ...own, ...this.owner.contacts.map(({ name, number, note }) => contact(number, `Call ${name}`, [written(number), note].filter(Boolean).join(", ")))];
  }

  async act(action, body) {
    this.touch();
    // What is being said into the microphone is part of the message that a key, or hanging up, ends.
    if (/press|hang-up/.test(action)) await this.saying.finish();
    ask(phonePath(this.number, action), body);
  }

  dial(to) {
    if (to) this.act("dial", { to, withheld: this.withheld.checked });
    else this.$(".to").focus();
  }

  clicked({ target }) {
    this.touch();
    const button = target.closest("button");
    const { act, key, to, tab } = button?.dataset ?? {};
    if (tab) this.show(tab);
    else if (key) this.act("press", { keys: key });
    else if (to) this.dial(to);
    else if (act) this.act(act, act === "speak" ? { seconds: 5 } : {});
    else if (button?.matches(".power")) this.act("power", { on: phone(this.number).mode === "off" });
  }

  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea")) return;
    const keys = [...this.$(".keypad").children];
    const next = ARROWS[event.key] && keys.includes(event.target) && keys[keys.indexOf(event.target) + ARROWS[event.key]];
    next?.focus?.();
    if (next) event.preventDefault();
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

function hint({ stage, out, recording, spoken, ringback, connected, keys, pin: asked }, { first, story, pin }) {
  if (stage === "off") return "Its personal voicemail answers at once, and never presses a key.";
  if (stage === "off-voicemail") return "Its personal voicemail has taken the call and hears the prompt.";
  if (stage === "ringing") return "Or let it ring; Skip ahead passes the time.";
  if (recording) return spoken ? "# or Hang up ends the message." : "Leave a message: type it or speak, then # or hang up.";
  if (ringback) return "It rings at the other end.";
  if (connected) return "The two hear each other.";
  const [code] = /\b\d{6}\b/.exec(story) ?? [];
  if (code && out && stage === "call" && /^$|#/.test(keys)) return `${first}'s card: ${code} #`;
  if (asked && pin && keys.includes("#")) return `${first}'s PIN in this demo: ${pin} #`;
  return keys ? "Press a marked key. Typing it works too." : "";
}

// Where the message stands that was left on the last call.
function kept(number) {
  const { call } = phone(number).transcript.at(-1) ?? {};
  const message = call && state.messages.find((one) => one.call === call && one.state !== "absent");
  if (!message) return "";
  const { heard_at: heard, gone_at: gone, kept_at: sealed } = message;
  if (heard) return "The message was heard.";
  if (gone) return "The message is sealed here and deleted at the provider. The clinician is told by text.";
  return sealed ? "The message is fetched and sealed." : "The message is recorded. Nightbell fetches it from the provider.";
}

function onCard({ contacts }, number) {
  const on = contacts.find((one) => one.number === number);
  return on ? `${on.note[0].toUpperCase()}${on.note.slice(1)}: ${on.name.replace(/,.*|(?<=^Dr )\S+ /, "")}'s line` : ownerOf(number) || "No number of the practice";
}

function knowledge({ number, out, connected }) {
  const kind = kindOf(number);
  const owner = ownerOf(number).replace(/^F/, "f");
  if (kind === "front") return ` is the ${owner}.`;
  const callers = placing().filter((one) => person(one)?.side === "callers");
  const caller = connected ?? (!out && callers.length === 1 ? person(callers[0]).name : "one patient");
  if (kind === "back") return ` stands for ${caller}, on this phone only.`;
  return owner ? ` is the number of ${owner}.` : " is no number of the practice.";
}
