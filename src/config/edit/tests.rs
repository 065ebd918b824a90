//! The writer of `patients.csv`: one row changes, every other byte stays, and nothing is ever half done.

mod changes;
mod folder;
mod mentions;
mod notes;
mod property;
mod restore;
mod styles;

use std::fs;

use chrono::{DateTime, Utc};

use super::super::tests::Folder;
use super::*;

const TOM: &str = "+447700900777";

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn okafor() -> ClinicianId {
    ClinicianId::new("okafor").unwrap()
}

fn add(name: &str, until: Option<&str>) -> Edit {
    Edit::Add {
        phone: TOM.parse().unwrap(),
        name: name.to_owned(),
        until: until.map(|day| day.parse().unwrap()),
    }
}

fn remove(name: &str, phone: &str) -> Edit {
    Edit::Remove {
        name: name.to_owned(),
        phones: vec![phone.to_owned()],
    }
}

fn editor(folder: &Folder) -> Editor {
    Editor::new(folder.dir.path())
}

fn apply(folder: &Folder, edit: &Edit) -> Result<EditResult, EditError> {
    editor(folder).apply(edit, &okafor(), "okafor by text", now())
}

fn list(folder: &Folder) -> String {
    fs::read_to_string(folder.dir.path().join("patients.csv")).unwrap()
}

/// What an edit makes of a list.
fn after(before: &str, edit: &Edit) -> (String, EditResult) {
    let folder = Folder::patients(before);
    let result = apply(&folder, edit).unwrap_or_else(|error| panic!("{error}: {before:?}"));
    (list(&folder), result)
}

#[test]
fn a_row_is_added_at_the_end_in_the_spelling_of_the_file_and_removed_without_a_trace() {
    for (before, row) in [
        (
            "phone,name,clinician,until\n",
            "+447700900777,Tom Hale,okafor,\n",
        ),
        (
            "phone,name,clinician\n+447700900456,Rosa,okafor\n",
            "+447700900777,Tom Hale,okafor\n",
        ),
        (
            "Name, PHONE ,clinician\r\nRosa,07700 900456,okafor\r\n",
            "Tom Hale,+447700900777,okafor\r\n",
        ),
        (
            "\u{feff}phone;name;clinician\n+447700900456;Rosa;okafor\n",
            "+447700900777;Tom Hale;okafor\n",
        ),
        (
            "phone,name,clinician,,\n+447700900456,Rosa,okafor,x,\n",
            "+447700900777,Tom Hale,okafor,,\n",
        ),
        (
            "phone,name,clinician\n+447700900456,Rosa,okafor,,,\n\n , ,\n",
            "+447700900777,Tom Hale,okafor\n",
        ),
        (
            "\n\"sep=;\"\nphone;name;clinician\n",
            "+447700900777;Tom Hale;okafor\n",
        ),
        (
            "\"phone\",\"name\",\"clinician\",\"code\"\n\"+447700900456\",\"Rosa\",\"okafor\",\"\"\n",
            "\"+447700900777\",\"Tom Hale\",\"okafor\",\"\"\n",
        ),
        (
            "\"phone\",\"name\",\"clinician\",\"code\"\n\"+447700900456\",\"Rosa\",\"okafor\",\n",
            "\"+447700900777\",\"Tom Hale\",\"okafor\",\n",
        ),
        (
            "phone,name,clinician\n\"+447700900456;+447700900457\",\"Ro \"\"R\"\" sa\",okafor\n   \n",
            "+447700900777,Tom Hale,okafor\n",
        ),
        (
            "phone,name,clinician\r+447700900456,Rosa,okafor\r",
            "+447700900777,Tom Hale,okafor\r",
        ),
    ] {
        let (with, result) = after(before, &add("Tom Hale", None));
        assert_eq!(
            (with.as_str(), result),
            (format!("{before}{row}").as_str(), EditResult::Added)
        );
        let removed = after(&with, &remove("Tom Hale", TOM));
        assert_eq!(removed, (before.to_owned(), EditResult::Removed));
        // Without an end of its last line.
        let open = before.trim_end_matches(['\r', '\n']);
        let ending = ["\r\n", "\r", "\n"]
            .iter()
            .find(|ending| before.ends_with(**ending))
            .unwrap();
        let ending = if open.contains(['\r', '\n']) {
            ending
        } else {
            "\n"
        };
        let (with, _) = after(open, &add("Tom Hale", None));
        assert_eq!(
            with,
            format!("{open}{ending}{}", row.trim_end_matches(['\r', '\n']))
        );
        assert_eq!(after(&with, &remove("Tom Hale", TOM)).0, open);
    }
}

#[test]
fn what_needs_quotation_marks_gets_them() {
    let before = "phone;name;clinician\n";
    let (with, _) = after(before, &add("Hale; Tom \"T\"", None));
    assert_eq!(
        with,
        format!("{before}{TOM};\"Hale; Tom \"\"T\"\"\";okafor\n")
    );
    assert_eq!(after(&with, &remove("Hale; Tom \"T\"", TOM)).0, before);
}

#[test]
fn an_end_goes_into_its_column_which_is_made_where_there_is_none() {
    let until = add("Tom Hale", Some("2026-11-29"));
    for (before, with) in [
        (
            "phone,name,until,clinician\n",
            "phone,name,until,clinician\n+447700900777,Tom Hale,2026-11-29,okafor\n",
        ),
        (
            "phone,name,clinician\n+447700900456,Rosa,okafor,\n",
            "phone,name,clinician,until\n+447700900456,Rosa,okafor,\n+447700900777,Tom Hale,okafor,2026-11-29\n",
        ),
        (
            "\"phone\";\"name\";\"clinician\"\n+447700900777;Tom Hale;okafor\n",
            "\"phone\";\"name\";\"clinician\";\"until\"\n+447700900777;Tom Hale;okafor;2026-11-29\n",
        ),
    ] {
        assert_eq!(after(before, &until).0, with);
    }
}

