// One webhook of a call: what it is, whether it was signed, what was decided and by which rules.

import { h, hold } from "./dom.js";
import { state, person, phone } from "./feed.js";
import { chip, withChips } from "./numbers.js";
import { param, time, named, short, isLost, isSilent, isTaken } from "./history.js";
import { dialsOf, rootOf } from "./document.js";
import { inWords, wire } from "./wire.js";

const DEADLINE_MS = 4000;
const RINGS = {
  completed: "The ring ended: answered, but not taken",
  "no-answer": "The ring ended: no answer",
  busy: "The ring ended: busy or declined",
  failed: "The ring ended: not reached",
  canceled: "The caller hung up while it rang",
  taken: "The caller hung up before the two were connected",
};
const HEADLINES = {
  voice: "The provider asks what to do",
  "dial-action": "{ring}",
  "gather-action": "{keys} pressed on {whose} phone",
  "record-action": "{spoken}",
  whisper: "{whose} phone was answered: what shall it hear?",
  "call-status": "The call has ended",
  "recording-status": "The recording is {RecordingStatus}{seconds}",
  "message-status": "The provider reports: {MessageStatus}",
  media: "The provider fetches the {fetched}",
  "leg-status": "The call that Nightbell placed has ended",
  sms: "A text came: what to do with it?",
  fallback: "No usable answer: the provider asks the fallback address",
  forged: "A request that claims to come from the provider",
};
const OUTCOMES = {
  ring: "Ring {who}",
  menu: "Not now: offer choices",
  silent: "No phone rings: the caller hears why",
  voicemail: "Take a message",
  "front-desk": "Connect to the front desk",
  refuse: "Say where to turn, and end",
  relay: "Pass the text on",
  hold: "Keep the text for later",
  asked: "Ask first whether it is for this patient",
  urgent: "Send the text to who is on duty",
  command: "Do what the text asks",
  own: "Serve the clinician on the own line",
  unsent: "Do not pass the text on, and say why",
};

/** A view of one webhook: `element`, and `show(attempts, anew)` which brings it up to date in place. */
export function view() {
  const head = h("div", { class: "hook-head" });
  const body = h("div");
  const technical = h("span", { class: "technical" });
  const inside = h("div", { class: "wire" });
  const details = h("details", { ontoggle: draw }, h("summary", {}, h("span", {}, "Request, signature and document"), " ", technical), inside);
  const element = h("li", {}, head, body, details);
  let current = [];

  function draw() {
    if (details.open) hold(inside, current.length > 1 && tries(current), wire(current.at(-1)));
  }

  function show(attempts, anew) {
    if (!anew && attempts.length === current.length && attempts.every((one, at) => one === current[at])) return;
    current = attempts;
    const next = attempts.at(-1);
    element.className = `hook ${tone(next)}`;
    hold(head, h("time", {}, time(attempts[0].at)), h("h4", {}, headline(attempts[0])), signed(next));
    hold(body, marks(next, attempts.length), answer(next), decided(next.decision ? next : attempts.find(({ decision }) => decision) ?? next));
    technical.textContent = next.done && !next.failure ? `answered in ${took(next.took_ms)}` : "";
    draw();
  }
  return { element, show };
}

function tries(attempts) {
  return [h("h5", {}, "Attempts"), h("ol", {}, attempts.map(({ at, failure, status }) => h("li", {}, `${time(at)} ${failure ?? `answered ${status ?? "not yet"}`}`)))];
}

