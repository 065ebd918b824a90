//! Whatever the list looks like: an edit touches its own row alone, and can be undone.

use proptest::prelude::*;

use super::*;
use crate::domain::patients::Grant;
use crate::domain::patients::spelling::same_name;

/// A list as somebody may have it.
#[derive(Clone, Debug)]
struct Listed {
    columns: Vec<&'static str>,
    separator: &'static str,
    ending: &'static str,
    marked: bool,
    quoted: bool,
    open: bool,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    name: String,
    clinician: &'static str,
    phones: Vec<u32>,
    until: Option<&'static str>,
    blanks: usize,
    short: bool,
}

fn row() -> impl Strategy<Value = Row> {
    let name = proptest::sample::select(vec![
        "Ann",
        "ann",
        "Zoë Bell",
        "O'Brien; J",
        "Diaz, Rosa",
        "Q \"x\"",
    ]);
    let clinician = proptest::sample::select(vec!["okafor", "okafor", "lindqvist"]);
    let until = proptest::sample::select(vec![None, Some("2026-11-01"), Some("2027-01-31")]);
    let phones = prop::collection::vec(450u32..456, 1..3);
    (name, clinician, phones, until, 0usize..3, any::<bool>()).prop_map(
        |(name, clinician, mut phones, until, blanks, short)| {
            phones.dedup();
            let name = name.to_owned();
            Row {
                name,
                clinician,
                phones,
                until,
                blanks,
                short,
            }
        },
    )
}

fn listed() -> impl Strategy<Value = Listed> {
    let columns = Just(vec![
        "phone",
        "name",
        "clinician",
        "from",
        "until",
        "urgent",
        "language",
        "code",
    ]);
    let looks = (
        columns.prop_shuffle(),
        3usize..9,
        proptest::sample::select(vec![",", ";"]),
        proptest::sample::select(vec!["\n", "\r\n", "\r"]),
    );
    let habits = (any::<bool>(), any::<bool>(), any::<bool>());
    (looks, habits, prop::collection::vec(row(), 0..7)).prop_map(
        |((mut columns, width, separator, ending), (marked, quoted, open), rows)| {
            // The three that must be there stay.
            let mut optional = width - 3;
            columns.retain(|column| {
                let must = ["phone", "name", "clinician"].contains(column);
                let room = optional > 0;
                optional -= usize::from(!must && room);
                must || room
            });
            Listed {
                columns,
                separator,
                ending,
                marked,
                quoted,
                open,
                rows,
            }
        },
    )
}

impl Listed {
    fn field(&self, text: &str, filled: bool) -> String {
        let needed = text.contains([',', ';', '"']);
        match needed || self.quoted && filled {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.to_owned(),
        }
    }

