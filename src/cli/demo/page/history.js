// Which webhooks belong to one call, and what became of it.

import { state, phone, person } from "./feed.js";
import { written } from "./numbers.js";

const WORDS = { refuse: "refused", "front-desk": "front desk" };

/** The value of a parameter, or an empty text. */
export function param(webhook, name) {
  return webhook.params.find(([key]) => key === name)?.[1] ?? "";
}

/** What belongs together as `{key, sort, webhooks}`, oldest first; `sort`: `call`, `text`, `forged`, `other`. */
export function groups() {
  const found = new Map();
  for (const webhook of state.webhooks) {
    const { kind, n, call } = webhook;
    const sort = kind === "forged" ? kind : /^(sms|message)/.test(kind) ? "text" : call ? "call" : "other";
    const key = { forged: `forged-${n}`, text: param(webhook, "MessageSid"), call, other: "other" }[sort];
    if (!found.has(key)) found.set(key, { key, sort, webhooks: [] });
    found.get(key).webhooks.push(webhook);
  }
  return [...found.values()];
}

/** What happened, as a sentence. */
export function titleOf({ sort, webhooks: [first] }) {
  if (sort === "other") return "Other requests of the provider";
  if (sort === "forged") return "Somebody else sent a webhook";
  const to = param(first, "To");
  const whose = state.lines.find(({ number }) => number === to)?.name.match(/^Front line of ([^,]*)/)?.[1];
  return `${isHidden(first) ? "Number withheld" : named(param(first, "From"))} ${sort === "text" ? "texted" : "called"} ${whose ? `${whose}'s front line` : written(to)}`;
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
  return sort === "call" && !webhooks.some(({ kind }) => kind === "call-status");
}

/** What became of it, in a word, and whether that is `good`, `bad` or neither. */
export function outcomeOf(group) {
  const { sort, webhooks } = group;
  if (sort === "forged") return ["refused", "bad"];
  const outcomes = webhooks.map(({ decision }) => decision?.outcome).filter((word) => word && word !== "noted");
  if (heard(group, "callers", "connected").length > 0) return outcomes.includes("front-desk") ? ["front desk"] : ["talked", "good"];
  if (webhooks.some(({ kind }) => kind.startsWith("record"))) return ["message", "good"];
  if (webhooks.some(({ kind }) => kind === "fallback")) return ["fallback", "bad"];
  const last = outcomes.at(-1);
  if (last === "ring") return [isLive(group) ? "rings" : "rang"];
  if (last || sort === "other" || !webhooks[0].done) return [WORDS[last] ?? last ?? ""];
  return [webhooks.some(({ status }) => status === 200) ? "safe words" : "no answer", "bad"];
}

/** The time of day at the practice, with seconds. */
export function time(at) {
  return new Date(at).toLocaleTimeString("en-GB", { timeZone: state.practice.zone });
}
