// What can be heard: ringing, tones and spoken words. All of it is also written; this only makes it alive.

import { doing } from "./doing.js";
import { on, state } from "./feed.js";
import * as speech from "./speech.js";
import * as tones from "./tones.js";

let wanted = true;
let pace = 0;
let message = null;
try {
  wanted = localStorage.nightbellSound !== "off";
} catch {
  // Without storage it holds until the page is closed.
}

export function begin() {
  // Browsers allow sound only after a gesture; some load voices only once they were asked for.
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => wanted && tones.wake());
  window.speechSynthesis?.getVoices();
  on("phone", heard);
  on("snapshot", ring);
  on("clock", moved);
}

/** Whether sound is wanted. */
export function audible() {
  return wanted;
}

/** Switches sound on or off, and remembers it. */
export function setAudible(now) {
  wanted = now;
  try {
    localStorage.nightbellSound = now ? "on" : "off";
  } catch {
    // As above.
  }
  if (!now) {
    speech.silence();
    stop();
  }
  ring();
}

function heard({ phone, entry: { call, what } }) {
  ring();
  if (!wanted) return;
  if (what.kind === "says") speech.say(phone, call, what);
  if (what.kind === "plays") plays(phone, call, what);
  if (what.kind === "beep") tones.beep();
  if (what.kind === "text") tones.text();
  if (what.kind === "pressed") tones.key(what.key);
  if (["pressed", "ended"].includes(what.kind)) {
    speech.silence(call);
    if (message?.call === call) stop();
  }
}

// The words are spoken where there is a voice for them: the file has only a murmur then.
function plays(phone, call, { words, sound }) {
  stop();
  if (words && !speech.lacks(state.practice.language)) return speech.say(phone, call, { text: words, language: state.practice.language });
  const audio = new Audio(`/api/sounds/${sound}`);
  message = { call, audio };
  // Without a gesture of the user the browser does not play it; it can be played by hand.
  speech.afterwards(call, () => message?.audio === audio && audio.play().catch(() => {}));
}

function stop() {
  message?.audio.pause();
  message = null;
}

// Only a jump makes what is being read stale.
function moved({ clock: { at, received } }) {
  const before = pace;
  pace = Date.parse(at) - received;
  if (Math.abs(pace - before) <= 2000) return;
  speech.silence();
  stop();
}

function ring() {
  const legs = state.people.map(({ number }) => doing(number));
  const rings = legs.some(({ stage }) => stage === "ringing");
  tones.loop(wanted && (rings ? "ring" : legs.some(({ ringback }) => ringback) && "back"));
}
