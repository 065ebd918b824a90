// A walk through every page of the console, in whatever language: it goes by addresses and by the names of fields.

import { FarPhone, STRANGER, lineOf } from "./console.js";
import { eventually } from "./eventually.js";
import { OKAFOR, ROSA, TOM } from "./people.js";

/** Steps after which something awaited is not going to come. */
const STEPS = 40;

const SPREADSHEET = [
  "phone;name;clinician;until;urgent",
  "07700 900971;Zoé Lefèvre;okafor;31/12/2099;yes",
  "7700900972;Jürgen Groß;moreau;;",
  "07700 900457;Rosa Diaz;okafor;31/12/2099;yes",
  "12;Nobody;okafor;;",
  "07700 900973;Somebody;nobody;31.02.2027;perhaps",
].join("\r\n");

/** What a day brings: a message of the night, a call that is answered, a stranger's, a text. Ends on a working morning. */
export async function aDayPasses(demo) {
  const line = await lineOf(demo, OKAFOR);
  const [tom, rosa, ada] = [await FarPhone.of(demo, TOM), await FarPhone.of(demo, ROSA), await FarPhone.of(demo, OKAFOR)];

  await ringsAndIsAnswered(demo, rosa, ada, line);
  await demo.command("/api/clock", { moment: "tonight" });
  await leavesMessage(demo, tom, line);
  await rosa.does("text", { to: line, body: "May I stop the tablets?", picture: null });
  await demo.command("/api/clock", { moment: "hours" });
  const stranger = new FarPhone(demo, STRANGER);
  await stranger.calls(line);
  await stranger.hears(/./);
  await stranger.hangsUp();
  await ringsAndIsAnswered(demo, tom, ada, line);
}

/** Calls while nobody takes calls, leaves a message, and hangs up; the message is here when it is done. */
export async function leavesMessage(demo, caller, line) {
  const since = async () => (await caller.transcript()).slice(caller.from);
  const kept = async () => (await demo.state()).messages.filter(({ state, there }) => state === "kept" && !there).length;
  const before = await kept();
  await caller.calls(line);
  await skipsUntil(demo, async () => (await since()).some(({ what }) => what.kind === "says" && /press 2/.test(what.text)));
  await caller.does("press", { keys: "2" });
  await skipsUntil(demo, async () => (await since()).some(({ what }) => what.kind === "beep"));
  await caller.does("speak", { seconds: 5 });
  await caller.hangsUp();
  await skipsUntil(demo, async () => (await kept()) > before);
}

async function ringsAndIsAnswered(demo, caller, clinician, line) {
  const before = await clinician.rung();
  await caller.calls(line);
  await eventually("it rings", async () => (await clinician.rung()) > before);
  await clinician.does("answer");
  const asked = async () => (await clinician.transcript()).findLast(({ what }) => what.kind === "says" && /Press 1/.test(what.text));
  await eventually("a key is asked for", asked);
  await clinician.does("press", { keys: "1" });
  await eventually("they talk", async () => (await caller.transcript()).slice(caller.from).some(({ what }) => what.kind === "connected"));
  await caller.hangsUp();
  await eventually("all is at rest", async () => {
    const { clock, webhooks } = await demo.state();
    return !clock.busy && webhooks.every((webhook) => webhook.done);
  });
}

// First whether it is so, then whether anything is under way: what happens in between must not be skipped.
async function skipsUntil(demo, isSo) {
  for (let step = 0; step < STEPS; step++) {
    let done = false;
    const rests = async () => {
      done = await isSo();
      const { clock, webhooks } = await demo.state();
      return done || (!clock.busy && webhooks.every((webhook) => webhook.done) && clock.next_due > clock.at);
    };
    await eventually("something waits", rests);
    if (done) return;
    await demo.command("/api/clock", { skip: true }).catch(() => {});
  }
  throw new Error("skipped ahead in vain");
}

/**
 * Goes from page to page and gives the name of each once it is there. The first two are those of somebody who is not
 * signed in. What it changes it leaves changed.
 */
export async function* tour(office, demo) {
  yield* theWayIn(office);
  yield* now(office, demo);
  yield* hours(office, demo);
  yield* patients(office);
  yield* theSpreadsheet(office);
  yield* clinicians(office);
  yield* whatIf(office, demo);
  yield* changes(office);
  yield* history(office);
  yield* journal(office);
  yield* theRest(office);
  yield* whatThereIsNot(office);
}

