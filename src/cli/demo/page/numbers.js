// Telephone numbers as every part of the page shows them: one look for each kind, the same everywhere.

import { h } from "./dom.js";
import { state, person } from "./feed.js";

/** What kind of number this is: `patient`, `stranger`, `clinician`, `desk`, `front`, `back` or `other`. */
export function kindOf(number) {
  const line = state.lines.find((line) => line.number === number);
  return line ? line.kind : (person(number)?.role ?? "other");
}

/** Whose number it is, in a few words; empty if nobody's. */
export function ownerOf(number) {
  const line = state.lines.find((line) => line.number === number);
  return line ? line.name : (person(number)?.name ?? "");
}

/** As people of the practice's country write it: `07700 900101`; others and what is no number as they are. */
export function written(number) {
  const match = /^\+44(\d{4})(\d{6})$/.exec(number ?? "");
  return match ? `0${match[1]} ${match[2]}` : (number ?? "");
}

/** The number in the colours of its kind, with whose it is for who points at it or listens. */
export function chip(number) {
  const kind = kindOf(number);
  return h("span", { class: `num num-${kind}`, title: ownerOf(number) || null }, written(number));
}

/** Text in which every known number is shown as a chip. */
export function withChips(text) {
  const known = new Map([...state.people, ...state.lines].map(({ number }) => [number, number]));
  const parts = text.split(/(\+\d{7,15})/);
  return parts.map((part) => (known.has(part) ? h("span", { class: `num num-${kindOf(part)}`, title: ownerOf(part) }, part) : part));
}
