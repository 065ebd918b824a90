//! The checks of clinicians, lines, hours, rota and place: each refused with a place and a way out.

use super::*;

#[test]
fn a_line_used_twice_is_refused() {
    let mistake = Folder::edited("\"+447700900202\"", "\"07700 900201\"").mistake();
    assert_eq!((mistake.line, mistake.column), (15, 26));
    assert!(mistake.message.contains("already used"));
}

#[test]
fn two_clinicians_with_one_line_are_refused() {
    assert!(
        Folder::edited("+447700900102", "+447700900101")
            .mistake()
            .message
            .contains("already used")
    );
}

#[test]
fn a_clinician_nobody_knows_is_refused_as_cover_backup_and_on_duty() {
    for line in [
        "away = [{ from = 2026-12-24, to = 2027-01-02, cover = \"linqvist\" }]",
        "backup = [\"linqvist\"]",
    ] {
        let mistake =
            Folder::edited("id = \"okafor\"", &format!("id = \"okafor\"\n{line}")).mistake();
        assert!(
            mistake
                .message
                .contains("no clinician with the id \"linqvist\""),
            "{mistake}"
        );
        assert!(mistake.help.contains("lindqvist"), "{mistake}");
        assert_eq!(mistake.line, 19);
    }
    let mistake = Folder::edited("clinician = \"lindqvist\"", "clinician = \"nobody\"").mistake();
    assert!(mistake.help.contains("lindqvist, okafor"), "{mistake}");
}

#[test]
fn a_clinicians_phone_that_is_a_line_is_refused() {
    for line in ["+447700900101", "+447700900102", "07700 900201"] {
        let mistake =
            Folder::edited("phone = \"+447700900123\"", &format!("phone = \"{line}\"")).mistake();
        assert!(
            mistake.message.contains("one of the practice's lines"),
            "{mistake}"
        );
    }
}

#[test]
fn a_clinicians_phone_that_is_anothers_is_refused() {
    let mistake = Folder::edited("+447700900124", "07700 900123").mistake();
    assert!(mistake.message.contains("already given above"), "{mistake}");
    assert_eq!(mistake.line_text, "phone = \"••••••••••••\"");
}

#[test]
fn the_same_phone_twice_for_one_clinician_is_refused() {
    let mistake =
        Folder::edited("\"+447700900124\"", "[\"+447700900124\", \"07700 900124\"]").mistake();
    assert!(mistake.message.contains("already given above"), "{mistake}");
}

#[test]
fn a_front_desk_that_is_a_line_or_a_clinicians_phone_is_refused() {
    let mistake = Folder::edited("+441632960001", "+447700900201").mistake();
    assert!(
        mistake.message.contains("one of the practice's lines"),
        "{mistake}"
    );
    let mistake = Folder::edited("+441632960001", "+447700900123").mistake();
    assert!(mistake.message.contains("a clinician's phone"), "{mistake}");
    assert_eq!(mistake.line_text, "front_desk = \"+••••••••••••\"");
}

#[test]
fn backup_in_a_circle_is_refused() {
    let itself =
        Folder::edited("id = \"okafor\"", "id = \"okafor\"\nbackup = [\"okafor\"]").mistake();
    assert!(itself.message.contains("own backup"), "{itself}");
    let practice = PRACTICE
        .replacen(
            "id = \"okafor\"",
            "id = \"okafor\"\nbackup = [\"lindqvist\"]",
            1,
        )
        .replacen(
            "id = \"lindqvist\"",
            "id = \"lindqvist\"\nbackup = [\"okafor\"]",
            1,
        );
    let circle = Folder::with(&practice).mistake();
    assert!(circle.message.contains("circle"), "{circle}");
    assert_eq!(circle.line, 26);
}

fn covered(first: &str, second: &str) -> Folder {
    let practice = PRACTICE
        .replacen(
            "id = \"okafor\"",
            &format!("id = \"okafor\"\naway = [{{ {first}, cover = \"lindqvist\" }}]"),
            1,
        )
        .replacen(
            "id = \"lindqvist\"",
            &format!("id = \"lindqvist\"\naway = [{{ {second}, cover = \"okafor\" }}]"),
            1,
        );
    Folder::with(&practice)
}

