// What a phone saw and heard, line by line, as a conversation.

import { timeOf } from "./clock.js";
import { h } from "./dom.js";
import { phone } from "./feed.js";
import { chip, kindOf } from "./numbers.js";
import { audible } from "./sound.js";
import { lacks } from "./speech.js";

const MOST = 200;
const ENDS = {
  "hung-up": "Hung up",
  "far-end": "The other side hung up",
  declined: "Call over",
  "no-answer": "It rang until nobody was left to answer",
  canceled: "It stopped ringing",
  busy: "Engaged",
  rejected: "The call was not taken",
  failed: "The call failed",
  "voicemail-full": "The personal voicemail was full and hung up",
};

/** The log of one phone. */
export class Hearing {
  constructor(owner) {
    this.empty = h("p", { class: "heard-empty" }, guidance(owner));
    this.element = h("div", { class: "hearing", role: "log", tabindex: "0", "aria-label": `What ${owner.name} sees and hears` }, this.empty);
    this.atEnd = true;
    this.element.addEventListener("scroll", () => (this.atEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 40), { passive: true });
    // It grows and shrinks with what can be done below it.
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.element);
    for (const entry of phone(owner.number).transcript) this.add(entry, false);
  }

  /** Adds a line and keeps the end in sight, unless one has scrolled back. */
  add(entry, fresh = true) {
    const line = said(entry, fresh);
    if (!line) return;
    this.empty.remove();
    const { atEnd } = this;
    this.element.append(line);
    if (this.element.childElementCount > MOST) this.element.firstElementChild.remove();
    if (atEnd) this.toEnd();
  }

  /** Scrolls to the latest line. */
  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }
}

function said({ at, what }, fresh) {
  switch (what.kind) {
    case "says":
      return line(at, "says", [h("q", { lang: what.language ?? null }, what.text), " ", h("span", { class: "tongue" }, what.language ?? "", fresh && audible() && lacks(what.language) ? ", no voice for it in this browser: read it" : "")]);
    case "rings":
      return line(at, "note starts", ["Rings and shows ", chip(what.showing)]);
    case "dials":
      return line(at, "note starts", ["Dials ", chip(what.to)]);
    case "ringback":
      return line(at, "note", ["Hears it ring"]);
    case "answered":
      return line(at, "note", [what.by_voicemail ? "Its personal voicemail answers" : "Answered"]);
    case "declined":
      return line(at, "own", ["Declines"]);
    case "plays":
      return line(at, "says", ["A sound is played"]);
    case "tones":
      return line(at, "note", ["Tones ", h("kbd", {}, what.digits)]);
    case "beep":
      return line(at, "note beep", ["Beep"]);
    case "pressed":
      return line(at, "own", [h("span", { class: "unseen" }, "Presses "), h("kbd", {}, what.key)]);
    case "spoke":
      return line(at, "own", [`Speaks for ${what.seconds} seconds`]);
    case "connected":
      return line(at, "note connected", kindOf(what.with) === "other" ? [`Connected with ${what.with}`] : ["Connected"]);
    case "voicemail-greeting":
      return line(at, "note", ["Hears the greeting of a personal voicemail"]);
    case "ended":
      return line(at, "note ends", [ENDS[what.reason] ?? `Call over: ${what.reason}`]);
    case "text":
      return line(at, "says", [h("small", {}, "Text from ", chip(what.from)), h("q", {}, what.body)]);
    case "sent-text":
      return line(at, "own", [h("small", {}, "Text to ", chip(what.to)), what.body]);
    default:
      return null;
  }
}

function line(at, kind, children) {
  const time = timeOf(at);
  return h("div", { class: `heard heard-${kind.replaceAll(" ", " heard-")}` }, h("p", { class: "words" }, children), h("time", { datetime: at }, time));
}

function guidance({ side, first, role }) {
  if (side === "callers") return `What ${first} hears is written here, and read aloud.`;
  if (role === "desk") return "It rings when somebody calls who has no access.";
  return `${first}'s phone rings here when a call gets through.`;
}
