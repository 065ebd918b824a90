// A plain text box that feels like an editor: line numbers that scroll with it, and marks on lines with a mistake.

import { h, hold } from "./dom.js";

/** An editor for one file: its `element`, `text()`, `load(text)`, `replace(start, end, text)`, `mark(lines)`, `goTo(line)`. */
export function editorFor(name, onedit) {
  const numbers = h("div", { class: "gutter-lines" });
  const gutter = h("div", { class: "gutter", "aria-hidden": "true" }, numbers);
  const bands = h("div", { class: "bands", "aria-hidden": "true" });
  const area = h("textarea", { class: "code", "aria-label": name, wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off", rows: "16" });
  const element = h("div", { class: "editor" }, gutter, h("div", { class: "paper" }, bands, area));
  let marked = new Map();

  const lineHeight = () => parseFloat(getComputedStyle(area).lineHeight);
  const follow = () => {
    numbers.style.transform = bands.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  const draw = () => {
    const count = area.value.split("\n").length;
    if (numbers.childElementCount !== count) hold(numbers, Array.from({ length: count }, (_, at) => h("span", {}, String(at + 1))));
    [...numbers.children].forEach((number, at) => { number.className = marked.get(at + 1) ?? ""; });
    hold(bands, [...marked].map(([line, severity]) => {
      const band = h("span", { class: `band ${severity}` });
      band.style.top = `calc(var(--pad) + ${line - 1} * var(--line-height))`;
      return band;
    }));
    follow();
  };
  const changed = () => {
    draw();
    onedit();
  };
  area.addEventListener("scroll", follow);
  area.addEventListener("input", changed);

  return {
    element,
    area,
    text: () => area.value,
    load(text) {
      area.value = text;
      draw();
    },
    /** Replaces a stretch as if typed, so that it can be undone, and shows it. */
    replace(start, end, text) {
      area.focus();
      area.setSelectionRange(start, end);
      // Deprecated, yet the only way that keeps the browser's own undo.
      if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, start, end, "end");
      area.setSelectionRange(start, start + text.length);
      reveal(area.value.slice(0, start).split("\n").length);
      changed();
    },
    /** Marks lines: a map from the line's number to `error`, `warning` or `note`. */
    mark(lines) {
      marked = lines;
      draw();
    },
    goTo(line) {
      const lines = area.value.split("\n");
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      reveal(line);
    },
  };

  function reveal(line) {
    area.scrollLeft = 0;
    area.scrollTop = Math.max(0, (line - 5) * lineHeight());
    follow();
  }
}
