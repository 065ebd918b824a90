//! What is entered becomes the notation, or a mistake at its field.

use super::*;
use crate::console::words::Tongue;

fn fields(sent: &str) -> Fields {
    Fields::read(sent.as_bytes())
}

fn notation(sent: &str) -> Result<Option<String>, Vec<(String, String)>> {
    let words = Words::new(Tongue::English);
    let read = Entry::sent(&fields(sent), "").notation(&words, "");
    read.map_err(|mistakes| {
        mistakes
            .into_iter()
            .map(|found| (found.field, found.words))
            .collect()
    })
}

fn wrong_fields(sent: &str) -> Vec<String> {
    notation(sent)
        .unwrap_err()
        .into_iter()
        .map(|(field, _)| field)
        .collect()
}

#[test]
fn times_are_read_as_people_write_them() {
    for (written, minutes) in [
        ("9", 540),
        ("09:00", 540),
        ("9.30", 570),
        ("9h", 540),
        ("9h30", 570),
        ("0930", 570),
        ("930", 570),
        ("24:00", 1440),
        ("00:00", 0),
        (" 17:45 ", 1065),
        ("9H05", 545),
    ] {
        assert_eq!(time(written), Some(minutes), "{written}");
    }
    for wrong in [
        "", "nine", "25", "24:01", "9:60", "9:5", "-1", "+9", "9:00:00", "é9", "12345", "9 am",
    ] {
        assert_eq!(time(wrong), None, "{wrong}");
    }
}

#[test]
fn rows_become_the_notation() {
    let week = "kind=rows&r0-day=Mo&r0-day=Tu&r0-day=We&r0-from=9&r0-to=12.30&r1-from=&r1-to=";
    assert_eq!(notation(week).unwrap().unwrap(), "Mo-We 09:00-12:30");
    let closed = format!("{week}&closed=on&r3-day=Sa&r3-from=22:00&r3-to=06:00");
    assert_eq!(
        notation(&closed).unwrap().unwrap(),
        "Mo-We 09:00-12:30, Sa 22:00-06:00; PH off"
    );
    let until_midnight =
        "kind=rows&r0-day=Su&r0-from=18:00&r0-to=00:00&r1-day=PH&r1-from=0:00&r1-to=24:00";
    assert_eq!(
        notation(until_midnight).unwrap().unwrap(),
        "Su 18:00-24:00; PH 00:00-24:00"
    );
    assert_eq!(notation("kind=always&r0-from=x").unwrap().unwrap(), "24/7");
    assert_eq!(notation("kind=without").unwrap(), None);
    assert_eq!(
        notation("kind=notation&notation=Mo+09:00-12:00")
            .unwrap()
            .unwrap(),
        "Mo 09:00-12:00"
    );
}

#[test]
fn each_mistake_stands_at_its_field() {
    for (sent, at) in [
        ("kind=rows&r0-from=9&r0-to=12", vec!["r0-day"]),
        (
            "kind=rows&r0-day=Mo&r0-from=&r0-to=later",
            vec!["r0-from", "r0-to"],
        ),
        ("kind=rows&r0-day=Mo&r0-from=9&r0-to=9:00", vec!["r0-to"]),
        (
            "kind=rows&r0-day=Mo&r0-from=24:00&r0-to=9:00",
            vec!["r0-to"],
        ),
        ("kind=rows", vec!["r0-day"]),
        ("kind=rows&r0-from=&r0-to=", vec!["r0-day"]),
        (
            "kind=rows&r0-day=Mo&r0-day=PH&r0-from=9&r0-to=12&closed=on",
            vec!["closed"],
        ),
        (
            "kind=rows&r0-day=Mo&r0-day=PH&r0-from=22&r0-to=6",
            vec!["r0-to"],
        ),
        ("kind=notation&notation=", vec!["notation"]),
    ] {
        assert_eq!(wrong_fields(sent), at, "{sent}");
    }
}

#[test]
fn what_stands_in_the_files_fills_the_form_and_comes_back_unchanged() {
    let words = Words::new(Tongue::English);
    for written in [
        "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
        "Mo-Th 22:00-06:00, Fr 18:00-08:00",
        "24/7",
        "Jan-Mar Mo-Fr 09:00-17:00",
        "Sa,Su",
        "Mo-Su 00:00-24:00",
        "Mo-Fr 9:00-17:00; We off",
        "Sa 18:00-24:00; PH 10:00-12:00",
    ] {
        let entry = Entry::of(Some(written));
        assert_eq!(
            entry.notation(&words, "").unwrap().as_deref(),
            Some(written)
        );
        assert_eq!(entry.beyond_rows, written.starts_with("Jan"));
    }
    assert_eq!(Entry::of(None).notation(&words, "").unwrap(), None);
    let mut weekend = Entry::of(Some("Sa,Su"));
    weekend.rows[0].to = "23:00".to_owned();
    assert_eq!(
        weekend.notation(&words, "").unwrap().as_deref(),
        Some("Sa,Su 00:00-23:00")
    );
    let nights = Entry::of(Some("Mo 22:00-06:00"));
    assert!(nights.rows[0].is_overnight());
}

#[test]
fn a_row_is_added_and_another_taken_away_and_the_rest_is_kept() {
    let mut entry = Entry::sent(
        &fields("kind=rows&r0-day=Mo&r0-from=9&r0-to=x&r7-day=Tu&r7-from=8&r7-to=9"),
        "",
    );
    assert!(entry.press("add"));
    assert_eq!(entry.rows.len(), 3);
    assert!(entry.press("drop-0") && !entry.press("save") && entry.press("drop-9"));
    assert_eq!((entry.rows.len(), entry.rows[0].from.as_str()), (2, "8"));
}
