// Asks the server to do something; what it refuses is told in its own words.

/** Sends a command; gives the answer, or `null` after telling what is wrong. */
export async function ask(path, body = {}, method = "POST") {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { "content-type": "application/json" },
      body: method === "GET" ? undefined : JSON.stringify(body),
    });
  } catch {
    tell("The demo does not answer. Start it again: cargo run --release -- demo");
    return null;
  }
  if (answer.status === 204) return {};
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    if (said.note) tell(said.note);
    return said;
  }
  tell(said.error ?? `The demo answered ${answer.status}.`);
  return null;
}

/** The path of what a phone can do. */
export function phonePath(number, action) {
  return `/api/phones/${encodeURIComponent(number)}/${action}`;
}

/** Says something in passing. */
export function tell(words) {
  const toasts = document.getElementById("toasts");
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = words;
  toasts.replaceChildren(toast);
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => toast.remove(), 8000);
}
