// Every page of the console: what a machine can find out about accessibility, in each language and look; width; keyboard.

import assert from "node:assert/strict";

import { violations } from "./support/axe.js";
import { consoleStory } from "./support/console-story.js";
import { aDayPasses, tour } from "./support/console-tour.js";
import { Keyboard } from "./support/keyboard.js";

const [WIDE, NARROW, NARROWEST] = [1280, 390, 320];

/** In another language the words are other, and longer: what follows from colours alone need not be asked again. */
const LOOKS = {
  "en-GB": [{ scheme: "light", width: WIDE }, { scheme: "light", width: NARROW }, { scheme: "dark", width: WIDE }, { scheme: "dark", width: NARROW }],
  "fr-FR": [{ scheme: "light", width: NARROW }, { scheme: "dark", width: WIDE }],
};

/** Answers that a walk through every page provokes on purpose. */
const PROVOKED = { refuses: ["status of 4"] };

for (const locale of ["en-GB", "fr-FR"]) {
  consoleStory(`axe finds nothing on any page (${locale})`, { ...PROVOKED, locale }, async ({ office, demo }) => {
    await aDayPasses(demo);
    const found = [];
    for await (const name of tour(office, demo)) {
      assert.equal(await office.page.locator("html").getAttribute("lang"), locale.slice(0, 2), name);
      assert.equal(await office.heading.count(), 1, `${name} has one heading of its own`);
      for (const look of LOOKS[locale]) {
        await looks(office, look);
        found.push(...(await violations(office, `${name}, ${look.scheme}, ${look.width} pixels`)));
      }
      await looks(office, { scheme: "light", width: WIDE });
    }
    assert.equal(found.length, 0, `axe found:\n${found.join("\n")}`);
  });

  consoleStory(`nothing has to be scrolled sideways on any page (${locale})`, { ...PROVOKED, locale }, async ({ office, demo }) => {
    await aDayPasses(demo);
    const found = [];
    for await (const name of tour(office, demo)) {
      for (const width of [NARROWEST, NARROW, 768]) {
        await looks(office, { width });
        found.push(...(await tooWide(office, `${name} at ${width} pixels`)));
      }
      await looks(office, { width: WIDE });
    }
    assert.deepEqual(found, []);
  });
}

consoleStory("with the keyboard alone every control of every page is reached, and one sees where one is", PROVOKED, async ({ office, demo }) => {
  await aDayPasses(demo);
  const keyboard = new Keyboard(office.page);
  const found = [];
  for await (const name of tour(office, demo)) {
    const missed = await walks(office, keyboard, name);
    if (missed.length > 0) found.push(`${name}: ${missed.join("; ")}`);
  }
  assert.deepEqual(found, []);
});

async function looks(office, { scheme, width }) {
  if (scheme) await office.page.emulateMedia({ colorScheme: scheme });
  await office.page.setViewportSize({ width, height: 900 });
}

/** What sticks out, unless it lies in a box of its own that scrolls. */
async function tooWide({ page }, state) {
  const { wide, seen, culprits } = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth;
    const beyond = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > seen + 1);
    return { wide: document.documentElement.scrollWidth, seen, culprits: beyond.slice(0, 4).map((one) => one.outerHTML.slice(0, 120)) };
  });
  return wide > seen ? [`${state}: ${wide} pixels in ${seen}: ${culprits.join(" | ")}`] : [];
}

/** Presses Tab until it comes round, and gives what was left out. */
async function walks({ page }, keyboard, name) {
  await page.evaluate(() => {
    document.querySelectorAll("[data-stop]").forEach((one) => one.removeAttribute("data-stop"));
    // From here on Tab begins at the top.
    const top = document.body.insertBefore(document.createElement("span"), document.body.firstChild);
    top.tabIndex = -1;
    top.focus();
    top.remove();
    // A group of radio buttons is one stop, of which the arrows choose.
    const tabbable = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio, [tabindex]";
    const waits = [...document.querySelectorAll(tabbable)].filter((one) => {
      if (one.tabIndex < 0 || one.disabled || !one.checkVisibility()) return false;
      return !(one.type === "radio" && !one.checked && document.querySelector(`input[type=radio][name="${one.name}"]:checked`));
    });
    waits.forEach((one) => one.setAttribute("data-waits", ""));
  });
  for (let press = 0; press < 400; press++) {
    await keyboard.presses("Tab");
    const on = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return "nothing";
      const again = focused.dataset.stop !== undefined;
      focused.dataset.stop = "";
      focused.removeAttribute("data-waits");
      return again ? "again" : "new";
    });
    if (on === "nothing") break;
    if (on === "again") continue;
    await keyboard.showsFocus().catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
  }
  return page.evaluate(() => [...document.querySelectorAll("[data-waits]")].map((one) => one.outerHTML.slice(0, 120)));
}
