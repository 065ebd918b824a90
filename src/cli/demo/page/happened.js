// What happened: every call, newest first, with each webhook and each rule. Drawn in place, so that focus and open parts stay.

import { h } from "./dom.js";
import { on, person } from "./feed.js";
import { groups, titleOf, outcomeOf, isHidden, isLive, time } from "./history.js";
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
}

function draw() {
  const found = groups().reverse().sort((a, b) => (a.sort === "other") - (b.sort === "other")).slice(0, MOST);
  if (found.length > 0 && found[0].key !== newest) {
    // A new call opens; the one before folds unless somebody reads in it or opened it.
    articles.get(newest)?.fold();
    newest = found[0].key;
    look(null);
  }
  const shown = all ? found : found.slice(0, SHOWN);
  for (const [key, { element }] of articles) {
    if (shown.some((group) => group.key === key)) continue;
    element.remove();
    articles.delete(key);
  }
  shown.forEach((group, at) => {
    if (!articles.has(group.key)) articles.set(group.key, callView(group.key));
    const { element, show } = articles.get(group.key);
    show(group);
    // Moving an element takes its focus away; so only what stands elsewhere is moved.
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  });
  empty.hidden = found.length > 0;
  more.hidden = found.length <= SHOWN;
  set(more, all ? "Show the newest only" : `Show ${found.length - SHOWN} earlier`);
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
  const live = h("span", { class: "live-call good" }, "in progress");
  const hidden = h("p", { class: "soft" });
  const timeline = h("ol", { class: "timeline" });
  const body = h("div", { class: "call-body", id }, hidden, timeline);
  const toggle = h("button", { type: "button", class: "call-toggle", "aria-controls": id, onclick: turn }, title, " ", when);
  const element = h("article", { class: "call", "aria-labelledby": `${id}-title` }, h("header", {}, h("h3", { id: `${id}-title` }, toggle), live, badge), body);
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

  function show(group) {
    const { sort, webhooks } = group;
    const [first] = webhooks;
    const [word, tone] = outcomeOf(group);
    const whose = sort === "call" && isHidden(first) && person(first.phone);
    set(title, titleOf(group));
    set(when, time(first.at));
    set(badge, word);
    badge.className = `call-badge ${tone ?? ""}`;
    live.hidden = !isLive(group);
    set(hidden, whose ? `This was ${whose.name}'s phone; the relay and the clinician are not told.` : "");
    for (const webhook of webhooks) {
      if (!steps.has(webhook.n)) {
        steps.set(webhook.n, view());
        timeline.append(steps.get(webhook.n).element);
      }
      steps.get(webhook.n).show(webhook);
    }
  }
  return { element, show, fold };
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
