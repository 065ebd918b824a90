// What a machine can find out about the accessibility of a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it is now; `state` says in the answer which page and look that is. */
export async function violations({ page }, state) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const place = ({ html, failureSummary }) => `    ${html.slice(0, 200)}\n      ${failureSummary.replaceAll("\n", " ")}`;
  return violations.map(({ id, help, nodes }) => `${state}: ${id}: ${help}\n${nodes.slice(0, 4).map(place).join("\n")}`);
}
