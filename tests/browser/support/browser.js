// Launches Chromium with a fresh profile, quiet and without asking any other host for anything.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

const USUAL = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--mute-audio",
  "--use-fake-device-for-media-stream",
  "--force-color-profile=srgb",
];

/** A browser without windows; `CHROMIUM` says which. */
export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? USUAL.find((path) => existsSync(path));
  if (!executablePath) throw new Error("install Chromium (apt-get install chromium), or say where it is: CHROMIUM=/path/to/chromium");
  return chromium.launch({ executablePath, args: FLAGS });
}
