// Three steps for who sees this for the first time; they follow the first call and then make room.

import { doing } from "./doing.js";
import { h } from "./dom.js";
import { on, state } from "./feed.js";

const STEPS = [
  ["Pick a caller, press Call", "under Callers"],
  ["Answer, then press 1", "under Clinicians"],
  ["Read why", "under What happened"],
];
let items = [];
let over = false;

/** Shows the steps while nobody has called yet. */
export function begin() {
  on("snapshot", () => {
    if (items.length === 0 && !state.phones.some(({ transcript }) => transcript.length > 0)) build();
  });
  on("phone", follow);
}

function build() {
  items = STEPS.map(([title, words], index) => h("li", { class: "step" }, h("span", { class: "step-n", "aria-hidden": "true" }, index + 1), h("span", {}, h("b", {}, title), h("small", {}, words))));
  const box = document.getElementById("steps");
  box.append(h("ol", { class: "steps-list" }, items), h("button", { type: "button", class: "steps-close", "aria-label": "Close the three steps", onclick: close }, "×"));
  box.hidden = false;
  at(0);
}

function follow({ phone, entry }) {
  if (over || items.length === 0) return;
  const kind = entry.what.kind;
  if (kind === "dials") at(1);
  if (kind === "connected" || kind === "beep") at(2);
  if (kind === "ended" && doing(phone).stage !== "call" && items[2].classList.contains("is-now")) close();
}

function at(now) {
  for (const [index, item] of items.entries()) {
    item.classList.toggle("is-now", index === now);
    item.classList.toggle("is-done", index < now);
  }
}

function close() {
  over = true;
  const box = document.getElementById("steps");
  const held = box.contains(document.activeElement);
  box.hidden = true;
  if (held) document.querySelector("#callers [aria-pressed=true]")?.focus();
}
