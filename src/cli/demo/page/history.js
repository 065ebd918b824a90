// Which webhooks belong to one call, and what became of it.

import { state, phone, person } from "./feed.js";
import { kindOf, written } from "./numbers.js";
import { fate } from "./conversations.js";
import { dialsOf } from "./document.js";

const WORDS = {
  menu: "offered choices", voicemail: "asked for a message", refuse: "told where to turn", "front-desk": "front desk",
  relay: "passed on", hold: "waits for hours", urgent: "sent to who is on duty", command: "command",
};
// A recording that is no longer holds no words.
const SILENCE_SECONDS = 1;

/** The value of a parameter, or an empty text. */
export function param(webhook, name) {
  return webhook.params.find(([key]) => key === name)?.[1] ?? "";
}

/** What belongs together as `{key, sort, webhooks, sent, messages}`, oldest first; `sort`: `call`, `text`, `own`, `forged`, `other`. */
export function groups() {
  const found = new Map();
  const rows = new Map(state.outbox.map((row) => [row.id, row]));
  const group = (key, sort) => found.get(key) ?? found.set(key, { key, sort, webhooks: [], sent: [], messages: [] }).get(key);
  for (const webhook of state.webhooks) {
    const { kind, n, call } = webhook;
    const row = rows.get(outboxOf(webhook));
    if (row) group(...origin(row)).webhooks.push(webhook);
    else if (kind === "forged") group(`forged-${n}`, kind).webhooks.push(webhook);
    else if (/^(sms|message)/.test(kind)) group(param(webhook, "MessageSid"), "text").webhooks.push(webhook);
    else group(call ?? "other", call ? "call" : "other").webhooks.push(webhook);
  }
  for (const row of state.outbox) {
    const [key, sort] = origin(row);
    // What came of a webhook that is no longer shown is not shown either.
    if (sort === "own" || found.has(key)) group(key, sort).sent.push({ row, text: state.texts.find(({ outbox }) => outbox === row.id) });
  }
  for (const message of state.messages) found.get(message.call)?.messages.push(message);
  return [...found.values()].sort((a, b) => (beganAt(a) < beganAt(b) ? -1 : 1));
}

/** When the first of it happened. */
export function beganAt({ sort, webhooks, sent }) {
  return sort === "own" ? sent[0].row.at : webhooks[0].at;
}

function origin({ id, of }) {
  return of ? [of, of.startsWith("CA") ? "call" : "text"] : [`own-${id}`, "own"];
}

/** The row of the outbox that a webhook speaks of. */
function outboxOf({ kind, url }) {
  return /^(message-status|media)$/.test(kind) ? /\/([0-9a-f]{32})\b/.exec(url)?.[1] : undefined;
}

/** What happened, as a sentence. */
export function titleOf({ sort, webhooks: [first], sent }) {
  if (sort === "other") return "Other requests of the provider";
  if (sort === "own") return `Nightbell texted ${sent[0].row.whom.replace(/,.*/, "")}`;
  if (sort === "forged") return "Somebody else sent a webhook";
  const to = param(first, "To");
  if (param(first, "Direction") === "outbound-api") return `Nightbell called ${short(named(to))}`;
  if (sort === "call" && person(param(first, "From"))?.line === to) return `${named(param(first, "From"))} called the own line`;
  const from = isHidden(first) ? "Number withheld" : named(param(first, "From"));
  const whose = state.lines.find(({ number }) => number === to)?.name.match(/^Front line of ([^,]*)/)?.[1];
  const [rung] = kindOf(to) === "back" ? dialsOf(first) : [];
  if (rung && sort === "call") return `${from} called ${named(rung.to)} back`;
  const reply = sort === "text" && kindOf(to) === "back" && sent.find(({ row }) => row.author === "clinician");
  if (reply) return `${from} texted ${reply.row.whom}`;
  return `${from} ${sort === "text" ? "texted" : "called"} ${whose ? `${short(whose)}'s line` : kindOf(to) === "back" ? "a back line" : written(to)}`;
}

/** A doctor's name without the first name. */
export function short(name) {
  return name.replace(/^Dr \S+ /, "Dr ");
}

/** The webhooks of one call, and what was sent, as steps: what the provider tried again because nobody answered is one. */
export function stepsOf({ webhooks, sent, messages }) {
  const asked = webhooks.filter(({ kind }) => kind === "sms");
  const lookedUp = asked.length > 0 && asked.every(isLost);
  const steps = sent.map((one) => [{ ...one, lookedUp, n: one.row.id, at: one.text?.at ?? one.row.at, kind: "sent" }]);
  for (const message of messages) if (message.state !== "absent") steps.push([{ message, n: message.recording, at: message.at, kind: "message" }]);
  for (const one of webhooks) {
    const before = one.attempt > 1 && steps.findLast(([first]) => first.token === one.token && first.kind === one.kind);
    if (before && isLost(before.at(-1))) before.push(one);
    else steps.push([one]);
  }
  // What was decided on a webhook comes after it, whatever the milliseconds say.
  return steps.sort(([a], [b]) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b)));
}

