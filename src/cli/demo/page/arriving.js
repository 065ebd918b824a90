// How a message arrives: recorded at the provider, fetched and sealed here, deleted there, and heard.

import { h, hold } from "./dom.js";
import { time } from "./history.js";

/** A view of one: `element`, and `show([step], anew)` which brings it up to date in place. */
export function arriving() {
  const element = h("li", { class: "hook hook-message" });
  let told = "";

  function show([{ at, message }], anew) {
    const now = JSON.stringify(message);
    if (!anew && now === told) return;
    told = now;
    const { seconds, whom, state, kept_at, gone_at, heard_at } = message;
    const lost = state === "lost";
    hold(element,
      h("div", { class: "hook-head" }, h("time", {}, time(at)), h("h4", {}, `A message for ${whom}${seconds ? `: ${seconds} s` : ""}`), h("span", { class: lost ? "bad" : gone_at ? "good" : "soft" }, lost ? "not to be had" : heard_at ? "heard" : gone_at ? "here alone" : kept_at ? "kept" : "on its way")),
      h("ol", { class: "arriving", "aria-label": "How the message arrives" },
        part("Recorded by the provider", at),
        part("Fetched, sealed with the practice's key, and read back", kept_at),
        part("Deleted at the provider, which confirmed it", gone_at),
        part(state === "deleted" ? "Deleted by the clinician" : "Noted as heard", heard_at)));
  }
  return { element, show };
}

function part(words, at) {
  return h("li", { class: at ? "is-done" : "" }, words, at ? h("time", {}, time(at)) : h("span", { class: "unseen" }, ", not yet"));
}
