// What the demo knows, kept up to date by server-sent events. Everything else on the page reads `state` and listens.

/** The snapshot (`GET /api/state`), brought up to date by each event. `null` until it was loaded. */
export let state = null;

const listeners = new EventTarget();
const WEBHOOKS = 150;
const ENTRIES = 200;
const ROWS = 100;
let source = null;

/** Calls `listener(event)` after `state` took in an event of this type; `snapshot` comes after each loading of all. */
export function on(type, listener) {
  listeners.addEventListener(type, ({ detail }) => listener(detail));
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
  source = new EventSource(`/api/events?after=${state.last}`);
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

/** Tries again in a second, and again after that. */
export function retry() {
  source?.close();
  setTimeout(() => start().catch(retry), 1000);
}

function take(event) {
  switch (event.type) {
    case "phone":
      keep(phone(event.phone)?.transcript, event.entry, ENTRIES);
      break;
    case "power": {
      const one = phone(event.phone);
      if (one) one.mode = event.mode;
      break;
    }
    case "webhook": {
      const at = state.webhooks.findIndex((webhook) => webhook.n === event.webhook.n);
      if (at >= 0) state.webhooks[at] = event.webhook;
      else keep(state.webhooks, event.webhook, WEBHOOKS);
      break;
    }
    case "row":
      keep(state.journal, event.row, ROWS);
      break;
    case "clock":
      event.clock.received = performance.now();
      state.clock = event.clock;
      break;
    default:
      if (event.type in state) state[event.type] = event[event.type];
  }
}

function keep(list, item, most) {
  if (!list) return;
  list.push(item);
  if (list.length > most) list.splice(0, list.length - most);
}

function announce(type, detail) {
  listeners.dispatchEvent(new CustomEvent(type, { detail }));
}