    fn text(&self) -> String {
        let header: Vec<String> = self
            .columns
            .iter()
            .map(|column| self.field(column, true))
            .collect();
        let mut lines = vec![header.join(self.separator)];
        for row in &self.rows {
            let phones: Vec<String> = row
                .phones
                .iter()
                .map(|phone| format!("07700 900{phone}"))
                .collect();
            let mut fields: Vec<String> = self
                .columns
                .iter()
                .map(|column| match *column {
                    "phone" => self.field(&phones.join(";"), true),
                    "name" => self.field(&row.name, true),
                    "clinician" => self.field(row.clinician, true),
                    "until" => self.field(row.until.unwrap_or_default(), true),
                    _ => String::new(),
                })
                .collect();
            while row.short && fields.last().is_some_and(String::is_empty) {
                fields.pop();
            }
            lines.push(fields.join(self.separator));
            lines.extend((0..row.blanks).map(|blanks| " ".repeat(blanks)));
        }
        let mut text = lines.join(self.ending);
        if !self.open {
            text.push_str(self.ending);
        }
        format!("{}{text}", if self.marked { "\u{feff}" } else { "" })
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    let name = proptest::sample::select(vec!["Ann", "Zoë Bell", "Diaz, Rosa", "Q \"x\"", "Tom; T"]);
    let until = proptest::sample::select(vec![None, Some("2027-01-31"), Some("2026-11-29")]);
    (any::<bool>(), name, 450u32..457, until).prop_map(|(adds, name, last, until)| {
        let phone = format!("+447700900{last}");
        match adds {
            true => Edit::Add {
                phone: phone.parse().unwrap(),
                name: name.to_owned(),
                until: until.map(|day| day.parse().unwrap()),
            },
            false => remove(name, &phone),
        }
    })
}

fn grants(folder: &Folder) -> Vec<Grant> {
    let loaded = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    loaded.practice.patients.iter().cloned().collect()
}

fn lines(text: &str) -> Vec<String> {
    text.split(['\n', '\r'])
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_touches_its_own_row_alone_and_can_be_undone(listed in listed(), edit in edits()) {
        let text = listed.text();
        let folder = Folder::patients(&text);
        prop_assume!(folder.load().is_ok());
        let old = grants(&folder);
        let result = apply(&folder, &edit).unwrap();
        let (new, changed) = (grants(&folder), list(&folder));
        let untouched = |others: &[Grant]| others.iter().all(|grant| new.contains(grant));
        match (result, &edit) {
            (EditResult::Added, Edit::Add { phone, name, until }) => {
                let (last, rest) = new.split_last().unwrap();
                prop_assert_eq!(rest, &old[..]);
                prop_assert_eq!((&*last.name, &*last.phones, last.until), (name.as_str(), &[*phone][..], *until));
                prop_assert_eq!(apply(&folder, &remove(name, &phone.wire())).unwrap(), EditResult::Removed);
                prop_assert_eq!(grants(&folder), old.as_slice());
                let has_column = until.is_none() || listed.columns.contains(&"until");
                if has_column {
                    prop_assert_eq!(list(&folder), text.as_str());
                }
            }
            (EditResult::Changed, Edit::Add { until, .. }) => {
                let mut differing = old.iter().zip(&new).filter(|(old, new)| old != new);
                let (was, is) = differing.next().unwrap();
                prop_assert!(differing.next().is_none());
                prop_assert_eq!(is, &Grant { until: *until, ..was.clone() });
                let (before, after) = (lines(&text), lines(&changed));
                let other = before.iter().zip(&after).filter(|(before, after)| before != after).count();
                let most = if listed.columns.contains(&"until") { 1 } else { 2 };
                prop_assert!(other <= most);
            }
            (EditResult::Removed, Edit::Remove { name, phones }) => {
                let gone: Vec<&Grant> = old.iter().filter(|grant| !new.contains(grant)).collect();
                prop_assert_eq!(gone.len(), 1);
                prop_assert!(lines(&text).len() == lines(&changed).len() + 1);
                let phone = phones[0].parse().unwrap();
                let again = Edit::Add { phone, name: name.clone(), until: gone[0].until };
                let twin = new.iter().any(|grant| {
                    grant.clinician == gone[0].clinician && grant.phones.contains(&phone) && same_name(&grant.name, name)
                });
                // 'ann' beside 'Ann' on one phone is the same person.
                if !twin {
                    prop_assert_eq!(apply(&folder, &again).unwrap(), EditResult::Added);
                    let last = grants(&folder).pop().unwrap();
                    let (name, id) = (last.name.clone(), last.id);
                    let same = Grant { phones: [phone].into(), name, id, ..gone[0].clone() };
                    prop_assert_eq!(last, same);
                }
            }
            (EditResult::Already | EditResult::Gone, _) => prop_assert_eq!(&changed, &text),
            other => prop_assert!(false, "{:?}", other),
        }
        if matches!(result, EditResult::Added) {
            prop_assert!(changed.starts_with(text.trim_end_matches(['\n', '\r'])) || !listed.columns.contains(&"until"));
            prop_assert!(untouched(&old));
        }
    }
}
