// The page itself: light, alone, strict about what runs in it, and live through interruptions.

import assert from "node:assert/strict";

import { eventually } from "./support/eventually.js";
import { OKAFOR, TOM } from "./support/people.js";
import { isLive } from "./support/stage.js";
import { story } from "./support/story.js";

/** Bytes that may travel before the page is drawn. */
const WEIGHT = 100 * 1024;

story("all that comes before the first picture of the page is below 100 KiB", async ({ watched, demo }) => {
  const { origin } = new URL(demo.url);
  const snapshot = watched.responses.findIndex((response) => response.url() === `${origin}/api/state`);
  assert.ok(snapshot > 0, "the page asks for the snapshot after its own files");
  const files = watched.responses.slice(0, snapshot + 1);
  const sizes = await Promise.all(files.map(async (response) => (await response.request().sizes()).responseBodySize));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total > 0 && total < WEIGHT, `${total} bytes in ${files.length} files`);
});

story("the page's policy allows nothing but its own files", async ({ watched }) => {
  const policy = (await watched.responses[0].allHeaders())["content-security-policy"] ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
});

story("what the practice calls things is followed, and the focus stays", async ({ page, phones, keyboard, demo }) => {
  const tom = phones.of(TOM);
  await tom.inHand();
  const { files } = await (await fetch(new URL("/api/configuration", demo.url))).json();
  const { text } = files.find(({ name }) => name === "practice.toml");
  await keyboard.reaches(tom.contact(OKAFOR));
  const renamed = text.replace(OKAFOR, "Dr Ada Lovelace").replace(/^(name\s*=\s*)"[^"]*"/m, '$1"Quay Surgery"');
  await fetch(new URL("/api/configuration/practice.toml", demo.url), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: renamed }),
  });
  await page.getByRole("banner").getByText("Quay Surgery").waitFor();
  await phones.of("Dr Ada Lovelace").inRoster.waitFor();
  await keyboard.comesTo(tom.contact("Dr Ada Lovelace"));
});

const ON_A_TRAIN = { cable: true, refuses: ["net::ERR_"] };

story("a page that was cut off catches up with what it missed", ON_A_TRAIN, async ({ cable, page, phones, demo }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.inHand();
  const { people, lines } = await demo.state();
  const { number } = people.find(({ name }) => name === TOM);
  const front = lines.find(({ name }) => name.includes("Okafor")).number;
  await cable.pull();
  await page.locator("#live").filter({ hasText: /reconnecting/i }).waitFor();
  await demo.command(`/api/phones/${encodeURIComponent(number)}/dial`, { to: front });
  await eventually("it rings meanwhile", async () => (await ada.entries()).length > 0);
  await cable.plug();
  await isLive(page);
  await ada.rings();
  await ada.answers();
  await ada.presses("1");
  await tom.isInCall();
});

story("a page that is opened in mid-call shows the call", async ({ page, phones }) => {
  const [tom, ada] = [phones.of(TOM), phones.of(OKAFOR)];
  await tom.calls(OKAFOR);
  await ada.rings();
  await page.reload();
  await isLive(page);
  await ada.rings();
  await ada.answers();
  await ada.hears(/Press 1/);
});
