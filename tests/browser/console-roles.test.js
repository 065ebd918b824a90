// The console as a clinician and an auditor meet it: what each comes to from link to link, and what each can press.

import assert from "node:assert/strict";

import { violations } from "./support/axe.js";
import { FarPhone, isTurnedAway, lineOf, ringsThrough } from "./support/console.js";
import { everyPage } from "./support/console-crawl.js";
import { consoleStory } from "./support/console-story.js";
import { aDayPasses, leavesMessage } from "./support/console-tour.js";
import { eventually } from "./support/eventually.js";
import { LINDQVIST, MOREAU, OKAFOR, ROSA, TOM } from "./support/people.js";

const PASSWORD = "four words and more";
const WIDE = 1280;
const NARROW = 360;

/** Where the forms of every account lead, whatever it may do. */
const ANYBODYS = ["/console/leave", "/console/what-if", /^\/console\/account\//];

/** Where those of a clinician lead besides. */
const OWN = [
  /^\/console\/hours\/(of|away)\/okafor$/,
  /^\/console\/patients\/(new|[0-9a-f]+(\/(end|urgent|remove))?)$/,
  /^\/console\/clinicians\/okafor\/pin(\/call)?$/,
  /^\/console\/messages\/[0-9a-f]+\/(heard|delete)$/,
];

/** On these pages a colleague may be named: who is rung next, who covers, who is on duty. */
const NAMES_COLLEAGUES = /^\/console\/($|hours|clinicians\/okafor$|what-if|journal\/[0-9a-f]+$)/;

/** The second browser's account is this one. */
async function comesIn(office, demo, another, name, ...more) {
  await demo.addsAccount(name, PASSWORD, more);
  await office.isIn();
  await eventually("the account counts", async () => {
    await office.goesTo("/console/audit");
    return (await office.page.locator(`#audit-accounts option[value="${name}"]`).count()) > 0;
  });
  const visitor = await another();
  visitor.account = { ...visitor.account, name, password: PASSWORD };
  return visitor.isIn();
}

/** A day with calls for everybody. */
async function aDayOfThePractice(demo) {
  await aDayPasses(demo);
  const [rosa, nils] = [await FarPhone.of(demo, ROSA), await FarPhone.of(demo, LINDQVIST)];
  await ringsThrough({ caller: rosa, line: await lineOf(demo, LINDQVIST), clinician: nils });
}

/** What axe finds on the page, wide and narrow; and what sticks out. */
async function looksOdd(office, path) {
  const found = [];
  for (const width of [NARROW, WIDE]) {
    await office.page.setViewportSize({ width, height: 900 });
    found.push(...(await violations(office, `${path} at ${width} pixels`)));
    const wide = await office.page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${path} is ${wide} pixels wide at ${width}`);
  }
  return found;
}

/** Forms that lead elsewhere than this account may go. */
function beyond(forms, allowed) {
  const is = (form) => allowed.some((known) => (known instanceof RegExp ? known.test(form) : known === form));
  return forms.filter((form) => !is(form));
}

consoleStory("a clinician comes to the own line alone, and to no button that is not the clinician's", async ({ office, demo, another }) => {
  await aDayOfThePractice(demo);
  const ada = await comesIn(office, demo, another, "ada", "--role", "clinician", "--clinician", "okafor");
  const lines = [await lineOf(demo, LINDQVIST), await lineOf(demo, MOREAU)].map((line) => line.slice(3));
  const [found, paths] = [[], []];
  for await (const { path, html, forms } of everyPage(ada)) {
    paths.push(path);
    const bare = html.replace(/[\s\u00a0]/g, "");
    for (const line of lines) if (bare.includes(line)) found.push(`${path} shows the line ${line}`);
    for (const name of [LINDQVIST, MOREAU]) {
      if (html.includes(name) && !NAMES_COLLEAGUES.test(path)) found.push(`${path} names ${name}`);
    }
    if (/\/(audit|history|import|add-clinician)\b|patients\.csv\?/.test(html)) found.push(`${path} leads to a page of the manager's`);
    found.push(...beyond(forms, [...ANYBODYS, ...OWN]).map((form) => `${path} has a form for ${form}`));
    found.push(...(await looksOdd(ada, path)));
  }
  assert.deepEqual(found, []);
  for (const path of ["/console/hours", "/console/hours/of/okafor", "/console/patients", "/console/clinicians/okafor", "/console/journal/charts", "/console/account/codes"]) {
    assert.ok(paths.includes(path), `${path} is found by following links`);
  }
});

