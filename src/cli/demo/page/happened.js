// What happened: every call, newest first, with each webhook and each rule. Drawn in place, so that focus and open parts stay.

import { h } from "./dom.js";
import { on, person } from "./feed.js";
import { groups, titleOf, outcomeOf, isHidden, isLive, time, choose, chosenKey, onChosen } from "./history.js";
import { view } from "./webhook.js";

const SHOWN = 6;
const MOST = 20;
const articles = new Map();
const list = h("div", { class: "calls" });
const empty = h("p", { class: "nothing" }, "Nothing has happened yet. Dial a front line from a caller's phone: each question the provider asks, each answer, and every rule behind it appears here as it happens.");
const more = h("button", { type: "button", class: "quiet", onclick: () => { all = !all; draw(); } });
let all = false;
let newest = null;

/** Draws the list and follows the calls. */
export function begin() {
  document.getElementById("happened").append(empty, list, more);
  for (const type of ["snapshot", "webhook", "phone"]) on(type, draw);
  onChosen(draw);
}

function draw() {
  const found = groups().reverse().sort((a, b) => (a.sort === "other") - (b.sort === "other")).slice(0, MOST);
  if (found.length > 0 && found[0].key !== newest) turnTo(found[0].key);
  const shown = all ? found : found.slice(0, SHOWN);
  for (const [key, { element }] of articles) {
    if (shown.some((group) => group.key === key)) continue;
    element.remove();
    articles.delete(key);
  }
  shown.forEach((group, at) => {
    if (!articles.has(group.key)) articles.set(group.key, callView(group));
    const { element, show } = articles.get(group.key);
    show(group);
    // Moving an element takes its focus away; so only what stands elsewhere is moved.
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  });
  empty.hidden = found.length > 0;
  more.hidden = found.length <= SHOWN;
  more.textContent = all ? "Show the newest calls only" : `Show ${found.length - SHOWN} earlier`;
}

/** A new call opens; the one before folds unless somebody reads in it or opened it. */
function turnTo(key) {
  articles.get(newest)?.fold();
  newest = key;
  if (chosenKey()) choose(null);
}

function callView({ key, sort }) {
  const id = `call-${key}`;
  const steps = new Map();
  const title = h("span", { class: "call-title" });
  const when = h("time");
  const badge = h("span");
  const live = h("span", { class: "live-call good" }, "in progress");
  const hidden = h("p", { class: "soft" });
  const timeline = h("ol", { class: "timeline" });
  const numbers = h("button", { type: "button", class: "quiet", onclick: () => choose(chosenKey() === key ? null : key) }, "Show its numbers above");
  const body = h("div", { class: "call-body", id }, hidden, timeline, sort === "call" && numbers);
  const toggle = h("button", { type: "button", class: "call-toggle", "aria-controls": id }, title, " ", when);
  const element = h("article", { class: "call", "aria-labelledby": `${id}-title` }, h("header", {}, h("h3", { id: `${id}-title` }, toggle), live, badge), body);
  let touched = false;
  const open = (yes) => {
    toggle.setAttribute("aria-expanded", String(yes));
    body.hidden = !yes;
  };
  toggle.addEventListener("click", () => {
    touched = true;
    open(body.hidden);
  });
  open(key === newest);

  const show = (group) => {
    const [first] = group.webhooks;
    const [word, look] = outcomeOf(group);
    set(title, titleOf(group));
    set(when, time(first.at));
    set(badge, word);
    badge.className = `call-badge ${look ?? ""}`;
    live.hidden = !isLive(group);
    const whose = isHidden(first) && person(first.phone);
    hidden.hidden = !whose;
    if (whose) set(hidden, `This was ${whose.name}'s phone; the relay and the clinician are not told.`);
    numbers.setAttribute("aria-pressed", String(chosenKey() === key));
    for (const webhook of group.webhooks) {
      if (!steps.has(webhook.n)) {
        steps.set(webhook.n, view());
        timeline.append(steps.get(webhook.n).element);
      }
      steps.get(webhook.n).show(webhook);
    }
  };
  return { element, show, fold: () => touched || element.contains(document.activeElement) || open(false) };
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
