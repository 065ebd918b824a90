// One webhook of a call: what it is, whether it was signed, what was decided and by which rules.

import { h, hold } from "./dom.js";
import { state, person } from "./feed.js";
import { withChips } from "./numbers.js";
import { param, time, named } from "./history.js";
import { inWords, rootOf, wire } from "./document.js";

const DEADLINE_MS = 4000;
const RINGS = { completed: "answered, but not taken", "no-answer": "no answer", busy: "busy or declined", failed: "not reached", canceled: "the caller hung up" };
const HEADLINES = {
  voice: "The provider asks what to do",
  "dial-action": "The ring ended: {ring}",
  "gather-action": "{keys} pressed on {whose} phone",
  "record-action": "The message has been spoken",
  whisper: "{whose} phone was answered: what shall it hear?",
  "call-status": "The call has ended",
  "recording-status": "The recording is {RecordingStatus}: {RecordingDuration} s",
  sms: "A text came: what to do with it?",
  fallback: "No usable answer: the provider asks the fallback address",
  forged: "A request that claims to come from the provider",
};
const OUTCOMES = {
  ring: "Ring {who}",
  menu: "Not now: offer choices",
  voicemail: "Take a message",
  "front-desk": "Connect to the front desk",
  refuse: "Say where to turn, and end",
};

/** A view of one webhook: `element`, and `show(webhook)` which brings it up to date in place. */
export function view() {
  const head = h("div", { class: "hook-head" });
  const body = h("div");
  const technical = h("span", { class: "technical" });
  const inside = h("div", { class: "wire" });
  const details = h("details", { ontoggle: draw }, h("summary", {}, h("span", {}, "Request, signature and document"), " ", technical), inside);
  const element = h("li", {}, head, body, details);
  let current = null;

  function draw() {
    if (details.open) hold(inside, wire(current));
  }

  function show(next) {
    if (next === current) return;
    current = next;
    element.className = `hook ${tone(next)}`;
    hold(head, h("time", {}, time(next.at)), h("h4", {}, headline(next)), signed(next));
    hold(body, marks(next), answer(next), decided(next));
    // The ids that follow the step are in the request.
    const step = new URL(next.url).pathname.replace(/\/\w{24,}.*/, "");
    technical.textContent = `${next.method} ${step} · ${next.kind}${next.done ? ` · ${took(next.took_ms)}` : ""}`;
    draw();
  }
  return { element, show };
}

function headline(one) {
  if (one.attempt > 1) return `${one.decision?.again ? "Delivered again" : "Tried again by the provider"}: attempt ${one.attempt}`;
  if (param(one, "DialBridged") === "true") return "The conversation has ended";
  const owner = person(one.phone) ? one.phone : param(one, "To");
  const digits = param(one, "Digits");
  return fill(HEADLINES[one.kind] ?? one.kind, (name) => ({
    ring: RINGS[param(one, "DialCallStatus")],
    keys: digits ? `Key${digits.length > 1 ? "s" : ""} ${digits}` : "No key",
    whose: `${named(owner).replace(/^Dr \S+ /, "Dr ")}'s`,
  })[name] ?? param(one, name));
}

function fill(text, value) {
  return text.replace(/\{(\w+)\}/g, (_, name) => value(name));
}

function tone(one) {
  if (one.failure || one.status >= 400 || one.kind === "fallback") return "hook-bad";
  return one.decision && one.decision.outcome !== "noted" ? "hook-decided" : "hook-noted";
}

function signed({ checked, status }) {
  return checked && h("span", { class: checked.valid ? "good" : "bad" }, checked.valid ? "✓ " : `✗ ${status}: `, checked.words);
}

function marks({ n, kind, decision, took_ms, failure, done, status, checked, token, url, body }) {
  const earlier = state.webhooks.find((other) => other.n < n && other.token === token && other.url === url && other.body);
  const found = [
    kind === "forged" && "Somebody else sent this",
    decision?.again && `Again: answered from the journal${earlier?.body === body ? ", with the same bytes" : ""}`,
    decision?.kept === false && "Not kept: the store is stopped",
    took_ms > DEADLINE_MS && `Beyond the deadline: safe document after ${took(took_ms)}`,
    failure && `No answer: ${failure}`,
    done && status >= 400 && checked?.valid !== false && `Answered ${status}${status === 503 ? ": come again" : ""}`,
  ].filter(Boolean);
  return found.length > 0 && h("ul", { class: "marks" }, found.map((words) => h("li", { class: /^Again/.test(words) ? "good" : "bad" }, words)));
}

function answer(one) {
  if (!one.done) return h("p", { class: "answer soft" }, "Waiting for the answer …");
  const root = rootOf(one);
  // On the clinician's leg the end of the document is what connects the two.
  const bridges = root && one.leg !== one.call && root.lastElementChild?.tagName === "Say";
  return root && h("p", { class: "answer" }, h("span", { class: "soft" }, "Answer: "), inWords(root), bridges && ", then connect the two", ".");
}

function decided(one) {
  if (!one.decision) return null;
  const { outcome, clinician, reasons, again } = one.decision;
  const rules = again ? [] : reasons.filter((rule) => rule !== `${headline(one)}.`);
  if (outcome === "noted" && rules.length === 0) return null;
  const who = state.people.find(({ of }) => of && of === clinician)?.name ?? "a phone";
  return h("div", { class: "decision" },
    h("p", {}, h("b", {}, fill(OUTCOMES[outcome] ?? "", () => who)), " ", h("code", {}, outcome)),
    rules.length > 0 && h("ol", { "aria-label": "Rules that led to it" }, rules.map((rule) => h("li", {}, withChips(rule)))));
}

function took(ms) {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
