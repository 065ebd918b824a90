// Records what Chromium draws, frame by frame, with a pointer that shows where is clicked.

import { writeFile } from "node:fs/promises";

/** A frame that stands longer than this is cut short: nobody watches a still. Seconds. */
const LONGEST = 2.5;

export class Film {
  #frames = [];
  #written = [];

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

  /** Moves the pointer there, and clicks. */
  async clicks(target) {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 12 });
    await target.click();
  }

  /** Stops; gives the list of frames for ffmpeg's concat demuxer. */
  async ends() {
    await this.devtools.send("Page.stopScreencast");
    await Promise.all(this.#written);
    const lines = this.#frames.map(({ name, at }, index) => {
      const next = this.#frames[index + 1]?.at ?? at + 1;
      return `file '${name}'\nduration ${Math.min(next - at, LONGEST).toFixed(3)}`;
    });
    // The demuxer ignores the last duration unless the frame comes once more.
    return `ffconcat version 1.0\n${lines.join("\n")}\nfile '${this.#frames.at(-1).name}'\n`;
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
  const look = { position: "fixed", zIndex: 9999, width: "22px", height: "22px", margin: "-11px 0 0 -11px", borderRadius: "50%", background: "rgb(255 170 0 / 55%)", border: "2px solid rgb(30 30 60 / 80%)", pointerEvents: "none", left: "50%", top: "60%" };
  Object.assign(dot.style, look);
  dot.ariaHidden = "true";
  document.body.append(dot);
  addEventListener("mousemove", (event) => Object.assign(dot.style, { left: `${event.clientX}px`, top: `${event.clientY}px` }), true);
  addEventListener("mousedown", () => (dot.style.transform = "scale(1.6)"), true);
  addEventListener("mouseup", () => setTimeout(() => (dot.style.transform = "none"), 150), true);
}
