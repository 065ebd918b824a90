//! What was done to the configuration, as it stands beside the version that it brought: in words and ids that a person can
//! read there, without a number and without a secret.

use std::collections::BTreeSet;

use toml::{Table, Value};

/// So many places are named; more are "…".
const MOST: usize = 8;

/// What one edit of Nightbell's own did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// In one word, as `hours`.
    pub what: String,
    /// What it was about, where that has an id: a clinician, a row of the list, another version; of many rows how many, as
    /// `+12 ~3 -1` (new, changed, gone).
    pub of: Option<String>,
    /// The name of whom or what it was about, as it was then.
    pub name: Option<String>,
}

impl Done {
    /// In this word, about this id.
    pub fn new(what: &str, of: Option<String>, name: Option<String>) -> Self {
        let filled = |text: &String| !text.is_empty();
        Done {
            what: what.to_owned(),
            of: of.filter(filled),
            name: name.filter(filled),
        }
    }

    /// Under their keys.
    pub(super) fn write(&self, about: &mut Table) {
        about.insert("what".to_owned(), Value::String(self.what.clone()));
        for (key, text) in [("of", &self.of), (super::NAMED, &self.name)] {
            if let Some(text) = text {
                about.insert(key.to_owned(), Value::String(text.clone()));
            }
        }
    }
}

/// Which places of `practice.toml` an edit by hand has changed, as `clinician.okafor.hours`, `rota.on-call`,
/// `practice.front_desk`, `added clinician.osei`; nothing of what stands there. Empty where one of them cannot be read.
pub fn places(old: &[u8], new: &[u8]) -> Vec<String> {
    let (Some(old), Some(new)) = (table(old), table(new)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for key in keys(&old, &new) {
        match (key.as_str(), old.get(key), new.get(key)) {
            (_, old, new) if old == new => {}
            ("clinician", old, new) => sections(("clinician", "id"), [old, new], true, &mut found),
            ("rota", old, new) => sections(("rota", "name"), [old, new], false, &mut found),
            (_, Some(Value::Table(old)), Some(Value::Table(new))) => {
                found.extend(differing(old, new).map(|inner| format!("{key}.{inner}")));
            }
            _ => found.push(key.clone()),
        }
    }
    if found.len() > MOST {
        found.truncate(MOST);
        found.push("…".to_owned());
    }
    found
}

fn table(bytes: &[u8]) -> Option<Table> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok()
}

fn keys<'a>(old: &'a Table, new: &'a Table) -> BTreeSet<&'a String> {
    old.keys().chain(new.keys()).collect()
}

fn differing<'a>(old: &'a Table, new: &'a Table) -> impl Iterator<Item = &'a String> {
    let all = keys(old, new).into_iter();
    all.filter(|key| old.get(*key) != new.get(*key))
}

/// Sections of which there are several, each found by what names it.
fn sections(
    (section, by): (&str, &str),
    [old, new]: [Option<&Value>; 2],
    is_deep: bool,
    found: &mut Vec<String>,
) {
    let list = |value: Option<&Value>| -> Vec<(String, Table)> {
        let all = value.and_then(Value::as_array).into_iter().flatten();
        let tables = all.filter_map(Value::as_table);
        let named = tables.map(|table| {
            let name = table.get(by).and_then(Value::as_str).unwrap_or_default();
            (name.trim().to_owned(), table.clone())
        });
        named.collect()
    };
    let (old, new) = (list(old), list(new));
    let of = |list: &[(String, Table)], name: &str| {
        let same = list.iter().find(|(known, _)| known == name);
        same.map(|(_, table)| table.clone())
    };
    for (name, is) in &new {
        match of(&old, name) {
            None => found.push(format!("added {section}.{name}")),
            Some(was) if was == *is => {}
            Some(was) if is_deep => {
                found.extend(differing(&was, is).map(|key| format!("{section}.{name}.{key}")));
            }
            Some(_) => found.push(format!("{section}.{name}")),
        }
    }
    let gone = old.iter().filter(|(name, _)| of(&new, name).is_none());
    found.extend(gone.map(|(name, _)| format!("removed {section}.{name}")));
    let order = |list: &[(String, Table)]| -> Vec<String> {
        list.iter().map(|(name, _)| name.clone()).collect()
    };
    if found.is_empty() && order(&old) != order(&new) {
        found.push(section.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "[practice]\nname = \"A\"\nhours = \"24/7\"\n[[clinician]]\nid = \"okafor\"\nphone = \"+447700900123\"\n[[clinician]]\nid = \"moreau\"\n[[rota]]\nname = \"on-call\"\nshifts = []\n";

    fn after(from: &str, to: &str) -> Vec<String> {
        assert!(OLD.contains(from), "{from}");
        places(OLD.as_bytes(), OLD.replacen(from, to, 1).as_bytes())
    }

    #[test]
    fn an_edit_by_hand_is_told_by_the_places_that_differ_and_never_by_what_stands_there() {
        assert_eq!(after("\"24/7\"", "\"Mo\""), ["practice.hours"]);
        assert_eq!(after("hours = \"24/7\"\n", ""), ["practice.hours"]);
        assert_eq!(after("900123", "900124"), ["clinician.okafor.phone"]);
        assert_eq!(
            after("\"moreau\"\n", "\"osei\"\nname = \"Kofi\"\n"),
            ["added clinician.osei", "removed clinician.moreau"]
        );
        assert_eq!(after("shifts = []", "shifts = [1]"), ["rota.on-call"]);
        assert_eq!(
            after("[[rota]]", "[callers]\nstrangers = \"refuse\"\n[[rota]]"),
            ["callers"]
        );
        assert!(after("[practice]", "# A note.\n[practice]").is_empty());
        assert!(after("[practice]", "[practice").is_empty());
        let many: String = (0..20).map(|key| format!("key-{key} = 1\n")).collect();
        let told = places(OLD.as_bytes(), format!("{many}{OLD}").as_bytes());
        assert_eq!(
            (told.len(), told.last().map(String::as_str)),
            (9, Some("…"))
        );
    }
}