function rank({ kind, n }) {
  return kind === "message" ? 5e8 : kind === "sent" ? 1e9 : kind === "message-status" ? 2e9 + n : n;
}

/** Whether the provider got nothing that it could use. */
export function isLost({ failure, status }) {
  return Boolean(failure) || status >= 500;
}

/** Whether the caller hides the number from the relay. */
export function isHidden(webhook) {
  return /^(anonymous|\+266696687|)$/i.test(param(webhook, "From"));
}

/** The name of whose number it is, without what follows a comma; else the number. */
export function named(number) {
  return person(number)?.name.replace(/,.*/, "") ?? written(number);
}

/** What the phones of one side saw and heard on this call, of one kind. */
export function heard({ webhooks }, side, kind) {
  const legs = webhooks.flatMap((one) => [one.call, one.leg, param(one, "DialCallSid")]);
  return state.phones.filter(({ number }) => person(number)?.side === side)
    .flatMap(({ transcript }) => transcript.filter(({ call, what }) => what.kind === kind && call && legs.includes(call)).map(({ what }) => what));
}

/** What the dialled phone showed until the provider next had something to say. */
export function shownAt({ webhooks }, { to, by }) {
  const next = webhooks.find(({ n, kind }) => n > by.n && kind !== by.kind);
  return phone(to)?.transcript.findLast(({ at, what }) => what.kind === "rings" && at >= by.at && (!next || at <= next.at))?.what.showing;
}

/** Whether the call still goes on. */
export function isLive({ sort, webhooks }) {
  return sort === "call" && !webhooks.some(({ kind, leg, call }) => kind === "call-status" || (kind === "leg-status" && leg === call));
}

/** What became of it, in a word, and whether that is `good`, `bad` or neither. */
export function outcomeOf(group) {
  const { sort, webhooks } = group;
  if (sort === "forged") return ["not let in", "bad"];
  if (sort === "own") return [group.sent[0].row.stage];
  const [tone, words] = (sort === "text" && fate(group.key)) || [];
  if (words) return [words.replace(/^./, (first) => first.toLowerCase()), { held: "held-badge", wait: "" }[tone] ?? tone];
  const ended = !isLive(group);
  const outcomes = webhooks.map(({ decision }) => decision?.outcome).filter((word) => word && word !== "noted");
  if (["callers", "clinicians"].some((side) => heard(group, side, "connected").length > 0)) return outcomes.includes("front-desk") ? ["front desk"] : [ended ? "talked" : "talking", "good"];
  if (heard(group, "clinicians", "plays").length > 0) return ["heard a message", "good"];
  const recorded = webhooks.filter(({ kind }) => kind.startsWith("record"));
  if (recorded.length > 0) return recorded.some(isSilent) ? ["nothing was said"] : ["left a message", "good"];
  if (webhooks.some(({ kind }) => kind === "fallback")) return ["fallback words", "bad"];
  const last = outcomes.at(-1);
  if (last === "ring") return [ended ? afterRing(webhooks) : "ringing"];
  if (last || sort === "other" || !webhooks[0].done) return [WORDS[last] ?? last ?? ""];
  return [webhooks.some(({ status }) => status === 200) ? "safe words" : "no answer", "bad"];
}

function afterRing(webhooks) {
  const end = webhooks.findLast(({ kind }) => kind === "dial-action");
  if (!end) return "rang";
  if (isTaken(end)) return "caller hung up";
  return param(end, "DialCallStatus") === "canceled" ? "hung up while it rang" : "nobody took it";
}

/** Whether the one who was rung had pressed the key when this ring ended. */
export function isTaken(end) {
  const leg = param(end, "DialCallSid");
  return state.webhooks.some((one) => one.kind === "gather-action" && one.leg === leg && one.call !== leg && param(one, "Digits") === "1");
}

/** Whether this tells of a recording in which nothing was said. */
export function isSilent(webhook) {
  const seconds = param(webhook, "RecordingDuration");
  return seconds !== "" && seconds <= SILENCE_SECONDS;
}

/** The time of day at the practice, with seconds. */
export function time(at) {
  return new Date(at).toLocaleTimeString("en-GB", { timeZone: state.practice.zone });
}

/** The day at the practice, in words. */
export function dayOf(at) {
  return new Date(at).toLocaleDateString("en-GB", { timeZone: state.practice.zone, weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

/** The time, with its day where that is not the one which the clock shows. */
export function moment(at) {
  const [day, today] = [dayOf(at), dayOf(state.clock.at)];
  if (day === today) return time(at);
  // The year, too, where it is another.
  return `${day.slice(5, day.slice(-4) === today.slice(-4) ? -5 : undefined)}, ${time(at)}`;
}
