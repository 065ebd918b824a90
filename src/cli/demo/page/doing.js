// What each phone is doing now, told from its transcript.

import { on, phone, state } from "./feed.js";

/** Legs that are not over: `Map(number → Map(call → leg))`. */
const legs = new Map();

export function begin() {
  on("snapshot", () => {
    legs.clear();
    for (const { number, transcript } of state.phones) for (const entry of transcript) take(number, entry);
  });
  on("phone", ({ phone, entry }) => take(phone, entry));
}

/** What a phone is in the midst of. `stage`: `off`, `ready`, `ringing`, `calling`, `call`, or `off-voicemail` (its own has the call). */
export function doing(number) {
  const all = [...(legs.get(number)?.values() ?? [])];
  return all.find(({ stage }) => stage[0] === "c") ?? all[0] ?? { stage: phone(number)?.mode === "off" ? "off" : "ready", keys: "" };
}

/** The numbers that are placing calls now. */
export function placing() {
  return [...legs.keys()].filter((number) => doing(number).out);
}

function take(number, { call, what }) {
  if (!call) return;
  if (!legs.has(number)) legs.set(number, new Map());
  const of = legs.get(number);
  const leg = of.get(call) ?? { call, stage: "call", keys: "" };
  if (what.kind === "ended") of.delete(call);
  else of.set(call, { ...leg, ...change(leg, what) });
}

function change({ stage, keys, recording }, what) {
  const heard = { ringback: false, stage: stage === "calling" ? "call" : stage };
  switch (what.kind) {
    case "rings":
      return { stage: "ringing", number: what.showing };
    case "dials":
      return { stage: "calling", number: what.to, out: true };
    case "ringback":
      return { ringback: true };
    case "answered":
      return { ringback: false, stage: what.by_voicemail ? "off-voicemail" : "call" };
    case "says":
      return { ...heard, keys: keys + keysIn(what.text), pin: /\bPIN\b/.test(what.text) };
    case "plays":
      return heard;
    case "beep":
      return { ...heard, recording: true, spoken: false, keys: "#" };
    case "spoke":
      return { spoken: true };
    case "pressed":
      // A code is keyed digit by digit, up to the hash.
      return { recording: false, keys: !recording && keys.includes("#") && what.key !== "#" ? "#" : "" };
    case "connected":
      return { ...heard, connected: what.with, keys: "" };
    default:
      return {};
  }
}

const ASKS = /(?:press|tapez|touche|drücken sie(?: die)?|pulse)\s(\d)(?!\d)|,\s(\d)\s(?:for|pour|für|para)\s|:\s(\d)\./gi;
const HASH = /hash key|pound key|dièse|raute|almohadilla/i;

function keysIn(text) {
  return [...text.matchAll(ASKS)].map(([, first, second, third]) => first ?? second ?? third).join("") + (HASH.test(text) ? "#" : "");
}
