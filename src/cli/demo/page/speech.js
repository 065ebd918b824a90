// Reads aloud what a phone's human hears, with the browser's own voice in the prompt's language.

import { lastTouched } from "./phones.js";

const missing = new Set();
let current = null;

/** Reads a prompt; prompts of the phone used last go before those of others. */
export function say(phone, call, { text, language }) {
  const synthesis = window.speechSynthesis;
  if (!synthesis) return note("This browser reads nothing aloud: read it.");
  const voice = voiceFor(synthesis, language ?? "en-GB");
  if (!voice) return missingVoice(language ?? "en-GB");
  const other = current && current.call !== call && synthesis.speaking;
  if (other && current.phone === lastTouched() && phone !== lastTouched()) return;
  if (other) synthesis.cancel();
  current = { phone, call };
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  synthesis.speak(utterance);
}

/** Stops reading: all, or only what belongs to this call. */
export function silence(call = null) {
  if (call && current?.call !== call) return;
  window.speechSynthesis?.cancel();
  current = null;
}

function voiceFor(synthesis, language) {
  const voices = synthesis.getVoices();
  const wanted = language.toLowerCase();
  const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");
  return voices.find((voice) => tag(voice) === wanted) ?? voices.find((voice) => tag(voice).split("-")[0] === wanted.split("-")[0]);
}

function missingVoice(language) {
  if (missing.has(language)) return;
  missing.add(language);
  note(`No voice for ${[...missing].join(", ")} in this browser: read it.`);
}

function note(words) {
  const place = document.getElementById("sound-note");
  if (place) place.textContent = words;
}
