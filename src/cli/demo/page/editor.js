// The configuration beside the phones: edit it, save it, and see whether the relay took it up or why it did not.

import { h, hold } from "./dom.js";
import { state, on } from "./feed.js";
import { ask } from "./api.js";
import { time } from "./history.js";
import { editorFor } from "./textarea.js";
import { EXAMPLES } from "./examples.js";

const PATIENCE_MS = 4000;
const files = new Map();
let shown = null;
let tabs;
let panels;
let save;
let examples;
let hint;
let inForce;
let alert;
let waiting = null;
let loaded = false;

export function begin() {
  const section = document.getElementById("configuration");
  tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Files", onkeydown: arrows });
  panels = h("div", { class: "files" });
  save = h("button", { type: "button", class: "primary", onclick: saveAll }, "Save");
  examples = h("div", { class: "examples", role: "group", "aria-label": "Edits to try" });
  hint = h("p", { class: "hint soft", role: "status" });
  inForce = h("p", { class: "in-force", role: "status" });
  alert = h("div", { class: "mistakes" });
  section.append(inForce, alert,
    h("div", { class: "toolbar" }, tabs, h("div", { class: "buttons" }, save, h("button", { type: "button", class: "quiet", onclick: restore }, "Undo all changes"))),
    panels,
    h("div", { class: "try" }, h("span", { class: "soft" }, "Try:"), examples), hint);
  section.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    saveAll();
  });
  on("snapshot", () => {
    if (!loaded) load();
    drawState();
  });
  on("configuration", takenUp);
}

async function load() {
  loaded = true;
  const answer = await ask("/api/configuration", {}, "GET");
  if (!answer) {
    loaded = false;
    return;
  }
  for (const { name, text } of answer.files) {
    if (!files.has(name)) addFile(name);
    const file = files.get(name);
    file.saved = text;
    file.editor.load(text);
  }
  if (!shown) open([...files.keys()][0]);
  hold(examples, EXAMPLES.filter(possible).map((example) => h("button", { type: "button", class: "quiet", onclick: () => apply(example) }, example.label)));
  drawUnsaved();
  drawState();
}

function addFile(name) {
  const id = `file-${name.replace(/\W/g, "-")}`;
  const dot = h("span", { class: "unsaved", "aria-hidden": "true", hidden: true }, "●");
  const tab = h("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id, onclick: () => open(name) }, name, dot);
  const editor = editorFor(name, drawUnsaved);
  const panel = h("div", { role: "tabpanel", id, "aria-labelledby": `${id}-tab`, hidden: true }, editor.element);
  files.set(name, { tab, dot, panel, editor, saved: "" });
  tabs.append(tab);
  panels.append(panel);
}

function open(name) {
  shown = name;
  for (const [one, { tab, panel }] of files) {
    tab.setAttribute("aria-selected", String(one === name));
    tab.tabIndex = one === name ? 0 : -1;
    panel.hidden = one !== name;
  }
}

function arrows(event) {
  const names = [...files.keys()];
  const at = names.indexOf(shown);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  open(names[(next + names.length) % names.length]);
  files.get(shown).tab.focus();
}

function unsaved() {
  return [...files].filter(([, file]) => file.editor.text() !== file.saved);
}

function drawUnsaved() {
  const changed = new Set(unsaved().map(([name]) => name));
  for (const [name, { dot, tab }] of files) {
    dot.hidden = !changed.has(name);
    tab.title = changed.has(name) ? "Changes not saved" : "";
  }
  save.classList.toggle("ready", changed.size > 0);
  if (changed.size > 0) say(`Not saved yet: ${[...changed].join(" and ")}.`);
}

function say(words) {
  if (hint.textContent !== words) hint.textContent = words;
}

function possible({ file, edit }) {
  return files.has(file) && edit(files.get(file).editor.text(), today());
}

function today() {
  return state.clock.local.slice(0, 10);
}

function apply({ file, edit, expect }) {
  const { editor } = files.get(file);
  const change = edit(editor.text(), today());
  if (!change) return say("This edit is already there.");
  open(file);
  editor.replace(change.start, change.end, change.text);
  say(expect);
}

async function saveAll() {
  const changed = unsaved();
  if (changed.length === 0) return say("Nothing to save: the files are as the relay has them.");
  let answer = null;
  for (const [name, file] of changed) {
    const text = file.editor.text();
    answer = await ask(`/api/configuration/${encodeURIComponent(name)}`, { text }, "PUT");
    if (!answer) return;
    file.saved = text;
  }
  drawUnsaved();
  if (!answer.accepted) {
    say("");
    drawState({ mistakes: answer.mistakes });
    return;
  }
  say("Saved. The relay reads it …");
  clearTimeout(waiting);
  waiting = setTimeout(() => say(state.relay.up ? "Saved; it says the same as before." : "Saved. The relay is stopped and reads it when it starts."), PATIENCE_MS);
}

async function restore() {
  if (!(await ask("/api/configuration/restore"))) return;
  await load();
  say("The sample is back.");
}

function takenUp() {
  clearTimeout(waiting);
  drawState();
  if (!state.configuration.refused && unsaved().length === 0) say("The relay took it up: the next call is decided by it.");
}

function drawState(refused = state.configuration.refused) {
  const { version, since } = state.configuration;
  const errors = refused?.mistakes ?? [];
  hold(inForce, "In force since ", h("time", { datetime: since }, time(since)), ", version ", h("code", { title: version }, version.slice(0, 4)));
  for (const [name, { editor }] of files) {
    editor.mark(new Map(errors.filter(({ file }) => file === name).map(({ line, severity }) => [line, severity])));
  }
  if (errors.length === 0) {
    hold(alert);
    alert.removeAttribute("role");
    return;
  }
  alert.setAttribute("role", "alert");
  hold(alert,
    h("p", { class: "refused" }, h("b", {}, "Refused. "), "The last good version, ", h("code", {}, version.slice(0, 4)), ", stays in force: the next call is decided by it."),
    h("ul", {}, errors.map(mistake)));
}

function mistake({ file, line, severity, message, line_text, help }) {
  const place = `${file}, line ${line}`;
  return h("li", { class: severity },
    h("p", {}, h("b", {}, `${place}: `), severity !== "error" && `(${severity}) `, message),
    line_text && h("code", { class: "line-text" }, line_text.trim()),
    help && h("p", {}, "Write: ", h("code", {}, help)),
    h("button", { type: "button", class: "quiet", onclick: () => { open(file); files.get(file)?.editor.goTo(line); } }, `Go to line ${line}`));
}
