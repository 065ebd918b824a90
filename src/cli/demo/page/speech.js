// Reads aloud what a phone's human hears, with the browser's own voice in the prompt's language.

import { lastTouched } from "./phones.js";

const missing = new Set();
let current = null;

/** Reads a prompt; prompts of the phone used last go before those of others. */
export function say(phone, call, { text, language }) {
  const synthesis = window.speechSynthesis;
  const voice = voiceFor(language);
  if (!voice) return;
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

/** Whether to say that this browser has no voice for a language: true once for each. */
export function lacks(language) {
  if (missing.has(language) || voiceFor(language)) return false;
  missing.add(language);
  return true;
}

function voiceFor(language) {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  const wanted = (language ?? "en-GB").toLowerCase();
  const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");
  return voices.find((voice) => tag(voice) === wanted) ?? voices.find((voice) => tag(voice).split("-")[0] === wanted.split("-")[0]);
}
