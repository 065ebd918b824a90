// The way between the page's parts: links in the centre on wide screens, a bar at the bottom that shows one part at a time on narrow ones.

import { doing } from "./doing.js";
import { h } from "./dom.js";
import { on, state } from "./feed.js";

const PARTS = [
  ["callers", "Callers", ["callers"]],
  ["clinicians", "Clinicians", ["clinicians"]],
  ["why", "Why", ["numbers", "happened"]],
  ["configuration", "Configuration", ["configuration"]],
  ["faults", "Faults", ["faults"]],
];
const narrow = matchMedia("(max-width: 699px)");
const links = new Map();

/** Draws the links and marks where a phone rings. */
export function begin() {
  const list = h("ul", { class: "parts-list" });
  for (const [part, label, shown] of PARTS) {
    const link = h("a", { href: `#${shown[0]}`, class: "part", onclick: (event) => go(event, part) }, h("span", { class: "part-label" }, label), h("span", { class: "part-rings" }));
    links.set(part, link);
    list.append(h("li", { class: `parts-item parts-${part}` }, link));
  }
  document.getElementById("parts").append(list);
  show(document.getElementById("board").dataset.part);
  narrow.addEventListener("change", () => show(document.getElementById("board").dataset.part));
  for (const type of ["snapshot", "phone"]) on(type, markRinging);
}

/** Shows a part on a narrow screen; on others nothing is hidden. */
export function show(part) {
  document.getElementById("board").dataset.part = part;
  for (const [name, link] of links) {
    if (name === part && narrow.matches) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function go(event, part) {
  show(part);
  if (!narrow.matches) return;
  event.preventDefault();
  // A phone that rings or is in a call is what one comes for.
  const busy = document.querySelector(`#${part} .held:not([hidden]) .phone:is([data-stage="ringing"], [data-stage="call"], [data-stage="calling"])`);
  if (busy) busy.scrollIntoView({ block: "end" });
  else scrollTo(0, document.getElementById("board").offsetTop);
}

function markRinging() {
  for (const side of ["callers", "clinicians"]) {
    const ringing = state.people.some((person) => person.side === side && doing(person.number).stage === "ringing");
    const link = links.get(side);
    link.classList.toggle("rings", ringing);
    link.querySelector(".part-rings").textContent = ringing ? " rings" : "";
  }
}
