// Who sees which number: the numbers of one call as each party saw them, taken from the phones and from the documents.

import { h, s, hold } from "./dom.js";
import { on } from "./feed.js";
import { chip, kindOf } from "./numbers.js";
import { groups, sortOf, param, titleOf, time, entriesOf, ringOf, named, short, chosenKey, choose, onChosen } from "./history.js";
import { dialsOf } from "./document.js";
import { count } from "./leaks.js";

const WORDS = { front: "front line", back: "back line", clinician: "own number", patient: "own number", stranger: "own number", desk: "front desk", other: "number" };
const LEGEND = [
  ["patient", "patient’s number", "the patient’s own"],
  ["front", "front line", "on the card; patients dial it"],
  ["back", "back line", "stands for one patient, in clinicians’ phones only"],
  ["clinician", "own number", "the clinician’s; only the provider is told"],
];
let about;
let latest;
let cells;
let leaks;
let drawn = "";

export function begin() {
  const section = document.getElementById("numbers");
  about = h("p", { class: "soft about-call" });
  latest = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => choose(null) }, "Back to the latest call");
  cells = [
    row("Patient’s phone shows", "patient"),
    row("The document to the provider says", "document"),
    row("Clinician’s phone shows", "clinician"),
    row("Only the provider is told", "secret"),
  ];
  leaks = h("p", { id: "leaks", class: "leaks" }, "Nothing was shown or spoken to callers yet.");
  section.append(
    h("div", { class: "about" }, h("p", { class: "question" }, "Who sees which number"), about, latest),
    h("table", { class: "masking", role: "table", "aria-label": "Who sees which number" }, h("tbody", { role: "rowgroup" }, cells.map(({ element }) => element))),
    leaks,
    h("ul", { class: "legend", "aria-label": "Kinds of numbers" }, LEGEND.map(([kind, word, words]) => h("li", {}, h("span", { class: `num num-${kind}` }, word), " ", h("span", { class: "soft" }, words)))));
  for (const type of ["snapshot", "webhook", "phone"]) on(type, draw);
  onChosen(draw);
}

function row(title, look) {
  const cell = h("td", { role: "cell" });
  const element = h("tr", { role: "row", class: `sees sees-${look}` }, h("th", { role: "rowheader", scope: "row" }, look === "secret" && lock(), title), cell);
  return { element, cell };
}

function lock() {
  return s("svg", { class: "lock", viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: "M4.5 7V5a3.5 3.5 0 0 1 7 0v2h.5a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h.5Zm1.6 0h3.8V5a1.9 1.9 0 0 0-3.8 0v2Z" }));
}

function draw() {
  drawLeaks();
  const calls = groups().filter((group) => sortOf(group) === "call");
  const chosen = calls.find(({ key }) => key === chosenKey());
  const group = chosen ?? calls.at(-1);
  latest.hidden = !chosen || chosen === calls.at(-1);
  const seen = group ? numbersOf(group) : null;
  const about_ = group ? `${titleOf(group)}, ${time(group.webhooks[0].at)}` : "Dial a front line from a caller’s phone, and compare.";
  const now = JSON.stringify([about_, seen]);
  if (now === drawn) return;
  drawn = now;
  about.textContent = about_;
  const nothing = ["—"];
  const [patient, said, clinician, secret] = cells.map(({ cell }) => cell);
  hold(patient, seen ? chips(seen.patient, "no number") : nothing);
  hold(said, seen ? chips(seen.said, "no number, words only") : nothing);
  hold(clinician, seen ? chips(seen.clinician, "nothing: it did not ring") : nothing);
  hold(secret, seen ? chips(seen.secret, "nothing: nobody is dialled") : nothing);
}

/** Each list holds `{number, note}`, each number once. */
function numbersOf(group) {
  const [first] = group.webhooks;
  const caller = entriesOf(group, "callers");
  const dials = group.webhooks.flatMap(dialsOf);
  const shown = caller.flatMap(({ entry: { what } }) => (what.kind === "dials" ? [{ number: what.to, note: "dialled" }] : what.kind === "rings" ? [{ number: what.showing, note: "shown as the caller" }] : []));
  const clinicians = dials.map((dial) => ({ dial, ring: ringOf(group, dial) })).filter(({ ring }) => ring);
  const backs = entriesOf(group, "clinicians").filter(({ entry: { what, call } }) => what.kind === "dials" && call === group.key);
  return {
    patient: once(shown.length > 0 || kindOf(param(first, "To")) !== "front" ? shown : [{ number: param(first, "To"), note: "dialled" }]),
    said: once(dials.map(({ callerId }) => ({ number: callerId, note: "shown as the caller" }))),
    clinician: once([...clinicians.map(({ dial, ring }) => ({ number: ring.what.showing, note: `rings at ${short(named(dial.to))}` })), ...backs.map(({ entry }) => ({ number: entry.what.to, note: "dialled" }))]),
    secret: once(dials.filter(({ screened }) => screened).map(({ to }) => ({ number: to, note: `to ring ${short(named(to))}` }))),
  };
}

function once(list) {
  const seen = new Set();
  return list.filter(({ number, note }) => number && !seen.has(number + note) && seen.add(number + note));
}

function chips(list, none) {
  if (list.length === 0) return h("span", { class: "soft" }, none);
  return h("ul", { class: "seen" }, list.map(({ number, note }) => h("li", {}, chip(number), h("span", { class: "seen-kind" }, WORDS[kindOf(number)]), h("span", { class: "soft seen-note" }, note))));
}

function drawLeaks() {
  const { things, leaks: found } = count();
  const words = things === 0 ? "Nothing was shown or spoken to callers yet." : `${found} of ${things} things shown or spoken to callers held a clinician’s number`;
  if (leaks.textContent === words) return;
  leaks.textContent = words;
  leaks.classList.toggle("leaks-alarm", found > 0);
  leaks.classList.toggle("leaks-good", things > 0 && found === 0);
  if (found > 0) leaks.setAttribute("role", "alert");
}
