// The wire between a browser and the console. It keeps every byte that came over it, so that all of it can be searched for
// what must never come: a clinician's number.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";

/** Opens one to the console at this address; the browser then goes to the wire's `url`. */
export async function openWire(url) {
  const wire = new Wire(new URL(url));
  await wire.open();
  return wire;
}

class Wire {
  url = "";
  /** What came: path and body. */
  came = [];
  #secrets = new Set();
  #far;
  #server;

  constructor(far) {
    this.#far = far;
    this.#server = http.createServer((asked, answer) => this.#pass(asked, answer));
  }

  async open() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${this.#server.address().port}${this.#far.pathname}`;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  /** From now on the numbers that clinicians have now must not come either, whatever they get later. */
  async keepsSecret(demo) {
    for (const number of await clinicians(demo)) this.#secrets.add(number);
  }

  /** In nothing that came stands a phone number that a clinician had or has, in whatever spelling. */
  async carriedNoNumberOf(demo) {
    assert.ok(this.came.length > 0, "something came");
    await this.keepsSecret(demo);
    const secrets = [...this.#secrets];
    assert.ok(secrets.length > 2, "the sample's clinicians have phones");
    for (const { path, body } of this.came) {
      for (const text of spellings(body)) {
        for (const secret of secrets) assert.ok(!text.includes(secret), `${path} holds a clinician's number`);
      }
    }
  }

  // The console answers to its own name only, and what is packed could not be searched.
  #pass(asked, answer) {
    const headers = { ...asked.headers, host: this.#far.host, "accept-encoding": "identity" };
    if (headers.origin) headers.origin = this.#far.origin;
    const passed = http.request({ host: this.#far.hostname, port: this.#far.port, path: asked.url, method: asked.method, headers });
    passed.on("response", (got) => {
      const chunks = [];
      got.on("data", (chunk) => chunks.push(chunk));
      got.on("end", () => this.came.push({ path: `${asked.method} ${asked.url}`, body: headersOf(got) + Buffer.concat(chunks).toString("utf8") }));
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  }
}

function headersOf({ rawHeaders }) {
  return `${rawHeaders.join("\n")}\n`;
}

/** Every number under `phone` or `next_phone`, without the country's code: so it stands in each spelling. */
async function clinicians(demo) {
  const answer = await fetch(new URL("/api/configuration", demo.url));
  const { files } = await answer.json();
  const practice = files.find(({ name }) => name === "practice.toml").text;
  const lines = practice.match(/^\s*(next_)?phone\s*=.*$/gm).join("\n");
  return [...lines.matchAll(/\+44(\d+)/g)].map(([, digits]) => digits);
}

// With and without tags between the digits.
function spellings(body) {
  const digits = (text) => text.replace(/&(nbsp|#160|#xa0);|%20|[\s()./+\u00a0\u2010-\u2015\u202f-]/gi, "");
  return [digits(body), digits(body.replace(/<[^>]*>/g, ""))];
}
