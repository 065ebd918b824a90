// Who sees which number: the numbers of one call as each party saw them, taken from the phones and from the documents.

import { h, s, hold } from "./dom.js";
import { state, on, person, phone } from "./feed.js";
import { chip, kindOf } from "./numbers.js";
import { groups, param, titleOf, moment, heard, shownAt, named } from "./history.js";
import { dialsOf } from "./document.js";

// Enough to name one phone, with or without the country's prefix.
const TELLING_DIGITS = 9;
const WORDS = { front: "front line", back: "back line", desk: "front desk", other: "not on this page" };
const LEGEND = { patient: "patient's own", front: "front line: on the card", back: "back line: clinicians see it", clinician: "clinician's own: never shown" };
const ROWS = {
  patient: ["Patient's phone shows", "no number"],
  said: ["Nightbell has the phone show", "no number, only words"],
  clinician: ["Clinician's phone shows", "nothing: it did not ring"],
  secret: ["Only the provider is told", "nothing: no clinician is dialled"],
};
const NOT_SENT = { patient: "no number", said: "nothing so far", clinician: "nothing so far", secret: "nothing: no clinician is texted" };
const PERCEIVED = { dials: ({ to }) => kindOf(to) === "front" && [to], rings: ({ showing }) => [showing], says: ({ text }) => [text], text: ({ from, body }) => [from, body], "sent-text": ({ to }) => kindOf(to) === "front" && [to] };
const about = h("p", { class: "soft about" });
const leaks = h("p", { id: "leaks" });
const cells = {};
const counted = {};
const secrets = new Set();
let things = 0;
let found = 0;
let chosen = null;

/** Draws the table and follows the newest call, or the one that is looked at. */
export function begin() {
  document.getElementById("numbers").append(
    about,
    h("table", { class: "masking", role: "table", "aria-label": "Who sees which number" }, h("tbody", { role: "rowgroup" }, Object.keys(ROWS).map(row))),
    leaks,
    h("ul", { class: "legend" }, Object.entries(LEGEND).map(([kind, words]) => h("li", { class: `num num-${kind}` }, words))));
  for (const type of ["snapshot", "webhook", "phone", "clock", "fixed", "text", "outbox"]) on(type, draw);
  document.addEventListener("look", ({ detail }) => {
    chosen = detail;
    draw();
  });
}

// The table is laid out as cards; the roles keep what it is.
function row(name) {
  cells[name] = h("td", { role: "cell" });
  const lock = name === "secret" && s("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7h1Zm2 0h4V5a2 2 0 0 0-4 0v2Z" }));
  return h("tr", { role: "row", class: "sees" }, h("th", { role: "rowheader", scope: "row" }, lock, ROWS[name][0]), cells[name]);
}

function draw() {
  const calls = groups().filter(({ sort, webhooks }) => ["call", "text"].includes(sort) && webhooks.length > 0);
  const group = calls.find(({ key }) => key === chosen) ?? calls.at(-1);
  about.textContent = group ? `${titleOf(group)}, ${moment(group.webhooks[0].at)}` : "Call or text a front line from a caller's phone, and compare.";
  const seen = group ? numbersOf(group) : {};
  for (const name in ROWS) hold(cells[name], seen[name] ? chips(seen[name], group.sort === "text" ? NOT_SENT[name] : ROWS[name][1]) : "—");
  count();
}

/** Each list holds pairs of a number and a note. */
function numbersOf(group) {
  if (group.sort === "text") return numbersOfText(group);
  const to = param(group.webhooks[0], "To");
  const dials = group.webhooks.flatMap(dialsOf);
  const screened = dials.filter((dial) => dial.screened);
  const dialled = (side) => heard(group, side, "dials").map((what) => [what.to, "dialled"]);
  const back = dials.filter(({ to }) => person(to)?.side === "callers").map((dial) => [shownAt(group, dial), "rings"]);
  const patient = [...dialled("callers"), ...back];
  return {
    patient: patient.length === 0 && kindOf(to) === "front" ? [[to, "dialled"]] : patient,
    said: dials.map(({ callerId }) => [callerId, "as the caller"]),
    clinician: [...screened.map((dial) => [shownAt(group, dial), `rings at ${named(dial.to)}'s`]), ...dialled("clinicians")],
    secret: screened.map((dial) => [dial.to, `to ring ${named(dial.to)}`]),
  };
}

// Each text that was sent has one sender for the phone that shows it and one destination for the provider.
function numbersOfText({ key, sent }) {
  const came = state.texts.find(({ sid }) => sid === key);
  const out = sent.flatMap(({ text }) => text ?? []);
  const at = (side) => out.filter(({ to }) => person(to)?.side === side);
  const arrived = (side) => at(side).filter(({ sid, to }) => phone(to)?.transcript.some(({ text }) => text === sid)).map(({ from }) => [from, "as the sender"]);
  const texted = (side) => (came && person(came.from)?.side === side ? [[came.to, "texted"]] : []);
  return {
    patient: [...texted("callers"), ...arrived("callers")],
    said: out.map(({ from }) => [from, "as the sender"]),
    clinician: [...texted("clinicians"), ...arrived("clinicians")],
    secret: at("clinicians").map(({ to }) => [to, `to text ${named(to)}`]),
  };
}

function chips(pairs, none) {
  const each = [...new Map(pairs.filter(([number]) => number).map((pair) => [pair.join(), pair])).values()];
  if (each.length === 0) return h("span", { class: "soft" }, none);
  return h("ul", {}, each.map(([number, note]) => h("li", {}, chip(number), h("b", {}, WORDS[kindOf(number)] ?? "own number"), h("span", { class: "soft" }, note))));
}

/** Looks in all that callers' phones showed or spoke for clinicians' numbers, in any spelling. */
function count() {
  // A clinician may have a phone that has no place on this page; the documents name it.
  const dialled = state.webhooks.flatMap(dialsOf).filter(({ screened }) => screened).map(({ to }) => to);
  const own = state.people.filter(({ role }) => role === "clinician").map(({ number }) => number);
  for (const number of [...own, ...dialled]) secrets.add(digits(number).slice(-TELLING_DIGITS));
  for (const { number, transcript } of state.phones) {
    if (person(number)?.side !== "callers") continue;
    for (const { n, what, text } of transcript) {
      if (n <= (counted[number] ?? -1)) continue;
      counted[number] = n;
      // The carrier tells of a text and of what is attached before a phone shows it.
      for (const picture of (what.kind === "text" && state.texts.find(({ sid }) => sid === text)?.pictures) || []) {
        things += 1;
        if (picture.number) found += 1;
      }
      for (const text of PERCEIVED[what.kind]?.(what) || []) {
        things += 1;
        if ([...secrets].some((secret) => digits(text).includes(secret))) found += 1;
      }
    }
  }
  const words = things ? `${found} of ${things} things shown or spoken to callers held a clinician's number` : "Nothing was shown or spoken to callers yet.";
  if (leaks.textContent === words) return;
  leaks.textContent = words;
  leaks.className = things ? (found ? "bad" : "good") : "";
  if (found) leaks.setAttribute("role", "alert");
}

function digits(text) {
  return String(text).replace(/\D/g, "");
}