function headline(one) {
  if (one.attempt > 1) return one.decision?.again ? "The provider delivers the same again" : "The provider tries again";
  if (param(one, "DialBridged") === "true") return "The conversation has ended";
  if (one.kind === "voice" && param(one, "Direction") === "outbound-api") return "The call that Nightbell placed is answered: what to say?";
  const owner = person(one.phone) ? one.phone : param(one, "To");
  const digits = param(one, "Digits");
  if (one.kind === "gather-action" && /\/own\/.*\/(new-)?pin/.test(one.url)) return digits ? `A PIN was keyed on ${short(named(owner))}'s phone` : "No PIN was keyed";
  return fill(HEADLINES[one.kind] ?? one.kind, (name) => ({
    ring: RINGS[isTaken(one) ? "taken" : param(one, "DialCallStatus")] ?? "The ring ended",
    spoken: isSilent(one) ? "Nothing was said" : "The message has been spoken",
    keys: digits ? `Key${digits.length > 1 ? "s" : ""} ${digits}` : "No key",
    fetched: /\/voicemail\//.test(one.url) ? "message, to play it" : "picture",
    seconds: isSilent(one) ? ": nothing was said" : `: ${param(one, "RecordingDuration")} s`,
    whose: `${short(named(owner))}'s`,
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

function marks(one, tried) {
  const { n, kind, decision, took_ms, failure, done, status, checked, token, url, body } = one;
  const earlier = state.webhooks.find((other) => other.n < n && other.token === token && other.url === url && other.body);
  const found = [
    kind === "forged" && "Somebody else sent this",
    decision?.again && `Again: answered from the journal${earlier?.body === body ? ", with the same bytes" : ""}`,
    decision?.kept === false && "Not kept: the store is stopped",
    took_ms > DEADLINE_MS && `Beyond the deadline: safe document after ${took(took_ms)}`,
    tried > 1 && `Tried ${tried} times; ${!isLost(one) ? "then answered" : failure ? "nobody answered" : `answered ${status}`}`,
    tried === 1 && failure && `No answer: ${failure}`,
    tried === 1 && done && status >= 400 && checked?.valid !== false && `Answered ${status}${status === 503 ? ": come again" : ""}`,
    ...(decision?.again ? [] : dialsOf(one).filter(({ to }) => !phone(to)).map(({ to }) => [chip(to), " has no phone on this page"])),
  ].filter(Boolean);
  return found.length > 0 && h("ul", { class: "marks" }, found.map((words) => h("li", { class: /^Again/.test(words) ? "good" : "bad" }, words)));
}

function answer(one) {
  if (!one.done) return h("p", { class: "answer soft" }, "Waiting for the answer …");
  const root = rootOf(one);
  if (one.kind === "sms" && root?.children.length === 0) return h("p", { class: "answer" }, h("span", { class: "soft" }, "Answer: "), "taken, and kept. What follows is sent by requests of its own.");
  // On the clinician's leg the end of the document is what connects the two.
  const bridges = root && one.leg !== one.call && root.lastElementChild?.tagName === "Say";
  return root && h("p", { class: "answer" }, h("span", { class: "soft" }, "Answer: "), inWords(root), bridges && ", then connect the two", ".");
}

function decided(one) {
  if (!one.decision) return null;
  const { outcome, reasons, again } = one.decision;
  const rules = again ? [] : reasons.filter((rule) => rule !== `${headline(one)}.`);
  if (outcome === "noted" && rules.length === 0) return null;
  return h("div", { class: "decision" },
    outcome !== "noted" && h("p", {}, h("b", {}, fill(OUTCOMES[variant(one)] ?? outcome, () => rung(one)))),
    rules.length > 0 && h("ol", { "aria-label": "Rules that led to it" }, rules.map((rule) => h("li", {}, withChips(rule)))));
}

// What the same outcome comes to with this document, or for a text.
function variant(one) {
  const { outcome } = one.decision;
  if (outcome === "menu" && (/\/own\//.test(one.url) || person(param(one, "From"))?.line === param(one, "To"))) return "own";
  if (outcome === "refuse" && one.kind === "sms") return "unsent";
  if (outcome === "hold" && one.decision.reasons.some((rule) => rule.endsWith("so a question goes first."))) return "asked";
  return outcome === "menu" && rootOf(one)?.querySelector("Gather") === null ? "silent" : outcome;
}

function rung(one) {
  const { rings, clinician } = one.decision;
  const [dial] = dialsOf(one);
  return rings ?? person(dial?.to)?.name ?? state.people.find(({ of }) => of && of === clinician)?.name ?? "a phone";
}

function took(ms) {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
