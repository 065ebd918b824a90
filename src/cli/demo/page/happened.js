// What happened: every call, newest first, with each webhook and each rule. Drawn in place, so that focus and open parts stay.

import { h } from "./dom.js";
import { on, person } from "./feed.js";
import { groups, sortOf, titleOf, outcomeOf, isHidden, isLive, time, choose, chosenKey, onChosen } from "./history.js";
import { view } from "./webhook.js";

const SHOWN = 6;
const MOST = 20;
const articles = new Map();
let list;
let empty;
let more;
let all = false;
let newest = null;

export function begin() {
  const section = document.getElementById("happened");
  list = h("div", { class: "calls" });
  empty = h("div", { class: "nothing" },
    h("p", {}, "Nothing has happened yet."),
    h("p", { class: "soft" }, "Take a caller’s phone on the left and dial a front line. Each question the provider asks, each answer, and every rule behind it appears here as it happens."));
  more = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => { all = !all; draw(); } });
  section.append(empty, list, more);
  for (const type of ["snapshot", "webhook", "phone"]) on(type, draw);
  onChosen(draw);
}

function draw() {
  const found = groups().reverse().sort((a, b) => (sortOf(a) === "other") - (sortOf(b) === "other")).slice(0, MOST);
  const first = found.find((group) => sortOf(group) !== "other")?.key ?? null;
  if (first !== newest) turnTo(first);
  const shown = all ? found : found.slice(0, SHOWN);
  for (const [key, article] of articles) {
    if (shown.some((group) => group.key === key)) continue;
    article.element.remove();
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

/** A new call opens, and the one before folds unless somebody reads in it or opened it. */
function turnTo(key) {
  const before = articles.get(newest);
  if (before && !before.touched() && !before.element.contains(document.activeElement)) before.open(false);
  newest = key;
  if (chosenKey()) choose(null);
}

function callView(group) {
  const id = `call-${group.key}`;
  const steps = new Map();
  const title = h("span", { class: "call-title" });
  const when = h("time", { class: "call-time" });
  const badge = h("span", { class: "call-badge" });
  const live = h("span", { class: "live-call", hidden: true }, "in progress");
  const hidden = h("p", { class: "soft hidden-caller", hidden: true });
  const timeline = h("ol", { class: "timeline" });
  const looked = h("button", { type: "button", class: "quiet", onclick: () => choose(chosenKey() === group.key ? null : group.key) }, "Show its numbers above");
  const body = h("div", { class: "call-body", id }, hidden, timeline, sortOf(group) === "call" && looked);
  const toggle = h("button", { type: "button", class: "call-toggle", "aria-controls": id }, h("span", { class: "call-mark", "aria-hidden": "true" }), title, " ", when);
  const element = h("article", { class: "call", "aria-labelledby": `${id}-title` },
    h("header", { class: "call-head" }, h("h3", { id: `${id}-title` }, toggle), live, badge), body);
  let touched = false;
  const open = (yes) => {
    toggle.setAttribute("aria-expanded", String(yes));
    body.hidden = !yes;
  };
  toggle.addEventListener("click", () => {
    touched = true;
    open(body.hidden);
  });
  open(group.key === newest);

  const show = (next) => {
    const [first] = next.webhooks;
    set(title, titleOf(next));
    set(when, time(first.at));
    when.setAttribute("datetime", first.at);
    const [word, tone] = outcomeOf(next) ?? ["", ""];
    set(badge, word);
    badge.hidden = !word;
    badge.className = `call-badge badge-${tone}`;
    live.hidden = !isLive(next);
    const whose = isHidden(first) && person(first.phone);
    hidden.hidden = !whose;
    if (whose) set(hidden, `It was ${whose.name}’s phone; neither the relay nor the clinician is told.`);
    looked.setAttribute("aria-pressed", String(chosenKey() === next.key));
    for (const webhook of next.webhooks) {
      const step = steps.get(webhook.n);
      if (step) step.show(webhook);
      else {
        steps.set(webhook.n, view(webhook));
        timeline.append(steps.get(webhook.n).element);
      }
    }
  };
  return { element, show, open, touched: () => touched };
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
