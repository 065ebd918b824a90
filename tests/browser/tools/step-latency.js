// How long after it happened a step of a call stands on the page.
//
//     node tests/browser/tools/step-latency.js [CALLS]
//
// A step is a line in a phone's log (it dials, it rings, a prompt is spoken, a key is pressed, two people are connected, the
// call ends) or a webhook in 'What happened'. Each carries `at`: the moment at which the carrier noted it, by the demo's
// clock, to the millisecond. The page writes the same text into the <time> of a log's line, so that lines and steps are
// matched without guessing; webhooks are matched by their order. A MutationObserver in the page sees them arrive, and the
// next frame after that, once painted, is when they count as visible: by performance.timeOrigin + performance.now(), which is
// this machine's clock.
//
// The demo's clock runs beside the machine's at a constant distance while nobody moves it. That distance is found from key
// presses, which the carrier notes while the request is being served: `at` lies between the request's start and its answer, so
// each press bounds the distance from both sides, and all together bound it within a millisecond or so. Latencies are told
// with the bound that makes them longest.

import { openBrowser } from "../support/browser.js";
import { eventually } from "../support/eventually.js";
import { OKAFOR, TOM } from "../support/people.js";
import { openStage } from "../support/stage.js";

const CALLS = Number(process.argv[2] ?? 15);

const browser = await openBrowser();
const stage = await openStage(browser);
try {
  await stage.page.evaluate(observe);
  const presses = [];
  for (let call = 0; call < CALLS; call++) presses.push(await oneCall());
  report(await collect(presses));
} finally {
  await stage.close();
  await browser.close();
}

/** Dial, ring, answer, screening, talk, end; gives when the key was pressed. */
async function oneCall() {
  const { page, phones, demo } = stage;
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  const { people, lines } = await demo.state();
  const [from, to] = [TOM, OKAFOR].map((name) => people.find((person) => person.name === name).number);
  const line = lines.find(({ kind, name }) => kind === "front" && name.includes(OKAFOR)).number;
  await page.evaluate(send, [from, "dial", { to: line }]);
  await ada.rings();
  await page.evaluate(send, [to, "answer", {}]);
  await ada.isSaidToBe(/In a call/);
  await eventually("the prompt begins", async () => (await ada.entries()).at(-1).what.kind === "says");
  const press = await page.evaluate(send, [to, "press", { keys: "1" }]);
  await eventually("they talk", async () => (await tom.entries()).at(-1).what.kind === "connected");
  await page.evaluate(send, [from, "hang-up", {}]);
  await tom.isReady();
  await ada.isReady();
  return press;
}

/** The steps with their latencies, in milliseconds. */
async function collect(presses) {
  const { page, demo } = stage;
  const { people, phones, webhooks } = await demo.state();
  const owner = (number) => people.find((person) => person.number === number).name;
  const entries = phones.flatMap(({ number, transcript }) => transcript.map((entry) => ({ ...entry, owner: owner(number) })));
  const steps = [
    ...entries.map(({ owner, at, what }) => ({ kind: what.kind, at, key: `${owner} ${at}` })),
    ...webhooks.map(({ at, kind }, index) => ({ kind: `webhook: ${kind}`, at, key: `webhook ${index}` })),
  ];
  const seen = await eventually("every step is on the page", async () => {
    const painted = new Map(await page.evaluate(() => globalThis.seenSteps));
    return steps.every(({ key }) => painted.has(key)) && painted;
  });
  const pressed = entries.filter(({ what }) => what.kind === "pressed").map(({ at }) => Date.parse(at));
  const [least, most] = distance(pressed, presses);
  return {
    width: most - least,
    steps: steps.map(({ kind, at, key }) => ({ kind, took: seen.get(key) - (Date.parse(at) - most) })),
  };
}

/** Bounds of (the demo's clock - the machine's clock). A written millisecond stands for all of it. */
function distance(pressed, presses) {
  const least = Math.max(...presses.map(({ answered }, index) => pressed[index] - answered));
  const most = Math.min(...presses.map(({ asked }, index) => pressed[index] + 1 - asked));
  if (!(least <= most)) throw new Error("the clocks do not run side by side: was the demo's clock moved?");
  return [least, most];
}

function report({ steps, width }) {
  console.log(`${steps.length} steps of ${CALLS} calls; the clocks' distance is known to ${width.toFixed(1)} ms\n`);
  console.log("| step | seen | median ms | p99 ms | max ms |\n| --- | --: | --: | --: | --: |");
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  for (const kind of kinds) row(kind, steps.filter((step) => step.kind === kind));
  row("all", steps);
}

function row(kind, steps) {
  const sorted = steps.map(({ took }) => took).sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)].toFixed(1);
  console.log(`| ${kind} | ${sorted.length} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
}

/** Runs in the page: sends a phone's command, and says by the machine's clock when it was asked and answered. */
async function send([number, action, body]) {
  const clock = () => performance.timeOrigin + performance.now();
  const asked = clock();
  const headers = { "content-type": "application/json" };
  await fetch(`/api/phones/${encodeURIComponent(number)}/${action}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { asked, answered: clock() };
}

/** Runs in the page: notes when each step was first painted. */
function observe() {
  const seen = new Map();
  globalThis.seenSteps = [];
  const painted = new MessageChannel();
  let waiting = [];
  painted.port1.onmessage = () => {
    for (const key of waiting) {
      if (seen.has(key)) continue;
      seen.set(key, performance.timeOrigin + performance.now());
      globalThis.seenSteps.push([key, seen.get(key)]);
    }
    waiting = [];
  };
  const lineOf = (log, time) => `${log.getAttribute("aria-label").replace(/^What (.*) sees and hears$/, "$1")} ${time.dateTime}`;
  const known = new WeakSet();
  let webhooks = 0;
  // What was not there before; webhooks are list items with a heading, and only ever appended.
  const news = () => {
    const found = [...document.querySelectorAll("[role=log] time, article li:has(h4)")].filter((element) => !known.has(element));
    for (const element of found) known.add(element);
    return found.map((element) => (element.matches("li") ? `webhook ${webhooks++}` : lineOf(element.closest("[role=log]"), element)));
  };
  new MutationObserver(() => {
    const keys = news();
    if (keys.length === 0) return;
    // A task that is posted in a frame's callback runs after that frame was painted.
    requestAnimationFrame(() => {
      waiting.push(...keys);
      painted.port2.postMessage(null);
    });
  }).observe(document.body, { childList: true, subtree: true });
}
