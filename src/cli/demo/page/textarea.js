// A plain text box that feels like an editor: line numbers that scroll with it, and marks on lines with a mistake.

import { h, hold } from "./dom.js";

const ROW = 20;
const PADDING = 10;

/** An editor for one file; `onedit` is called after each change. */
export function editorFor(name, onedit) {
  const gutter = h("div", { class: "gutter", "aria-hidden": "true" });
  const bands = h("div", { "aria-hidden": "true" });
  const area = h("textarea", { "aria-label": name, wrap: "off", spellcheck: "false", autocapitalize: "off", onscroll: follow, oninput: changed });
  let marked = new Map();

  function follow() {
    gutter.scrollTop = area.scrollTop;
    bands.style.transform = `translateY(${-area.scrollTop}px)`;
  }

  function draw() {
    const count = area.value.split("\n").length;
    // What cannot be scrolled in the text, its own scroll bar, must not stop the numbers earlier.
    if (gutter.childElementCount !== count + 2) hold(gutter, Array.from({ length: count + 2 }, (_, at) => h("span", {}, at < count ? at + 1 : "\u00a0")));
    [...gutter.children].forEach((number, at) => { number.className = marked.get(at + 1) ?? ""; });
    hold(bands, [...marked].map(([line, severity]) => {
      const band = h("span", { class: `band ${severity}` });
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
    /** Replaces a stretch as if typed, so that it can be undone, and shows it. */
    replace({ start, end, text }) {
      select(start, end);
      // Deprecated, yet the only way that keeps the browser's own undo.
      if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, end);
      select(start, start + text.length);
      changed();
    },
    /** Marks lines: a map from the line's number to `error`, `warning` or `note`. */
    mark(lines) {
      marked = lines;
      draw();
    },
    /** Selects a line, counted from 1. */
    goTo(line) {
      const lines = area.value.split("\n");
      const start = lines.slice(0, line - 1).join("\n").length + (line > 1);
      select(start, start + (lines[line - 1]?.length ?? 0));
    },
  };
}
