// What went over the wire: the document in words, and for who wants to see it all as it is, with the text that was signed.

import { h } from "./dom.js";
import { chip, kindOf, ownerOf, withChips } from "./numbers.js";
import { rootOf } from "./document.js";

const VERBS = {
  Say: (verb) => ["say ", quote([verb])],
  Play: () => "play the message",
  Gather: (verb) => [told([...verb.children]), verb.children.length > 0 && " and ", verb.getAttribute("finishOnKey") === "#" && !verb.hasAttribute("numDigits") ? "wait for keys" : "wait for a key"],
  Record: (verb) => `record for at most ${verb.getAttribute("maxLength")} s`,
  Hangup: () => "hang up",
  Dial: (verb) => ["ring ", [...verb.children].map((number) => chip(number.textContent)), ", showing ", chip(verb.getAttribute("callerId")), `, for at most ${verb.getAttribute("timeout")} s`],
};

/** What the provider shall do, in words; a question that is put again is told once. */
export function inWords(root) {
  const verbs = [...root.children].filter(({ tagName, previousElementSibling: before }) => tagName !== "Gather" || before?.tagName !== tagName);
  if (verbs.length === 0) return "nothing more to do";
  return verbs.map((verb, at) => [at > 0 && (verbs[at - 1].tagName === "Gather" ? "; without one, " : ", then "), VERBS[verb.tagName]?.(verb) ?? verb.tagName]);
}

// What is said in one breath, and the sounds between.
function told(prompts) {
  const breaths = [];
  for (const prompt of prompts) {
    const says = prompt.tagName === "Say";
    if (says && breaths.at(-1)?.[0].tagName === "Say") breaths.at(-1).push(prompt);
    else if (says || prompt.tagName === "Play") breaths.push([prompt]);
  }
  return breaths.map((breath, at) => [at > 0 && ", ", breath[0].tagName === "Play" ? "play the message" : ["say ", quote(breath)]]);
}

function quote(says) {
  // The sentence goes on after it.
  return h("q", { lang: says[0].getAttribute("language") }, says.map((say) => say.textContent).join(" ").replace(/\.$/, ""));
}

/** Everything of one webhook, to be drawn when somebody opens it. */
export function wire(one) {
  const { kind, method, url, params, signature, status, content_type, body, decision } = one;
  const empty = params.filter(([, value]) => !value).map(([name]) => name).join(", ");
  const root = rootOf(one);
  return [
    h("h5", {}, `Request: ${kind}`),
    h("p", { class: "mono" }, `${method} `, address(url)),
    box("Parameters of the request", h("table", {}, h("tbody", {}, params.filter(([, value]) => value).map(row), empty && row(["empty", empty])))),
    h("h5", {}, "Signature"),
    h("p", {}, "HMAC-SHA1 of this text under the account's auth token, in base64: the URL, then each parameter's name and value, sorted by name."),
    box("What was signed", signed(one)),
    h("p", { class: "mono" }, `X-Twilio-Signature: ${signature}`),
    h("h5", {}, `Document: ${status ?? "none"} ${content_type ?? ""}`),
    body && box("The document", root ? [look("soft", /^<\?.*?\?>/.exec(body)), tree(root)] : body),
    decision && h("p", { class: "mono soft" }, `Outcome in the journal: ${decision.outcome}`),
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
  return [look("xml-tag", url), sorted.map(([name, value]) => [h("b", {}, name), withChips(value)])];
}

function tree(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return withChips(node.textContent);
  const name = () => look("xml-tag", node.tagName);
  const inside = [...node.childNodes].map(tree);
  const end = inside.length > 0 ? ">" : "/>";
  // The bracket stays with the last attribute, so that it never stands alone on a line.
  const attributes = [...node.attributes].map(({ name, value }, at, all) =>
    [" ", look("xml-attribute", look("xml-name", name), "=\"", /^http/.test(value) ? address(value) : withChips(value), "\"", at === all.length - 1 && end)]);
  const open = ["<", name(), attributes.length > 0 ? attributes : end];
  const close = inside.length > 0 && ["</", name(), ">"];
  return look("xml", node.children.length > 0 ? [look("xml-line", open), inside, close] : look("xml-line", open, inside, close));
}

/** What is the same in each address is soft. */
function address(url) {
  const [, origin, rest, overrides] = /^(\w+:\/\/[^/]+)?([^#]*)(.*)$/.exec(url);
  return [look("soft", origin), rest, look("soft", overrides)];
}

function look(name, ...children) {
  return h("span", { class: name }, children);
}
