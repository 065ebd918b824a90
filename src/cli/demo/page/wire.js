// What went over the wire: the request with its parameters, the text that was signed, and the document.

import { h } from "./dom.js";
import { chip, kindOf, ownerOf, withChips } from "./numbers.js";
import { address, pretty } from "./document.js";

/** Everything of one webhook, to be drawn when somebody opens it. */
export function wire(one) {
  const { method, url, params, signature, status, content_type, body } = one;
  const empty = params.filter(([, value]) => !value).map(([name]) => name).join(", ");
  return [
    h("h5", {}, "Request"),
    h("p", { class: "mono" }, `${method} `, address(url)),
    box("Parameters of the request", h("table", {}, h("tbody", {}, params.filter(([, value]) => value).map(row), empty && row(["empty", empty])))),
    h("h5", {}, "Signature"),
    h("p", {}, "HMAC-SHA1 of this text under the account's auth token, in base64: the URL, then each parameter's name and value, sorted by name."),
    box("What was signed", signed(one)),
    h("p", { class: "mono" }, `X-Twilio-Signature: ${signature}`),
    h("h5", {}, `Document: ${status ?? "none"} ${content_type ?? ""}`),
    body && box("The document", h("div", { class: "xml" }, pretty(one))),
  ];
}

function box(label, content) {
  return h("div", { class: "wire-box", tabindex: "0", role: "group", "aria-label": label }, content);
}

function row([name, value]) {
  const kind = kindOf(value);
  const shown = kind === "other" ? value : [chip(value), ` ${/front|back/.test(kind) ? "" : "own number of "}${ownerOf(value)}`];
  return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, shown));
}

function signed({ url, params, signed }) {
  const sorted = [...params].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  if (url + sorted.flat().join("") !== signed) return signed;
  return [h("span", { class: "xml-tag" }, url), sorted.map(([name, value]) => [h("b", {}, name), withChips(value)])];
}
