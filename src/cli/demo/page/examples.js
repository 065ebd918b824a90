// Edits to try: each finds its place in the text by what stands there, and says what the next call will show.

const OKAFOR_HOURS = /(name\s*=\s*"Dr Ada Okafor"[^[]*?hours\s*=\s*")([^"]*)/;

/** `edit(text, today)` gives `{start, end, text}`, or `null` where the place is not there. */
export const EXAMPLES = [
  {
    label: "Open at 14:00 only",
    file: "practice.toml",
    expect: "Save, then call Dr Okafor's front line in the morning: the caller is told when she is there again.",
    edit: (text) => change(text, OKAFOR_HOURS, (hours) => hours.replace(/\d\d:\d\d-1[23]:\d\d,\s*/, "")),
  },
  {
    label: "Make a typing mistake",
    file: "practice.toml",
    expect: "Save: the mistake is explained with its place, and the last good version goes on deciding.",
    edit: (text) => change(text, OKAFOR_HOURS, (hours) => hours.replace(/:(\d\d)(?=;|$)/, ":$1pm")),
  },
  {
    label: "End Rosa's access",
    file: "patients.csv",
    expect: "Save, then call Dr Okafor from Rosa's phone: she hears what every unknown caller hears.",
    edit: (text, today) => change(text, /(Rosa Diaz"?,[^,\n]*,[^,\n]*,)([^,\n]*)/, () => dayBefore(today)),
  },
];

function change(text, place, how) {
  const [, before, old] = place.exec(text) ?? [];
  const start = text.search(place) + (before?.length ?? 0);
  return old === undefined || how(old) === old ? null : { start, end: start + old.length, text: how(old) };
}

function dayBefore(day) {
  const at = new Date(day);
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}
