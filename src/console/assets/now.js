// Brings the page up to date every 15 seconds. Without this script the link "Refresh" does the same.
(() => {
  const EVERY = 15000;
  let failures = 0;

  // What somebody is in the middle of stays: a focus inside, or a selection of text.
  function isInUse(part) {
    const selection = getSelection();
    const selected = selection && !selection.isCollapsed && part.contains(selection.anchorNode);
    return selected || (part !== document.activeElement && part.contains(document.activeElement));
  }

  function take(page) {
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = page.getElementById(part.id);
      // Only what has changed: a screen reader keeps its place in the rest.
      if (fresh && fresh.innerHTML !== part.innerHTML && !isInUse(part)) part.replaceChildren(...fresh.childNodes);
    }
  }

  // What nobody brings up to date must not look as if somebody did.
  function isStale(stale) {
    const note = document.getElementById('now-stale');
    if (note) note.hidden = !stale;
  }

  async function look() {
    if (!document.hidden) {
      try {
        // Nobody is there because a page looks by itself: the session ends as it would without it.
        const headers = { Accept: 'text/html', 'X-By-Itself': '1' };
        const answer = await fetch(location.pathname, { headers, redirect: 'error' });
        if (!answer.ok) throw new Error(String(answer.status));
        take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        failures = 0;
        isStale(false);
      } catch {
        failures += 1;
        isStale(failures > 1);
      }
    }
    // Signed out, or the relay is gone: ask less and less often.
    setTimeout(look, EVERY * Math.min(2 ** failures, 16));
  }

  setTimeout(look, EVERY);
})();
