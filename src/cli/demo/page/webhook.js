// One webhook in the timeline of a call: what it is, whether it was signed, what was decided and by which rules.

import { h, hold } from "./dom.js";
import { state, person } from "./feed.js";
import { withChips } from "./numbers.js";
import { param, time, named } from "./history.js";
import { inWords, rootOf } from "./document.js";
import { wire } from "./wire.js";

const DEADLINE_MS = 4000;
const RINGS = { completed: "answered, but nobody took the call", "no-answer": "no answer", busy: "busy or declined", failed: "not reached", canceled: "the caller hung up" };
const HEADLINES = {
  voice: () => "The provider asks what to do",
  redirect: () => "The provider asks how to go on",
  "dial-action": (one) => (param(one, "DialBridged") === "true" ? "The conversation has ended" : `The ring ended: ${RINGS[param(one, "DialCallStatus")] ?? param(one, "DialCallStatus")}`),
  "gather-action": (one) => `${keys(param(one, "Digits"))} pressed on ${whose(one)} phone`,
  "record-action": () => "The message has been spoken",
  whisper: (one) => `${whose(one)} phone was answered: what shall it hear?`,
  "leg-status": (one) => `${whose(one)} phone: ${param(one, "CallStatus")}`,
  "call-status": () => "The call has ended",
  "recording-status": (one) => (param(one, "RecordingStatus") === "completed" ? `The recording is there: ${param(one, "RecordingDuration")} s` : "There is no recording"),
  sms: () => "A text came: what to do with it?",
  "message-status": (one) => `The text is ${param(one, "MessageStatus")}`,
  fallback: () => "No usable answer: the provider asks the fallback address",
  media: () => "The provider fetches a sound or a picture",
  forged: () => "A request that claims to come from the provider",
};
const OUTCOMES = {
  ring: (who) => `Ring ${who}`,
  menu: () => "Not now: offer choices",
  voicemail: () => "Take a message",
  "front-desk": () => "Connect to the front desk",
  refuse: () => "Say where to turn, and end",
  relay: (who) => `Pass it on to ${who}`,
  hold: () => "Hold it until hours begin",
  urgent: (who) => `Urgent: to ${who}`,
  command: () => "Carry out the command",
  noted: () => "Written down",
};

function keys(digits) {
  return digits ? `Key${digits.length > 1 ? "s" : ""} ${digits}` : "No key";
}

function headline(one) {
  if (one.attempt > 1) return `${one.decision?.again ? "Delivered again" : "Tried again by the provider"}: attempt ${one.attempt}`;
  return HEADLINES[one.kind]?.(one) ?? one.kind;
}

function whose(one) {
  const number = person(one.phone) ? one.phone : param(one, "To");
  return person(number) ? `${named(number).replace(/^Dr \S+ /, "Dr ")}'s` : "the";
}

/** A view of one webhook: `element`, and `show(webhook)` which brings it up to date in place. */
export function view() {
  const head = h("div", { class: "hook-head" });
  const body = h("div");
  const technical = h("span", { class: "technical" });
  const inside = h("div", { class: "wire" });
  const details = h("details", {}, h("summary", {}, h("span", {}, "Request, signature and document"), " ", technical), inside);
  const element = h("li", {}, head, body, details);
  let current = null;
  details.addEventListener("toggle", () => details.open && hold(inside, wire(current)));
  const show = (next) => {
    if (next === current) return;
    current = next;
    element.className = `hook hook-${tone(next)}`;
    hold(head, h("time", { datetime: next.at }, time(next.at)), h("h4", {}, headline(next)), checked(next));
    hold(body, marks(next), answer(next), decided(next));
    technical.textContent = `${next.method} ${path(next.url)} · ${next.kind}${next.done ? ` · ${took(next.took_ms)}` : ""}`;
    if (details.open) hold(inside, wire(next));
  };
  return { element, show };
}

/** The part of an address that says which step it is, without the ids that follow. */
function path(url) {
  return new URL(url).pathname.replace(/\/\w{24,}.*/, "");
}

function tone(one) {
  if (!one.done) return "waiting";
  if (one.failure || one.status >= 400 || one.kind === "fallback") return "bad";
  return one.decision && one.decision.outcome !== "noted" ? "decided" : "noted";
}

function checked({ checked, done, status }) {
  if (!checked) return !done && h("span", { class: "soft" }, "asked …");
  return h("span", { class: checked.valid ? "good" : "bad" }, checked.valid ? `✓ ${checked.words}` : `✗ ${status}: ${checked.words}`);
}

function marks({ n, kind, decision, took_ms, failure, done, status, checked, token, url, body }) {
  const earlier = state.webhooks.find((other) => other.n < n && other.token === token && other.url === url && other.body);
  const found = [
    kind === "forged" && ["Somebody else sent this", "bad"],
    decision?.again && [`Again: answered from the journal${earlier?.body === body ? ", with the same bytes" : ""}`, "good"],
    decision?.kept === false && ["Not kept: the store is stopped", "bad"],
    took_ms > DEADLINE_MS && [`Beyond the deadline: safe document after ${took(took_ms)}`, "bad"],
    failure && [`No answer: ${failure}`, "bad"],
    done && status >= 400 && checked?.valid !== false && [status === 503 ? "Answered 503: come again" : `Answered ${status}`, "bad"],
  ].filter(Boolean);
  return found.length > 0 && h("ul", { class: "marks" }, found.map(([words, look]) => h("li", { class: look }, words)));
}

function answer(one) {
  const root = one.done && rootOf(one);
  // On the clinician's leg the end of the document is what connects the two.
  const bridges = root && one.leg !== one.call && /^(Say|Play)$/.test(root.lastElementChild?.tagName);
  return root && h("p", { class: "answer" }, h("span", { class: "soft" }, "Answer: "), inWords(root), bridges && ", then connect the two", ".");
}

function decided(one) {
  if (!one.decision) return null;
  const { outcome, clinician, reasons, again } = one.decision;
  const rules = again ? [] : reasons.filter((rule) => rule !== `${headline(one)}.`);
  if (outcome === "noted" && rules.length === 0) return null;
  const who = state.people.find(({ of }) => of && of === clinician)?.name ?? "a phone";
  return h("div", { class: "decision" },
    h("p", {}, h("b", {}, OUTCOMES[outcome]?.(who) ?? outcome), " ", h("code", {}, outcome)),
    rules.length > 0 && h("ol", { "aria-label": "Rules that led to it" }, rules.map((rule) => h("li", {}, withChips(rule)))));
}

function took(ms) {
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
