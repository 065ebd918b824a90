//! How mistakes are shown: all at once, in order, each with its place, its line alone and the way out.

use super::*;

#[test]
fn all_mistakes_of_both_files_are_shown_at_once_in_order() {
    let folder = Folder::with(
        &PRACTICE
            .replacen("country = \"GB\"", "country = \"GB\"\ncolour = \"blue\"", 1)
            .replacen("id = \"lindqvist\"", "id = \"lindqvist\"\nring = 20", 1)
            .replacen("clinician = \"lindqvist\"", "clinician = \"linqvist\"", 1),
    );
    folder.write(
        "patients.csv",
        "phone,name,clinician\n4.47E+11,Ann,okafor\n+447700900456,,nobody\n",
    );
    let shown: Vec<String> = folder
        .mistakes()
        .iter()
        .map(|mistake| format!("{}:{}", mistake.file, mistake.line))
        .collect();
    assert_eq!(
        shown,
        [
            "practice.toml:5",
            "practice.toml:26",
            "practice.toml:33",
            "patients.csv:2",
            "patients.csv:3",
            "patients.csv:3",
        ]
    );
}

#[test]
fn a_mistake_is_shown_with_its_line_alone() {
    let folder = Folder::edited(
        "id = \"okafor\"",
        "id = \"okafor\"\nphnoe = \"+447700900123\"",
    );
    let shown = folder.mistakes()[0].to_string();
    assert_eq!(
        shown,
        "practice.toml:19:1: there is no key \"phnoe\" in [[clinician]]\n  phnoe = \"•••••••••••••\"\n  ^\n  write: phone = ...   (did you mean `phone`?)"
    );
}

#[test]
fn the_clinicians_number_is_never_shown_whatever_is_wrong_in_its_line() {
    for line in [
        "phone = \"+447700900123",
        "phone = +447700900123",
        "phone \"+447700900123\"",
        "phone = [\"+447700900123\", 07700900123]",
        "phone = 447700900123 # 07700 900123",
        "phone = [\n  \"0770090012\",\n  \"07700 900 1234 5\"\n]",
        "phone = { number = \"+447700900123\" }",
        "phones = \"+447700900123\"",
        "name = \"Dr Ada Okafor 07700 900123\"",
        "id = \"447700900123\"",
        "hours = \"Mo-Fr 07700900123\"",
        "away = [{ from = \"07700900123\", to = 2026-12-24, cover = \"07700900123\" }]",
        "backup = [\"07700900123\"]",
        "ring = \"07700900123\"",
        "ring = 447700900123",
        "\"+447700900123\" = \"phone\"",
        "[\"+447700900123\"]\na = 1",
        "line = \"+447700900123\"\nphone = \"+447700900123\"",
        "phone = \"\\u002B44\\u0037700900123\"\nphone = 1",
    ] {
        let practice = PRACTICE.replacen("phone = \"+447700900123\"", line, 1);
        let shown = Mistakes(Folder::with(&practice).mistakes()).to_string();
        assert!(!shown.is_empty(), "{line}");
        for hidden in ["900123", "900 123", "9001234", "0770090012", "00900123"] {
            assert!(!shown.contains(hidden), "{line}\n{shown}");
        }
    }
}

#[test]
fn an_unknown_key_is_refused_with_the_one_that_was_meant() {
    let mistake = Folder::edited("time_zone", "timezone").mistakes();
    assert!(
        mistake[0].message.contains("no key \"timezone\"")
            || mistake[1].message.contains("no key \"timezone\"")
    );
    let mistake = Folder::and("[voicemail]\nlongst = \"2m\"\n").mistake();
    assert_eq!((mistake.line, mistake.column), (33, 1));
    assert!(mistake.help.contains("`longest`"), "{mistake}");
    let mistake = Folder::and("[voicemial]\n").mistake();
    assert!(mistake.help.contains("[voicemail]"), "{mistake}");
    let mistake = Folder::and("[[rota]]\nshifts = [{ hours = \"24/7\", clinican = \"okafor\", clinician = \"okafor\" }]\n").mistake();
    assert!(mistake.help.contains("`clinician`"), "{mistake}");
}

#[test]
fn a_section_in_the_wrong_brackets_is_refused() {
    let mistake = &Folder::edited("[lines]", "[[lines]]").mistakes()[0];
    assert!(mistake.help.contains("[lines]"), "{mistake}");
    let mistakes = Folder::with(&PRACTICE.replace("[[rota]]", "[rota]")).mistakes();
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.help.contains("[[rota]]")),
        "{mistakes:?}"
    );
}

