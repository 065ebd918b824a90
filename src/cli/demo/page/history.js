// Which webhooks belong to one call, what became of it, and which call a visitor looks at.

import { state, phone, person } from "./feed.js";
import { written } from "./numbers.js";

const RECENT_MS = 90_000;
const HIDDEN = /^(\+?266696687|\+?7378742833|\+?2562533|\+?8656696|\+?86282452253|anonymous|unavailable|restricted|blocked|unknown|)$/i;
const changes = new EventTarget();
let chosen = null;

/** The value of a parameter, or an empty text. */
export function param(webhook, name) {
  return webhook.params.find(([key]) => key === name)?.[1] ?? "";
}

/** Calls, texts and what belongs to neither, in the order in which they began. */
export function groups() {
  const found = new Map();
  for (const webhook of state.webhooks) {
    const key = keyOf(webhook);
    if (!found.has(key)) found.set(key, { key, webhooks: [] });
    found.get(key).webhooks.push(webhook);
  }
  return [...found.values()];
}

function keyOf(webhook) {
  if (webhook.kind === "forged") return `forged-${webhook.n}`;
  if (webhook.kind === "sms" || webhook.kind === "message-status") return param(webhook, "MessageSid") || webhook.call || "other";
  return webhook.call ?? "other";
}

/** `call`, `text`, `forged` or `other`. */
export function sortOf({ key, webhooks: [first] }) {
  if (key === "other") return "other";
  if (first.kind === "forged") return "forged";
  return first.kind === "sms" || first.kind === "message-status" ? "text" : "call";
}

/** What happened, as a sentence without its time. */
export function titleOf(group) {
  const [first] = group.webhooks;
  const sort = sortOf(group);
  if (sort === "other") return "Other requests of the provider";
  if (sort === "forged") return "Somebody else sent a webhook";
  if (first.kind === "message-status") return `A text to ${named(param(first, "To"))} went further`;
  return `${callerOf(first)} ${sort === "text" ? "texted" : "called"} ${lineWords(param(first, "To"))}`;
}

/** Whether the caller hides the number from the relay. */
export function isHidden(webhook) {
  return HIDDEN.test(param(webhook, "From"));
}

function callerOf(first) {
  return isHidden(first) ? "Number withheld" : named(param(first, "From"));
}

/** The name of whose number it is, else the number. */
export function named(number) {
  return person(number)?.name ?? written(number);
}

/** A name without what follows it after a comma, for use inside a sentence. */
export function short(name) {
  return name.replace(/,.*$/, "");
}

function lineWords(number) {
  const line = state.lines.find((line) => line.number === number);
  const whose = /^Front line of (.*)$/.exec(line?.name ?? "");
  if (whose) return `${short(whose[1])}’s front line`;
  return `${line?.kind === "back" ? "the back line " : ""}${written(number)}`;
}

/** Every leg known to belong to this call. */
function legsOf(group) {
  return new Set(group.webhooks.flatMap((one) => [one.call, one.leg, param(one, "CallSid"), param(one, "DialCallSid")]));
}

/** What phones saw and heard on this call: pairs of the phone's number and the entry. */
export function entriesOf(group, side) {
  const legs = legsOf(group);
  const phones = state.phones.filter(({ number }) => person(number)?.side === side);
  return phones.flatMap(({ number, transcript }) =>
    transcript.filter((entry) => entry.call && legs.has(entry.call)).map((entry) => ({ number, entry })));
}

/** What the phone that was dialled showed: the provider names its leg only once it was answered or has ended. */
export function ringOf(group, dial) {
  const mine = legsOf(group);
  const others = new Set(groups().filter(({ key }) => key !== group.key).flatMap((other) => [...legsOf(other)]));
  const since = Date.parse(dial.at);
  const rings = (phone(dial.to)?.transcript ?? []).filter(({ at, call, what }) =>
    what.kind === "rings" && !others.has(call) && Date.parse(at) >= since - 1000 && Date.parse(at) <= since + RECENT_MS);
  return rings.find(({ call }) => mine.has(call)) ?? rings.at(-1) ?? null;
}

/** In one word with its look: what became of a call. */
export function outcomeOf(group) {
  const sort = sortOf(group);
  if (sort === "forged") return ["refused", "bad"];
  if (sort === "other") return null;
  const kinds = new Set(group.webhooks.map(({ kind }) => kind));
  const outcomes = group.webhooks.map(({ decision }) => decision?.outcome).filter((word) => word && word !== "noted");
  const talked = entriesOf(group, "callers").some(({ entry }) => entry.what.kind === "connected");
  if (talked) return outcomes.includes("front-desk") ? ["front desk", "plain"] : ["talked", "good"];
  if (kinds.has("recording-status")) return ["message", "good"];
  if (kinds.has("fallback")) return ["fallback", "bad"];
  const [last, tone] = { ring: ["rang", "plain"], menu: ["menu", "plain"], voicemail: ["voicemail", "plain"], "front-desk": ["front desk", "plain"], refuse: ["refused", "plain"] }[outcomes.at(-1)] ?? [outcomes.at(-1), "plain"];
  if (last) return [last, tone];
  const answered = group.webhooks.find(({ done }) => done);
  if (!answered) return ["asking", "plain"];
  return answered.status === 200 ? ["safe words", "bad"] : ["no answer", "bad"];
}

/** Whether the call goes on: neither the provider nor the caller's phone has said that it ended. */
export function isLive(group) {
  if (sortOf(group) !== "call" || group.webhooks.some(({ kind }) => kind === "call-status")) return false;
  const caller = entriesOf(group, "callers").concat(entriesOf(group, "clinicians")).filter(({ entry }) => entry.call === group.key);
  return caller.length > 0 && !caller.some(({ entry }) => entry.what.kind === "ended");
}

/** The time of day at the practice, with seconds. */
export function time(at) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: state.practice.zone, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(at));
}

/** Looks at this call; at the newest one with `null`. */
export function choose(key) {
  chosen = key;
  changes.dispatchEvent(new Event("chosen"));
}

/** The key of the call that was chosen, if it is still kept. */
export function chosenKey() {
  return chosen;
}

/** Calls `listener` when another call is looked at. */
export function onChosen(listener) {
  changes.addEventListener("chosen", listener);
}
