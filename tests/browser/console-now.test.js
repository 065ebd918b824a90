// The first page of the console and the way to it: its language, how it stays up to date, and where its counts lead.

import assert from "node:assert/strict";

import { FarPhone, lineOf, ringsThrough } from "./support/console.js";
import { consoleStory } from "./support/console-story.js";
import { eventually } from "./support/eventually.js";
import { OKAFOR, ROSA } from "./support/people.js";

consoleStory("the language is chosen before signing in, and the next sign-in page remembers it", async ({ office }) => {
  const language = () => office.page.locator("html").getAttribute("lang");
  await office.goesTo("/console/hours");
  assert.equal(await language(), "en");
  await office.follows("Français");
  await office.reads("Connexion");
  assert.equal(await language(), "fr");
  await office.fills("Compte", office.account.name);
  await office.fills("Mot de passe", office.account.password);
  await office.presses("Se connecter");
  await office.reads("Horaires");
  await office.page.getByRole("button", { name: "Se déconnecter" }).click();
  await office.reads("Connexion");
  await office.goesTo("/console/");
  await office.reads("Connexion");
  await office.follows("English");
  await office.reads("Sign in");
  assert.equal(await language(), "en");
});

consoleStory("the first page shows a call without being asked, and says with each look that nobody is there", async ({ office, demo }) => {
  await office.page.clock.install();
  await office.isIn();
  const calls = office.main.locator("tr[data-clinician=okafor]").getByRole("link", { name: /Calls today/ });
  assert.equal(await calls.count(), 0, "nobody has called yet");
  await ringsThrough({ caller: await FarPhone.of(demo, ROSA), line: await lineOf(demo, OKAFOR), clinician: await FarPhone.of(demo, OKAFOR) });
  const asked = office.page.waitForRequest((request) => request.headers()["x-by-itself"] === "1");
  await office.page.clock.fastForward(16_000);
  assert.equal(new URL((await asked).url()).pathname, "/console/");
  await calls.filter({ hasText: "1" }).waitFor();
  await calls.click();
  await office.reads("Journal");
  await office.main.getByRole("row", { name: new RegExp(ROSA) }).waitFor();
});

consoleStory("a first page that is left open until the session ends says that it is old", { refuses: ["Failed to load", "fetch"] }, async ({ office }) => {
  await office.page.clock.install();
  await office.isIn();
  const old = office.main.getByText("This page shows how things were");
  await office.context.clearCookies();
  assert.equal(await old.isVisible(), false);
  await eventually("it says so", async () => {
    await office.page.clock.fastForward(35_000);
    return old.isVisible();
  });
  await office.follows("Refresh");
  await office.reads("Sign in");
});

consoleStory("a gap that comes again and again is one line, and leads to the hours", async ({ office, demo }) => {
  const { files } = await (await fetch(new URL("/api/configuration", demo.url))).json();
  const good = files.find(({ name }) => name === "practice.toml").text;
  await office.isIn();
  await demo.saves("practice.toml", good.replace('{ hours = "24/7", clinician = "lindqvist" }', '{ hours = "Mo-Fr 09:00-12:30,14:00-24:00", clinician = "lindqvist" }'));
  const line = office.main.getByText(/^Urgent callers of .* reach nobody \d+ times in the next two weeks, first /);
  await eventually("the gaps are told", async () => {
    await office.goesTo("/console/");
    return (await line.count()) > 0;
  });
  const whose = (await line.allTextContents()).map((text) => text.split(" reach ")[0]);
  assert.equal(new Set(whose).size, whose.length, "one reason, one line for whom it concerns");
  await office.sees("No shift of the rota runs then.");
  await office.follows(/^Hours$/);
  await office.reads("Hours");
  const gaps = office.main.locator(".coming tr.gap");
  assert.equal(await gaps.count(), whose.length, "the list has it once as well");
  await gaps.getByText(/and \d+ more times/).first().waitFor();
});
