// Edits to try: each finds its place in the text by what stands there, and says what the next call will show.

const HOURS = /(?<="Dr Ada Okafor"[^[]*?hours\s*=\s*")[^"]*/;
const UNTIL = /(?<=Rosa Diaz"?,[^,\n]*,[^,\n]*,)[^,\n]*/;

/** `edit(text, today)` gives `{start, end, text}`, or `null` where the place is not there. */
export const EXAMPLES = [
  {
    label: "Open at 14:00 only",
    file: "practice.toml",
    expect: "Save, then call Dr Okafor in the morning: the caller is told when she is there again.",
    edit: (text) => change(text, HOURS, (hours) => hours.replace(/\d\d:\d\d-1[23]:\d\d,\s*/, "")),
  },
  {
    label: "Make a typing mistake",
    file: "practice.toml",
    expect: "Save: the mistake is explained, and the last good version goes on deciding.",
    edit: (text) => change(text, HOURS, (hours) => hours.replace(/:(\d\d)(?=;|$)/, ":$1pm")),
  },
  {
    label: "End Rosa's access",
    file: "patients.csv",
    expect: "Save, then call Dr Okafor from Rosa's phone: she hears what every unknown caller hears.",
    edit: (text, today) => change(text, UNTIL, () => new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10)),
  },
];

function change(text, place, how) {
  const found = place.exec(text);
  const better = found && how(found[0]);
  return found && better !== found[0] ? { start: found.index, end: found.index + found[0].length, text: better } : null;
}
