// Where a text is written: words, a picture of the samples or one's own, and Send.

import { tell } from "./api.js";
import { h, hold } from "./dom.js";

const SAMPLES = { rash: "Photo of a rash", tablets: "Photo of tablets" };
const LARGEST = 5_000_000;

/** `element` and what it does; `send({body, picture})` says whether it went. */
export function composer(owner, send) {
  const drafts = new Map();
  let picture = null;
  const words = h("textarea", { rows: 1, maxlength: 1600, placeholder: "Text message", oninput: grow, onkeydown: typed });
  const file = h("input", { type: "file", accept: "image/*", hidden: true, onchange: chosen });
  const add = h("button", { type: "button", class: "add", "aria-label": "Add a picture", "aria-expanded": "false", onclick: () => offer(tray.hidden) }, "+");
  const tray = h("div", { class: "tray", role: "group", "aria-label": "Pictures", hidden: true });
  const attached = h("p", { class: "attached" });
  const go = h("button", { class: "send", "aria-label": "Send" }, "↑");
  const element = h("form", { class: "composer", onsubmit: submit }, tray, attached, h("div", { class: "writing" }, add, words, go), file);

  function offer(yes) {
    tray.hidden = !yes;
    add.setAttribute("aria-expanded", String(yes));
    if (!yes || tray.childElementCount > 0) return;
    const sample = (name, label, face) => h("button", { type: "button", class: "sample", onclick: () => attach({ sample: name }, label) }, face, h("span", {}, label));
    hold(tray,
      Object.entries(SAMPLES).map(([name, label]) => sample(name, label, h("img", { src: `/api/pictures/${name}`, alt: "" }))),
      sample("card", `${owner.first}'s contact card`, h("span", { class: "face", "aria-hidden": "true" }, owner.initials)),
      h("button", { type: "button", class: "sample", onclick: () => file.click() }, h("span", { class: "face", "aria-hidden": "true" }, "…"), h("span", {}, "A photo of yours")));
  }

  function attach(what, label) {
    picture = what;
    offer(false);
    hold(attached, picture && [h("span", {}, label), h("button", { type: "button", "aria-label": `Leave out: ${label}`, onclick: () => attach(null) }, "×")]);
    words.focus();
  }

  async function chosen() {
    const [own] = file.files;
    file.value = "";
    if (!own) return;
    if (own.size > LARGEST) return tell("Choose a smaller picture: phones send 5 MB at most.");
    const data = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
      reader.readAsDataURL(own);
    });
    attach({ type: own.type, data }, own.name);
  }

  async function submit(event) {
    event?.preventDefault();
    const given = { body: words.value, picture };
    if (!given.body.trim() && !picture) return words.focus();
    words.value = "";
    const label = attached.textContent.replace(/×$/, "");
    attach(null);
    grow();
    if (await send(given)) return;
    // It did not go: nothing of it is lost.
    words.value ||= given.body;
    if (given.picture) attach(given.picture, label);
  }

  function typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  }

  function grow() {
    words.style.height = "auto";
    words.style.height = `${Math.min(words.scrollHeight + 2, 110)}px`;
  }

  return {
    element,
    focus: () => words.focus(),
    isEmpty: () => !words.value && !picture,
    keep: (other) => other && drafts.set(other, words.value),
    load(other, name) {
      words.value = drafts.get(other) ?? "";
      words.setAttribute("aria-label", `Text to ${name}`);
      picture = null;
      hold(attached);
      offer(false);
      grow();
    },
  };
}
