//! What stands beside a version: what was done and whom it was about, to be read there by a person.

use super::changes::{practice, put, sample};
use super::*;
use crate::config::edit::erase::Person;
use crate::config::edit::wish::{Change, PatientRow};
use crate::config::versions::{self, Done, Kept};

fn newest(folder: &Folder) -> Kept {
    versions::list(folder.dir.path()).remove(0)
}

fn done(folder: &Folder) -> (String, Option<String>, Option<String>) {
    let Done { what, of, name } = newest(folder).done.unwrap();
    (what, of, name)
}

fn about(folder: &Folder) -> String {
    let name = newest(folder).name;
    let version = versions::find(folder.dir.path(), &name).unwrap();
    fs::read_to_string(version.join("about.toml")).unwrap()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn tom() -> PatientRow {
    PatientRow {
        phone: TOM.to_owned(),
        name: " Tom Hale".to_owned(),
        clinician: "okafor".to_owned(),
        ..PatientRow::default()
    }
}

#[test]
fn a_change_of_the_console_is_noted_with_what_and_whose() {
    let folder = sample();
    let clinician = okafor();
    put(
        &folder,
        &Change::Hours {
            clinician,
            hours: some("24/7"),
        },
    );
    let of_okafor = |what: &str| (what.to_owned(), some("okafor"), some("Dr Ada Okafor"));
    assert_eq!(done(&folder), of_okafor("hours"));
    for line in [
        "what = \"hours\"",
        "of = \"okafor\"",
        "name = \"Dr Ada Okafor\"",
    ] {
        assert!(about(&folder).contains(line), "{}", about(&folder));
    }
    put(&folder, &Change::AddPatient(tom()));
    assert_eq!(
        done(&folder),
        ("patient-added".to_owned(), some("okafor"), some("Tom Hale"))
    );
    let loaded = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let row = loaded.practice.patients.iter().last().unwrap().id;
    put(&folder, &Change::RemovePatient(row));
    assert_eq!(
        done(&folder),
        (
            "patient-removed".to_owned(),
            some(&row.to_string()),
            some("Tom Hale")
        )
    );
    let many = Change::Patients {
        added: vec![tom()],
        changed: Vec::new(),
        removed: Vec::new(),
    };
    put(&folder, &many);
    assert_eq!(
        done(&folder),
        ("patients".to_owned(), some("+1 ~0 -0"), None)
    );
    let first = versions::list(folder.dir.path()).pop().unwrap().name;
    put(&folder, &Change::Restore(first.clone()));
    assert_eq!(done(&folder), ("restored".to_owned(), Some(first), None));
    assert!(!about(&folder).contains("900123"));
}

#[test]
fn an_edit_by_text_names_the_patient() {
    let folder = Folder::patients("phone,name,clinician\n+447700900456,Rosa,okafor\n");
    apply(&folder, &add("Tom Hale", None)).unwrap();
    assert_eq!(done(&folder), ("added".to_owned(), None, some("Tom Hale")));
}

#[test]
fn an_edit_by_hand_is_noted_by_the_places_that_it_changed() {
    let folder = sample();
    put(&folder, &Change::AddPatient(tom()));
    let edited = practice(&folder)
        .replace("Harbour Street", "Quay Street")
        .replace("\"20s\"", "\"25s\"");
    folder.write("practice.toml", &edited);
    let files = crate::config::Files::read(folder.dir.path()).unwrap();
    versions::keep(folder.dir.path(), &files, "edited in the folder", now()).unwrap();
    let kept = newest(&folder);
    assert_eq!(kept.done, None);
    assert_eq!(kept.places, ["clinician.okafor.ring", "practice.name"]);
    assert!(!about(&folder).contains("Quay"), "{}", about(&folder));
}

#[test]
fn whoever_is_erased_is_named_beside_no_version() {
    let folder = sample();
    put(&folder, &Change::AddPatient(tom()));
    let row = {
        let loaded = folder
            .load()
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
        loaded.practice.patients.iter().last().unwrap().id
    };
    put(&folder, &Change::RemovePatient(row));
    let mut ann = tom();
    ann.name = "Ann Hale".to_owned();
    put(&folder, &Change::AddPatient(ann));
    let names = || -> Vec<Option<String>> {
        let kept = versions::list(folder.dir.path()).into_iter();
        kept.map(|kept| kept.done?.name).collect()
    };
    assert_eq!(
        names(),
        [some("Ann Hale"), some("Tom Hale"), some("Tom Hale"), None]
    );
    let person = Person {
        names: vec!["TOM  hale".to_owned()],
        phones: vec![TOM.parse().unwrap()],
    };
    editor(&folder).take_out(&person, now()).unwrap();
    assert_eq!(names(), [some("Ann Hale"), None, None, None]);
    // What was done stays.
    let kept = versions::list(folder.dir.path());
    assert_eq!(kept[1].done.as_ref().unwrap().what, "patient-removed");
    // Of the oldest, whose list before is gone, nobody would be found.
    for gone in &kept[1..] {
        let version = versions::find(folder.dir.path(), &gone.name).unwrap();
        fs::remove_dir_all(version).unwrap();
    }
    let nobody = Person {
        names: Vec::new(),
        phones: vec![TOM.parse().unwrap()],
    };
    editor(&folder).take_out(&nobody, now()).unwrap();
    assert_eq!(names(), [None]);
}