#[test]
fn cover_in_a_circle_is_refused() {
    let folder = covered(
        "from = 2026-12-24, to = 2027-01-02",
        "from = 2027-01-02, to = 2027-01-09",
    );
    let mistakes = folder.mistakes();
    assert!(
        !mistakes.is_empty()
            && mistakes
                .iter()
                .all(|mistake| mistake.message.contains("2027-01-02")),
        "{mistakes:?}"
    );
    let itself =
        "id = \"okafor\"\naway = [{ from = 2026-12-24, to = 2027-01-02, cover = \"okafor\" }]";
    assert!(
        Folder::edited("id = \"okafor\"", itself)
            .mistake()
            .message
            .contains("own absence")
    );
}

#[test]
fn colleagues_may_cover_each_other_in_different_weeks() {
    let folder = covered(
        "from = 2026-12-24, to = 2027-01-01",
        "from = 2027-01-02, to = 2027-01-09",
    );
    assert_eq!(folder.mistakes(), []);
}

#[test]
fn an_absence_that_ends_before_it_begins_is_refused() {
    let away = "id = \"okafor\"\naway = [{ from = 2026-12-24, to = 2026-01-02 }]";
    let mistake = Folder::edited("id = \"okafor\"", away).mistake();
    assert!(mistake.message.contains("before it begins"), "{mistake}");
    assert_eq!((mistake.line, mistake.column), (19, 35));
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    for date in [
        "2026-02-30",
        "\"2026-02-30\"",
        "2026-13-01",
        "\"tomorrow\"",
        "20261224",
    ] {
        let away = format!("id = \"okafor\"\naway = [{{ from = {date}, to = 2026-12-02 }}]");
        let mistakes = Folder::edited("id = \"okafor\"", &away).mistakes();
        assert!(
            mistakes.iter().any(|mistake| mistake.line == 19),
            "{date}: {mistakes:?}"
        );
    }
}

#[test]
fn hours_that_cannot_be_read_are_shown_at_the_character() {
    let mistake = Folder::edited("Mo-Fr 08:30-18:00", "Mo-Fr 08:30-18:99").mistake();
    assert_eq!(mistake.line, 9);
    assert!((10..30).contains(&mistake.column), "{mistake}");
    let folder = Folder::edited(
        "id = \"okafor\"",
        "id = \"okafor\"\nhours = 'Mo-Fr 9:00-12:00 nonsense'",
    );
    let mistake = folder.mistake();
    assert_eq!(mistake.line, 19);
    assert!(mistake.column > 9, "{mistake}");
}

#[test]
fn hours_that_never_open_are_refused_for_practice_clinician_and_shift() {
    let never = "2020 Jan 01 10:00-12:00";
    for folder in [
        Folder::edited("Mo-Fr 08:30-18:00; PH off", never),
        Folder::edited(
            "id = \"okafor\"",
            &format!("id = \"okafor\"\nhours = \"{never}\""),
        ),
        Folder::edited("hours = \"24/7\"", &format!("hours = \"{never}\"")),
    ] {
        let mistakes = folder.mistakes();
        assert!(
            mistakes
                .iter()
                .any(|mistake| mistake.message.contains("never open")),
            "{mistakes:?}"
        );
    }
}

#[test]
fn a_clinician_without_any_hours_is_pointed_out() {
    let warnings = Folder::edited("hours = \"Mo-Fr 08:30-18:00; PH off\"\n", "").warnings();
    assert_eq!(warnings.len(), 2);
    assert!(
        warnings[0]
            .to_string()
            .starts_with("practice.toml:16:1: warning: no hours"),
        "{}",
        warnings[0]
    );
}

#[test]
fn the_region_is_asked_for_where_holidays_differ() {
    let warning = Folder::edited("region = \"GB-ENG\"\n", "").warning();
    assert!(warning.help.contains("GB-SCT"), "{warning}");
    let mistake = Folder::edited("GB-ENG", "GB-EGN").mistake();
    assert!(mistake.help.contains("GB-ENG"), "{mistake}");
    assert_eq!((mistake.line, mistake.column), (5, 10));
}

