// Waiting for what can be observed, with a limit. There are no other waits in these tests.

import { setTimeout as pause } from "node:timers/promises";

/** How long anything may take before a test gives up, in milliseconds: long enough for a busy machine. */
export const LIMIT = 20_000;

/** Asks again and again until the answer is truthy, and gives it. */
export async function eventually(what, ask) {
  const end = performance.now() + LIMIT;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await pause(25);
  }
}
