// The way between the page's parts, and the three first steps.

import { doing } from "./doing.js";
import { on, person, phone, state } from "./feed.js";

const narrow = matchMedia("(max-width: 699px)");
const links = document.querySelectorAll(".parts a");
const board = document.getElementById("board");
const steps = document.getElementById("steps");

export function begin() {
  for (const link of links) link.onclick = (event) => show(event, link.hash.slice(1));
  narrow.onchange = mark;
  mark();
  steps.lastElementChild.onclick = close;
  on("snapshot", () => {
    step(0);
    steps.hidden = state.people.some(({ side, number }) => side === "callers" && phone(number).transcript.length > 0);
  });
  for (const type of ["snapshot", "phone"]) on(type, markRinging);
  on("phone", follow);
}

// On a narrow screen one part is shown at a time; on others a link just leads there.
function show(event, part) {
  board.dataset.part = part;
  mark();
  if (!narrow.matches) return;
  event.preventDefault();
  // A phone that rings or is in a call is what one comes for.
  const busy = document.querySelector(`#${part} .held:not([hidden]) .phone:is([data-stage="ringing"], [data-stage^="c"])`);
  if (busy) busy.scrollIntoView({ block: "end" });
  else scrollTo(0, board.offsetTop);
}

function mark() {
  for (const link of links) link.setAttribute("aria-current", narrow.matches && link.hash === `#${board.dataset.part}`);
}

function markRinging() {
  for (const link of links) {
    const rings = state.people.some(({ side, number }) => `#${side}` === link.hash && doing(number).stage === "ringing");
    link.classList.toggle("rings", rings);
    link.textContent = link.textContent.replace(/ rings$/, "") + (rings ? " rings" : "");
  }
}

function follow({ phone: number, entry: { what } }) {
  if (what.kind === "text" && person(number)?.side === "clinicians") step(2);
  if (what.kind === "dials" && steps.dataset.now === "2") close();
  else if (what.kind === "dials") step(1);
  if (what.kind === "connected" || what.kind === "beep") step(2);
}

function step(now) {
  steps.dataset.now = now;
  for (const [index, item] of [...steps.firstElementChild.children].entries()) item.classList.toggle("is-now", index === now);
}

function close() {
  if (steps.contains(document.activeElement)) document.querySelector("#callers [aria-pressed=true]").focus();
  steps.hidden = true;
}
