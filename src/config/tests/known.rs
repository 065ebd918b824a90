//! The lists that were read before: what stands in them is what would be read anew.

use std::sync::Arc;

use super::*;
use crate::domain::patients::Patients;

const ROWS: &str =
    "phone,name,clinician\n07700 900456,Marie Dupont,okafor\n+447700900457,Tom Hale,lindqvist\n";

/// What becomes of a folder: everything that rows are held against differs once.
const PRACTICES: [(&str, &str); 8] = [
    ("", ""),
    ("Mo-Fr 08:30-18:00; PH off", "Mo-Fr 08:30-12:00"),
    ("Harbour Street", "Quay"),
    // Numbers are read as those of this country.
    ("country = \"GB\"\nregion = \"GB-ENG\"", "country = \"FR\""),
    // Rows name somebody who is not there.
    ("id = \"okafor\"", "id = \"okoye\""),
    // A patient's number is a line, a back line, or a clinician's phone.
    ("line = \"+447700900101\"", "line = \"+447700900456\""),
    ("\"+447700900201\", ", "\"+447700900456\", "),
    ("phone = \"+447700900123\"", "phone = \"+447700900457\""),
];

/// What is read of a folder: the rows, or all that is wrong.
fn told(loaded: Result<Configuration, Mistakes>) -> String {
    match loaded {
        Ok(configuration) => {
            let rows: Vec<_> = configuration.practice.patients.iter().collect();
            format!("{rows:?} {:?}", configuration.warnings)
        }
        Err(mistakes) => mistakes.to_string(),
    }
}

fn with(folder: &Folder, lists: &Lists, ids: &IdKey) -> Result<Configuration, Mistakes> {
    let none = |_: &str| None;
    let context = Context {
        lists: Some(lists),
        ids: ids.clone(),
        ..context(Secrets::Optional, &none)
    };
    load(folder.dir.path(), &context)
}

fn list(loaded: Result<Configuration, Mistakes>) -> Arc<Patients> {
    loaded
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .practice
        .patients
}

#[test]
fn a_list_that_stays_is_not_read_again_when_hours_change() {
    let folder = Folder::patients(ROWS);
    let (lists, ids) = (Lists::default(), IdKey::default());
    let first = list(with(&folder, &lists, &ids));
    folder.write("practice.toml", PRACTICE.replace("08:30", "09:00"));
    assert!(Arc::ptr_eq(&first, &list(with(&folder, &lists, &ids))));
    folder.write(
        "patients.csv",
        format!("{ROWS}+447700900458,Ann Lee,okafor\n"),
    );
    assert_eq!(list(with(&folder, &lists, &ids)).len(), 3);
    // The one before is still known: a preview that is not saved, say.
    folder.write("patients.csv", ROWS);
    assert!(Arc::ptr_eq(&first, &list(with(&folder, &lists, &ids))));
}

#[test]
fn whatever_was_read_before_a_folder_means_what_it_means_alone() {
    let ids = IdKey::default();
    for before in PRACTICES {
        for (from, to) in PRACTICES {
            let lists = Lists::default();
            let folder = Folder::patients(ROWS);
            folder.write("practice.toml", PRACTICE.replace(before.0, before.1));
            let _ = with(&folder, &lists, &ids);
            folder.write("practice.toml", PRACTICE.replace(from, to));
            let alone = told(with(&folder, &Lists::default(), &ids));
            assert_eq!(
                told(with(&folder, &lists, &ids)),
                alone,
                "{before:?} then {to}"
            );
        }
    }
}

#[test]
fn a_row_has_another_name_under_another_key() {
    let folder = Folder::patients(ROWS);
    let lists = Lists::default();
    let one = list(with(&folder, &lists, &IdKey::default()));
    let other = list(with(&folder, &lists, &IdKey::new([7; 16])));
    assert!(
        one.iter()
            .zip(other.iter())
            .all(|(one, other)| one.id != other.id)
    );
}

#[test]
fn what_is_doubtful_in_a_list_is_told_every_time() {
    let folder = Folder::patients("");
    let (lists, ids) = (Lists::default(), IdKey::default());
    for _ in 0..2 {
        let loaded = with(&folder, &lists, &ids).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert_eq!(loaded.warnings.len(), 1);
    }
}