#[test]
fn a_list_that_is_not_there_yet_is_begun() {
    for before in [None, Some(""), Some("\u{feff}"), Some("\n\n")] {
        let folder = Folder::new();
        if let Some(before) = before {
            folder.write("patients.csv", before);
        }
        assert_eq!(
            apply(&folder, &add("Tom Hale", None)).unwrap(),
            EditResult::Added
        );
        let header = "phone,name,clinician,from,until,urgent,language,code\n";
        let row = "+447700900777,Tom Hale,okafor,,,,,\n";
        assert_eq!(
            list(&folder),
            format!("{}{header}{row}", before.unwrap_or_default())
        );
    }
}

#[test]
fn another_end_changes_the_row_and_nothing_else_of_it() {
    let header = "phone,name,clinician,from,until,urgent,code\n";
    for (row, edit, changed) in [
        (
            "+447700900456;07700 900777, Tom  HALE ,okafor,2026-01-01,2026-11-01,yes,482163\n",
            add("Tom Hale", Some("2026-12-01")),
            "+447700900456;07700 900777, Tom  HALE ,okafor,2026-01-01,2026-12-01,yes,482163\n",
        ),
        (
            "+447700900777,Tom Hale,okafor,2027-01-01,\"2027-02-01\",yes\n",
            add("Tom Hale", None),
            "+447700900777,Tom Hale,okafor,,\"\",yes\n",
        ),
        (
            "+447700900777,Tom Hale,okafor\n",
            add("tom hale", Some("2026-12-01")),
            "+447700900777,Tom Hale,okafor,,2026-12-01\n",
        ),
    ] {
        let (with, result) = after(&format!("{header}{row}"), &edit);
        assert_eq!(
            (with, result),
            (format!("{header}{changed}"), EditResult::Changed)
        );
    }
}

#[test]
fn what_is_as_it_is_wanted_is_not_written() {
    let before = "phone,name,clinician,until\n07700 900777,Tom Hale,okafor,2026-11-29\n";
    for (edit, result) in [
        (add("TOM HALE", Some("2026-11-29")), EditResult::Already),
        (remove("Tom Hale", "+447700900456"), EditResult::Gone),
        (remove("Tom", TOM), EditResult::Gone),
    ] {
        let folder = Folder::patients(before);
        let file = folder.dir.path().join("patients.csv");
        let written = |_: ()| fs::metadata(&file).unwrap().modified().unwrap();
        let at = written(());
        assert_eq!(apply(&folder, &edit).unwrap(), result);
        assert_eq!((list(&folder).as_str(), written(())), (before, at));
    }
}

#[test]
fn only_the_row_that_is_meant_goes() {
    let keep = "+447700900777,Tom Hale,lindqvist\n+447700900777,Ann Hale,okafor\n+447700900456,Tom Hale,okafor\n+447700900777,TOM hale,okafor\n";
    let header = "phone,name,clinician\n";
    let row = "+447700900458;07700 900777,Tom Hale,okafor\n";
    let (without, result) = after(&format!("{header}{row}{keep}"), &remove("Tom Hale", TOM));
    assert_eq!(
        (without, result),
        (format!("{header}{keep}"), EditResult::Removed)
    );
    // Where nobody is spelt so, the other spelling is meant.
    let (without, _) = after(&format!("{header}{keep}"), &remove("Tom Hâle", TOM));
    assert!(!without.contains("TOM hale") && without.contains("Ann Hale"));
}

#[test]
fn an_edit_that_changes_more_than_its_row_is_recognised() {
    let patients = |rows: &str| {
        let folder = Folder::patients(&format!("phone,name,clinician,until,urgent\n{rows}"));
        let loaded = folder
            .load()
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
        loaded.practice.patients
    };
    let (rosa, tom) = (
        "+447700900456,Rosa,okafor,,\n",
        "+447700900777,Tom Hale,okafor,,\n",
    );
    let both = format!("{rosa}{tom}");
    let clinician = okafor();
    let desk = Desk {
        clinician: &clinician,
        numbers: &Numbers::new(Some("GB")),
        today: now().date_naive(),
    };
    let is_all = |edit: &Edit, result, old: &str, new: &str| {
        desk.is_all(edit, result, &patients(old), &patients(new))
    };
    let (added, changed, removed) = (EditResult::Added, EditResult::Changed, EditResult::Removed);
    let tom_until = "+447700900777,Tom Hale,okafor,2026-11-29,\n";
    let (add_tom, remove_tom) = (add("Tom Hale", None), remove("Tom Hale", TOM));
    let end = add("Tom Hale", Some("2026-11-29"));
    assert!(is_all(&add_tom, added, rosa, &both));
    assert!(!is_all(&add_tom, added, rosa, tom));
    assert!(!is_all(&add_tom, added, rosa, &format!("{tom}{rosa}")));
    assert!(!is_all(&end, added, rosa, &both));
    assert!(!is_all(
        &add_tom,
        added,
        "",
        &tom.replace(",,\n", ",,yes\n")
    ));
    assert!(is_all(&end, changed, &both, &format!("{rosa}{tom_until}")));
    assert!(!is_all(&end, changed, &both, tom_until));
    assert!(!is_all(
        &end,
        changed,
        &both,
        &format!("{}{tom_until}", rosa.replace(",,\n", ",,yes\n"))
    ));
    assert!(is_all(&remove_tom, removed, &both, rosa));
    assert!(!is_all(&remove_tom, removed, &both, ""));
    assert!(!is_all(&remove_tom, removed, &both, tom));
}