#[test]
fn what_must_be_there_is_asked_for() {
    for (key, line) in [
        ("name", "name = \"Harbour Street Surgery\"\n"),
        ("country", "country = \"GB\"\n"),
        ("time_zone", "time_zone = \"Europe/London\"\n"),
        ("language", "language = \"en-GB\"\n"),
        ("kind", "kind = \"local\"\n"),
        ("id", "id = \"okafor\"\n"),
        ("line", "line = \"+447700900101\"\n"),
        ("phone", "phone = \"+447700900123\"\n"),
        (
            "shifts",
            "shifts = [{ hours = \"24/7\", clinician = \"lindqvist\" }]\n",
        ),
    ] {
        let mistakes = Folder::edited(line, "").mistakes();
        let missing = format!("`{key}` is missing here");
        assert!(
            mistakes
                .iter()
                .any(|mistake| mistake.message == missing && !mistake.help.is_empty()),
            "{key}: {mistakes:?}"
        );
    }
    let shown = Mistakes(Folder::with("").mistakes()).to_string();
    for section in [
        "[practice] is missing",
        "[provider] is missing",
        "no clinician",
    ] {
        assert!(shown.contains(section), "{shown}");
    }
}

#[test]
fn a_slip_of_the_notation_is_told_with_its_place_and_without_what_follows_from_it() {
    let mistake = Folder::edited("country = \"GB\"", "country = \"GB").mistake();
    assert_eq!(mistake.line, 4);
    let mistake = Folder::edited("country = \"GB\"", "country \"GB\"").mistake();
    assert_eq!(mistake.line, 4);
    let mistakes =
        Folder::edited("country = \"GB\"", "country = \"GB\"\ncountry = \"FR\"").mistakes();
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    assert_eq!(
        (mistakes[0].line, mistakes[0].message.as_str()),
        (5, "this stands twice")
    );
}

#[test]
fn patients_are_still_checked_when_the_practice_cannot_be_read() {
    let folder = Folder::edited("[lines]", "[lines");
    folder.write(
        "patients.csv",
        "phone,name,clinician\n4.47E+11,Ann,okafor\n+447700900456,Bob,okafor\n",
    );
    let mistakes = folder.mistakes();
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.file == "patients.csv" && mistake.line == 2)
    );
    assert!(
        mistakes
            .iter()
            .all(|mistake| mistake.line != 3 || mistake.file != "patients.csv"),
        "{mistakes:?}"
    );
}

#[test]
fn a_missing_folder_or_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let none = |_: &str| None;
    let Err(mistakes) = load(folder.path(), &context(Secrets::Required, &none)) else {
        panic!("an empty folder is no configuration");
    };
    assert_eq!(mistakes.0.len(), 1);
    assert!(
        mistakes
            .to_string()
            .starts_with("practice.toml:1:1: there is no practice.toml")
    );
}

#[test]
fn a_practice_saved_with_another_encoding_is_refused() {
    let folder = Folder::new();
    let latin: Vec<u8> = PRACTICE
        .replace("Harbour", "H~rbour")
        .bytes()
        .map(|b| if b == b'~' { 0xe4 } else { b })
        .collect();
    folder.write("practice.toml", latin);
    let mistake = folder.mistake();
    assert_eq!((mistake.line, mistake.column), (3, 10));
    assert!(mistake.message.contains("UTF-8"));
    folder.write(
        "practice.toml",
        format!("\u{feff}{PRACTICE}").replace('\n', "\r\n"),
    );
    assert_eq!(folder.mistakes(), []);
}

#[test]
fn the_version_changes_with_either_file() {
    let version = |practice: &str, patients: Option<&str>| {
        let files = Files {
            practice: practice.into(),
            patients: patients.map(Into::into),
            sentences: Vec::new(),
        };
        files.version()
    };
    assert_eq!(version("a", Some("b")), version("a", Some("b")));
    assert_ne!(version("a", Some("b")), version("a", Some("c")));
    assert_ne!(version("ab", None), version("a", Some("b")));
}

#[test]
fn the_practices_own_sentences_come_along() {
    let folder = Folder::new();
    fs::create_dir(folder.dir.path().join("prompts")).unwrap();
    folder.write("prompts/fr.ftl", "closed = Fermé.");
    folder.write("prompts/notes.txt", "no catalogue");
    let configuration = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(
        configuration.sentences,
        [("fr".to_owned(), "closed = Fermé.".to_owned())]
    );
}

#[test]
fn the_settings_can_be_read_before_there_is_a_key_for_ids() {
    let folder = Folder::and("[storage]\nkey = { env = \"KEY\" }\n").env("KEY", "0123456789abcdef");
    let env = |name: &str| folder.env.get(name).cloned();
    let settings = settings(folder.dir.path(), &context(Secrets::Required, &env));
    let key = settings
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .storage_key;
    assert!(key.is_some_and(|key| key.expose() == "0123456789abcdef"));
}

#[test]
fn a_clinicians_number_in_the_patients_file_is_hidden_also_when_the_practice_cannot_be_read() {
    let folder = Folder::edited("name = \"Harbour", "name = Harbour");
    folder.write(
        "patients.csv",
        "phone,name,clinician,from\n07700 900123,Ada,okafor,soon\n",
    );
    let shown = Mistakes(folder.mistakes()).to_string();
    assert!(
        shown.contains("patients.csv:2") && !shown.contains("900123"),
        "{shown}"
    );
}
