// Watches the page from its first byte: its console, its errors, violations of its security policy, and whom it asks.

import assert from "node:assert/strict";

/** Begins to watch a page of this origin; call it before the page opens. */
export async function watch(page, url) {
  const watched = new Watched(new URL(url).origin);
  page.on("console", (message) => watched.says(message));
  page.on("pageerror", (error) => watched.wrong.push(`error: ${error.stack ?? error}`));
  page.on("request", (request) => watched.asks(request.url()));
  page.on("response", (response) => watched.responses.push(response));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (violation) => {
      console.error(`policy violated: ${violation.effectiveDirective} ${violation.blockedURI} ${violation.sourceFile}`);
    });
  });
  return watched;
}

class Watched {
  /** Everything the console said. */
  console = [];
  /** What should not have been said. */
  wrong = [];
  /** Every answer, in the order in which they came. */
  responses = [];
  #strangers = new Set();
  #origin;

  constructor(origin) {
    this.#origin = origin;
  }

  says(message) {
    const line = `${message.type()}: ${message.text()} (${message.location().url})`;
    this.console.push(line);
    if (["error", "warning", "assert"].includes(message.type())) this.wrong.push(line);
  }

  asks(url) {
    const { protocol, origin } = new URL(url);
    if (protocol !== "data:" && origin !== this.#origin) this.#strangers.add(origin);
  }

  /** No errors but answers that the test provoked, and nobody else was asked for anything. */
  isClean(refusals) {
    const provoked = (line) => refusals.some((refusal) => line.includes(String(refusal)));
    assert.deepEqual(this.wrong.filter((line) => !provoked(line)), [], "the console has no errors");
    assert.deepEqual([...this.#strangers], [], "no other host is asked for anything");
  }
}
