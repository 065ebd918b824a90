//! `patients.csv`: what a spreadsheet makes of it, and what no row may say.

use super::*;
use crate::domain::patients::Grant;

const HEADER: &str = "phone,name,clinician,from,until,urgent,language,code\n";

fn rows(rows: &str) -> Folder {
    Folder::patients(&format!("{HEADER}{rows}"))
}

fn grants(folder: &Folder) -> Vec<Grant> {
    let loaded = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    loaded.practice.patients.iter().cloned().collect()
}

#[test]
fn rows_are_read_whatever_the_spreadsheet() {
    let plain = "name,phone,clinician,urgent\nMarie Dupont,07700 900456,okafor,yes\n";
    for text in [
        plain.to_owned(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace(',', ";"),
        plain.replace('\n', "\n\n"),
        format!("{plain},,,\n"),
        format!("\n{plain}"),
        plain.trim_end().to_owned(),
        plain.replace("Marie Dupont", "\"Marie Dupont\""),
        plain.replace("name,phone", "Name, PHONE "),
        plain.replace("07700 900456", "'+447700900456"),
        plain.replace("urgent\n", "urgent,,\n"),
    ] {
        let grants = grants(&Folder::patients(&text));
        assert_eq!(grants.len(), 1, "{text:?}");
        assert_eq!(&*grants[0].name, "Marie Dupont");
        assert_eq!(grants[0].phones[0].wire(), "+447700900456");
        assert!(grants[0].urgent);
    }
}

#[test]
fn an_empty_or_missing_file_is_no_patients() {
    for text in ["", "\n\n", "\u{feff}", HEADER] {
        assert!(grants(&Folder::patients(text)).is_empty());
    }
}

#[test]
fn a_patient_may_have_several_phones() {
    let found = grants(&rows("+447700900456; 07700 900457 ;,Marie,okafor,,,,,\n"));
    assert_eq!(found[0].phones.len(), 2);
    let quoted =
        Folder::patients("phone;name;clinician\n\"+447700900456;+447700900457\";Marie;okafor\n");
    assert_eq!(grants(&quoted)[0].phones.len(), 2);
}

#[test]
fn urgent_is_understood_in_four_languages() {
    for (word, urgent) in [
        ("yes", true),
        ("YES", true),
        ("ja", true),
        ("oui", true),
        ("sí", true),
        ("true", true),
        ("1", true),
        ("x", true),
        ("", false),
        ("no", false),
        ("nein", false),
        ("non", false),
        ("0", false),
        ("false", false),
    ] {
        let grants = grants(&rows(&format!("+447700900456,Marie,okafor,,,{word},,\n")));
        assert_eq!(grants[0].urgent, urgent, "{word}");
    }
    assert!(
        rows("+447700900456,Marie,okafor,,,perhaps,,\n")
            .mistake()
            .message
            .contains("neither yes nor no")
    );
}

#[test]
fn what_a_spreadsheet_did_to_a_number_is_refused() {
    for phone in ["4.47E+11", "\"4,47E+11\"", "447700900456.0", "########"] {
        let mistake = rows(&format!("{phone},Marie,okafor,,,,,\n")).mistake();
        assert!(mistake.message.contains("spreadsheet"), "{mistake}");
        assert!(mistake.help.contains("as text"), "{mistake}");
        assert_eq!(mistake.line, 2);
    }
    let mistake = rows("+447700900456;77009004,Marie,okafor,,,,,\n").mistake();
    assert_eq!(mistake.column, 15, "{mistake}");
}

#[test]
fn a_patient_without_phone_name_or_clinician_is_refused() {
    for (row, column) in [
        (",Marie,okafor,,,,,", 1),
        ("+447700900456,,okafor,,,,,", 15),
        ("+447700900456,Marie,,,,,,", 21),
    ] {
        let mistake = rows(&format!("{row}\n")).mistake();
        assert_eq!((mistake.line, mistake.column), (2, column), "{mistake}");
    }
}

#[test]
fn a_clinician_nobody_knows_is_refused() {
    let mistake = rows("+447700900456,Marie,okafr,,,,,\n").mistake();
    assert!(mistake.help.contains("okafor"), "{mistake}");
}

#[test]
fn dates_are_taken_in_one_way_of_writing() {
    for date in ["01/11/2026", "1.11.2026", "11-1-2026"] {
        let mistake = rows(&format!("+447700900456,Marie,okafor,{date},,,,\n")).mistake();
        assert!(
            mistake.message.contains("year-month-day") && mistake.help.contains("2026-11-01"),
            "{mistake}"
        );
    }
    assert!(
        rows("+447700900456,Marie,okafor,2026-02-30,,,,\n")
            .mistake()
            .message
            .contains("2026-02-30")
    );
    assert!(
        rows("+447700900456,Marie,okafor,soon,,,,\n")
            .mistake()
            .message
            .contains("no date")
    );
}

#[test]
fn access_that_ends_before_it_begins_is_refused() {
    let mistake = rows("+447700900456,Marie,okafor,2027-01-31,2026-11-01,,,\n").mistake();
    assert!(mistake.message.contains("before it begins"), "{mistake}");
    assert_eq!(mistake.column, 39);
}

#[test]
fn a_patients_phone_that_is_a_line_is_refused() {
    for line in ["+447700900101", "+447700900201"] {
        assert!(
            rows(&format!("{line},Marie,okafor,,,,,\n"))
                .mistake()
                .message
                .contains("own lines")
        );
    }
}

#[test]
fn a_clinician_may_be_a_colleagues_patient_but_not_the_own() {
    let mistake = rows("+447700900123,Ada,okafor,,,,,\n").mistake();
    assert!(mistake.message.contains("own patient"), "{mistake}");
    assert!(!mistake.to_string().contains("900123"), "{mistake}");
    let warning = rows("07700 900123,Ada,lindqvist,,,,,\n").warning();
    assert!(!warning.to_string().contains("900123"), "{warning}");
}

#[test]
fn the_same_phone_name_and_clinician_twice_is_refused() {
    let mistake = rows("+447700900456,Marie,okafor,,,,,\n+447700900457,Marie,okafor,,,,,\n07700 900456,Marie,okafor,2026-11-01,,,,\n").mistake();
    assert_eq!((mistake.file, mistake.line), ("patients.csv", 4));
    let fine = rows(
        "+447700900456,Marie,okafor,,,,,\n+447700900456,Marie,lindqvist,,,,,\n+447700900456,Paul,okafor,,,,,\n",
    );
    assert_eq!(fine.mistakes(), []);
}

#[test]
fn an_access_code_has_four_to_eight_digits_and_is_never_shown() {
    for code in ["123", "123456789", "12a4", "12 34"] {
        let mistake = rows(&format!("+447700900456,Marie,okafor,,,,,{code}\n")).mistake();
        assert!(
            mistake.message.contains("4 to 8 digits") && !mistake.to_string().contains(code),
            "{mistake}"
        );
    }
    let warning = rows("+447700900456,Marie,okafor,,,,,73091\n").warning();
    assert!(
        warning.message.contains("short") && !warning.to_string().contains("73091"),
        "{warning}"
    );
    let slipped = rows("+447700900456,Marie,okafor,,,,482163,\n").mistake();
    assert!(!slipped.to_string().contains("482163"), "{slipped}");
    let slipped = Folder::patients("phone,name,clinician,cod\n+447700900456,Marie,nobody,482163\n")
        .mistakes();
    assert!(!Mistakes(slipped).to_string().contains("482163"));
}

#[test]
fn one_code_for_two_households_of_a_clinician_is_refused() {
    let mistake =
        rows("+447700900456,Marie,okafor,,,,,482163\n+447700900457,Paul,okafor,,,,,482163\n")
            .mistake();
    assert_eq!((mistake.line, mistake.column), (3, 31), "{mistake}");
    let one = rows(
        "+447700900456,Marie,okafor,,,,,482163\n+447700900456,Paul,okafor,,,,,482163\n+447700900457,Ann,lindqvist,,,,,482163\n",
    );
    assert_eq!(one.mistakes(), []);
}

#[test]
fn a_language_without_prompts_is_pointed_out() {
    let folder = rows("+447700900456,Marie,okafor,,,,pl-PL,\n");
    assert!(folder.warning().message.contains("practice's language"));
    assert!(grants(&folder)[0].language.is_none());
    assert!(
        rows("+447700900456,Marie,okafor,,,,french,\n")
            .mistake()
            .help
            .contains("fr-FR")
    );
}

#[test]
fn the_first_line_must_name_the_columns() {
    assert!(
        Folder::patients("+447700900456,Marie,okafor\n")
            .mistake()
            .help
            .contains("phone,name,clinician")
    );
    let mistake = Folder::patients("phone,name,clinicain\n+447700900456,Marie,okafor\n").mistakes();
    assert!(
        mistake
            .iter()
            .any(|mistake| mistake.help.contains("clinician")),
        "{mistake:?}"
    );
    assert!(
        Folder::patients("phone,name,clinician,colour\n")
            .mistake()
            .message
            .contains("\"colour\"")
    );
    assert!(
        Folder::patients("phone,name,clinician,name\n")
            .mistake()
            .message
            .contains("twice")
    );
    assert!(
        !Folder::patients("phone\tname\tclinician\n")
            .mistakes()
            .is_empty()
    );
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_in_a_spreadsheets_words() {
    let folder = Folder::new();
    folder.write(
        "patients.csv",
        b"phone,name,clinician\n+447700900456,Ren\xe9,okafor\n",
    );
    let mistake = folder.mistake();
    assert!(mistake.help.contains("CSV UTF-8"), "{mistake}");
    assert_eq!((mistake.line, mistake.column), (2, 18));
    folder.write("patients.csv", b"\xff\xfep\0h\0o\0n\0e\0");
    assert!(folder.mistake().help.contains("CSV UTF-8"));
    folder.write("patients.csv", b"PK\x03\x04spreadsheet");
    assert!(folder.mistake().message.contains("a spreadsheet"));
}

#[test]
fn a_quotation_mark_that_is_not_closed_costs_one_row_only() {
    let folder = rows(
        "+447700900456,\"Marie,okafor,,,,,\n4.47E+11,Paul,okafor,,,,,\n+447700900458,Ann,nobody,,,,,\n",
    );
    let lines: Vec<usize> = folder
        .mistakes()
        .iter()
        .map(|mistake| mistake.line)
        .collect();
    assert_eq!(lines, [2, 3, 4]);
    assert!(folder.mistakes()[0].message.contains("quotation mark"));
}

#[test]
fn a_comma_too_many_is_told() {
    let mistake = rows("+447700900456,Diaz, Rosa,okafor,,,,,\n").mistakes();
    assert!(
        mistake.iter().any(|mistake| mistake.line == 2),
        "{mistake:?}"
    );
    let mistake = rows("+447700900456,Rosa,okafor,,,,,482163,more\n").mistake();
    assert!(mistake.message.contains("9 fields"), "{mistake}");
}

#[test]
fn the_place_is_right_after_blank_lines_and_wide_letters() {
    let mistake = rows("\r\n\r\n+447700900456,Zoë Ødegård,nobody,,,,,\r\n").mistake();
    assert_eq!((mistake.line, mistake.column), (4, 27), "{mistake}");
}
