// One webhook in the timeline of a call: what it is, whether it was signed, what was decided and by which rules.

import { h, hold } from "./dom.js";
import { state, person } from "./feed.js";
import { chip, kindOf, ownerOf, withChips } from "./numbers.js";
import { param, time, named, short } from "./history.js";
import { address, inWords, pretty, rootOf } from "./document.js";

const DEADLINE_MS = 4000;
const HEADLINES = {
  voice: () => "The provider asks what to do",
  redirect: () => "The provider asks how to go on",
  "dial-action": (one) => dialEnded(param(one, "DialCallStatus")),
  "gather-action": (one) => keyPressed(one),
  "record-action": () => "The caller has finished the message",
  whisper: (one) => `${whose(one)} phone was answered: what shall it hear?`,
  "leg-status": (one) => `${whose(one)} phone: ${param(one, "CallStatus") || "changed"}`,
  "call-status": (one) => `The call has ended${seconds(param(one, "CallDuration"))}`,
  "recording-status": (one) => (param(one, "RecordingStatus") === "completed" ? `The recording is there${seconds(param(one, "RecordingDuration"))}` : "There is no recording"),
  sms: () => "A text came: the provider asks what to do",
  "message-status": (one) => `The text went further: ${param(one, "MessageStatus")}`,
  fallback: () => "No usable answer: the provider asks the fallback address",
  media: () => "The provider fetches a sound or a picture",
  forged: () => "A request with a signature that anyone could make up",
};
const OUTCOMES = {
  ring: (who) => `Ring ${who ?? "a phone"}`,
  menu: () => "Not now: offer choices",
  voicemail: () => "Take a message",
  "front-desk": () => "Connect to the front desk",
  refuse: () => "Say where to turn, and end",
  relay: (who) => `Pass it on${who ? ` to ${who}` : ""}`,
  hold: () => "Hold it until hours begin",
  urgent: (who) => `Urgent: to ${who ?? "who is on duty"}`,
  command: () => "Carry out the command",
  noted: () => "Written down",
};

function dialEnded(status) {
  const words = { completed: "the two have talked, or a key was pressed for voicemail", "no-answer": "no answer", busy: "busy or declined", failed: "could not be reached", canceled: "the caller hung up" };
  return `The ring ended: ${words[status] ?? status}${status ? "" : "unknown"}`;
}

function keyPressed(one) {
  const digits = param(one, "Digits");
  const on = one.phone ? ` on ${whose(one)} phone` : "";
  if (!digits) return `No key pressed${on}`;
  return digits.length > 1 ? `Keys ${digits} pressed${on}` : `Key ${digits} pressed${on}`;
}

function whose(one) {
  const someone = person(one.phone) ?? person(param(one, "To"));
  return someone ? `${short(someone.name)}’s` : "The";
}

function seconds(text) {
  return text ? ` after ${text} s` : "";
}

/** A view of one webhook: `element`, and `show(webhook)` which brings it up to date in place. */
export function view(webhook) {
  const head = h("div", { class: "hook-head" });
  const body = h("div", { class: "hook-body" });
  const inside = h("div", { class: "wire" });
  const technical = h("span", { class: "technical" });
  const details = h("details", { class: "hook-details" }, h("summary", {}, h("span", {}, "Request, signature and document"), technical), inside);
  const element = h("li", { class: "hook" }, head, body, details);
  let current = null;
  details.addEventListener("toggle", () => details.open && hold(inside, wire(current)));
  const show = (next) => {
    if (next === current) return;
    current = next;
    element.className = `hook hook-${tone(next)}`;
    hold(head, heading(next));
    hold(body, marks(next), answer(next), decided(next));
    technical.textContent = `${next.method} ${path(next.url)} · ${next.kind}${next.done ? ` · ${took(next.took_ms)}` : ""}`;
    if (details.open) hold(inside, wire(next));
  };
  show(webhook);
  return { element, show };
}

function tone(one) {
  if (!one.done) return "waiting";
  if (one.kind === "forged" || one.failure || one.status >= 400 || one.kind === "fallback") return "bad";
  return one.decision && one.decision.outcome !== "noted" ? "decided" : "noted";
}

function heading(one) {
  return [
    h("time", { datetime: one.at }, time(one.at)),
    h("h4", {}, (HEADLINES[one.kind] ?? (() => one.kind))(one)),
    signed(one),
  ];
}

function signed({ checked, done, status }) {
  if (!checked) return done ? null : h("span", { class: "check" }, "asked …");
  if (checked.valid) return h("span", { class: "check check-good" }, h("span", { "aria-hidden": "true" }, "✓ "), checked.words);
  return h("span", { class: "check check-bad" }, h("span", { "aria-hidden": "true" }, "✗ "), `${status ?? 403}: ${checked.words}`);
}

