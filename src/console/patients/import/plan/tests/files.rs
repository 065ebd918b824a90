//! Files of many programs say the same, what was given out comes back, and no file makes it fall over.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::console::patients::export;
use crate::console::patients::import::decode::Letters;

/// The files beside the tests: every one says the same three patients, as another program saves them.
#[test]
fn files_of_many_programs_say_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/spreadsheets/same");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let reading = Reading::of(&fs::read(&path).unwrap());
        let plan = reading.plan();
        assert!(
            plan.refused.is_empty(),
            "{}: {:?}",
            path.display(),
            plan.refused
        );
        let rows: Vec<String> = plan
            .added
            .iter()
            .map(|taken| {
                let row = row_of(&taken.grant);
                [
                    row.phone,
                    row.name,
                    row.clinician,
                    row.from,
                    row.until,
                    row.urgent,
                    row.language,
                ]
                .join("|")
            })
            .collect();
        assert_eq!(
            rows,
            [
                "+447700900460|Chloé Müller|okafor|2026-11-01|2027-01-31|yes|fr-FR",
                "+447700900461;+441632960461|Núria O’Brien|lindqvist|||yes|",
                "+447700900462|Jürgen Groß|okafor|2026-12-03|||",
            ],
            "{}",
            path.display()
        );
        files += 1;
    }
    assert!(files >= 10, "{files} files");
}

#[test]
fn the_letters_of_a_file_are_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/spreadsheets/same");
    let of = |file: &str| {
        Table::read(&fs::read(folder.join(file)).unwrap())
            .unwrap()
            .letters
    };
    assert_eq!(of("excel-utf8.csv"), Letters::Utf8);
    assert_eq!(of("excel-french.csv"), Letters::Windows1252);
    assert_eq!(of("excel-unicode-text.txt"), Letters::Utf16);
}

prop_compose! {
    fn grants()(rows in prop::collection::vec((
        prop::sample::select(vec!["Rosa Diaz", "rosa diaz", "Zoë", "=1+1", "+44", "'t Hooft", "-Ann", "@x", "\"Q\", R", "a;b", "  x", "محمد"]),
        0usize..3, 0u32..30, prop::option::of(0u32..30), 0usize..4, any::<bool>(),
        prop::option::of(prop::sample::select(vec!["fr-FR", "fr-CA", "en-US", "de-DE"])),
        prop::option::of("[0-9]{4,8}"),
    ), 0..12)) -> Surgery {
        let mut practice = practice().clinician("okafor", |one| one).clinician("lindqvist", |one| one);
        let mut seen = Vec::new();
        for (name, whose, phone, second, days, urgent, language, code) in rows {
            // Row 0 of the third kind is Dr Okafor as Dr Lindqvist's patient.
            let (whose, first) = match whose {
                2 => ("lindqvist", "+447700900700".to_owned()),
                one => (["okafor", "lindqvist"][one], format!("+4477009004{phone:02}")),
            };
            let name = name.trim();
            if seen.iter().any(|(n, w, _): &(String, &str, u32)| n == name && *w == whose) {
                continue;
            }
            seen.push((name.to_owned(), whose, phone));
            let phones = second.map_or(first.clone(), |second| format!("{first};+4416329604{second:02}"));
            let taken = code.clone();
            practice = practice.patient(name, whose, &phones, |grant| {
                let grant = match days {
                    0 => grant,
                    1 => grant.from("2026-11-01"),
                    2 => grant.until("2027-01-31"),
                    _ => grant.from("2026-01-02").until("2026-03-04"),
                };
                let grant = if urgent { grant.urgent() } else { grant };
                let grant = match language { Some(tag) => grant.language(tag), None => grant };
                match taken { Some(code) => grant.code(&code), None => grant }
            });
        }
        practice.build()
    }
}

proptest! {
    #[test]
    fn an_export_taken_in_again_changes_nothing(surgery in grants(), semicolon in any::<bool>(), replaces in any::<bool>()) {
        let separator = if semicolon { b';' } else { b',' };
        let file = export::file(&surgery, surgery.patients.iter(), separator).unwrap();
        let guard = Guard::new(&surgery.clinicians);
        prop_assert!(!guard.finds(&String::from_utf8(file.clone()).unwrap()));
        let table = Table::read(&file).unwrap();
        let choice = Choice { replaces, ..Choice::new(&guess(&table)) };
        let plan = Plan::new(&table, &choice, &surgery, &guard);
        prop_assert_eq!(&plan.refused, &vec![]);
        prop_assert_eq!(counts(&plan), (0, 0, surgery.patients.len(), 0, 0));
        prop_assert!(plan.change().is_none());
    }

    #[test]
    fn no_file_makes_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..400), tail in "[\"',;\t\r\n+0-9a-z=]{0,200}") {
        let mut file = b"phone,name,clinician,until,code\n".to_vec();
        file.extend(tail.as_bytes());
        for file in [bytes, file] {
            if let Ok(table) = Table::read(&file) {
                let surgery = surgery();
                let mut choice = Choice::new(&guess(&table));
                choice.clinician = ClinicianId::new("okafor");
                Plan::new(&table, &choice, &surgery, &Guard::new(&surgery.clinicians));
            }
        }
    }
}
