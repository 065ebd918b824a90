// The two sides of the board: who stands there, and whose phone is in hand.

import { doing } from "./doing.js";
import { h, hold } from "./dom.js";
import { on, person, phone, state } from "./feed.js";
import { written } from "./numbers.js";
import { Phone } from "./phone.js";

const STAGES = { ringing: "ringing", calling: "calling", call: "in a call", "off-voicemail": "own voicemail", off: "switched off" };
const sides = { callers: {}, clinicians: {} };
let touched = null;
let furnished = () => {};

export function begin() {
  on("snapshot", draw);
  on("phone", heard);
  on("power", ({ phone }) => update(phone));
  on("fixed", renew);
  on("webhook", ({ webhook }) => webhook.kind === "recording-status" && person(webhook.phone) && update(webhook.phone));
  // What became of the message that was left stands on the phone of whoever left it.
  on("message", ({ message }) => state.people.filter(({ side, number }) => side === "callers" && phone(number)?.transcript.at(-1)?.call === message.call).forEach(({ number }) => update(number)));
  for (const type of ["standing", "configuration"]) on(type, () => Object.values(sides).forEach(list));
}

/** The number of the phone used last. */
export function lastTouched() {
  return touched;
}

/** The phone with this number. */
export function phoneOf(number) {
  return sides[person(number)?.side]?.phones?.get(number);
}

/** Gives each phone something more, now and whenever one is made. */
export function furnish(how) {
  furnished = how;
  for (const { phones } of Object.values(sides)) phones?.forEach(how);
  list(sides.callers);
  list(sides.clinicians);
}

/** Takes a phone in hand on which something new has come, unless the one in hand is in use or was used last; says whether it is in hand. */
export function offer(number) {
  const side = sides[person(number).side];
  const { device, texting } = side.phones.get(side.inHand);
  const free = touched !== side.inHand && /ready|off/.test(doing(side.inHand).stage) && !device.contains(document.activeElement) && texting.composer.isEmpty();
  if (side.inHand !== number && free) take(side, number);
  return side.inHand === number;
}

function touch(number) {
  touched = number;
  // One phone at a time is read out: two that talk would speak into each other.
  for (const { phones } of Object.values(sides)) for (const [one, phone] of phones) phone.setLive(one === number);
}

// What the practice calls things has changed; who stands where has not, as a rule.
function renew() {
  const gone = state.people.some(({ number, side }) => !sides[side].phones.has(number)) || state.people.length !== Object.values(sides).reduce((sum, { phones }) => sum + phones.size, 0);
  if (gone) return draw();
  lines();
  for (const one of state.people) sides[one.side].phones.get(one.number).renew(one);
  Object.values(sides).forEach(list);
}

function lines() {
  hold(document.getElementById("lines"), state.lines.map(({ number, name }) => h("option", { value: written(number), label: name })));
}

function draw() {
  lines();
  for (const [name, side] of Object.entries(sides)) {
    const element = document.getElementById(name);
    const people = state.people.filter((one) => one.side === name);
    for (const phone of side.phones?.values() ?? []) phone.element.remove();
    side.phones = new Map(people.map((one) => [one.number, new Phone(one, () => touch(one.number))]));
    side.phones.forEach(furnished);
    side.buttons = people.map((one) => button(side, one));
    hold(element.querySelector(".roster"), side.buttons);
    element.append(...[...side.phones.values()].map((phone) => phone.element));
    const first = people.find(({ number }) => number === side.inHand) ?? people.find(({ number }) => doing(number).stage === "ringing") ?? people[0];
    take(side, first.number);
  }
}

function button(side, { number, name, initials, role }) {
  const pick = () => {
    touch(number);
    take(side, number);
  };
  return h("button", { class: `who who-${role}`, dataset: { number }, onclick: pick }, h("span", { class: "avatar", "aria-hidden": "true" }, initials), h("span", {}, h("b", {}, name), h("small", {})));
}

function take(side, number) {
  const had = side.phones.get(side.inHand)?.element.contains(document.activeElement);
  side.inHand = number;
  for (const [one, { element }] of side.phones) element.hidden = one !== number;
  side.phones.get(number).update();
  side.phones.get(number).log.toEnd();
  list(side);
  // Where the people stand in one row, the one in hand comes into sight.
  const at = side.buttons.find(({ dataset }) => dataset.number === number);
  at.parentElement.scrollLeft += at.getBoundingClientRect().left - at.parentElement.getBoundingClientRect().left - 30;
  if (had) side.phones.get(number).focusMain();
}

// States and words of a side's people, brought up to date.
function list({ buttons, inHand }) {
  for (const button of buttons) {
    const one = person(button.dataset.number);
    const { stage } = doing(one.number);
    const { unread } = phoneOf(one.number);
    const news = unread > 0 && `${unread} new text${unread > 1 ? "s" : ""}`;
    const words = ` ${STAGES[stage] ?? (news || standing(one) || one.tag)}`;
    for (const [selector, text] of [["b", one.name], [".avatar", one.initials], ["small", words]]) {
      const place = button.querySelector(selector);
      if (place.textContent !== text) place.textContent = text;
    }
    button.title = `${one.story}${one.hours ? ` Hours: ${one.hours}.` : ""}`;
    button.dataset.stage = stage;
    button.classList.toggle("has-news", Boolean(news));
    button.setAttribute("aria-pressed", one.number === inHand);
  }
}

function standing({ of }) {
  const { clinicians, on_duty } = state.standing;
  const words = clinicians.find(({ clinician }) => clinician === of)?.words;
  return words && on_duty === of && !words.includes("duty") ? `${words}; on duty` : words;
}

function heard({ phone: number, entry }) {
  const owner = person(number);
  const side = sides[owner?.side];
  if (!side) return;
  side.phones.get(number).hear(entry);
  if (entry.what.kind === "rings") {
    if (/ready|off/.test(doing(side.inHand).stage)) take(side, number);
    // A phone that was used last reads its own log out.
    if (number !== touched) document.getElementById("announce").textContent = `The phone of ${owner.name} rings and shows ${written(entry.what.showing)}.`;
  }
  if (entry.what.kind === "text" && number !== touched) document.getElementById("announce").textContent = `The phone of ${owner.name} has a text from ${written(entry.what.from)}: ${entry.what.body}`;
  update(number);
}

/** Brings a phone's place among the people up to date. */
export function update(number) {
  const side = sides[person(number).side];
  side.phones.get(number).update();
  list(side);
}