#[test]
fn a_country_language_or_time_zone_nobody_knows_is_refused() {
    let mistake = &Folder::edited("\"GB\"", "\"UK\"").mistakes()[0];
    assert!(mistake.help.contains("\"GB\""), "{mistake}");
    let mistake = Folder::edited("Europe/London", "London").mistake();
    assert_eq!(mistake.help, "time_zone = \"Europe/London\"");
    for language in ["pl-PL", "english", "en"] {
        let mistake = Folder::edited("en-GB", language).mistake();
        assert!(mistake.help.contains("en-GB"), "{mistake}");
    }
}

#[test]
fn an_emergency_number_is_asked_for_where_none_is_known() {
    let antarctica = PRACTICE
        .replace("\"GB\"", "\"AC\"")
        .replace("region = \"GB-ENG\"\n", "")
        .replace("; PH off", "");
    let mistakes = Folder::with(&antarctica).mistakes();
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.help.contains("emergency =")),
        "{mistakes:?}"
    );
    let given = antarctica.replace("language =", "emergency = \"911\"\nlanguage =");
    let loaded = Folder::with(&given)
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(loaded.practice.emergency, "911");
    let mistake = Folder::edited("language =", "emergency = \"call us\"\nlanguage =").mistake();
    assert!(mistake.message.contains("2 to 6 digits"), "{mistake}");
}

#[test]
fn holidays_nobody_knows_are_no_reason_to_be_open() {
    let ascension = PRACTICE
        .replace("\"GB\"", "\"AC\"")
        .replace("region = \"GB-ENG\"\n", "emergency = \"911\"\n");
    let mistakes = Folder::with(&ascension).mistakes();
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.message.contains("PH would mean nothing")),
        "{mistakes:?}"
    );
}

#[test]
fn strangers_at_a_front_desk_that_is_not_given_are_refused() {
    let practice = format!("{PRACTICE}[callers]\nstrangers = \"front-desk\"\n")
        .replace("front_desk = \"+441632960001\"\n", "");
    let mistake = Folder::with(&practice).mistake();
    assert!(mistake.message.contains("front desk"), "{mistake}");
}

#[test]
fn limits_and_lengths_of_time_must_be_sensible() {
    for (section, line) in [
        ("callers", "calls_per_day = 0"),
        ("callers", "calls_per_day = \"6\""),
        ("callers", "texts_per_hour = -1"),
        ("callers", "strangers = \"reject\""),
        ("callers", "digest = \"yes\""),
        ("voicemail", "longest = \"5s\""),
        ("voicemail", "longest = \"11m\""),
        ("voicemail", "longest = 180"),
        ("voicemail", "copy = \"nights\""),
        ("retention", "texts = \"30\""),
        ("retention", "journal = \"0d\""),
        ("retention", "provider = \"maybe\""),
    ] {
        let mistake = Folder::and(&format!("[{section}]\n{line}\n")).mistake();
        assert_eq!(mistake.line, 33, "{line}: {mistake}");
    }
    for ring in ["\"4s\"", "\"61s\"", "20", "\"long\""] {
        let mistake = Folder::edited(
            "id = \"okafor\"",
            &format!("id = \"okafor\"\nring = {ring}"),
        )
        .mistake();
        assert_eq!(
            (mistake.line, mistake.help.as_str()),
            (19, "ring = \"20s\""),
            "{mistake}"
        );
    }
}

#[test]
fn only_the_first_rota_says_who_is_on_duty() {
    let second = "[[rota]]\nname = \"nights\"\nshifts = [{ hours = \"22:00-06:00\", clinician = \"okafor\" }]\n";
    let practice = Folder::and(second)
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .practice;
    assert_eq!(practice.rota.len(), 1);
    assert_eq!(practice.rota[0].clinician.as_str(), "lindqvist");
    let copy = Folder::and(&format!("{second}[voicemail]\ncopy = \"nights\"\n")).mistake();
    assert!(copy.message.contains("only the first"), "{copy}");
    let unknown = Folder::and(&second.replace("okafor", "nobody")).mistake();
    assert!(unknown.message.contains("no clinician"), "{unknown}");
}

#[test]
fn ids_are_unique_and_fit_for_an_address() {
    let mistakes = Folder::edited("id = \"lindqvist\"", "id = \"okafor\"").mistakes();
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.message.contains("two clinicians")),
        "{mistakes:?}"
    );
    let mistakes = Folder::edited("id = \"okafor\"", "id = \"Dr Okafor\"").mistakes();
    assert!(
        mistakes[0].message.contains("small letters"),
        "{mistakes:?}"
    );
}
