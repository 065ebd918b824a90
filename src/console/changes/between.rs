//! What differs between two versions of the folder, in plain words, whoever changed it and however.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::rows::Two;
use super::table::{self, Cell, Row, Tense, differing, listed};
use crate::config::Files;
use crate::config::difference::differing_rows;
use crate::config::edit::Editor;
use crate::config::versions::places;
use crate::console::numbers;
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::domain::names::{ClinicianId, IdKey};
use crate::domain::patients::Grant;
use crate::domain::patients::spelling::same_name;
use crate::domain::practice::{Clinician, Practice};

/// So many rows of the list are told one by one.
const TOLD: usize = 20;

/// So many rows are compared with each other to find those of one patient.
const COMPARED: usize = 200;

/// What a table has rows for; other places of `practice.toml` are named alone.
const IN_TABLES: [&str; 6] = [
    "practice.name",
    "practice.front_desk",
    "practice.hours",
    "practice.time_zone",
    "practice.language",
    "lines.back",
];

/// The same of a clinician.
const OF_CLINICIANS: [&str; 8] = [
    "name",
    "line",
    "phone",
    "next_phone",
    "hours",
    "away",
    "backup",
    "ring",
];

/// One thing that differs, with its rows.
#[derive(Clone, PartialEq, Eq)]
pub struct Thing {
    /// Names it whatever the language, as `hours okafor`.
    key: String,
    /// As "Hours of Dr Ada Okafor".
    pub title: String,
    rows: Vec<Row>,
    /// Whose it is; nobody's: the practice's.
    of: Vec<ClinicianId>,
}

impl Thing {
    /// Whether it is about this clinician or the own patients.
    pub fn is_of(&self, id: &ClinicianId) -> bool {
        self.of.contains(id)
    }

    /// Whether both are about the same part of the same thing.
    pub fn meets(&self, other: &Thing) -> bool {
        let same = |row: &Row| other.rows.iter().any(|theirs| theirs.what == row.what);
        let whole = self.rows.is_empty() || other.rows.is_empty();
        self.key == other.key && (whole || self.rows.iter().any(same))
    }
}

/// The things, one after another.
pub fn shown(visit: &Visit, things: &[Thing], tense: Tense) -> Markup {
    html! { @for thing in things { (table::shown(visit, &thing.title, &thing.rows, tense)) } }
}

/// What differs; `None`: one of the two has mistakes. Blocks.
pub fn read(
    editor: &Editor,
    words: &Words,
    [old, new]: [&Files; 2],
    ids: &IdKey,
    now: DateTime<Utc>,
) -> Option<Vec<Thing>> {
    let [few_old, few_new] = differing_rows(old, new);
    let was = editor.understood(&few_old, ids, now)?;
    let becomes = editor.understood(&few_new, ids, now)?;
    let two = Two {
        was: &was,
        becomes: &becomes,
    };
    Some(things(words, two, &places(&old.practice, &new.practice)))
}

fn things(words: &Words, two: Two<'_>, places: &[String]) -> Vec<Thing> {
    let mut found = Vec::new();
    let mut add = |key: String, title: String, rows: Vec<Row>, of: &[&ClinicianId]| {
        let of = of.iter().map(|id| (*id).clone()).collect();
        let thing = Thing {
            key,
            title,
            rows,
            of,
        };
        found.extend(Some(thing).filter(|thing| !thing.rows.is_empty()));
    };
    let title = words.t("changes-practice");
    add("practice".to_owned(), title, practice(words, two), &[]);
    let title = words.t("changes-practice-hours");
    let rows = two.practice_hours(words);
    add("practice hours".to_owned(), title, rows, &[]);
    for id in clinicians(two) {
        let who = [("who", two.name(id).into())];
        let title = words.with("changes-hours-of", &who);
        add(format!("hours {id}"), title, two.hours(words, id), &[id]);
        let title = words.with("changes-away-of", &who);
        add(format!("away {id}"), title, two.away(words, id), &[id]);
        let title = words.with("changes-clinician", &who);
        let mut rows = two.clinician(words, id);
        rows.extend(phones(words, two, id));
        add(format!("clinician {id}"), title, rows, &[id]);
    }
    for name in rotas(two) {
        let title = Two::rota_title(words, name);
        add(format!("rota {name}"), title, two.rota(words, name), &[]);
    }
    found.extend(patients(words, two));
    found.extend(others(words, places));
    found
}

fn practice(words: &Words, two: Two<'_>) -> Vec<Row> {
    let [was, becomes] = two.practices();
    let both = |key: String, say: &dyn Fn(&Practice) -> Cell| (key, say(was), say(becomes));
    let text = |text: String| Cell::Words(text);
    differing([
        both(words.t("changes-name"), &|of| text(of.name.clone())),
        both(words.t("changes-front-desk"), &|of| {
            of.front_desk
                .map_or(Cell::Empty, |desk| text(numbers::line(desk)))
        }),
        both(words.t("changes-zone"), &|of| text(of.zone.to_string())),
        both(words.t("changes-language"), &|of| {
            text(of.language.to_string())
        }),
        both(words.t("changes-back-lines"), &|of| {
            listed(of.back_lines.iter().map(|line| numbers::line(line.0)))
        }),
    ])
}

/// All there were and are, in the order of the file.
fn clinicians<'a>(two: Two<'a>) -> Vec<&'a ClinicianId> {
    let [was, becomes] = two.practices().map(|practice| &practice.clinicians);
    let gone = was.iter().filter(|one| becomes.get(&one.id).is_none());
    becomes.iter().chain(gone).map(|one| &one.id).collect()
}

