// Reads aloud what a phone's human hears, by a voice of its language.

import { lastTouched } from "./phones.js";

let current = null;

/** Reads a prompt; prompts of the phone used last go before those of others. */
export function say(phone, call, { text, language }) {
  const voice = voiceFor(language);
  if (!voice) return;
  const other = current && current.call !== call && speechSynthesis.speaking;
  if (other && current.phone === lastTouched() && phone !== lastTouched()) return;
  if (other) speechSynthesis.cancel();
  const utterance = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang });
  current = { phone, call, utterance };
  speechSynthesis.speak(utterance);
}

/** Does something once what is being read to this call has been read. */
export function afterwards(call, what) {
  if (current?.call === call && window.speechSynthesis?.speaking) current.utterance.addEventListener("end", what, { once: true });
  else what();
}

/** Stops reading: all, or only what belongs to this call. */
export function silence(call) {
  if (call && current?.call !== call) return;
  window.speechSynthesis?.cancel();
  current = null;
}

/** Whether no voice of this browser can read it. */
export function lacks(language) {
  return !voiceFor(language);
}

function voiceFor(language) {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  const of = (wanted) => voices.find(({ lang }) => lang.replace("_", "-").toLowerCase().startsWith(wanted));
  const wanted = (language ?? "en-GB").toLowerCase();
  return of(wanted) ?? of(wanted.split("-")[0]);
}
