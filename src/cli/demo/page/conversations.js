// The texts of each phone as conversations, and what becomes of a text that it sent.

import { dayOf, timeOf } from "./clock.js";
import { person, phone, state } from "./feed.js";
import { written } from "./numbers.js";

/** How far a row of the outbox has come; of a text in parts the part that lags behind counts. */
const STAGES = ["withdrawn", "refused", "given-up", "undelivered", "asked", "held", "waiting", "sending", "unsettled", "accepted", "sent", "delivered"];
const WORDS = {
  asked: () => ["wait", "Waits for your answer"],
  held: ({ due }) => ["held", `Held until ${when(due)}`],
  waiting: ({ attempts }) => ["wait", attempts > 0 ? "Tried again soon" : "On its way"],
  sending: () => ["wait", "On its way"],
  unsettled: () => ["wait", "No answer: looked up before it is sent again"],
  accepted: ({ whom }) => ["wait", `On its way to ${short(whom)}`],
  sent: ({ whom }) => ["wait", `Sent on to ${short(whom)}`],
  delivered: ({ whom }) => ["good", `On ${short(whom)}'s phone`],
  undelivered: ({ whom }) => ["bad", `Not delivered: ${short(whom)}'s phone is not reached`],
  refused: () => ["bad", "Not sent"],
  "given-up": () => ["bad", "Not sent: tried for a day"],
  withdrawn: () => ["bad", "Not sent"],
};
// How often the provider delivers a text that is not taken: then it stands in its list.
const TRIES = 4;
const DECIDED = { refuse: ["bad", "Not passed on"], command: ["good", "Read by Nightbell"] };

/** All conversations of a phone as `{other, name, lines}`, those with the newest texts first; then who can be texted. */
export function conversations(number) {
  const owner = person(number);
  const found = new Map();
  for (const entry of phone(number)?.transcript ?? []) {
    const line = lineOf(entry);
    if (line) found.set(line.other, [...(found.get(line.other) ?? []), line]);
  }
  const known = [owner?.line, ...(owner?.contacts ?? []).map((one) => one.number)];
  for (const other of known) if (other && !found.has(other)) found.set(other, []);
  const all = [...found].map(([other, lines]) => ({ other, name: nameFor(owner, other), lines }));
  return all.sort((a, b) => (b.lines.at(-1)?.n ?? -1) - (a.lines.at(-1)?.n ?? -1));
}

/** A line of a conversation as `{n, at, own, other, body, text}`, or nothing where the entry is of a call. */
export function lineOf({ n, at, text: sid, what }) {
  if (!["text", "sent-text"].includes(what.kind)) return null;
  const own = what.kind === "sent-text";
  return { n, at, own, other: own ? what.to : what.from, body: what.body, sid };
}

/** What this phone calls a number; only what its owner has saved has a name. */
export function nameFor(owner, other) {
  if (other === owner?.line) return "Your own line";
  return owner?.contacts.find(({ number }) => number === other)?.name ?? written(other);
}

/** The text with this id of the provider. */
export function textOf(sid) {
  return sid && state.texts.find((text) => text.sid === sid);
}

/** Whom a back line stands for on this phone, by name; nothing where no text has told. */
export function standsFor(number, line) {
  for (const { sid, direction, from, to, outbox } of state.texts.toReversed()) {
    const sent = direction === "in" && from === number && to === line && state.outbox.find(({ of, author }) => of === sid && author === "clinician");
    if (sent) return sent.whom;
    const came = direction === "out" && from === line && to === number && textOf(state.outbox.find(({ id }) => id === outbox)?.of);
    // What answers a text of this phone's own tells of nobody else.
    if (came && came.from !== number) return person(came.from)?.name;
  }
  return null;
}

/** What became of a text that a phone sent, as `[tone, words]`; `held`, `wait`, `good` or `bad`. */
export function fate(sid) {
  const own = state.outbox.filter(({ of, author, kind }) => of === sid && author !== "nightbell" && kind !== "notice");
  const [row] = own.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  if (row) return without(sid, row) ?? WORDS[row.stage]?.(row) ?? ["wait", row.stage];
  const asked = state.webhooks.filter(({ kind, params }) => /^(sms|fallback)$/.test(kind) && params.some(([name, value]) => name === "MessageSid" && value === sid));
  const decided = asked.find(({ decision }) => decision)?.decision;
  if (decided) return DECIDED[decided.outcome] ?? null;
  if (asked.some(({ failure, status }) => failure || status >= 500)) return ["wait", asked.length < TRIES ? "Not taken yet: the provider tries again" : "Not taken yet: Nightbell looks it up later"];
  return null;
}

// Words that went on alone, because what was attached may not.
function without(sid, { id, stage, whom }) {
  const gone = state.texts.find(({ outbox }) => outbox === id);
  if (stage !== "delivered" || !gone || gone.pictures.length >= (textOf(sid)?.pictures.length ?? 0)) return null;
  return ["bad", `On ${short(whom)}'s phone, without the attachment`];
}

/** `09:00`, with the weekday or the date where that is another. */
export function when(at) {
  const days = (Date.parse(at) - Date.parse(state.clock.at)) / 86_400_000;
  const [weekday, date, month] = dayOf(at).split(" ");
  const time = timeOf(at).slice(0, 5);
  if (dayOf(at) === dayOf(state.clock.at)) return time;
  return days < 6 && days > 0 ? `${weekday.slice(0, 3)} ${time}` : `${date} ${month.slice(0, 3)} ${time}`;
}

function short(name) {
  return name.replace(/,.*/, "").replace(/^Dr \S+ /, "Dr ");
}