consoleStory("what is a colleague's is not there for a clinician who types its address", { refuses: [403, 404] }, async ({ office, demo, another }) => {
  await aDayOfThePractice(demo);
  const ada = await comesIn(office, demo, another, "ada", "--role", "clinician", "--clinician", "okafor");
  await office.goesTo("/console/journal?kind=calls&clinician=lindqvist");
  const call = await office.main.locator("table a[href*='/journal/']").first().getAttribute("href");
  await office.goesTo("/console/patients?clinician=lindqvist");
  const patient = await office.main.locator("table a").first().getAttribute("href");
  const addresses = [call, patient, "/console/hours/of/lindqvist", "/console/hours/away/moreau", "/console/hours/rota/0", "/console/clinicians/lindqvist", "/console/clinicians/moreau/card", "/console/history", "/console/audit", "/console/add-clinician", "/console/patients/import"];
  for (const address of addresses) {
    const answer = await ada.goesTo(address);
    assert.ok([403, 404].includes(answer.status()), `${address} answers ${answer.status()}`);
    const html = await ada.page.content();
    for (const name of [LINDQVIST, MOREAU]) assert.ok(!html.includes(name), `${address} names ${name}`);
    await ada.main.getByRole("link", { name: "Now" }).or(ada.page.getByRole("link", { name: "Now" })).first().waitFor();
  }
  for (const filter of ["/console/journal?clinician=lindqvist", "/console/patients?clinician=lindqvist", "/console/journal/charts?clinician=lindqvist"]) {
    await ada.goesTo(filter);
    const html = await ada.main.innerHTML();
    for (const name of [LINDQVIST, MOREAU]) assert.ok(!html.includes(name), `${filter} names ${name}`);
  }
});

consoleStory("a clinician hears a message, changes the own hours, and the next caller leaves another one", async ({ office, demo, another }) => {
  await aDayPasses(demo);
  const [tom, rosa, phone, line] = [await FarPhone.of(demo, TOM), await FarPhone.of(demo, ROSA), await FarPhone.of(demo, OKAFOR), await lineOf(demo, OKAFOR)];
  const ada = await comesIn(office, demo, another, "ada", "--role", "clinician", "--clinician", "okafor");
  assert.deepEqual(await ada.main.locator("tr[data-clinician]").evaluateAll((rows) => rows.map((row) => row.dataset.clinician)), ["okafor"]);

  await ada.main.getByRole("link", { name: /^1, New messages/ }).click();
  await ada.reads("Journal");
  const row = ada.main.getByRole("row", { name: new RegExp(TOM) });
  const player = row.locator("audio");
  await player.evaluate((audio) => audio.play());
  await eventually("the message is heard", () => player.evaluate(({ currentTime }) => currentTime > 0));
  await row.getByRole("button", { name: /^Mark as heard/ }).click();
  await ada.sees("Nothing fits these filters.");
  await ada.goesTo("/console/journal?kind=messages");
  await row.getByText(/^Heard .* by Dr Ada Okafor/).first().waitFor();
  await office.goesTo("/console/audit?what=heard-message");
  await office.main.getByRole("row", { name: /ada.*Heard a message/ }).first().waitFor();

  await ringsThrough({ caller: rosa, line, clinician: phone });
  await ada.opensHoursOf(OKAFOR);
  await ada.hoursRow(1).getByLabel("From").fill("11:00");
  await ada.presses("Preview the change");
  await ada.saves();
  await isTurnedAway({ caller: rosa, line, clinician: phone, words: /cannot take calls/ });
  const rung = await phone.rung();
  await leavesMessage(demo, tom, line);
  assert.equal(await phone.rung(), rung, "no phone rings");
  await ada.opens("Now");
  await ada.main.getByRole("link", { name: /^1, New messages/ }).click();
  await ada.main.getByRole("row", { name: new RegExp(TOM) }).locator("audio").waitFor();
});

consoleStory("an auditor reads every page, and can change and hear nothing", { refuses: [403, 404] }, async ({ office, demo, another }) => {
  await aDayOfThePractice(demo);
  const inspector = await comesIn(office, demo, another, "inspector", "--role", "auditor");
  const [found, paths] = [[], []];
  for await (const { path, html, forms } of everyPage(inspector)) {
    paths.push(path);
    found.push(...beyond(forms, ANYBODYS).map((form) => `${path} has a form for ${form}`));
    if (/<audio/.test(html)) found.push(`${path} has a player`);
    found.push(...(await looksOdd(inspector, path)));
  }
  assert.deepEqual(found, []);
  for (const path of ["/console/hours", "/console/patients", "/console/clinicians/lindqvist", "/console/journal/charts", "/console/history", "/console/audit"]) {
    assert.ok(paths.includes(path), `${path} is found by following links`);
  }
  await inspector.goesTo("/console/audit");
  await inspector.main.getByRole("row", { name: /inspector.*Signed in/ }).first().waitFor();

  await office.goesTo("/console/journal?kind=messages");
  const message = await office.main.locator("audio").first().getAttribute("src");
  const status = await inspector.page.evaluate(async (message) => (await fetch(message)).status, message);
  assert.ok([403, 404].includes(status), `a message answers ${status}`);
});
