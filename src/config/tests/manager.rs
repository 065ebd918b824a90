//! What a practice manager gets wrong, with a spreadsheet and a word processor at hand.

use super::*;

fn row(row: &str) -> Mistake {
    Folder::patients(&format!("{HEADER}{row}\n")).mistake()
}

const HEADER: &str = "phone,name,clinician,from,until,urgent,language,code\n";
const PATIENT: &str = "+447700900456,Marie Dupont,okafor,,,,,\n";

fn rows(text: &str) -> usize {
    let folder = Folder::new();
    folder.write("patients.csv", text);
    let configuration = folder.load().unwrap_or_else(|found| panic!("{found}"));
    configuration.practice.patients.len()
}

#[test]
fn lines_that_end_as_on_an_old_mac_are_lines() {
    assert_eq!(rows(&format!("{HEADER}{PATIENT}").replace('\n', "\r")), 1);
    let mixed = format!("{HEADER}{PATIENT}").replacen('\n', "\r", 1);
    assert_eq!(
        rows(&format!("{mixed}+447700900457,Rosa Diaz,okafor,,,,,\r\n")),
        2
    );
    assert!(Folder::with(&PRACTICE.replace('\n', "\r")).load().is_ok());
}

#[test]
fn the_line_that_tells_of_the_separator_is_no_header() {
    assert_eq!(rows(&format!("sep=,\r\n{HEADER}{PATIENT}")), 1);
}

#[test]
fn an_empty_list_of_patients_is_pointed_out() {
    let folder = Folder::patients("");
    assert!(folder.warning().message.contains("nobody has access"));
}

#[test]
fn a_first_line_that_names_nothing_is_one_mistake() {
    for first in [
        "Patients of Harbour Street,,,",
        "a\tb\tc",
        "Telefon,Nachname,Arzt",
    ] {
        let text = format!("{first}\n{PATIENT}");
        let mistake = Folder::patients(&text).mistake();
        assert!(mistake.help.contains("phone,name") || mistake.help.contains("CSV UTF-8"));
    }
}

#[test]
fn a_name_cut_in_two_is_one_mistake() {
    let mistake = row("+447700900470,Lea, Short,okafor,,,,,");
    assert!(mistake.message.contains("separator too many"), "{mistake}");
}

#[test]
fn a_date_the_spreadsheet_changed_is_proposed_as_it_should_be() {
    assert!(
        row("+447700900470,Lea,okafor,3.12.2026,,,,")
            .help
            .starts_with("2026-12-03;")
    );
    assert!(
        row("+447700900470,Lea,okafor,46359,,,,")
            .help
            .starts_with("2026-12-03;")
    );
    assert!(
        row("+447700900470,Lea,okafor,,,,french,")
            .help
            .starts_with("fr-FR")
    );
}

#[test]
fn a_length_of_time_is_proposed_as_it_should_be() {
    for (written, proposed) in [
        ("ring = 25", "ring = \"25s\""),
        ("ring = \"30 seconds\"", "ring = \"30s\""),
        ("ring = \"5 minutes\"", "ring = \"20s\""),
    ] {
        let line = "line = \"+447700900101\"";
        let mistake = Folder::edited(line, &format!("{line}\n{written}")).mistake();
        assert_eq!(mistake.help, proposed);
    }
}

#[test]
fn hours_are_proposed_as_they_should_be() {
    let given = "hours = \"Mo-Fr 08:30-18:00; PH off\"";
    let mistake = Folder::edited(given, "hours = \"Mon-Fri 09.00-5pm\"").mistake();
    assert!(mistake.help.contains("\"Mo-Fr 09:00-17:00\""), "{mistake}");
    let mistake = Folder::edited(given, "hours = \"Mo-Fr 09.00-17.00\"").mistake();
    assert!(mistake.line_text.contains("09.00-17.00"), "{mistake}");
}

