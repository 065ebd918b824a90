// Starts the demo as its users do, and reads from its own line where the page is.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { eventually } from "./eventually.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BINARY = process.env.NIGHTBELL_BIN ?? `${ROOT}target/debug/nightbell`;

/** Demos that run: none outlives the tests, however these end. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Starts `nightbell demo` on a free port; `page` is a folder with the page's files instead of those built in. */
export async function openDemo({ page = process.env.NIGHTBELL_PAGE } = {}) {
  const args = ["demo", "--listen", "127.0.0.1:0", ...(page ? ["--page", page] : [])];
  const room = await mkdtemp(join(tmpdir(), "nightbell-test-"));
  const child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TMPDIR: room } });
  running.add(child);
  child.on("close", () => running.delete(child));
  const demo = new Demo(child, room);
  try {
    demo.url = await eventually("the demo prints its address", () => demo.address());
  } catch (error) {
    await demo.close();
    throw new Error(`${error.message}\n${BINARY} ${args.join(" ")}\n${demo.printed}`);
  }
  return demo;
}

/** A running demo. */
class Demo {
  printed = "";
  url = "";
  #child;
  #room;
  #gone;
  #over = false;

  constructor(child, room) {
    this.#child = child;
    this.#room = room;
    this.#gone = once(child, "close").catch((error) => {
      this.printed += error.message;
    });
    this.#gone.then(() => {
      this.#over = true;
    });
    for (const pipe of [child.stdout, child.stderr]) {
      pipe.setEncoding("utf8").on("data", (text) => {
        this.printed += text;
      });
    }
  }

  /** The address in the line that says where to look, as soon as it is there. */
  address() {
    if (this.#over) throw new Error("the demo ended before it began");
    return /^Open (http:\/\/\S+) in a browser/m.exec(this.printed)?.[1];
  }

  /** What the server knows, as the page gets it. */
  async state() {
    const answer = await fetch(new URL("/api/state", this.url));
    return answer.json();
  }

  /** Does by request what a click does, for what happens while the page is not looking. */
  async command(path, body = {}) {
    const answer = await fetch(new URL(path, this.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }

  /** Adds an account of the console, as whoever looks after the server does; `more` is what else the command is told. */
  async addsAccount(name, password, more) {
    const [folder] = await readdir(this.#room);
    const command = spawn(BINARY, ["user", "add", name, "--config", join(this.#room, folder, "config"), ...more], { stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    for (const pipe of [command.stdout, command.stderr]) pipe.setEncoding("utf8").on("data", (text) => (said += text));
    command.stdin.end(`${password}\n`);
    const [code] = await once(command, "close");
    if (code !== 0) throw new Error(`no account ${name}: ${said}`);
  }

  /** Saves a file of the configuration, as another page does. */
  async saves(name, text) {
    const answer = await fetch(new URL(`/api/configuration/${name}`, this.url), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
    if (!answer.ok) throw new Error(`${name} is not saved: ${answer.status} ${await answer.text()}`);
  }

  /** Ends it, as Ctrl-C does. */
  async close() {
    this.#child.kill("SIGINT");
    const stubborn = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await this.#gone;
    clearTimeout(stubborn);
    await rm(this.#room, { recursive: true, force: true });
  }
}
