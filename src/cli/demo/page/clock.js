// The practice's time: it runs on each second, the sky behind it follows, and it can be moved.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { on, state } from "./feed.js";

const SKIES = ["sky-night", "sky-dawn", "sky-day", "sky-dusk"];
const parts = {};
let formats = null;

/** Draws the clock and lets it run. */
export function begin() {
  on("snapshot", draw);
  on("clock", () => {
    tick();
    mark();
  });
}

/** The practice's time now, in milliseconds since 1970. */
export function practiceNow() {
  return Date.parse(state.clock.at) + performance.now() - state.clock.received;
}

/** `10:04:31` in the practice's zone, of an instant as the server writes it. */
export function timeOf(at) {
  return formats.time.format(new Date(at));
}

function draw() {
  const timeZone = state.practice.zone;
  const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
  formats = {
    time: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    date: format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    zone: format({ timeZoneName: "short" }),
    offset: format({ timeZoneName: "longOffset" }),
  };
  document.getElementById("practice").textContent = state.practice.name;
  if (!parts.time) build();
  parts.moments.replaceChildren(...state.moments.map(momentButton));
  mark();
  tick();
}

function build() {
  parts.time = h("time", { id: "clock-time", class: "clock-time" });
  parts.date = h("span", { class: "clock-date" });
  parts.zone = h("span", { class: "clock-zone", title: "The practice's time zone now, and how far it is from UTC" });
  parts.moments = h("div", { class: "moments", role: "group", "aria-label": "Move the clock to" });
  parts.other = h("input", { type: "datetime-local", id: "other-time", name: "other-time" });
  parts.other.addEventListener("focus", () => {
    parts.other.value ||= localNow();
  });
  const setter = h("form", { class: "setter", onsubmit: setOther }, h("label", { for: "other-time" }, "Other time"), parts.other, h("button", { class: "quiet" }, "Set"));
  const skip = h("button", { type: "button", class: "quiet skip", title: "To the next thing that waits: a ring that times out, a text that is held", onclick: () => ask("/api/clock", { skip: true }) }, "Skip ahead");
  document.getElementById("clock").append(
    h("div", { class: "clock-face" }, h("div", { class: "dial-sky", "aria-hidden": "true" }, h("span", { class: "orb" })), h("div", {}, h("p", { class: "clock-line" }, parts.time, " ", parts.zone), h("p", { class: "clock-day" }, parts.date))),
    h("div", { class: "clock-moves" }, parts.moments, h("div", { class: "clock-other" }, skip, setter)),
  );
}

function momentButton({ id, label, title }) {
  return h("button", { type: "button", class: "moment", title, "aria-pressed": "false", dataset: { id }, onclick: () => ask("/api/clock", { moment: id }) }, label);
}

function mark() {
  for (const button of parts.moments.children) button.setAttribute("aria-pressed", String(button.dataset.id === state.clock.moment));
}

function tick() {
  clearTimeout(tick.timer);
  const now = new Date(practiceNow());
  parts.time.textContent = formats.time.format(now);
  parts.time.dateTime = now.toISOString();
  parts.date.textContent = formats.date.format(now);
  parts.zone.replaceChildren(h("b", {}, named(formats.zone, now)), " ", h("span", {}, offset(now)));
  sky(now);
  for (const small of document.querySelectorAll(".phone-time")) small.textContent = parts.time.textContent.slice(0, 5);
  tick.timer = setTimeout(tick, 1000 - (now.getTime() % 1000));
}

function named(format, now) {
  return format.formatToParts(now).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

function offset(now) {
  const words = named(formats.offset, now);
  return words === "GMT" ? "UTC+00:00" : words.replace("GMT", "UTC");
}

function sky(now) {
  const [hour, minute] = formats.time.format(now).split(":").map(Number);
  const time = hour + minute / 60;
  const shown = time < 6 || time >= 20.5 ? "sky-night" : time < 9 ? "sky-dawn" : time < 17 ? "sky-day" : "sky-dusk";
  const top = document.getElementById("top");
  top.classList.remove(...SKIES);
  top.classList.add(shown);
  // The sun goes over the strip between six and half past eight, the moon through the night.
  const along = shown === "sky-night" ? ((time + 3.5) % 24) / 9.5 : (time - 6) / 14.5;
  top.style.setProperty("--along", along.toFixed(3));
}

function localNow() {
  const words = new Intl.DateTimeFormat("sv-SE", { timeZone: state.practice.zone, dateStyle: "short", timeStyle: "short" }).format(new Date(practiceNow()));
  return words.replace(" ", "T");
}

async function setOther(event) {
  event.preventDefault();
  if (parts.other.value) await ask("/api/clock", { at: parts.other.value });
}
