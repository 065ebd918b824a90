// The configuration's files in the page's editor.

import { eventually } from "./eventually.js";

export class Editor {
  constructor(page) {
    this.page = page;
    this.region = page.getByRole("region", { name: "Configuration", exact: true });
    this.mistakes = this.region.getByRole("alert");
  }

  file(name) {
    return this.region.getByRole("textbox", { name: new RegExp(`^${name}`) });
  }

  async opens(name) {
    await this.region.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
    await this.file(name).waitFor();
  }

  /** Writes the file anew as `change` wants it, saves, and gives the new text. */
  async rewrites(name, change) {
    await this.opens(name);
    const file = this.file(name);
    const before = await eventually("the file is loaded", () => file.inputValue());
    const text = change(before);
    if (text === before) throw new Error(`nothing to change in ${name}:\n${before}`);
    await file.fill(text);
    await this.saves();
    return text;
  }

  /** The line in which the caret stands, from 1; 0 while the focus is elsewhere. */
  async caretLine(name) {
    return this.file(name).evaluate((area) => {
      const before = area.value.slice(0, area.selectionStart);
      return document.activeElement === area ? before.split("\n").length : 0;
    });
  }

  async saves() {
    await this.region.getByRole("button", { name: "Save", exact: true }).click();
  }

  async undoesAll() {
    await this.region.getByRole("button", { name: "Undo all changes" }).click();
  }
}
