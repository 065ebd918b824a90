// One text that Nightbell sends: what the provider is asked to do, whom each party sees, and how far it has come.

import { h, hold } from "./dom.js";
import { state } from "./feed.js";
import { chip } from "./numbers.js";
import { time } from "./history.js";
import { when } from "./conversations.js";

const KINDS = { relay: "The text goes on", held: "The text was held", urgent: "The urgent text goes ahead", notice: "Nightbell answers", "missed-call": "Nightbell tells of a missed call", "missed-call-copy": "Nightbell tells who is on duty, too", message: "Nightbell tells of a message", "message-copy": "Nightbell tells who is on duty, too", receipt: "Nightbell tells that the message was heard", confirmation: "Nightbell asks the phone to confirm", digest: "Nightbell sums up held texts" };
const STAGES = {
  asked: () => "waits for the answer to a question", held: ({ due }) => `held until ${when(due)}`, waiting: ({ attempts }) => (attempts > 0 ? `tried ${attempts} times; tried again` : "is sent next"), sending: () => "request under way",
  unsettled: () => "no answer: looked up before it is sent again", accepted: () => "the provider has it", sent: () => "has left the provider", delivered: () => "the phone has it", undelivered: () => "not delivered",
  refused: () => "cannot be sent", "given-up": () => "given up after a day", withdrawn: () => "withdrawn",
};
const BAD = /^(undelivered|refused|given-up)$/;

/** A view of one: `element`, and `show([one], anew)` which brings it up to date in place. */
export function outgoing() {
  const element = h("li", { class: "hook" });
  let told = "";

  function show([{ at, row, text, lookedUp }], anew) {
    const now = JSON.stringify([at, row, text, lookedUp, state.outbox.length && state.clock.moment]);
    if (!anew && now === told) return;
    told = now;
    const bad = BAD.test(row.stage);
    element.className = `hook hook-sent ${bad ? "hook-bad" : row.stage === "held" ? "hook-held" : ""}`;
    hold(element,
      h("div", { class: "hook-head" }, h("time", {}, time(at)), h("h4", {}, `${KINDS[row.kind] ?? row.kind}: ${row.whom}`), h("span", { class: bad ? "bad" : row.stage === "delivered" ? "good" : "soft" }, STAGES[row.stage]?.(row) ?? row.stage)),
      lookedUp && h("p", { class: "answer" }, "Nightbell found the text in the provider's list, since its webhook was not taken."),
      text ? request(text) : h("p", { class: "answer soft" }, "In the outbox: committed with the decision, before the webhook was answered."),
      text?.error && h("p", { class: "bad" }, `The provider's code: ${text.error}`));
  }
  return { element, show };
}

function request({ from, to, body, pictures }) {
  return h("p", { class: "answer" }, h("span", { class: "soft" }, "To the provider: "), "From ", chip(from), " To ", chip(to), " ", h("q", {}, body), pictures.length > 0 && h("span", { class: "soft" }, pictures.map(({ type, position }) => ` with ${type}, ${position ? "which says where it was taken" : "which says nothing of where it was taken"}`)));
}
