// A cable between the page and the demo that can be pulled: the page's connections break, as on a train in a tunnel.

import { once } from "node:events";
import http from "node:http";

/** Opens one to the demo at this address; the page is then opened at the cable's `url`. */
export async function openCable(url) {
  const far = new URL(url);
  const cable = new Cable(http.createServer((asked, answer) => forward(far, asked, answer)));
  await cable.plug();
  return cable;
}

class Cable {
  url = "";
  #server;
  #sockets = new Set();

  constructor(server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /** Whoever is connected is cut off, and nobody can connect. */
  async pull() {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** From now on all is passed on, at the same address as before. */
  async plug() {
    const listening = once(this.#server, "listening");
    this.#server.listen(this.url ? Number(new URL(this.url).port) : 0, "127.0.0.1");
    await listening;
    this.url = `http://127.0.0.1:${this.#server.address().port}/`;
  }
}

// The demo answers to its own name only, so that is what it is told.
function forward(far, asked, answer) {
  const headers = { ...asked.headers, host: far.host };
  if (headers.origin) headers.origin = far.origin;
  const passed = http.request({ host: far.hostname, port: far.port, path: asked.url, method: asked.method, headers }, (got) => {
    answer.writeHead(got.statusCode, got.headers);
    got.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  answer.on("close", () => passed.destroy());
  asked.pipe(passed);
}
