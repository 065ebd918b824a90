// Words turned into patterns.

/** The text as a pattern's source. */
export function exactly(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A pattern that finds the text anywhere. */
export function containing(text) {
  return new RegExp(exactly(text));
}
