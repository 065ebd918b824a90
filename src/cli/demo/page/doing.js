// What each phone is doing now, told from its transcript: the page draws and sounds what follows from this alone.

import { on, state } from "./feed.js";

/** Legs that are not over, per phone's number: `Map(number → Map(call → leg))`. */
const legs = new Map();

/** Follows the phones' transcripts. */
export function begin() {
  on("snapshot", () => {
    legs.clear();
    for (const { number, transcript } of state.phones) for (const entry of transcript) take(number, entry);
  });
  on("phone", ({ phone, entry }) => take(phone, entry));
}

/**
 * What the phone's human is in the midst of. `stage` is `off`, `ready`, `ringing`, `calling`, `call` or `voicemail` (the
 * phone's own took the call); `number` is who is on the display.
 */
export function doing(number) {
  const all = [...(legs.get(number)?.values() ?? [])];
  const off = state.phones.find((phone) => phone.number === number)?.mode === "off";
  const leg = all.find((leg) => leg.stage === "call" || leg.stage === "calling") ?? all.find((leg) => leg.stage === "ringing") ?? all[0];
  return leg ?? { stage: off ? "off" : "ready", keys: new Set() };
}

/** Numbers of the phones that are in this stage. */
export function those(stage) {
  return [...legs.keys()].filter((number) => doing(number).stage === stage);
}

/** Who placed the call of which this leg is a part, as far as the page knows: a person's number, or `null`. */
export function placedBy(call) {
  const parent = state.webhooks.find((webhook) => webhook.leg === call && webhook.call !== call)?.call;
  const placed = [...legs].flatMap(([number, of]) => [...of.values()].filter((leg) => leg.out).map((leg) => ({ number, call: leg.call })));
  const known = placed.find((one) => one.call === parent);
  if (known) return known.number;
  return placed.length === 1 ? placed[0].number : null;
}

function take(number, { call, at, what }) {
  if (!call) return;
  if (!legs.has(number)) legs.set(number, new Map());
  const of = legs.get(number);
  if (what.kind === "ended") return void of.delete(call);
  const leg = of.get(call) ?? { call, at, stage: "call", number: null, out: false, ringback: false, recording: false, spoken: false, connected: null, keys: new Set() };
  of.set(call, change(leg, what));
}

function change(leg, what) {
  switch (what.kind) {
    case "rings":
      return { ...leg, stage: "ringing", number: what.showing };
    case "dials":
      return { ...leg, stage: "calling", number: what.to, out: true };
    case "ringback":
      return { ...leg, ringback: true };
    case "answered":
      return { ...leg, ringback: false, stage: what.by_voicemail ? "voicemail" : "call" };
    case "says":
      return heard({ ...leg, keys: new Set([...leg.keys, ...keysIn(what.text)]) });
    case "plays":
      return heard(leg);
    case "beep":
      return heard({ ...leg, recording: true, spoken: false, keys: new Set(["#"]) });
    case "spoke":
      return { ...leg, spoken: true };
    case "pressed":
      return { ...leg, recording: false, keys: new Set() };
    case "connected":
      return heard({ ...leg, connected: what.with, keys: new Set() });
    default:
      return leg;
  }
}

function heard(leg) {
  return { ...leg, ringback: false, stage: leg.stage === "calling" ? "call" : leg.stage };
}

const ASKS = /(?:press|tapez|touche|drücken sie(?: die)?|pulse|marque)\s+(?:le\s+|el\s+)?(\d)(?!\d)|,\s(\d)\s(?:for|pour|für|para)\s/gi;
const HASH = /hash key|pound key|dièse|raute|almohadilla|numeral/i;

/** The keys that a prompt speaks of. */
function keysIn(text) {
  const keys = [...text.matchAll(ASKS)].map(([, first, second]) => first ?? second);
  return HASH.test(text) ? [...keys, "#"] : keys;
}
