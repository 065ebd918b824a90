// The configuration beside the phones: edit it, save it, and see whether the relay took it up or why it did not.

import { h, hold } from "./dom.js";
import { state, on } from "./feed.js";
import { ask } from "./api.js";
import { moment } from "./history.js";
import { editorFor } from "./textarea.js";
import { EXAMPLES } from "./examples.js";

const PATH = "/api/configuration";
const files = new Map();
const inForce = h("p", { class: "in-force", role: "status" });
const alert = h("div", { class: "mistakes", role: "alert" });
const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Files", onkeydown: arrows });
const panels = h("div");
const save = button("Save", saveAll);
const undo = button("Undo all changes", restore, "Back to the sample: both files as the demo began with them, saved at once");
const examples = h("div", { class: "tries" });
const said = h("p", { class: "soft said", role: "status" });
let shown = null;
let saving = false;
let told = "";

/** Draws the editor; the files are loaded with the first snapshot. */
export function begin() {
  const section = document.getElementById("configuration");
  section.append(inForce, alert, h("div", { class: "toolbar" }, tabs, h("div", { class: "tries" }, save, undo)), panels, said, examples);
  section.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    saveAll();
  });
  document.head.append(h("link", { rel: "stylesheet", href: "editor.css" }));
  on("snapshot", () => {
    if (files.size === 0) load();
    draw();
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved().length > 0) event.preventDefault();
  });
  on("configuration", () => {
    draw();
    look();
    // A restarted relay reads the same again, which nobody asked for.
    if (!state.configuration.refused && said.textContent.startsWith("Saved")) say("The relay took it up: the next call is decided by it.");
  });
}

function button(words, onclick, title) {
  return h("button", { type: "button", class: "quiet", title, onclick }, words);
}

function say(words) {
  said.textContent = words;
}

async function load() {
  const answer = await ask(PATH, {}, "GET");
  for (const { name, text } of answer?.files ?? []) {
    if (!files.has(name)) addFile(name);
    files.get(name).saved = text;
    files.get(name).editor.load(text);
    open(shown ?? name);
  }
  hold(examples, "Try:", EXAMPLES.filter(editOf).map((example) => button(example.label, () => apply(example))));
  edited();
  draw();
}

/** Takes in what another page or editor wrote; what is being edited here stays, and one is told. */
async function look() {
  if (saving) return;
  const answer = await ask(PATH, {}, "GET");
  for (const { name, text } of saving ? [] : (answer?.files ?? [])) {
    const file = files.get(name);
    if (!file || text === file.saved) continue;
    const edits = file.editor.text() !== file.saved;
    file.saved = text;
    if (!edits) file.editor.load(text);
    edited();
    say(edits && file.editor.text() !== text ? `${name} was changed elsewhere meanwhile: saving yours replaces that.` : `${name} was changed elsewhere: this is its new text.`);
  }
}

function addFile(name) {
  const id = `file-${files.size}`;
  const tab = h("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id, onclick: () => open(name) }, name);
  const editor = editorFor(name, edited);
  const panel = h("div", { role: "tabpanel", id, "aria-labelledby": `${id}-tab` }, editor.element);
  files.set(name, { tab, panel, editor });
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

function arrows({ key }) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const names = [...files.keys()];
  if (!step) return;
  open(names.at((names.indexOf(shown) + step) % names.length));
  files.get(shown).tab.focus();
}

function unsaved() {
  return [...files.keys()].filter((name) => files.get(name).editor.text() !== files.get(name).saved);
}

function edited() {
  const names = unsaved();
  save.classList.toggle("ready", names.length > 0);
  say(names.length > 0 ? `● Not saved yet: ${names.join(" and ")}.` : "");
}

function editOf({ file, edit }) {
  return edit(files.get(file)?.editor.text() ?? "", state.clock.local.slice(0, 10));
}

function apply(example) {
  const change = editOf(example);
  if (!change) return say("Nothing to change: it is there already, or its place is gone.");
  open(example.file);
  files.get(example.file).editor.replace(change);
  say(example.expect);
}

async function saveAll() {
  const names = unsaved();
  if (names.length === 0) return say("No file has been changed.");
  saving = true;
  let answer = null;
  for (const name of names) {
    const text = files.get(name).editor.text();
    answer = await ask(`${PATH}/${name}`, { text }, "PUT");
    if (!answer) break;
    files.get(name).saved = text;
  }
  saving = false;
  if (!answer) return;
  edited();
  draw(answer.mistakes);
  if (answer.accepted) say(state.relay.up ? "Saved. The relay reads it …" : "Saved; the relay reads it when it starts.");
}

async function restore() {
  saving = true;
  const answer = await ask(`${PATH}/restore`);
  if (answer) await load();
  saving = false;
  if (answer) say("Saved: back to the sample.");
}

function draw(mistakes = state.configuration.refused?.mistakes ?? []) {
  const { version, since } = state.configuration;
  const short = () => h("code", {}, version.slice(0, 4));
  hold(inForce, "In force since ", h("time", {}, moment(since)), ", version ", short());
  for (const [name, { editor }] of files) editor.mark(new Map(mistakes.filter(({ file }) => file === name).map(({ line, severity }) => [line, severity])));
  // Written once, so that it is read out once.
  const now = version + JSON.stringify(mistakes);
  if (now === told) return;
  told = now;
  hold(alert,
    mistakes.some(({ severity }) => severity === "error") && h("p", {}, h("b", {}, "Refused. "), "The last good version, ", short(), ", stays in force: the next call is decided by it."),
    mistakes.length > 0 && h("ul", {}, mistakes.map(mistake)));
}

function mistake({ file, line, severity, message, line_text, help }) {
  // What follows three spaces is said about the line, and is not part of it.
  const [better, note = ""] = (help ?? "").split(/ {3,}/);
  const go = () => {
    open(file);
    files.get(file).editor.goTo(line);
  };
  return h("li", {},
    h("p", {}, h("b", {}, `${file}, line ${line}: `), severity !== "error" && `${severity}: `, message),
    line_text && h("p", {}, h("code", {}, line_text.trim())),
    help && h("p", {}, "Write: ", h("code", {}, better), ` ${note}`),
    button(`Go to line ${line}`, go));
}
