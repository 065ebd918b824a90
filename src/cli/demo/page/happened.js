// What happened: every call, newest first. Drawn in place, so that focus and open parts stay.

import { h } from "./dom.js";
import { on, person } from "./feed.js";
import { groups, stepsOf, titleOf, outcomeOf, beganAt, isHidden, isLive, dayOf, moment } from "./history.js";
import { arriving } from "./arriving.js";
import { outgoing } from "./outgoing.js";

const MOST = 12;
const articles = new Map();
const list = h("div", { class: "calls" });
const empty = h("p", { class: "nothing soft" }, "Nothing has happened yet. Call or text a front line from a caller's phone: each question of the provider, each answer and every rule behind it appears here.");
let newest = null;
let view = null;

/** Draws the list and follows the calls. */
export function begin() {
  document.getElementById("happened").append(empty, list);
  for (const type of ["snapshot", "webhook", "phone", "clock", "outbox", "text", "message"]) on(type, () => draw());
  // Names and lines may have changed in every word of it.
  on("fixed", () => draw(true));
  // Long, and needed by no first picture.
  on("snapshot", load, { once: true });
}

async function load() {
  ({ view } = await import("./webhook.js"));
  draw();
}

function draw(anew = false) {
  if (!view) return;
  const shown = groups().reverse().sort((a, b) => (a.sort === "other") - (b.sort === "other")).slice(0, MOST);
  empty.hidden = shown.length > 0;
  if (shown.length > 0 && shown[0].key !== newest) {
    // A new call opens; the one before folds unless somebody reads in it or opened it.
    articles.get(newest)?.fold();
    newest = shown[0].key;
    look(null);
  }
  for (const [key, { element }] of articles) {
    if (shown.some((group) => group.key === key)) continue;
    element.remove();
    articles.delete(key);
  }
  shown.forEach((group, at) => {
    if (!articles.has(group.key)) articles.set(group.key, callView(group.key));
    const { element, show } = articles.get(group.key);
    show(group, anew);
    // Moving an element takes its focus away; so only what stands elsewhere is moved.
    if (list.children[at] !== element) list.insertBefore(element, list.children[at]);
  });
}

/** Tells the other parts which call is looked at; `null` is the newest. */
function look(key) {
  document.dispatchEvent(new CustomEvent("look", { detail: key }));
}

function callView(key) {
  const id = `call-${key}`;
  const steps = new Map();
  const title = h("span", { class: "call-title" });
  const when = h("time");
  const badge = h("span");
  const hidden = h("p", { class: "soft" });
  const timeline = h("ol", { class: "timeline" });
  const body = h("div", { class: "call-body", id }, hidden, timeline);
  const toggle = h("button", { type: "button", class: "call-toggle", "aria-controls": id, onclick: turn }, title, " ", when);
  const element = h("article", { class: "call", "aria-labelledby": `${id}-title` }, h("header", {}, h("h3", { id: `${id}-title` }, toggle), badge), body);
  let touched = false;
  open(key === newest);

  function open(yes) {
    toggle.setAttribute("aria-expanded", String(yes));
    body.hidden = !yes;
  }

  function turn() {
    touched = true;
    open(body.hidden);
    look(body.hidden ? null : key);
  }

  function fold() {
    if (!touched && !element.contains(document.activeElement)) open(false);
  }

  function show(group, anew) {
    const [first] = group.webhooks;
    const [word, tone = ""] = outcomeOf(group);
    const began = beganAt(group);
    const whose = group.sort === "call" && isHidden(first) && person(first.phone);
    title.textContent = titleOf(group);
    when.textContent = moment(began);
    badge.textContent = isLive(group) ? word || "in progress" : word;
    badge.title = isLive(group) ? "In progress" : "";
    badge.className = `call-badge ${tone} ${isLive(group) ? "live-call" : ""}`;
    hidden.textContent = whose ? `This was ${whose.name}'s phone; the relay and the clinician are not told.` : "";
    const found = stepsOf(group);
    for (const [n, step] of steps) if (!found.some(([one]) => one.n === n)) drop(n, step);
    let before = began;
    let last = null;
    for (const attempts of found) {
      const [{ n, at, kind }] = attempts;
      if (!steps.has(n)) steps.set(n, { ...({ sent: outgoing, message: arriving }[kind] ?? view)(), day: h("li", { class: "day", hidden: true }) });
      const { element, day, show } = steps.get(n);
      // What has gone on later than it was decided changes its place.
      if (day.previousElementSibling !== last || !day.parentElement) {
        if (last) last.after(day, element);
        else timeline.prepend(day, element);
      }
      const words = dayLine(before, at);
      day.hidden = !words;
      if (day.textContent !== words) day.textContent = words;
      show(attempts, anew);
      last = element;
      before = at;
    }
  }

  function drop(n, { element, day }) {
    element.remove();
    day.remove();
    steps.delete(n);
  }
  return { element, show, fold };
}

function dayLine(before, at) {
  if (dayOf(before) !== dayOf(at)) return dayOf(at);
  return at < before ? "The clock was moved back" : "";
}