fn rotas<'a>(two: Two<'a>) -> Vec<&'a str> {
    let all = [two.becomes, two.was].into_iter();
    let names = all.flat_map(|of| of.written.rotas.iter().map(|rota| rota.name.as_str()));
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(*name)).collect()
}

/// A clinician's phones by their last two digits, the one in use and the one that is to confirm.
fn phones(words: &Words, two: Two<'_>, id: &ClinicianId) -> Vec<Row> {
    let [was, becomes] = two.practices().map(|practice| practice.clinicians.get(id));
    let row = |what: String, numbers: &dyn Fn(&Clinician) -> Vec<String>, same: bool| {
        let say = |of: Option<&Clinician>| listed(of.map_or_else(Vec::new, numbers).into_iter());
        let (was, becomes) = (say(was), say(becomes));
        match (same, was == becomes) {
            (true, _) => None,
            // Another number that ends as the old one does.
            (false, true) => {
                let other = Cell::Words(words.t("changes-phone-other"));
                Some(Row::new(what, was, other))
            }
            (false, false) => Some(Row::new(what, was, becomes)),
        }
    };
    let in_use = |of: Option<&Clinician>| -> Vec<u64> {
        let phones = of.into_iter().flat_map(|of| &of.phones);
        phones.map(|phone| phone.number.guarded_digits()).collect()
    };
    let next = |of: Option<&Clinician>| {
        let next = of.and_then(|of| of.next_phone.as_ref());
        next.map(|phone| phone.number.guarded_digits())
    };
    let digits = |number: &crate::domain::phone::SecretNumber| format!("•• {}", number.last_two());
    let rows = [
        row(
            words.t("changes-phone"),
            &|of| {
                of.phones
                    .iter()
                    .map(|phone| digits(&phone.number))
                    .collect()
            },
            in_use(was) == in_use(becomes),
        ),
        row(
            words.t("changes-phone-to-confirm"),
            &|of| {
                let next = of.next_phone.iter();
                next.map(|phone| digits(&phone.number)).collect()
            },
            next(was) == next(becomes),
        ),
    ];
    rows.into_iter().flatten().collect()
}

fn patients(words: &Words, two: Two<'_>) -> Vec<Thing> {
    let pairs = pairs(two);
    let mut things: Vec<Thing> = pairs
        .iter()
        .take(TOLD)
        .filter_map(|(was, becomes)| patient(words, two, *was, *becomes))
        .collect();
    if pairs.len() > TOLD {
        let count = [("count", (pairs.len() - TOLD).into())];
        things.push(Thing {
            key: "patients".to_owned(),
            title: words.with("changes-more-patients", &count),
            rows: Vec::new(),
            of: Vec::new(),
        });
    }
    things
}

fn patient(
    words: &Words,
    two: Two<'_>,
    was: Option<&Grant>,
    becomes: Option<&Grant>,
) -> Option<Thing> {
    let grant = was.or(becomes)?;
    let who = [("who", (&*grant.name).into())];
    let title = match (was, becomes) {
        (None, _) => words.with("changes-added-patient", &who),
        (_, None) => words.with("changes-removed-patient", &who),
        _ => words.with("changes-changed-patient", &who),
    };
    let of = was.into_iter().chain(becomes);
    Some(Thing {
        key: format!("patient {}", grant.id),
        title,
        rows: two.patient(words, was, becomes),
        of: of.map(|grant| grant.clinician.clone()).collect(),
    })
}

/// The rows that differ, those of one patient together.
fn pairs<'a>(two: Two<'a>) -> Vec<(Option<&'a Grant>, Option<&'a Grant>)> {
    let [was, becomes] = two.practices().map(|practice| &practice.patients);
    let mut pairs = Vec::new();
    let mut gone: Vec<&Grant> = Vec::new();
    for grant in was.iter() {
        match becomes.get(grant.id) {
            Some(is) if is == grant => {}
            Some(is) => pairs.push((Some(grant), Some(is))),
            None => gone.push(grant),
        }
    }
    let mut came: Vec<&Grant> = becomes
        .iter()
        .filter(|grant| was.get(grant.id).is_none())
        .collect();
    let few = gone.len().max(came.len()) <= COMPARED;
    for old in gone {
        let same = |new: &&Grant| {
            let phone = || old.phones.iter().any(|phone| new.phones.contains(phone));
            let name = same_name(&old.name, &new.name);
            (old.clinician == new.clinician && (name || phone())) || (name && phone())
        };
        let place = came.iter().position(same).filter(|_| few);
        pairs.push((Some(old), place.map(|place| came.remove(place))));
    }
    pairs.extend(came.into_iter().map(|new| (None, Some(new))));
    pairs
}

/// Settings that no table has a row for, by their names.
fn others(words: &Words, places: &[String]) -> Option<Thing> {
    let is_told = |place: &&String| {
        let of_clinician = || {
            let key = place.strip_prefix("clinician.")?.split_once('.')?.1;
            Some(OF_CLINICIANS.contains(&key))
        };
        IN_TABLES.contains(&place.as_str())
            || place.split('.').next() == Some("rota")
            || place.contains(' ')
            || of_clinician().unwrap_or(false)
    };
    let others: Vec<&str> = places
        .iter()
        .filter(|place| !is_told(place))
        .map(String::as_str)
        .collect();
    let title = words.with(
        "changes-other-settings",
        &[("keys", others.join(", ").into())],
    );
    (!others.is_empty()).then(|| Thing {
        key: format!("others {}", others.join(" ")),
        title,
        rows: Vec::new(),
        of: Vec::new(),
    })
}
