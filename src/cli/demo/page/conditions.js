// Whether the relay, its store and this page's own feed are up, and the switch for sound: always in sight.

import { h } from "./dom.js";
import { on, state } from "./feed.js";
import { audible, setAudible } from "./sound.js";

const parts = {};

/** Draws the conditions and follows them. */
export function begin() {
  parts.relay = pill("Relay");
  parts.store = pill("Store");
  parts.live = h("span", { class: "pill-state", id: "live", role: "status" }, "reconnecting");
  parts.feed = h("span", { class: "pill is-bad" }, h("span", { class: "dot", "aria-hidden": "true" }), parts.live);
  parts.sound = h("button", { type: "button", class: "switch", role: "switch", "aria-checked": String(audible()), onclick: flip }, h("span", { class: "track", "aria-hidden": "true" }), "Sound");
  document.getElementById("conditions").append(parts.relay.pill, parts.store.pill, parts.feed, parts.sound);
  // The phones at the sides are as high as what the strip at the top leaves.
  new ResizeObserver(([top]) => document.documentElement.style.setProperty("--top-height", `${Math.ceil(top.borderBoxSize[0].blockSize)}px`)).observe(document.getElementById("top"));
  on("snapshot", () => {
    relay();
    store();
  });
  on("relay", relay);
  on("faults", relay);
  on("store", store);
  on("live", (live) => {
    parts.live.textContent = live ? "live" : "reconnecting";
    parts.feed.classList.toggle("is-bad", !live);
  });
}

function pill(name) {
  const words = h("span", { class: "pill-state" });
  return { words, pill: h("span", { class: "pill" }, h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "pill-name" }, name), words) };
}

function show({ pill, words }, good, text, title) {
  pill.classList.toggle("is-bad", !good);
  words.textContent = text;
  pill.title = title;
}

function relay() {
  const { up, address, starts } = state.relay;
  const { slow } = state.faults;
  const times = starts === 1 ? "started once" : `started ${starts} times`;
  show(parts.relay, up && !slow, !up ? "stopped" : slow ? "slow" : starts > 1 ? `up, start ${starts}` : "up", `The relay at ${address}, ${times}`);
}

function store() {
  const { up, why, journal, chain } = state.store;
  const whole = chain !== "broken";
  show(parts.store, up && whole, !up ? "down" : whole ? "up" : "chain broken", why ?? `${journal} rows in the journal; its chain is ${chain}`);
}

function flip() {
  const now = !audible();
  setAudible(now);
  parts.sound.setAttribute("aria-checked", String(now));
}
