// Every page that somebody can come to in the console, from link to link, and what can be pressed on each.

import assert from "node:assert/strict";

/** Pages that differ only in which row or which week they are about: so many of a kind are opened. */
const OF_A_KIND = 2;

/** What is saved or seen in a page rather than opened as one. */
const FILES = /\.(csv|svg|html)$/;

/**
 * Goes from the first page to every page that is linked, and gives each once it is open: the `path` where one ends up, its `html`, and the
 * `forms` that change something (where they lead). Nothing is pressed.
 */
export async function* everyPage(office) {
  const waits = ["/console/"];
  const seen = new Map();
  while (waits.length > 0) {
    const path = waits.shift();
    const answer = await office.goesTo(path);
    assert.equal(answer.status(), 200, `${path} is linked, and answers ${answer.status()}`);
    const found = await office.page.evaluate(() => ({
      links: [...document.querySelectorAll("a[href]")].map((link) => link.href),
      forms: [...document.querySelectorAll("form[method=post]")].map((form) => new URL(form.action).pathname),
      html: document.documentElement.outerHTML,
    }));
    for (const link of found.links.map((link) => new URL(link)).filter(({ pathname }) => pathname.startsWith("/console"))) {
      const kind = kindOf(link);
      const known = seen.get(kind) ?? new Set();
      seen.set(kind, known);
      const place = link.pathname + link.search;
      if (known.has(place) || known.size >= OF_A_KIND) continue;
      known.add(place);
      if (FILES.test(link.pathname)) {
        const status = await office.page.evaluate(async (place) => (await fetch(place)).status, place);
        assert.equal(status, 200, `${place} is linked on ${path}, and answers ${status}`);
      } else if (place !== "/console/") {
        waits.push(place);
      }
    }
    const { pathname, search } = new URL(office.page.url());
    yield { path: pathname + search, ...found };
  }
}

/** An address without what names one row of many. */
function kindOf({ pathname, searchParams }) {
  const plain = pathname.replace(/[0-9a-f]{16,}/g, "ID");
  const filters = [...searchParams].map(([name, value]) => (/^(kind|outcome)$/.test(name) ? `${name}=${value}` : name));
  return `${plain}?${filters.sort().join("&")}`;
}