async function* theWayIn(office) {
  await office.goesTo("/console/");
  yield "sign-in";
  await signsIn(office, "not this one at all");
  yield "sign-in-refused";
  await signsIn(office, office.account.password);
  await office.page.waitForURL("**/console/");
}

async function signsIn(office, password) {
  await office.main.locator("[name=name]").fill(office.account.name);
  await office.main.locator("[name=password]").fill(password);
  await sends(office, "form");
}

async function* now(office, demo) {
  await office.goesTo("/console/");
  yield "now";
  const good = await practice(demo);
  await demo.saves("practice.toml", good.replace(/^hours\s*=.*$/m, 'hours = "Mo-Fr 25:00-26:00"'));
  await eventually("the mistake is known", async () => (await demo.state()).configuration.refused);
  await office.goesTo("/console/");
  yield "now-wrong";
  await demo.saves("practice.toml", good);
  await eventually("the mistake is gone", async () => !(await demo.state()).configuration.refused);
}

async function* hours(office, demo) {
  for (const [name, path] of [["hours", ""], ["hours-christmas", "?week=2026-W53"], ["hours-clocks", "?week=2027-W12"]]) {
    await office.goesTo(`/console/hours${path}`);
    yield name;
  }
  const good = await practice(demo);
  await demo.saves("practice.toml", good.replace(/^.*hours = "24\/7".*$/m, ""));
  await eventually("the gap is in force", async () => {
    await office.goesTo("/console/hours");
    return office.main.locator(".notice.bad").first().isVisible();
  });
  yield "hours-gap";
  await office.goesTo("/console/");
  yield "now-gap";
  await demo.saves("practice.toml", good);
  await office.goesTo("/console/hours/of/okafor");
  yield "hours-form";
  await office.main.locator("[name=kind][value=notation]").check();
  yield "hours-notation";
  await office.main.locator("[name=kind][value=rows]").check();
  await office.main.locator("[name=r0-from]").fill("25:00");
  await sends(office, "form", "[value=save]");
  yield "hours-mistake";
  for (const [name, path] of [["hours-practice", "practice"], ["hours-rota", "rota/0"], ["hours-away", "away/okafor"]]) {
    await office.goesTo(`/console/hours/${path}`);
    yield name;
  }
}

async function* patients(office) {
  await office.goesTo("/console/patients");
  yield "patients";
  await office.goesTo("/console/patients?q=zzzz");
  yield "patients-none";
  await office.goesTo("/console/patients");
  await office.main.locator("table a").filter({ hasText: ROSA }).first().click();
  await office.main.locator("#end-on").waitFor();
  const one = new URL(office.page.url()).pathname;
  yield "patient";
  await office.goesTo(`${one}/card`);
  yield "patient-card";
  await office.goesTo("/console/patients/new");
  yield "patient-new";
  await office.main.locator("[name=name]").fill("Nora Haddad");
  await office.main.locator("[name=phones]").fill("12");
  await office.main.locator("[name=clinician]").selectOption("okafor");
  await office.main.locator("[name=until]").fill("2020-01-01");
  await office.main.locator("[name=from]").fill("2021-01-01");
  await office.main.locator("form:has([name=phones]) button[type=submit]:not([name=do]):not(.unseen)").first().click();
  await office.alert.first().waitFor();
  yield "patient-mistakes";
}

async function* theSpreadsheet(office) {
  await office.goesTo("/console/patients/import");
  yield "import";
  const buffer = Buffer.from(`\ufeff${SPREADSHEET}`, "utf8");
  await office.main.locator("[name=file]").setInputFiles({ name: "patients.csv", mimeType: "text/csv", buffer });
  await sends(office, "form:has([name=file])");
  yield "import-refused";
  for (const list of ["added", "changed"]) {
    await office.main.locator(`a[href$="list=${list}"]`).click();
    yield `import-${list}`;
  }
  const other = Buffer.from("Wer;Was\r\nAnna;12\r\n", "utf8");
  await office.goesTo("/console/patients/import");
  await office.main.locator("[name=file]").setInputFiles({ name: "other.csv", mimeType: "text/csv", buffer: other });
  await sends(office, "form:has([name=file])");
  yield "import-columns";
}

async function* clinicians(office) {
  await office.goesTo("/console/clinicians");
  yield "clinicians";
  await office.goesTo("/console/clinicians/okafor");
  yield "clinician";
  await office.goesTo("/console/clinicians/moreau/remove");
  yield "clinician-remove";
  await office.goesTo("/console/add-clinician");
  yield "clinician-new";
}

