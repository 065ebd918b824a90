// Counts everything that callers' phones showed or spoke, and looks in it for the clinicians' numbers in any spelling.

import { state, person } from "./feed.js";
import { dialsOf } from "./document.js";

// Long enough to name one phone, short enough to be found with or without the country's prefix.
const TELLING_DIGITS = 9;
const counted = new Map();
let things = 0;
let leaks = 0;

/** Takes in what is new; gives `{things, leaks}` over all that was seen since the page was loaded. */
export function count() {
  const secrets = clinicianDigits();
  for (const { number, transcript } of state.phones) {
    if (person(number)?.side !== "callers") continue;
    for (const entry of transcript) {
      if (entry.n <= (counted.get(number) ?? -1)) continue;
      counted.set(number, entry.n);
      for (const text of perceived(entry.what)) {
        things += 1;
        if (holds(text, secrets)) leaks += 1;
      }
    }
  }
  return { things, leaks };
}

function perceived(what) {
  switch (what.kind) {
    case "rings": return [what.showing ?? ""];
    case "says": return [what.text];
    case "text": return [what.from, what.body];
    default: return [];
  }
}

function clinicianDigits() {
  const numbers = state.people.filter(({ role }) => role === "clinician").map(({ number }) => number);
  // A clinician may have a phone that has no place on this page.
  for (const webhook of state.webhooks) for (const dial of dialsOf(webhook)) if (dial.screened) numbers.push(dial.to);
  return [...new Set(numbers)].map((number) => number.replace(/\D/g, "").slice(-TELLING_DIGITS));
}

function holds(text, secrets) {
  const digits = String(text).replace(/\D/g, "");
  return secrets.some((secret) => digits.includes(secret));
}
