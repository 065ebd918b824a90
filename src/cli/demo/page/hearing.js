// What a phone saw and heard, line by line, as a conversation.

import { dayOf, timeOf } from "./clock.js";
import { h } from "./dom.js";
import { state } from "./feed.js";
import { chip } from "./numbers.js";

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
  "time-limit": "The provider's longest call is over",
};
const NOTES = {
  rings: ({ showing }) => ["Rings and shows ", chip(showing)],
  dials: ({ to }) => ["Dials ", chip(to)],
  ringback: () => ["Hears it ring"],
  answered: (what) => [what.by_voicemail ? "Its personal voicemail answers" : "Answered"],
  tones: ({ digits }) => [`Tones ${digits}`],
  beep: () => ["Beep"],
  connected: (what) => [`Connected with ${what.with}`],
  "voicemail-greeting": () => ["Hears a personal voicemail"],
  ended: ({ reason }) => [ENDS[reason] ?? reason],
};
const OWN = {
  declined: () => ["Declines"],
  pressed: ({ key }) => [h("span", { class: "unseen" }, "Presses "), h("kbd", {}, key)],
  spoke: ({ seconds, words }) => (words ? [h("q", {}, words), " ", h("small", {}, `${seconds} s`)] : [`Speaks for ${seconds} second${seconds === 1 ? "" : "s"}`]),
};
const HEARD = {
  says: ({ text, language }) => [h("q", { lang: language }, text), language !== state.practice.language && h("small", {}, " ", languageName(language))],
  plays: ({ seconds, words, sound }) => [h("b", {}, `The message, ${seconds} s`), words && h("q", {}, words), h("audio", { controls: true, preload: "metadata", src: `/api/sounds/${sound}`, "aria-label": "The message as it was recorded" })],
};

/** What people call a language: `French` for `fr-FR`. */
export function languageName(tag) {
  return new Intl.DisplayNames("en-GB", { type: "language" }).of(tag.split("-")[0]);
}

/** A line of the log, or `null`. */
export function heard({ at, what }) {
  for (const [side, lines] of Object.entries({ note: NOTES, own: OWN, says: HEARD })) {
    const words = lines[what.kind]?.(what);
    if (words) return h("div", { class: `heard heard-${side} heard-${what.kind}` }, h("p", {}, words), h("time", { datetime: at, "aria-hidden": "true" }, timeOf(at)));
  }
  return null;
}

/** A line that says the date, where it is not that of the line before. */
export function dayLine(at, before) {
  return before && dayOf(at) !== dayOf(before) ? h("p", { class: "heard-day" }, dayOf(at)) : "";
}

/** Keeps the end of a log in sight, unless one has scrolled back. */
export function atEnd(log) {
  let end = true;
  let height = 0;
  log.toEnd = () => {
    if (end) log.scrollTop = log.scrollHeight;
  };
  // What becomes smaller or larger scrolls, too; nobody has scrolled back then.
  log.addEventListener("scroll", () => {
    if (log.clientHeight === height) end = log.scrollHeight - log.scrollTop - height < 40;
  });
  new ResizeObserver(() => {
    height = log.clientHeight;
    log.toEnd();
  }).observe(log);
}

/** What an empty log says. */
export function guidance({ side, first, role }) {
  if (side === "callers") return `What ${first} hears is written here, and read aloud.`;
  return role === "desk" ? "It rings when somebody calls who has no access." : `${first}'s phone rings here when a call gets through.`;
}
