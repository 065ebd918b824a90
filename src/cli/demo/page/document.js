// The document that the relay answered: what it tells the provider in words, and the whole of it, indented and coloured.

import { h } from "./dom.js";
import { chip, withChips } from "./numbers.js";

const read = new WeakMap();
const VERBS = {
  Say: (verb) => ["say ", quote([verb])],
  Gather: (verb) => [verb.children.length > 0 && ["say ", quote([...verb.children]), " and "], "wait for a key"],
  Record: (verb) => `record for at most ${verb.getAttribute("maxLength")} s`,
  Hangup: () => "hang up",
  Dial: (verb) => ["ring ", [...verb.children].map((number) => chip(number.textContent)), ", showing ", chip(verb.getAttribute("callerId")), `, for at most ${verb.getAttribute("timeout")} s`],
};

/** The document's root, or `null` where it is none. */
export function rootOf(webhook) {
  if (!read.has(webhook)) {
    const root = /xml/.test(webhook.content_type) && webhook.body ? new DOMParser().parseFromString(webhook.body, "text/xml").documentElement : null;
    read.set(webhook, root?.tagName === "Response" ? root : null);
  }
  return read.get(webhook);
}

/** Each phone that the document has the provider dial, and the number it shall show. */
export function dialsOf(webhook) {
  return [...(rootOf(webhook)?.querySelectorAll("Dial > Number") ?? [])].map((number) => ({
    to: number.textContent,
    callerId: number.parentElement.getAttribute("callerId"),
    screened: number.hasAttribute("url"),
    by: webhook,
  }));
}

/** What the provider shall do, in words; a question that is put again is told once. */
export function inWords(root) {
  const verbs = [...root.children].filter(({ tagName, previousElementSibling: before }) => tagName !== "Gather" || before?.tagName !== tagName);
  if (verbs.length === 0) return "nothing more to do";
  return verbs.map((verb, at) => [at > 0 && (verbs[at - 1].tagName === "Gather" ? "; without one, " : ", then "), VERBS[verb.tagName]?.(verb) ?? verb.tagName]);
}

function quote(says) {
  return h("q", { lang: says[0].getAttribute("language") }, says.map((say) => say.textContent).join(" "));
}

/** The whole document as nested lines; what is no XML as it is. */
export function pretty(webhook) {
  const root = rootOf(webhook);
  return root ? [look("soft", /^<\?.*?\?>/.exec(webhook.body)), tree(root)] : webhook.body;
}

function tree(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return withChips(node.textContent);
  const inside = [...node.childNodes].filter((child) => child.textContent.trim() || child.nodeType === Node.ELEMENT_NODE).map(tree);
  const end = inside.length > 0 ? ">" : "/>";
  // The bracket stays with the last attribute, so that it never stands alone on a line.
  const attributes = [...node.attributes].map(({ name, value }, at, all) =>
    [" ", look("xml-attribute", look("xml-name", name), "=\"", /^http/.test(value) ? address(value) : withChips(value), "\"", at === all.length - 1 && end)]);
  const open = ["<", look("xml-tag", node.tagName), attributes.length > 0 ? attributes : end];
  const close = inside.length > 0 && ["</", look("xml-tag", node.tagName), ">"];
  return look("xml-element", node.children.length > 0 ? [look("xml-line", open), inside, close] : look("xml-line", open, inside, close));
}

/** An address whose part that matters stands out: what is the same each time is soft. */
export function address(url) {
  const [, origin, rest, overrides] = /^(\w+:\/\/[^/]+)?([^#]*)(.*)$/.exec(url);
  return [look("soft", origin), rest, look("soft", overrides)];
}

function look(name, ...children) {
  return h("span", { class: name }, children);
}
