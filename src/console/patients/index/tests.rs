//! The index finds what a look at every row finds.

use proptest::prelude::*;

use super::*;
use crate::domain::names::PatientId;
use crate::domain::testkit::{Surgery, practice};

const NAMES: &[&str] = &[
    "Rosa Diaz",
    "Zoë Ødegård",
    "Anne-Marie O’Brien",
    "anne marie",
    "Łukasz Groß",
    "Dan",
    "Ann Danes",
    "محمد علي",
    "<script>alert(1)</script>",
    "Marie  Dupont",
];
const TEXTS: &[&str] = &[
    "",
    "a",
    "an",
    "ann",
    "marie",
    "ROSA",
    "diaz, rosa",
    "zoe",
    "ode",
    "o'b",
    "brien",
    "anne-m",
    "gross",
    "dan",
    "محمد",
    "script",
    "nobody",
    "456",
    "0456",
    "07700 900456",
    "+44 7700 900456",
    "+44 (0)7700-900456",
    "00",
    "7700900",
    "0044 7700 900457",
    "rosa 456",
    "  ",
    "-",
    "5550123",
    "(217) 555-0123",
    "012175550123",
];

fn surgery(rows: &[(usize, usize, usize, usize, bool, usize)]) -> Surgery {
    let mut practice = practice()
        .clinician("okafor", |one| one)
        .clinician("lindqvist", |one| one);
    for (number, (name, clinician, phone, days, urgent, language)) in rows.iter().enumerate() {
        let phones = [
            format!("+4477009{number:05}"),
            "+447700900456".to_owned(),
            format!("+12175550123;+44163296{number:04}"),
            "+447700900457;+447700900456".to_owned(),
            // Dr Okafor's own.
            "+447700900700".to_owned(),
        ];
        let whose = ["okafor", "lindqvist"][clinician % 2];
        practice = practice.patient(
            NAMES[name % NAMES.len()],
            whose,
            &phones[phone % 5],
            |grant| {
                let grant = match days % 4 {
                    0 => grant,
                    1 => grant.until("2026-11-21"),
                    2 => grant.from("2026-11-23").until("2026-12-01"),
                    _ => grant.from("2026-11-22").until("2026-11-22"),
                };
                let grant = if *urgent { grant.urgent() } else { grant };
                match language % 3 {
                    0 => grant,
                    1 => grant.language("fr-FR"),
                    _ => grant.language("de-DE"),
                }
            },
        );
    }
    practice.build()
}

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// What somebody who reads the whole list would find.
fn scan(practice: &Practice, query: &Query) -> Vec<PatientId> {
    let numbers = Numbers::new(Some("GB"));
    let by_text = |grant: &Grant| {
        if is_phone(&query.text) {
            let digits: String = query.text.chars().filter(char::is_ascii_digit).collect();
            let whole = numbers.read(&query.text).ok();
            let mut phones = grant
                .phones
                .iter()
                .filter(|phone| !secret(practice, **phone));
            return phones
                .any(|phone| whole == Some(*phone) || phone.wire()[1..].ends_with(&digits));
        }
        let (name, text) = (folded(&grant.name), folded(&query.text));
        let words = text
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).all(|word| {
            let mut places = name.match_indices(word);
            places.any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
        })
    };
    let state = |grant: &Grant| {
        let begun = grant.from.is_none_or(|from| from <= today());
        let over = grant.until.is_some_and(|until| until < today());
        match (begun, over) {
            (false, _) => State::NotYet,
            (true, true) => State::Ended,
            (true, false) => State::InForce,
        }
    };
    let fits = |grant: &&Grant| {
        by_text(grant)
            && query
                .clinician
                .as_ref()
                .is_none_or(|whose| *whose == grant.clinician)
            && query.state.is_none_or(|wanted| wanted == state(grant))
            && query.urgent.is_none_or(|wanted| wanted == grant.urgent)
            && query.language.is_none_or(|wanted| wanted == grant.language)
    };
    let mut found: Vec<&Grant> = practice.patients.iter().filter(fits).collect();
    found.sort_by_key(|grant| (folded(&grant.name), grant.clinician.clone()));
    found.iter().map(|grant| grant.id).collect()
}

fn find(practice: &Practice, query: &Query) -> Vec<PatientId> {
    let index = Index::new(practice);
    let found = index.find(query, &Numbers::new(Some("GB")), today());
    let rows = found
        .from(0)
        .map(|rank| practice.patients.at(index.row(rank).unwrap()).unwrap().id);
    rows.collect()
}

proptest! {
    #[test]
    fn the_index_finds_what_a_look_at_every_row_finds(
        rows in prop::collection::vec((0usize..20, 0usize..2, 0usize..5, 0usize..4, any::<bool>(), 0usize..3), 0..40),
        text in prop::sample::select(TEXTS),
        clinician in prop::option::of(prop::sample::select(vec!["okafor", "lindqvist", "nobody"])),
        state in prop::option::of(prop::sample::select(vec![State::InForce, State::Ended, State::NotYet])),
        urgent in prop::option::of(any::<bool>()),
        language in prop::option::of(prop::option::of(prop::sample::select(vec!["fr-FR", "de-DE", "es-ES"]))),
    ) {
        let Surgery(practice) = surgery(&rows);
        let query = Query {
            text: text.to_owned(),
            clinician: clinician.and_then(ClinicianId::new),
            state,
            urgent,
            language: language.map(|code| code.map(|code| code.parse().unwrap())),
        };
        prop_assert_eq!(find(&practice, &query), scan(&practice, &query));
    }
}

fn texts(practice: &Practice, text: &str) -> usize {
    let query = Query {
        text: text.to_owned(),
        ..Query::default()
    };
    find(practice, &query).len()
}

#[test]
fn a_clinician_who_is_a_colleagues_patient_is_found_by_name_and_never_by_phone() {
    let Surgery(practice) = practice()
        .clinician("okafor", |one| one)
        .clinician("lindqvist", |one| one)
        .patient(
            "Ada Okafor",
            "lindqvist",
            "+447700900700;+447700900456",
            |grant| grant,
        )
        .build();
    assert!(secret(&practice, "+447700900700".parse().unwrap()));
    assert_eq!(texts(&practice, "okafor"), 1);
    assert_eq!(texts(&practice, "0456"), 1);
    for tail in ["00", "0700", "900700", "07700 900700", "+447700900700"] {
        assert_eq!(texts(&practice, tail), 0, "{tail}");
    }
}

#[test]
fn a_short_number_is_not_found_by_zeros_that_it_does_not_have() {
    let Surgery(practice) = practice()
        .clinician("okafor", |one| one)
        .patient("Rosa Diaz", "okafor", "+2901234", |grant| grant)
        .build();
    assert_eq!(texts(&practice, "2901234"), 1);
    assert_eq!(texts(&practice, "02901234"), 0);
    assert_eq!(texts(&practice, "000000000000000000002901234"), 0);
}
