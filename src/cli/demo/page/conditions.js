// Whether the relay, its store and this page's own feed are up, and the switch for sound.

import { on, state } from "./feed.js";
import { audible, setAudible } from "./sound.js";

export function begin() {
  const sound = document.getElementById("sound");
  const shown = () => sound.setAttribute("aria-checked", audible());
  sound.onclick = () => {
    setAudible(!audible());
    shown();
  };
  shown();
  // The phones at the sides are as high as what the strip at the top leaves.
  const top = document.getElementById("top");
  new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${top.offsetHeight}px`)).observe(top);
  for (const type of ["snapshot", "relay", "store", "faults"]) on(type, draw);
  on("live", (live) => show("live", live, live ? "live" : "reconnecting"));
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
