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
}

/** `10:04:31` in the practice's zone, of an instant as the server writes it. */
export function timeOf(at) {
  return formats.time.format(new Date(at));
}

function draw() {
  const timeZone = state.practice.zone;
  const format = (options, language = "en-GB") => new Intl.DateTimeFormat(language, { timeZone, ...options });
  formats = {
    time: format({ timeStyle: "medium" }),
    date: format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    zone: format({ timeZoneName: "short" }),
    offset: format({ timeZoneName: "longOffset" }),
    // Swedes write a time as the browser's input wants it.
    local: format({ dateStyle: "short", timeStyle: "short" }, "sv-SE"),
  };
  $("practice").textContent = state.practice.name;
  hold($("moments"), state.moments.map(({ id, label, title }) => h("button", { title, dataset: { id }, onclick: () => ask("/api/clock", { moment: id }) }, label)));
  tick();
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
  for (const button of $("moments").children) button.setAttribute("aria-pressed", button.dataset.id === state.clock.moment);
  const [hour, minute] = time.split(":");
  sky(+hour + minute / 60);
  tick.timer = setTimeout(tick, 1000 - now.getMilliseconds());
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
