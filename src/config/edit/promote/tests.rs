//! The number takes its place, and every other byte stays.

use std::fs;

use super::super::super::tests::{Folder, PRACTICE};
use super::*;

const NEXT: &str = "+447700900129";

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn okafor() -> ClinicianId {
    ClinicianId::new("okafor").unwrap()
}

fn next() -> SecretNumber {
    SecretNumber::new(NEXT.parse().unwrap())
}

fn promote(folder: &Folder) -> Result<Promoted, EditError> {
    Editor::new(folder.dir.path()).promote(&okafor(), &next(), now())
}

fn file(folder: &Folder) -> String {
    String::from_utf8(fs::read(folder.dir.path().join("practice.toml")).unwrap()).unwrap()
}

/// The practice with okafor's phone written so.
fn written(phone: &str) -> String {
    assert!(PRACTICE.contains("phone = \"+447700900123\"\n"));
    PRACTICE.replacen("phone = \"+447700900123\"\n", phone, 1)
}

#[test]
fn the_number_stands_in_its_place_as_it_was_written_and_the_line_is_gone() {
    for (before, after) in [
        (
            "phone = \"+447700900123\"\nnext_phone = \"07700 900129\"\n",
            "phone = \"07700 900129\"\n",
        ),
        (
            "next_phone = \"+447700900129\"\nphone = \"+447700900123\"\n",
            "phone = \"+447700900129\"\n",
        ),
        (
            "phone  = '+447700900123'   # her mobile\n# from December on\n\tnext_phone = \"+447700900129\"\n",
            "phone  = \"+447700900129\"   # her mobile\n# from December on\n",
        ),
        (
            "phone = \"+447700900123\"\nnext_phone = \"+447700900129\" # asked on Monday\nring = \"20s\"\n",
            "phone = \"+447700900129\"\n# asked on Monday\nring = \"20s\"\n",
        ),
        (
            "phone = [ # in order\n  \"+447700900123\", # mobile\n  \"+447700900125\", # at home\n]\nnext_phone = \"+447700900129\"\n",
            "phone = [ # in order\n  \"+447700900129\", # mobile\n  \"+447700900125\", # at home\n]\n",
        ),
        (
            "\"phone\" = \"+447700900123\"\r\n\"next_phone\" = \"+447700900129\"\r\nring = \"20s\"\r\n",
            "\"phone\" = \"+447700900129\"\r\nring = \"20s\"\r\n",
        ),
    ] {
        let folder = Folder::with(&written(before));
        assert_eq!(promote(&folder).unwrap(), Promoted::Done, "{before}");
        assert_eq!(file(&folder), written(after), "{before}");
    }
}

#[test]
fn a_clinician_in_braces_keeps_the_other_keys() {
    let section = "[[clinician]]\nid = \"okafor\"\nname = \"Dr Ada Okafor\"\nline = \"+447700900101\"\nphone = \"+447700900123\"\n";
    let lindqvist = "[[clinician]]\nid = \"lindqvist\"\nname = \"Dr Nils Lindqvist\"\nline = \"+447700900102\"\nphone = \"+447700900124\"\n";
    let braces = |okafor: &str| {
        let list = format!(
            "clinician = [\n  {{ {okafor} }},\n  {{ id = \"lindqvist\", name = \"Dr Nils Lindqvist\", line = \"+447700900102\", phone = \"+447700900124\" }},\n]\n"
        );
        let rest = PRACTICE.replacen(section, "", 1).replacen(lindqvist, "", 1);
        list + &rest
    };
    let named = "id = \"okafor\", name = \"Dr Ada Okafor\", line = \"+447700900101\"";
    for (before, after) in [
        (
            format!("{named}, phone = \"+447700900123\", next_phone = \"{NEXT}\""),
            format!("{named}, phone = \"{NEXT}\""),
        ),
        (
            format!("next_phone = \"{NEXT}\", {named}, phone = \"+447700900123\""),
            format!("{named}, phone = \"{NEXT}\""),
        ),
    ] {
        let folder = Folder::with(&braces(&before));
        assert_eq!(promote(&folder).unwrap(), Promoted::Done, "{before}");
        assert_eq!(file(&folder), braces(&after), "{before}");
    }
}

#[test]
fn a_byte_order_mark_and_the_end_of_the_file_do_no_harm() {
    let mut text = PRACTICE.replacen(
        "[[clinician]]\nid = \"okafor\"\nname = \"Dr Ada Okafor\"\nline = \"+447700900101\"\nphone = \"+447700900123\"\n",
        "",
        1,
    );
    text.push_str("[[clinician]]\nid = \"okafor\"\nname = \"Dr Ada Okafor\"\nline = \"+447700900101\"\nphone = \"+447700900123\"\n");
    let folder = Folder::with(&format!("\u{feff}{text}next_phone = \"{NEXT}\""));
    assert_eq!(promote(&folder).unwrap(), Promoted::Done);
    let expected = text.replace("+447700900123", NEXT);
    assert_eq!(file(&folder), format!("\u{feff}{expected}"));
}

#[test]
fn it_happens_once_and_both_versions_are_kept_with_who() {
    let before = written("phone = \"+447700900123\"\nnext_phone = \"+447700900129\"\n");
    let folder = Folder::with(&before);
    assert_eq!(promote(&folder).unwrap(), Promoted::Done);
    let after = file(&folder);
    assert_eq!(promote(&folder).unwrap(), Promoted::Gone);
    assert_eq!(file(&folder), after);
    let kept = versions::all(folder.dir.path());
    let texts: Vec<String> = kept
        .iter()
        .map(|version| fs::read_to_string(version.join("practice.toml")).unwrap())
        .collect();
    assert_eq!(texts, [before, after]);
    let about = fs::read_to_string(kept[1].join("about.toml")).unwrap();
    assert!(about.contains("confirmed by phone"), "{about}");
    assert!(!about.contains("9001"), "{about}");
}

#[test]
fn another_number_and_none_stay_as_they_are() {
    for phone in [
        "phone = \"+447700900123\"\n",
        "phone = \"+447700900123\"\nnext_phone = \"+447700900128\"\n",
    ] {
        let folder = Folder::with(&written(phone));
        assert_eq!(promote(&folder).unwrap(), Promoted::Gone);
        assert_eq!(file(&folder), written(phone));
    }
}

#[test]
fn a_folder_with_a_mistake_is_not_edited_and_no_number_is_told() {
    let text = written("phone = \"+447700900123\"\nnext_phone = \"+447700900129\"\n");
    let folder = Folder::with(&text.replacen("+447700900124", "+447700900129", 1));
    let before = file(&folder);
    let error = promote(&folder).unwrap_err().to_string();
    assert!(error.starts_with("correct the configuration"), "{error}");
    assert!(!error.contains("9001"), "{error}");
    assert_eq!(file(&folder), before);
}
