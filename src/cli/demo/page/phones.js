// The two sides of the board: whose phone is in hand on each, and when another comes into hand by itself.

import { doing } from "./doing.js";
import { h } from "./dom.js";
import { on, person, state } from "./feed.js";
import { written } from "./numbers.js";
import { Phone } from "./phone.js";
import { Roster } from "./roster.js";

const GUIDE = { callers: "Pick who calls, then press Call.", clinicians: "Their own phones. Take one, or wait for a ring." };
const sides = new Map();
let touched = null;

/** Draws both sides and follows the phones. */
export function begin() {
  on("snapshot", draw);
  on("phone", heard);
  on("power", ({ phone }) => update(phone));
  on("webhook", refreshKnown);
  for (const type of ["standing", "configuration"]) on(type, () => sides.forEach((side) => side.roster.update(side.inHand)));
}

/** The number of the phone that the page's user used last, or `null`. */
export function lastTouched() {
  return touched;
}

function draw() {
  const before = new Map([...sides].map(([name, side]) => [name, side.inHand]));
  for (const name of ["callers", "clinicians"]) {
    sides.get(name)?.element.remove();
    sides.set(name, build(name));
    const people = state.people.filter((one) => one.side === name);
    const ringing = people.find((one) => doing(one.number).stage === "ringing");
    const kept = people.find((one) => one.number === before.get(name));
    take(name, (kept ?? ringing ?? people[0])?.number);
  }
}

function build(name) {
  const people = state.people.filter((one) => one.side === name);
  const phones = new Map(people.map((one) => [one.number, new Phone(one, () => (touched = one.number))]));
  const roster = new Roster(people, (number) => {
    touched = number;
    take(name, number);
  });
  const element = h("div", { class: "side-inner" }, h("p", { class: "side-guide" }, GUIDE[name]), roster.element, h("div", { class: "hand" }, [...phones.values()].map((phone) => phone.element)));
  document.getElementById(name).append(element);
  return { phones, roster, element, inHand: null };
}

function take(name, number) {
  const side = sides.get(name);
  const had = side.phones.get(side.inHand)?.element.contains(document.activeElement);
  side.inHand = number;
  for (const [one, phone] of side.phones) phone.element.hidden = one !== number;
  side.phones.get(number)?.shown();
  side.roster.update(number);
  if (had) side.phones.get(number)?.focusMain();
}

function heard({ phone: number, entry }) {
  const owner = person(number);
  const side = sides.get(owner?.side);
  if (!side) return;
  side.phones.get(number).hear(entry);
  if (entry.what.kind === "rings") rings(owner, side, entry.what.showing);
  update(number);
}

function rings(owner, side, showing) {
  if (side.inHand !== owner.number && isIdle(side.inHand)) take(owner.side, owner.number);
  const elsewhere = side.inHand === owner.number ? "" : " Take it from the list.";
  document.getElementById("announce").textContent = `The phone of ${owner.name} rings and shows ${written(showing)}.${elsewhere}`;
}

function isIdle(number) {
  return ["ready", "off", "voicemail"].includes(doing(number).stage);
}

function update(number) {
  const side = sides.get(person(number)?.side);
  side?.phones.get(number)?.update();
  side?.roster.update(side.inHand);
}

// Whose call rings can turn out a moment after it rings, with the leg's first webhook.
function refreshKnown({ webhook }) {
  if (webhook.leg === webhook.call) return;
  for (const side of sides.values()) side.phones.get(side.inHand)?.know();
}