async function* whatIf(office, demo) {
  const { moments } = await demo.state();
  const christmas = moments.find(({ id }) => id === "christmas").at.slice(0, 10);
  await office.goesTo("/console/what-if");
  yield "what-if";
  await office.main.locator("[name=who][value=number]").check();
  await office.main.locator("[name=number]").fill("07700 900457");
  await office.main.locator("[name=line]").selectOption({ index: 1 });
  await office.main.locator("[name=date]").fill(christmas);
  await office.main.locator("[name=time]").fill("10:00");
  await sends(office, "form:has([name=line])");
  yield "what-if-answer";
  await office.main.locator("[name=who][value=number]").check();
  await office.main.locator("[name=number]").fill("12");
  await sends(office, "form:has([name=line])");
  yield "what-if-mistake";
}

async function* changes(office) {
  await changesHours(office, "11:00");
  yield "change";
  const behind = await office.context.newPage();
  await behind.goto(new URL("/console/hours/of/lindqvist", office.wire.url).href);
  await office.main.locator("form[action*='/changes/'] button[type=submit]").first().click();
  await office.page.waitForURL((url) => !url.pathname.includes("/changes/"));
  yield "change-saved";
  await behind.close();
  await office.goesTo("/console/hours/of/lindqvist");
  const other = await office.context.newPage();
  await other.goto(new URL("/console/hours/of/okafor", office.wire.url).href);
  await other.locator("[name=r0-from]").fill("10:00");
  await other.locator("form button[value=save]").first().click();
  await other.locator("form[action*='/changes/'] button[type=submit]").first().click();
  await other.waitForURL((url) => !url.pathname.includes("/changes/"));
  await other.close();
  await office.main.locator("[name=r0-from]").fill("07:00");
  await sends(office, "form", "[value=save]");
  yield "change-conflict";
  await office.goesTo("/console/hours/of/okafor");
  await sends(office, "form", "[value=save]");
  yield "change-nothing";
}

/** Another beginning of the doctor's hours, up to the preview. */
async function changesHours(office, from) {
  await office.goesTo("/console/hours/of/okafor");
  await office.main.locator("[name=r0-from]").fill(from);
  await sends(office, "form", "[value=save]");
  await office.main.locator("form[action*='/changes/']").waitFor();
}

async function* history(office) {
  await office.goesTo("/console/history");
  yield "history";
  await office.main.locator("table a").last().click();
  await office.page.waitForURL("**/history/*");
  yield "history-version";
}

async function* journal(office) {
  await office.goesTo("/console/journal");
  yield "journal";
  await office.goesTo("/console/journal?kind=messages");
  yield "messages";
  await office.main.locator("a[href*='/delete']").first().click();
  await office.page.waitForURL("**/delete*");
  yield "message-delete";
  await office.goesTo("/console/journal?kind=calls&outcome=message");
  await office.main.locator("table a[href*='/journal/']").first().click();
  await office.page.waitForURL("**/journal/*");
  yield "call";
  await office.goesTo("/console/journal/charts");
  yield "charts";
  await office.goesTo("/console/journal?outcome=heard");
  yield "journal-none";
}

async function* theRest(office) {
  for (const name of ["audit", "account", "account/codes", "account/all"]) {
    await office.goesTo(`/console/${name}`);
    yield name.replace("/", "-");
  }
}

async function* whatThereIsNot(office) {
  await office.goesTo("/console/nowhere");
  yield "not-found";
  await office.goesTo("/console/patients/new");
  await office.main.locator("[name=csrf]").evaluateAll((tokens) => tokens.forEach((token) => (token.value = "of another session")));
  await office.main.locator("[name=name]").fill("Nora Haddad");
  await office.main.locator("[name=phones]").fill("07700 900999");
  await office.main.locator("[name=clinician]").selectOption("okafor");
  await office.main.locator("form:has([name=phones]) button[type=submit]:not([name=do]):not(.unseen)").first().click();
  await office.alert.first().waitFor();
  yield "stale-form";
  await office.goesTo("/console/hours/of/okafor");
  await office.context.clearCookies();
  await sends(office, "form", "[value=save]");
  yield "session-ended";
}

/** Sends the form and waits for the answer. */
async function sends(office, form, button = "[type=submit]:not(.unseen)") {
  const answered = office.page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303);
  await office.main.locator(form).locator(`button${button}`).first().click();
  await answered;
  await office.page.waitForLoadState("load");
}

async function practice(demo) {
  const { files } = await (await fetch(new URL("/api/configuration", demo.url))).json();
  return files.find(({ name }) => name === "practice.toml").text;
}
