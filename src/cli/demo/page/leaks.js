// Counts everything that callers' phones showed or spoke, and looks in it for the clinicians' numbers in any spelling.

import { state, person } from "./feed.js";
import { kindOf } from "./numbers.js";
import { dialsOf } from "./document.js";

// Long enough to name one phone, short enough to be found with or without the country's prefix.
const TELLING_DIGITS = 9;
const PERCEIVED = { dials: ({ to }) => (kindOf(to) === "front" ? [to] : []), rings: ({ showing }) => [showing], says: ({ text }) => [text], text: ({ from, body }) => [from, body] };
const counted = new Map();
const secrets = new Set();
let things = 0;
let leaks = 0;

/** Takes in what is new; gives `{things, leaks}` over all since the page was loaded. */
export function count() {
  // A clinician may have a phone that has no place on this page; the documents name it.
  const dialled = state.webhooks.flatMap(dialsOf).filter(({ screened }) => screened).map(({ to }) => to);
  const own = state.people.filter(({ role }) => role === "clinician").map(({ number }) => number);
  for (const number of [...own, ...dialled]) secrets.add(digits(number).slice(-TELLING_DIGITS));
  for (const { number, transcript } of state.phones) {
    if (person(number)?.side !== "callers") continue;
    for (const { n, what } of transcript) {
      if (n <= (counted.get(number) ?? -1)) continue;
      counted.set(number, n);
      for (const text of PERCEIVED[what.kind]?.(what) ?? []) {
        things += 1;
        if ([...secrets].some((secret) => digits(text).includes(secret))) leaks += 1;
      }
    }
  }
  return { things, leaks };
}

function digits(text) {
  return String(text).replace(/\D/g, "");
}
