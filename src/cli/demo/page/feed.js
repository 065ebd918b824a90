// What the demo knows, kept up to date by server-sent events. All else reads `state` and listens.

/** The snapshot (`GET /api/state`), brought up to date by each event. */
export let state = null;

const listeners = new EventTarget();
let source = null;

/** Calls `listener(event)` after `state` took in an event of this type; `snapshot` comes after each loading of all, and to who comes later. */
export function on(type, listener, options) {
  listeners.addEventListener(type, ({ detail }) => listener(detail), options);
  if (type === "snapshot" && state) listener(state);
}

/** Loads everything and follows it from there. */
export async function start() {
  const answer = await fetch("/api/state");
  const loaded = await answer.json();
  if (state && state.epoch !== loaded.epoch) {
    // Another run of the demo answers here now.
    location.reload();
    return;
  }
  loaded.clock.received = performance.now();
  state = loaded;
  announce("snapshot", state);
  follow();
}

/** The phone with this number. */
export function phone(number) {
  return state.phones.find((phone) => phone.number === number);
}

/** The person with this number. */
export function person(number) {
  return state.people.find((person) => person.number === number);
}

function follow() {
  source?.close();
  source = new EventSource(`/api/events?after=${state.last}&epoch=${state.epoch}`);
  source.addEventListener("open", () => announce("live", true));
  source.addEventListener("error", () => {
    announce("live", false);
    // A refused connection is not tried again by the browser itself.
    if (source.readyState === EventSource.CLOSED) retry();
  });
  source.addEventListener("message", (message) => {
    const event = JSON.parse(message.data);
    if (event.type === "reset") return void start().catch(retry);
    if (message.lastEventId) state.last = Number(message.lastEventId);
    take(event);
    announce(event.type, event);
  });
}

// A browser opens few connections to one server: a page that nobody sees holds none, and catches up when it is seen.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) source?.close();
  else if (state) follow();
});

/** Tries again in a second, and again after that. */
export function retry() {
  source?.close();
  setTimeout(() => start().catch(retry), 1000);
}

function take(event) {
  const { type } = event;
  if (type === "phone") {
    join(event.phone);
    keep(phone(event.phone).transcript, event.entry, 200);
  } else if (type === "text") put(state.texts, event.text, "sid", 200);
  else if (type === "outbox") put(state.outbox, event.row, "id", 200);
  else if (type === "message") put(state.messages, event.message, "recording", 200);
  else if (type === "power") Object.assign(phone(event.phone) ?? {}, { mode: event.mode });
  else if (type === "row") keep(state.journal, event.row, 100);
  else if (type === "fixed") {
    for (const part of ["practice", "people", "lines"]) state[part] = event[part];
    for (const { number } of state.people) join(number);
  } else if (type === "webhook") put(state.webhooks, event.webhook, "n", 150);
  else if (type in state) {
    state[type] = event[type];
    state.clock.received ??= performance.now();
  }
}

// Somebody may be texted before the page knows who it is.
function join(number) {
  phone(number) ?? state.phones.push({ number, mode: "normal", transcript: [] });
}

function put(list, item, id, most) {
  const at = list.findIndex((one) => one[id] === item[id]);
  if (at >= 0) list[at] = item;
  else keep(list, item, most);
}

// The server keeps as many.
function keep(list, item, most) {
  if (list?.push(item) > most) list.shift();
}

function announce(type, detail) {
  listeners.dispatchEvent(new CustomEvent(type, { detail }));
}