function marks(one) {
  const found = [];
  const mark = (words, look = "") => found.push(h("li", { class: `mark ${look}` }, words));
  if (one.kind === "forged") mark("Somebody else sent this", "mark-bad");
  if (one.attempt > 1 && !one.decision?.again) mark(`Attempt ${one.attempt}: tried again by the provider`);
  if (one.decision?.again) mark(`Again: answered from the journal${sameBytes(one) ? ", with the same bytes" : ""}`, "mark-good");
  if (one.decision && !one.decision.kept) mark("Not kept: the store is stopped", "mark-bad");
  if (one.took_ms > DEADLINE_MS) mark(`Beyond the deadline (${took(one.took_ms)}): safe document`, "mark-bad");
  if (one.failure) mark(`No answer: ${one.failure}`, "mark-bad");
  else if (one.done && one.status >= 400 && one.checked?.valid !== false) mark(`Answered ${one.status}`, "mark-bad");
  return found.length > 0 && h("ul", { class: "marks" }, found);
}

function sameBytes(one) {
  const earlier = state.webhooks.find((other) => other.n < one.n && other.token === one.token && other.url === one.url && other.done);
  return Boolean(earlier) && earlier.body === one.body;
}

function answer(one) {
  if (!one.done || !rootOf(one)) return null;
  const words = inWords(one);
  return h("p", { class: "answer" }, h("b", {}, "Answer: "), words);
}

function decided({ decision }) {
  if (!decision) return null;
  const who = state.people.find(({ of }) => of && of === decision.clinician)?.name;
  const words = (OUTCOMES[decision.outcome] ?? (() => decision.outcome))(who);
  return h("div", { class: "decision" },
    h("p", { class: "outcome" }, h("span", {}, words), " ", h("code", {}, decision.outcome)),
    decision.reasons.length > 0 && h("ol", { class: "rules", "aria-label": "Rules that led to it" }, decision.reasons.map((rule) => h("li", {}, withChips(rule)))));
}

function path(url) {
  const match = /^https?:\/\/[^/]+([^?#]*)/.exec(url);
  return match ? match[1] : url;
}

function took(ms) {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function wire(one) {
  return [
    part("Request", h("p", { class: "url" }, h("b", {}, `${one.method} `), address(one.url)), parameters(one)),
    part("Signature", signature(one)),
    part(one.done ? `Document${one.status ? `: ${one.status} ${one.content_type ?? ""}` : ""}` : "Document", documentBox(one)),
  ];
}

function part(title, ...children) {
  return h("section", { class: "wire-part" }, h("h5", {}, title), children);
}

function box(label, ...children) {
  return h("div", { class: "wire-box", tabindex: "0", role: "group", "aria-label": label }, children);
}

function parameters(one) {
  const rows = one.params.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, valueOf(value))));
  return box("Parameters of the request", h("table", { class: "params" }, h("caption", { class: "unseen" }, "Parameters"), h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "Value"))), h("tbody", {}, rows)));
}

const KIND_WORDS = { patient: "own number of", stranger: "own number of", clinician: "own number of", desk: "number of the" };

function valueOf(value) {
  if (!/^\+\d{7,15}$/.test(value) || kindOf(value) === "other") return value || h("span", { class: "soft" }, "empty");
  const kind = kindOf(value);
  const words = KIND_WORDS[kind] ? `${KIND_WORDS[kind]} ${named(value)}` : ownerOf(value);
  return [chip(value), h("span", { class: "soft" }, ` ${words}`)];
}

function signature(one) {
  return [
    h("p", { class: "soft" }, "HMAC-SHA1 of this text under the account’s auth token, in base64. The text is the URL, then each parameter’s name and value, sorted by name, with nothing between."),
    box("What was signed", signedText(one)),
    h("p", { class: "url" }, h("b", {}, "X-Twilio-Signature: "), one.signature || "none"),
    one.checked && h("p", { class: one.checked.valid ? "check-good" : "check-bad" }, one.checked.words),
  ];
}

function signedText(one) {
  const sorted = [...one.params].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const whole = one.url + sorted.flat().join("");
  const pieces = whole === one.signed ? [h("span", { class: "signed-url" }, one.url), ...sorted.map(([name, value]) => [h("span", { class: "signed-name" }, name), withChips(value)])] : [one.signed];
  return h("code", { class: "signed" }, pieces);
}

function documentBox(one) {
  if (!one.done) return h("p", { class: "soft" }, "Not answered yet.");
  const lines = pretty(one);
  return lines.length > 0 ? box("The document", h("code", { class: "xml" }, lines)) : h("p", { class: "soft" }, "The answer has no content.");
}
