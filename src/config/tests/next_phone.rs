//! `next_phone` is a clinician's number, checked and hidden as `phone` is.

use super::*;

const NEXT: &str = "+447700900129";

fn with(number: &str) -> Folder {
    Folder::edited(
        "id = \"okafor\"",
        &format!("id = \"okafor\"\nnext_phone = \"{number}\""),
    )
}

#[test]
fn it_is_read_as_people_write_numbers_and_is_not_in_use() {
    let practice = with("07700 900129")
        .load()
        .unwrap_or_else(|wrong| panic!("{wrong}"))
        .practice;
    let okafor = practice
        .clinicians
        .iter()
        .find(|c| c.id.as_str() == "okafor");
    let okafor = okafor.unwrap();
    let next = okafor.next_phone.as_ref().unwrap();
    assert!(next.number.is(NEXT.parse().unwrap()));
    assert!(okafor.phone(next.id).is_none() && okafor.any_phone(next.id).is_some());
    assert!(
        practice
            .clinicians
            .by_phone(NEXT.parse().unwrap())
            .is_none()
    );
}

#[test]
fn a_number_that_is_used_already_is_refused() {
    for (number, words) in [
        ("+447700900101", "one of the practice's lines"),
        ("+447700900201", "one of the practice's lines"),
        ("+447700900123", "already given above"),
        ("+447700900124", "already given above"),
    ] {
        let mistakes = with(number).mistakes();
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert!(
            told.iter().any(|mistake| mistake.contains(words)),
            "{told:?}"
        );
        for mistake in &told {
            for digits in ["900123", "900124", "900129"] {
                assert!(!mistake.contains(digits), "{mistake}");
            }
        }
    }
    let desk = Folder::edited("+441632960001", NEXT);
    desk.write(
        "practice.toml",
        PRACTICE.replacen("+441632960001", NEXT, 1).replacen(
            "id = \"okafor\"",
            &format!("id = \"okafor\"\nnext_phone = \"{NEXT}\""),
            1,
        ),
    );
    let mistake = desk.mistake();
    assert!(mistake.message.contains("a clinician's phone"), "{mistake}");
    assert!(!mistake.to_string().contains("900129"), "{mistake}");
}

#[test]
fn what_is_no_number_is_refused_and_not_repeated() {
    for wrong in ["07700", "4.47E+11", "number of Ada 07700900129 x"] {
        let mistake = with(wrong).mistake();
        assert!(mistake.line_text.contains("••"), "{mistake}");
        assert!(!mistake.to_string().contains("900129"), "{mistake}");
    }
}

#[test]
fn a_slip_in_the_key_is_recognised_and_its_line_blanked() {
    let folder = Folder::edited(
        "id = \"okafor\"",
        &format!("id = \"okafor\"\nnext_fone = \"{NEXT}\""),
    );
    let mistake = folder.mistake();
    assert!(
        mistake.help.contains("did you mean `next_phone`"),
        "{mistake}"
    );
    assert!(!mistake.to_string().contains("900129"), "{mistake}");
}

#[test]
fn it_is_hidden_wherever_else_it_is_written() {
    let folder = with(NEXT);
    folder.write(
        "patients.csv",
        format!("phone,name,clinician\n{NEXT},Ada,okafor\n"),
    );
    let mistake = folder.mistake();
    assert!(
        mistake.message.contains("clinician's own phone"),
        "{mistake}"
    );
    assert!(!mistake.to_string().contains("900129"), "{mistake}");
}
