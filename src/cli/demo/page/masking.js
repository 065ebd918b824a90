// Who sees which number: the numbers of one call as each party saw them, taken from the phones and from the documents.

import { h, s, hold } from "./dom.js";
import { on } from "./feed.js";
import { chip, kindOf } from "./numbers.js";
import { groups, param, titleOf, time, entriesOf, ringOf, named, chosenKey, onChosen } from "./history.js";
import { dialsOf } from "./document.js";
import { count } from "./leaks.js";

const WORDS = { front: "front line", back: "back line", desk: "front desk", other: "number" };
const LEGEND = [["patient", "patient's own"], ["front", "front line: on the card"], ["back", "back line: clinicians see it"], ["clinician", "clinician's own"]];
const about = h("p", { class: "soft about" });
const leaks = h("p", { id: "leaks" });
const cells = { patient: h("td"), said: h("td"), clinician: h("td"), secret: h("td") };
const lock = s("svg", { class: "lock", viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: "M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7h1Zm2 0h4V5a2 2 0 0 0-4 0v2Z" }));
let drawn = "";

/** Draws the table and follows the newest call. */
export function begin() {
  document.getElementById("numbers").append(
    about,
    h("table", { class: "masking", role: "table", "aria-label": "Who sees which number" }, h("tbody", { role: "rowgroup" },
      row("Patient's phone shows", cells.patient),
      row("The provider's document says", cells.said),
      row("Clinician's phone shows", cells.clinician),
      row([lock, "Only the provider is told"], cells.secret))),
    leaks,
    h("ul", { class: "legend", "aria-label": "Kinds of numbers" }, LEGEND.map(([kind, words]) => h("li", { class: `num num-${kind}` }, words))));
  for (const type of ["snapshot", "webhook", "phone"]) on(type, draw);
  onChosen(draw);
}

function row(title, cell) {
  cell.setAttribute("role", "cell");
  return h("tr", { role: "row", class: "sees" }, h("th", { role: "rowheader", scope: "row" }, title), cell);
}

function draw() {
  drawLeaks();
  const calls = groups().filter(({ sort }) => sort === "call");
  const group = calls.find(({ key }) => key === chosenKey()) ?? calls.at(-1);
  const words = group ? `${titleOf(group)}, ${time(group.webhooks[0].at)}` : "Who sees which number? Dial a front line from a caller's phone, and compare.";
  const seen = group ? numbersOf(group) : {};
  const now = JSON.stringify([words, seen]);
  if (now === drawn) return;
  drawn = now;
  about.textContent = words;
  hold(cells.patient, chips(seen.patient, "no number"));
  hold(cells.said, chips(seen.said, "no number, only words"));
  hold(cells.clinician, chips(seen.clinician, "nothing: it did not ring"));
  hold(cells.secret, chips(seen.secret, "nothing: no clinician is dialled"));
}

/** Each list holds pairs of a number and a note. */
function numbersOf(group) {
  const [first] = group.webhooks;
  const dials = group.webhooks.flatMap(dialsOf);
  const screened = dials.filter((dial) => dial.screened);
  const dialled = (side) => entriesOf(group, side).filter(({ what }) => what.kind === "dials").map(({ what }) => [what.to, "dialled"]);
  const rung = (side) => entriesOf(group, side).filter(({ what }) => what.kind === "rings").map(({ what }) => [what.showing, "rings"]);
  const rings = screened.map((dial) => [ringOf(group, dial), `rings at ${named(dial.to)}'s`]);
  const patient = [...dialled("callers"), ...rung("callers")];
  return {
    patient: once(patient.length === 0 && kindOf(param(first, "To")) === "front" ? [[param(first, "To"), "dialled"]] : patient),
    said: once(dials.map(({ callerId }) => [callerId, "caller ID"])),
    clinician: once([...rings, ...dialled("clinicians")]),
    secret: once(screened.map(({ to }) => [to, `to ring ${named(to)}`])),
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
