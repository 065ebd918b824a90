// One text in a conversation, with its pictures, and below what the phone knows of it and what Nightbell does.

import { fate, textOf } from "./conversations.js";
import { h, hold } from "./dom.js";
import { timeOf } from "./clock.js";

const SHOWN = /^image\/(jpeg|png|gif|webp)$/;
const ALT = { true: "The photo you sent", false: "The photo that came" };

/** `element`, and `update()` which brings its marks up to date in place. */
export function bubble({ at, own, body, sid }) {
  const pictures = h("div", { class: "pictures" });
  const marks = h("p", { class: "text-marks" });
  const element = h("div", { class: `text ${own ? "text-own" : "text-theirs"}` }, h("div", { class: "text-body" }, pictures, body && h("p", {}, body)), marks);
  let told = "";
  let drawn = 0;

  function update() {
    const attached = textOf(sid)?.pictures ?? [];
    if (attached.length !== drawn) {
      drawn = attached.length;
      hold(pictures, attached.map((one) => picture(one, own)));
    }
    const [tone, words] = (own && fate(sid)) || [];
    const now = `${tone} ${words}`;
    if (now === told) return;
    told = now;
    hold(marks, h("time", { datetime: at }, timeOf(at).slice(0, 5)), own && h("span", { class: "sent" }, "✓ Sent"), words && h("span", { class: `fate fate-${tone}` }, words));
  }
  return { element, update };
}

function picture({ id, type, bytes, position }, own) {
  const says = position ? "Says where it was taken" : "Says nothing of where it was taken";
  if (!SHOWN.test(type)) return h("p", { class: "file" }, h("b", {}, /vcard/.test(type) ? "Contact card" : "File"), ` ${type}`);
  return h("figure", {}, h("img", { src: `/api/pictures/${id}`, alt: ALT[own] }), h("figcaption", { class: position ? "says-where" : "" }, says, `, ${Math.max(1, Math.round(bytes / 1000))} kB`));
}
