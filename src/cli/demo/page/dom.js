// Makes elements without any HTML text, so that nothing a phone says or a file holds can become markup.

/** An element with properties, listeners (`onclick`), `class`, `dataset` and attributes, and its children. */
export function h(tag, given = {}, ...children) {
  return fill(document.createElement(tag), given, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for a picture's elements. */
export function s(tag, given = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), given, children);
}

function fill(element, given, children) {
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds. */
export function hold(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}
