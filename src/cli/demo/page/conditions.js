// Whether the relay, its store and this page's own feed are up, and the switch for sound.

import { on, state } from "./feed.js";
import { languageName } from "./hearing.js";
import { audible, setAudible } from "./sound.js";
import { lacks } from "./speech.js";

const spoken = new Set();

export function begin() {
  const sound = document.getElementById("sound");
  const shown = () => sound.setAttribute("aria-checked", audible());
  sound.onclick = () => {
    setAudible(!audible());
    shown();
    voices();
  };
  shown();
  on("phone", ({ entry: { what } }) => what.kind === "says" && voices(what.language));
  // The phones at the sides are as high as what the strip at the top leaves.
  const top = document.getElementById("top");
  new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${top.offsetHeight}px`)).observe(top);
  for (const type of ["snapshot", "relay", "store", "faults"]) on(type, draw);
  on("live", (live) => show("live", live, live ? "live" : "reconnecting"));
}

// What cannot be read aloud in this browser, said once, beside the switch.
function voices(language) {
  if (language) spoken.add(language);
  const missing = new Set([...spoken].filter(lacks).map(languageName));
  const place = document.getElementById("voiceless");
  const words = `No voice for ${[...missing].join(", ")}: read it`;
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !audible() || missing.size === 0;
}

function draw() {
  const { relay, store, faults } = state;
  show("relay", relay.up && !faults.slow, !relay.up ? "stopped" : faults.slow ? "slow" : "up", `At ${relay.address}, start ${relay.starts}`);
  show("store", store.up && store.chain !== "broken", !store.up ? "down" : store.chain === "broken" ? "chain broken" : "up", store.why ?? `${store.journal} rows in the journal`);
}

function show(id, good, words, title = "") {
  const place = document.getElementById(id);
  place.textContent = words;
  place.parentElement.title = title;
  place.parentElement.classList.toggle("is-bad", !good);
}
