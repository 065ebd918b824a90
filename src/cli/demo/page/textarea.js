// A plain text box that feels like an editor: line numbers that scroll with it, and marks on lines with a mistake.

import { h, hold } from "./dom.js";

const ROW = 20;
const PADDING = 10;

/** An editor for one file; `onedit` is called after each change. */
export function editorFor(name, onedit) {
  const gutter = h("div", { class: "gutter", "aria-hidden": "true" });
  const bands = h("div");
  const area = h("textarea", { "aria-label": name, wrap: "off", spellcheck: "false", autocapitalize: "off", onscroll: follow, oninput: changed });
  let marked = new Map();

  function follow() {
    gutter.scrollTop = area.scrollTop;
    bands.style.translate = `0 ${-area.scrollTop}px`;
  }

  function draw() {
    const numbers = area.value.split("\n").map((_, at) => `${marked.has(at + 1) ? "✗ " : ""}${at + 1}`);
    // Room for the text's own scroll bar, which must not stop the numbers earlier.
    gutter.textContent = [...numbers, "", ""].join("\n");
    hold(bands, [...marked].map(([line, severity]) => {
      const band = h("div", { class: `band ${severity}` });
      band.style.top = `${PADDING + (line - 1) * ROW}px`;
      return band;
    }));
    follow();
  }

  function changed() {
    draw();
    onedit();
  }

  function select(start, end) {
    area.focus();
    area.setSelectionRange(start, end);
    area.scrollTo(0, (area.value.slice(0, start).split("\n").length - 5) * ROW);
  }

  return {
    element: h("div", { class: "editor" }, gutter, h("div", { class: "paper" }, bands, area)),
    text: () => area.value,
    load(text) {
      area.value = text;
      draw();
    },
    /** Replaces a stretch as if typed, and shows it. */
    replace({ start, end, text }) {
      select(start, end);
      // Deprecated, yet the only way that keeps the browser's own undo.
      document.execCommand("insertText", false, text);
      select(start, start + text.length);
    },
    /** Marks lines: a map from the line's number to `error`, `warning` or `note`. */
    mark(lines) {
      marked = lines;
      draw();
    },
    /** Selects a line, counted from 1. */
    goTo(line) {
      const before = area.value.split("\n").slice(0, line).join("\n");
      select(before.lastIndexOf("\n") + 1, before.length);
    },
  };
}
