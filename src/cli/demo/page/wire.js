// What went over the wire: the request with its parameters, the text that was signed, and the document.

import { h } from "./dom.js";
import { chip, kindOf, ownerOf, withChips } from "./numbers.js";
import { address, pretty } from "./document.js";

/** Everything of one webhook, to be drawn when somebody opens it. */
export function wire(one) {
  return [
    h("h5", {}, "Request"),
    h("p", { class: "mono" }, `${one.method} `, address(one.url)),
    box("Parameters of the request", h("table", {}, h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, "Parameter"), h("th", { scope: "col" }, "Value"))), h("tbody", {}, one.params.filter(([, value]) => value).map(row), empties(one)))),
    h("h5", {}, "Signature"),
    h("p", {}, "HMAC-SHA1 of this text under the account's auth token, in base64: the URL, then each parameter's name and value, sorted by name."),
    box("What was signed", h("code", {}, signed(one))),
    h("p", { class: "mono" }, `X-Twilio-Signature: ${one.signature || "none"}`),
    h("h5", {}, `Document${one.status ? `: ${one.status} ${one.content_type ?? ""}` : ""}`),
    one.body ? box("The document", h("code", { class: "xml" }, pretty(one))) : h("p", {}, one.done ? "The answer has no content." : "Not answered yet."),
  ];
}

function box(label, ...children) {
  return h("div", { class: "wire-box", tabindex: "0", role: "group", "aria-label": label }, children);
}

function row([name, value]) {
  const kind = kindOf(value);
  const shown = kind === "other" ? value : [chip(value), ` ${/front|back/.test(kind) ? "" : "own number of "}${ownerOf(value)}`];
  return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, shown));
}

function empties({ params }) {
  const names = params.filter(([, value]) => !value).map(([name]) => name);
  return names.length > 0 && h("tr", {}, h("th", { scope: "row" }, "empty"), h("td", { class: "soft" }, names.join(", ")));
}

function signed(one) {
  const sorted = [...one.params].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  if (one.url + sorted.flat().join("") !== one.signed) return one.signed;
  return [h("span", { class: "xml-tag" }, one.url), sorted.map(([name, value]) => [h("b", {}, name), withChips(value)])];
}
