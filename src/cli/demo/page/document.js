// The document that the provider was answered with, and the phones that it dials.

const read = new WeakMap();

/** The document's root, or `null` where it is none. */
export function rootOf(webhook) {
  if (!read.has(webhook)) {
    const xml = /xml/.test(webhook.content_type) && webhook.body;
    const root = xml ? new DOMParser().parseFromString(xml, "text/xml").documentElement : null;
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