#[test]
fn an_abbreviation_is_no_near_miss_of_another_zone() {
    for zone in ["BST", "GMT+1", "London", "Europe/Londn"] {
        let mistake = Folder::edited("\"Europe/London\"", &format!("\"{zone}\"")).mistake();
        assert_eq!(mistake.help, "time_zone = \"Europe/London\"");
    }
}

#[test]
fn what_a_word_processor_did_is_called_by_its_name() {
    let name = "\"Harbour Street Surgery\"";
    for (from, to, said) in [
        (name, "“Harbour Street Surgery”", "curly"),
        (name, "Harbour Street Surgery", "quotation marks"),
        (name, "\"Harbour Street Surgery", "closing quotation mark"),
        ("country =", "country\u{a0}=", "blank of another kind"),
        ("country =", "country:", "not a colon"),
        (
            "country =",
            "emergency = # later\ncountry =",
            "value is missing",
        ),
        ("[lines]", "[lines", "in brackets"),
        ("[lines]", "// lines\n[lines]", "begins with #"),
        (
            "country =",
            "away = 24.12.2026\ncountry =",
            "a date is written",
        ),
        (
            "country =",
            "confirm_phones = Yes\ncountry =",
            "true or false",
        ),
        ("\"+447700900123\"", "+44 7700 900123", "telephone number"),
    ] {
        let mistake = Folder::edited(from, to).mistake();
        assert!(mistake.message.contains(said), "{mistake}");
        assert!(!mistake.to_string().contains("900123"), "{mistake}");
    }
    for bytes in [
        &b"PK\x03\x04rest"[..],
        b"{\\rtf1 [practice]}",
        b"\xff\xfe[\0p\0",
    ] {
        let folder = Folder::new();
        folder.write("practice.toml", bytes);
        assert!(folder.mistake().help.contains("plain text"));
    }
}

#[test]
fn a_setting_in_the_wrong_section_is_sent_home() {
    let mistake = Folder::and("calls_per_day = 6\n").mistake();
    assert!(mistake.help.contains("under [callers]"), "{mistake}");
}

#[test]
fn a_list_that_is_not_closed_is_one_mistake() {
    let lines = "line = \"+447700900102\"";
    let mistake = Folder::edited(lines, &format!("backup = [\"okafor\"\n{lines}")).mistake();
    assert!(mistake.message.contains("closing bracket"), "{mistake}");
}

#[test]
fn what_follows_from_a_mistake_is_not_told() {
    for (from, to) in [
        ("country = \"GB\"", "country = \"UK\""),
        ("id = \"okafor\"", "id = \"Okafor\""),
    ] {
        let folder = Folder::edited(from, to);
        folder.write("patients.csv", format!("{HEADER}{PATIENT}"));
        let mistake = folder.mistake();
        assert!(mistake.help.contains("GB") || mistake.help == "id = \"okafor\"");
    }
    let folder = Folder::with(&PRACTICE.replacen("[[clinician]]", "[clinician]", 1));
    folder.write("patients.csv", format!("{HEADER}{PATIENT}"));
    assert!(
        folder
            .mistakes()
            .iter()
            .all(|mistake| mistake.file == "practice.toml")
    );
}

#[test]
fn a_name_that_is_spoken_holds_no_number() {
    for name in ["Harbour Street Surgery", "Dr Ada Okafor"] {
        let mistake = Folder::edited(name, &format!("{name} 07700 900123")).mistake();
        assert!(mistake.message.contains("telephone number"), "{mistake}");
    }
    assert!(
        !Folder::edited("Harbour Street Surgery", &"x".repeat(5000))
            .mistakes()
            .is_empty()
    );
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = Folder::new();
    let env = |_: &str| None;
    let load = |path: &Path| {
        load(path, &context(Secrets::Optional, &env))
            .err()
            .map(|found| found.to_string())
    };
    let told = load(&folder.dir.path().join("nowhere")).unwrap_or_default();
    assert!(told.contains("there is no folder"), "{told}");
    let told = load(&folder.dir.path().join("practice.toml")).unwrap_or_default();
    assert!(told.contains("is a file"), "{told}");
}
