// Words turned into patterns.

/** The text as a pattern's source. */
export function exactly(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A British mobile number in E.164 as the page writes it: `07700 900101`. */
export function written(number) {
  return number.replace(/^\+44(\d{4})(\d{6})$/, "0$1 $2");
}

/** A pattern that finds the text anywhere. */
export function containing(text) {
  return new RegExp(exactly(text));
}
