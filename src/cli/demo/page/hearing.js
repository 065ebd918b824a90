// What a phone saw and heard, line by line, as a conversation.

import { timeOf } from "./clock.js";
import { h } from "./dom.js";
import { chip } from "./numbers.js";
import { audible } from "./sound.js";
import { lacks } from "./speech.js";

const ENDS = {
  "hung-up": "Hung up",
  "far-end": "The other side hung up",
  declined: "Call over",
  "no-answer": "It rang until the time was up",
  canceled: "It stopped ringing",
  busy: "Engaged",
  rejected: "Not taken",
  failed: "The call failed",
  "voicemail-full": "The voicemail was full",
};
const NOTES = {
  rings: ({ showing }) => ["Rings and shows ", chip(showing)],
  dials: ({ to }) => ["Dials ", chip(to)],
  ringback: () => ["Hears it ring"],
  answered: (what) => [what.by_voicemail ? "Its personal voicemail answers" : "Answered"],
  plays: () => ["Hears a sound file"],
  tones: ({ digits }) => [`Tones ${digits}`],
  beep: () => ["Beep"],
  connected: (what) => [`Connected with ${what.with}`],
  "voicemail-greeting": () => ["Hears a personal voicemail"],
  ended: ({ reason }) => [ENDS[reason] ?? reason],
};
const OWN = {
  declined: () => ["Declines"],
  pressed: ({ key }) => [h("span", { class: "unseen" }, "Presses "), h("kbd", {}, key)],
  spoke: ({ seconds }) => [`Speaks for ${seconds} seconds`],
  "sent-text": ({ to, body }) => ["Text to ", chip(to), " ", body],
};
const HEARD = {
  says: ({ text, language }, fresh) => [h("q", { lang: language }, text), " ", h("small", {}, language, fresh && audible() && lacks(language) && ", no voice for it in this browser: read it")],
  text: ({ from, body }) => ["Text from ", chip(from), " ", h("q", {}, body)],
};

/** A line of the log, or `null`; a `fresh` one happened just now. */
export function heard({ at, what }, fresh) {
  for (const [side, lines] of Object.entries({ note: NOTES, own: OWN, says: HEARD })) {
    const words = lines[what.kind]?.(what, fresh);
    if (words) return h("div", { class: `heard heard-${side} heard-${what.kind}` }, h("p", {}, words), h("time", { datetime: at }, timeOf(at)));
  }
  return null;
}

/** Keeps the end of a log in sight, unless one has scrolled back. */
export function atEnd(log) {
  let end = true;
  log.toEnd = () => {
    if (end) log.scrollTop = log.scrollHeight;
  };
  log.addEventListener("scroll", () => (end = log.scrollHeight - log.scrollTop - log.clientHeight < 40));
  new ResizeObserver(log.toEnd).observe(log);
}

/** What an empty log says. */
export function guidance({ side, first, role }) {
  if (side === "callers") return `What ${first} hears is written here, and read aloud.`;
  return role === "desk" ? "It rings when somebody calls who has no access." : `${first}'s phone rings here when a call gets through.`;
}
