// Edits to try: each finds its place in the text by what stands there, and says what the next call will show.

/** `{label, file, expect, edit(text, today)}`; `edit` gives `{start, end, text}`, or `null` where the place is not there. */
export const EXAMPLES = [
  {
    label: "Open at 14:00 only",
    file: "practice.toml",
    expect: "Save, then call Dr Okafor in the morning: the caller is told when she is there again.",
    edit: (text) => change(text, /(name\s*=\s*"Dr Ada Okafor"[^[]*?hours\s*=\s*")([^"]*)/, (old) => old.replace(/\d\d:\d\d-1[23]:\d\d,\s*/, "")),
  },
  {
    label: "Make a typing mistake",
    file: "practice.toml",
    expect: "Save: the mistake is explained with its place, and the last good version goes on deciding.",
    edit: (text) => change(text, /(name\s*=\s*"Dr Ada Okafor"[^[]*?hours\s*=\s*")([^"]*)/, (old) => old.replace(/(1\d):(\d\d)(?=[;"]|$)/, "$1:$2pm")),
  },
  {
    label: "End Rosa’s access",
    file: "patients.csv",
    expect: "Save, then call Dr Okafor from Rosa’s phone: she hears what every unknown caller hears.",
    edit: (text, today) => change(text, /(,"?(?:Diaz, Rosa|Rosa Diaz)"?,[^,\n]*,[^,\n]*,)([^,\n]*)/, () => dayBefore(today)),
  },
];

function change(text, place, how) {
  const match = place.exec(text);
  if (!match) return null;
  const start = match.index + match[1].length;
  const replaced = how(match[2]);
  return replaced === match[2] ? null : { start, end: start + match[2].length, text: replaced };
}

function dayBefore(day) {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}
