// Who sees which number: the numbers of one call as each party saw them, taken from the phones and from the documents.

import { h, s, hold } from "./dom.js";
import { on } from "./feed.js";
import { chip, kindOf } from "./numbers.js";
import { groups, param, titleOf, time, entriesOf, ringOf, named } from "./history.js";
import { dialsOf } from "./document.js";
import { count } from "./leaks.js";

const WORDS = { front: "front line", back: "back line", desk: "front desk", other: "number" };
const LEGEND = { patient: "patient's own", front: "front line: on the card", back: "back line: clinicians see it", clinician: "clinician's own" };
const ROWS = {
  patient: ["Patient's phone shows", "no number"],
  said: ["The provider's document says", "no number, only words"],
  clinician: ["Clinician's phone shows", "nothing: it did not ring"],
  secret: ["Only the provider is told", "nothing: no clinician is dialled"],
};
const about = h("p", { class: "soft about" });
const leaks = h("p", { id: "leaks" });
const cells = {};
let chosen = null;
let drawn = "";

/** Draws the table and follows the newest call, or the one that is looked at. */
export function begin() {
  document.getElementById("numbers").append(
    about,
    h("table", { class: "masking", role: "table", "aria-label": "Who sees which number" }, h("tbody", { role: "rowgroup" }, Object.keys(ROWS).map(row))),
    leaks,
    h("ul", { class: "legend", "aria-label": "Kinds of numbers" }, Object.entries(LEGEND).map(([kind, words]) => h("li", { class: `num num-${kind}` }, words))));
  for (const type of ["snapshot", "webhook", "phone"]) on(type, draw);
  document.addEventListener("look", ({ detail }) => {
    chosen = detail;
    draw();
  });
}

// The table is laid out as cards; the roles keep what it is.
function row(name) {
  cells[name] = h("td", { role: "cell" });
  const lock = name === "secret" && s("svg", { class: "lock", viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7h1Zm2 0h4V5a2 2 0 0 0-4 0v2Z" }));
  return h("tr", { role: "row", class: "sees" }, h("th", { role: "rowheader", scope: "row" }, lock, ROWS[name][0]), cells[name]);
}

function draw() {
  drawLeaks();
  const calls = groups().filter(({ sort }) => sort === "call");
  const group = calls.find(({ key }) => key === chosen) ?? calls.at(-1);
  const words = group ? `${titleOf(group)}, ${time(group.webhooks[0].at)}` : "Who sees which number? Dial a front line from a caller's phone, and compare.";
  const seen = group ? numbersOf(group) : {};
  const now = words + JSON.stringify(seen);
  if (now === drawn) return;
  drawn = now;
  about.textContent = words;
  for (const name in ROWS) hold(cells[name], chips(seen[name], ROWS[name][1]));
}

/** Each list holds pairs of a number and a note. */
function numbersOf(group) {
  const to = param(group.webhooks[0], "To");
  const dials = group.webhooks.flatMap(dialsOf);
  const screened = dials.filter((dial) => dial.screened);
  const phones = (side, kind) => entriesOf(group, side).filter(({ what }) => what.kind === kind);
  const dialled = (side) => phones(side, "dials").map(({ what }) => [what.to, "dialled"]);
  const patient = [...dialled("callers"), ...phones("callers", "rings").map(({ what }) => [what.showing, "rings"])];
  return {
    patient: once(patient.length === 0 && kindOf(to) === "front" ? [[to, "dialled"]] : patient),
    said: once(dials.map(({ callerId }) => [callerId, "caller ID"])),
    clinician: once([...screened.map((dial) => [ringOf(group, dial), `rings at ${named(dial.to)}'s`]), ...dialled("clinicians")]),
    secret: once(screened.map((dial) => [dial.to, `to ring ${named(dial.to)}`])),
  };
}

function once(pairs) {
  return [...new Map(pairs.filter(([number]) => number).map((pair) => [pair.join(), pair])).values()];
}

function chips(pairs, none) {
  if (!pairs) return "—";
  if (pairs.length === 0) return h("span", { class: "soft" }, none);
  return h("ul", {}, pairs.map(([number, note]) => h("li", {}, chip(number), h("b", {}, WORDS[kindOf(number)] ?? "own number"), h("span", { class: "soft" }, note))));
}

function drawLeaks() {
  const { things, leaks: found } = count();
  const words = things ? `${found} of ${things} things shown or spoken to callers held a clinician's number` : "Nothing was shown or spoken to callers yet.";
  if (leaks.textContent === words) return;
  leaks.textContent = words;
  leaks.className = things ? (found ? "bad" : "good") : "";
  if (found) leaks.setAttribute("role", "alert");
}
