// Records what Chromium draws, frame by frame, with a pointer that shows where is clicked.

import { writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** Seconds: on a slow machine everything takes longer, so the film is then played faster. */
const LONGEST = 19;
/** Milliseconds between two places of the moving pointer, and how many there are. */
const PACE = 18;
const PLACES = 14;

export class Film {
  #frames = [];
  #written = [];
  /** Stretches of time that are left out: pairs of seconds. */
  #cuts = [];
  #pointer = { x: 720, y: 600 };

  /** A film of this page; its frames go to the folder. */
  static async of(page, folder) {
    const film = new Film();
    film.page = page;
    film.folder = folder;
    film.devtools = await page.context().newCDPSession(page);
    film.devtools.on("Page.screencastFrame", (frame) => film.#take(frame));
    await page.evaluate(pointer);
    return film;
  }

  async rolls() {
    await this.devtools.send("Page.startScreencast", { format: "png", everyNthFrame: 1 });
  }

  /** Moves the pointer there as a hand does, and clicks. */
  async clicks(target) {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    const from = this.#pointer;
    const to = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    for (let place = 1; place <= PLACES; place++) {
      const share = 1 - (1 - place / PLACES) ** 2;
      await this.page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
      await pause(PACE);
    }
    this.#pointer = to;
    await target.click();
  }

  /** Does something whose time is left out of the film. */
  async skips(act) {
    const from = Date.now() / 1000;
    await act();
    this.#cuts.push([from, Date.now() / 1000]);
  }

  /** Stops; gives the list of frames for ffmpeg's concat demuxer. */
  async ends() {
    await this.devtools.send("Page.stopScreencast");
    const end = Date.now() / 1000;
    await Promise.all(this.#written);
    const seen = this.#frames.map(({ at }, index) => {
      const next = this.#frames[index + 1]?.at ?? end;
      return Math.max(0.001, next - at - this.#cutBetween(at, next));
    });
    const pace = Math.min(1, LONGEST / seen.reduce((sum, seconds) => sum + seconds, 0));
    const lines = this.#frames.map(({ name }, index) => `file '${name}'\nduration ${(seen[index] * pace).toFixed(4)}`);
    // The demuxer ignores the last duration unless the frame comes once more.
    return `ffconcat version 1.0\n${lines.join("\n")}\nfile '${this.#frames.at(-1).name}'\n`;
  }

  #cutBetween(from, to) {
    return this.#cuts.reduce((sum, cut) => sum + Math.max(0, Math.min(to, cut[1]) - Math.max(from, cut[0])), 0);
  }

  #take({ data, metadata, sessionId }) {
    const name = `${String(this.#frames.length).padStart(5, "0")}.png`;
    this.#frames.push({ name, at: metadata.timestamp });
    this.#written.push(writeFile(`${this.folder}/${name}`, data, "base64"));
    this.devtools.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
  }
}

/** Runs in the page: a dot that follows the mouse and swells when it is pressed. */
function pointer() {
  const dot = document.createElement("div");
  const place = { position: "fixed", zIndex: 9999, pointerEvents: "none", left: "720px", top: "600px" };
  const shape = { width: "22px", height: "22px", margin: "-11px 0 0 -11px", borderRadius: "50%" };
  const colour = { background: "rgb(255 170 0 / 55%)", border: "2px solid rgb(30 30 60 / 80%)" };
  Object.assign(dot.style, place, shape, colour);
  dot.ariaHidden = "true";
  document.body.append(dot);
  addEventListener("mousemove", (event) => Object.assign(dot.style, { left: `${event.clientX}px`, top: `${event.clientY}px` }), true);
  addEventListener("mousedown", () => (dot.style.transform = "scale(1.6)"), true);
  addEventListener("mouseup", () => setTimeout(() => (dot.style.transform = "none"), 150), true);
}
