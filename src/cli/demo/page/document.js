// The document that the relay answered: what it tells the provider in words, and the whole of it, indented and coloured.

import { h } from "./dom.js";
import { chip, withChips } from "./numbers.js";

const LONG_LINE = 64;
const read = new WeakMap();

/** The document's root, or `null` where it is none. Read once for each answer. */
export function rootOf(webhook) {
  if (!read.has(webhook)) read.set(webhook, parse(webhook.body));
  return read.get(webhook);
}

function parse(body) {
  if (!body?.trim()) return null;
  const parsed = new DOMParser().parseFromString(body, "text/xml");
  return parsed.querySelector("parsererror") ? null : parsed.documentElement;
}

/** Each phone that the document has the provider dial, and the number it shall show. */
export function dialsOf(webhook) {
  const root = rootOf(webhook);
  if (!root) return [];
  return [...root.querySelectorAll("Dial > Number")].map((number) => ({
    to: number.textContent.trim(),
    callerId: number.parentElement.getAttribute("callerId"),
    screened: number.hasAttribute("url"),
    at: webhook.at,
  }));
}

/** What the provider shall do, in words; a menu that is said again is told once. */
export function inWords(webhook) {
  const root = rootOf(webhook);
  if (!root) return null;
  const steps = [];
  for (const verb of root.children) {
    const step = VERBS[verb.tagName]?.(verb) ?? [verb.tagName];
    if (verb.tagName !== "Gather" || steps.at(-1)?.verb !== "Gather") steps.push({ verb: verb.tagName, step });
  }
  if (steps.length === 0) return ["Nothing more to do."];
  return steps.flatMap(({ step }, at) => [at > 0 ? " Then " : "", ...step, "."]).map(sentence);
}

function sentence(part, at) {
  return at === 1 && typeof part === "string" ? part[0].toUpperCase() + part.slice(1) : part;
}

const VERBS = {
  Say: (verb) => ["say ", quote(verb)],
  Play: () => ["play a sound"],
  Gather: (verb) => (verb.querySelector("Say") ? ["say ", quote(...verb.querySelectorAll("Say")), " and listen for a key"] : ["listen for a key"]),
  Record: (verb) => [`record for at most ${verb.getAttribute("maxLength") ?? "60"} s`],
  Hangup: () => ["hang up"],
  Redirect: () => ["ask again"],
  Dial: (verb) => ["ring ", ...[...verb.querySelectorAll("Number")].map((number) => chip(number.textContent.trim())), ", showing ", chip(verb.getAttribute("callerId")), `, for at most ${verb.getAttribute("timeout") ?? "30"} s`],
};

function quote(...says) {
  const language = says[0]?.getAttribute("language");
  return h("q", { lang: language }, says.map((say) => say.textContent.trim()).join(" "));
}

/** The whole document, one element to a line. */
export function pretty(webhook) {
  const root = rootOf(webhook);
  if (!root) return webhook.body ? [h("span", { class: "xml-line" }, webhook.body)] : [];
  const lines = [];
  if (webhook.body.startsWith("<?xml")) lines.push(line(0, h("span", { class: "xml-soft" }, webhook.body.slice(0, webhook.body.indexOf("?>") + 2))));
  element(root, 0, lines);
  return lines;
}

function element(node, depth, lines) {
  const name = h("span", { class: "xml-tag" }, node.tagName);
  const attributes = [...node.attributes].map(attribute);
  const length = [...node.attributes].reduce((sum, { name, value }) => sum + name.length + value.length + 4, node.tagName.length);
  const broken = length > LONG_LINE;
  const inside = [...node.childNodes].filter((child) => child.nodeType !== Node.TEXT_NODE || child.data.trim());
  const onlyText = inside.length > 0 && inside.every(({ nodeType }) => nodeType === Node.TEXT_NODE);
  const text = onlyText ? withChips(node.textContent.trim()) : [];
  const close = h("span", { class: "xml-tag" }, node.tagName);
  const end = inside.length === 0 ? ["/>"] : onlyText ? [">", text, "</", close, ">"] : [">"];
  if (!broken) lines.push(line(depth, "<", name, attributes.map((one) => [" ", one]), end));
  else {
    lines.push(line(depth, "<", name));
    attributes.forEach((one, at) => lines.push(line(depth + 2, one, at === attributes.length - 1 ? end : "")));
  }
  if (inside.length === 0 || onlyText) return;
  for (const child of inside) {
    if (child.nodeType === Node.ELEMENT_NODE) element(child, depth + 1, lines);
    else lines.push(line(depth + 1, withChips(child.textContent.trim())));
  }
  lines.push(line(depth, "</", h("span", { class: "xml-tag" }, node.tagName), ">"));
}

function attribute({ name, value }) {
  const shown = /^https?:/.test(value) ? address(value) : withChips(value);
  return [h("span", { class: "xml-name" }, name), "=\"", h("span", { class: "xml-value" }, shown), "\""];
}

/** An address with its part that matters standing out: everything is there, what is the same each time is soft. */
export function address(url) {
  const match = /^(https?:\/\/[^/]+)([^#]*)(#.*)?$/.exec(url);
  if (!match) return [url];
  const soft = (text) => text && h("span", { class: "xml-soft" }, text);
  return [soft(match[1]), match[2], soft(match[3])];
}

function line(depth, ...parts) {
  return h("span", { class: `xml-line depth-${Math.min(depth, 8)}` }, parts);
}
