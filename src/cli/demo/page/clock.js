// To come.
export function begin() {}
