// What a caller says after the tone: into the microphone where there is one, or in typed words that a voice speaks.

import { ask, phonePath, tell } from "./api.js";
import { h } from "./dom.js";
import { canListen, listen } from "./microphone.js";
import { audible } from "./sound.js";
import { say } from "./speech.js";

const LONGEST_MS = 120_000;

/** The part of a phone in which one speaks: `element`, and what it does. */
export function saying(phone) {
  const { number } = phone;
  const words = h("textarea", { rows: 2, maxlength: 1000, "aria-label": `What ${phone.owner.first} says`, placeholder: "Type the message", onkeydown: typed });
  const go = h("button", {}, "Say it");
  const mic = h("button", { type: "button", class: "mic", "aria-pressed": "false", hidden: !canListen(), onclick: () => (heard ? finish() : begin()) });
  const element = h("form", { class: "saying", hidden: true, onsubmit: speak }, words, go, mic);
  let call = null;
  let heard = null;
  let timer = 0;
  let now = "";
  label();

  function label() {
    mic.setAttribute("aria-pressed", Boolean(heard));
    mic.textContent = heard ? "Stop: that was it" : "Speak into the microphone";
    words.disabled = go.disabled = Boolean(heard);
  }

  /** What the leg now does; without a recording nothing is said. */
  function show(leg) {
    call = leg.call;
    const open = Boolean(leg.recording && leg.stage === "call");
    if (heard && !open) abandon();
    element.hidden = !open;
    if (open) return;
    words.value = now = "";
  }

  /** What stands below what was heard while something is being said; else nothing. */
  function doing() {
    return heard ? "Listening: speak now, two minutes at most." : now;
  }

  /** What was being said has been said. */
  function over() {
    now = "";
  }

  async function speak(event) {
    event?.preventDefault();
    const given = words.value.trim();
    if (!given) return words.focus();
    phone.touch();
    words.value = "";
    if (!(await ask(phonePath(number, "say"), { words: given }))) {
      words.value ||= given;
      return;
    }
    now = `Says: “${given}” Skip ahead passes the time.`;
    phone.update();
    if (audible()) say(number, call, { text: given, language: phone.owner.language });
    phone.$("[data-key='#']").focus();
  }

  function typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    speak();
  }

  async function begin() {
    phone.touch();
    mic.disabled = true;
    try {
      heard = await listen();
    } catch {
      tell("No microphone, or it is not allowed here: type what is said instead.");
      mic.hidden = true;
      words.focus();
    }
    mic.disabled = false;
    // It may have taken a while to be allowed.
    if (heard && (element.hidden || !(await ask(phonePath(number, "voice"))))) return abandon();
    if (heard) timer = setTimeout(finish, LONGEST_MS);
    label();
    phone.update();
  }

  /** Ends what is said into the microphone and hands it over; nothing, if nobody speaks. */
  async function finish() {
    const listening = heard;
    if (!listening) return;
    heard = null;
    clearTimeout(timer);
    try {
      await ask(phonePath(number, "voice"), { wav: await listening.stop() });
    } catch {
      tell("This browser could not read what it recorded: type what is said instead.");
    }
    label();
  }

  function abandon() {
    clearTimeout(timer);
    heard?.abandon();
    heard = null;
    label();
  }

  return { element, show, doing, over, finish };
}
