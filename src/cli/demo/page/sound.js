// What can be heard: ringing, tones and spoken words. All of it is also written; this only makes it alive.

import { doing, those } from "./doing.js";
import { on, person, state } from "./feed.js";
import * as speech from "./speech.js";
import * as tones from "./tones.js";

const KEPT = "nightbell-sound";
let wanted = remembered();
let pace = 0;

/** Follows the phones; browsers allow sound only after the first key or click. */
export function begin() {
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => wanted && tones.wake(), { passive: true });
  // Some browsers load their voices only once they were asked for.
  window.speechSynthesis?.getVoices();
  on("phone", heard);
  on("snapshot", ring);
  on("power", ring);
  on("clock", moved);
}

/** Whether sound is wanted. */
export function audible() {
  return wanted;
}

/** Switches sound on or off and remembers it where the browser lets us. */
export function setAudible(now) {
  wanted = now;
  try {
    localStorage.setItem(KEPT, now ? "on" : "off");
  } catch {
    // Without storage the switch holds until the page is closed.
  }
  if (now) tones.wake();
  else speech.silence();
  ring();
}

function remembered() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function heard({ phone, entry: { call, what } }) {
  ring();
  if (!wanted) return;
  if (what.kind === "says") speech.say(phone, call, what);
  if (what.kind === "beep") tones.beep();
  if (what.kind === "pressed") tones.key(what.key);
  if (["pressed", "ended", "connected"].includes(what.kind)) speech.silence(call);
}

// Only a jump makes what is being read stale.
function moved() {
  const before = pace;
  pace = Date.parse(state.clock.at) - state.clock.received;
  if (Math.abs(pace - before) > 2000) speech.silence();
}

function ring() {
  const rings = wanted && those("ringing").length > 0;
  const back = wanted && !rings && those("calling").some((number) => doing(number).ringback && person(number)?.side === "callers");
  tones.loop(rings ? "ring" : back ? "ringback" : null);
}
