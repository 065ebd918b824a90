// The practice's time: it runs on each second, the sky behind it follows, and it can be moved.

import { ask } from "./api.js";
import { h, hold } from "./dom.js";
import { on, state } from "./feed.js";

const $ = (id) => document.getElementById(id);
let formats = null;

export function begin() {
  const input = $("other").querySelector("input");
  input.onfocus = () => {
    input.value ||= formats.local.format(practiceNow()).replace(" ", "T");
  };
  $("other").onsubmit = (event) => {
    event.preventDefault();
    if (input.value) ask("/api/clock", { at: input.value });
  };
  $("skip").onclick = () => ask("/api/clock", { skip: true });
  on("snapshot", draw);
  on("clock", tick);
  on("fixed", measures);
}

/** `10:04:31` in the practice's zone, of an instant as the server writes it. */
export function timeOf(at) {
  return formats.time.format(new Date(at));
}

/** `Monday 23 November`, likewise. */
export function dayOf(at) {
  return formats.day.format(new Date(at));
}

function draw() {
  measures();
  hold($("moments"), state.moments.map(({ id, label, title }) => h("button", { title, dataset: { id }, onclick: () => ask("/api/clock", { moment: id }) }, label)));
  tick();
}

function measures() {
  const timeZone = state.practice.zone;
  const format = (options, language = "en-GB") => new Intl.DateTimeFormat(language, { timeZone, ...options });
  formats = {
    time: format({ timeStyle: "medium" }),
    date: format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    day: format({ weekday: "long", day: "numeric", month: "long" }),
    zone: format({ timeZoneName: "short" }),
    offset: format({ timeZoneName: "longOffset" }),
    // Swedes write a time as the browser's input wants it.
    local: format({ dateStyle: "short", timeStyle: "short" }, "sv-SE"),
  };
  $("practice").textContent = state.practice.name;
}

function practiceNow() {
  return new Date(Date.parse(state.clock.at) + performance.now() - state.clock.received);
}

function tick() {
  clearTimeout(tick.timer);
  const now = practiceNow();
  const time = formats.time.format(now);
  $("clock-time").textContent = time;
  $("date").textContent = formats.date.format(now);
  $("zone").textContent = `${named(formats.zone, now)} ${named(formats.offset, now).replace(/^GMT$/, "GMT+00:00").replace("GMT", "UTC")}`;
  twice(now);
  const { moment, next_due } = state.clock;
  $("skip").title = next_due ? `To ${timeOf(next_due)}: the next thing that waits` : "To the next thing that waits";
  for (const button of $("moments").children) button.setAttribute("aria-pressed", button.dataset.id === moment);
  const [hour, minute] = time.split(":");
  sky(+hour + minute / 60);
  tick.timer = setTimeout(tick, 1000 - now.getMilliseconds());
}

// When summer time ends, an hour comes twice: said while it does, and marked where it begins again.
function twice(now) {
  const zoneIn = (hours) => named(formats.zone, new Date(+now + hours * 3_600_000));
  const timeIn = (hours) => formats.time.format(new Date(+now + hours * 3_600_000));
  const time = timeIn(0);
  const second = timeIn(-1) === time;
  const words = second ? `${zoneIn(-1)} → ${zoneIn(0)}. This hour comes twice: the second` : timeIn(1) === time ? "This hour comes twice: the first" : "";
  const place = $("twice");
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("is-second", second);
}

function named(format, now) {
  return format.formatToParts(now).find(({ type }) => type === "timeZoneName").value;
}

// The sun rises at six and sets at half past eight; then comes the moon.
function sky(hour) {
  const night = hour < 6 || hour >= 20.5;
  $("top").dataset.sky = night ? "night" : hour < 9 ? "dawn" : hour < 17 ? "day" : "dusk";
  $("top").style.setProperty("--along", night ? ((hour + 3.5) % 24) / 9.5 : (hour - 6) / 14.5);
}
