use chrono::DateTime;

use super::*;
use crate::soak::Size;

fn recorded(n: usize, status: &'static str, seconds: u32) -> Recorded {
    Recorded {
        sid: format!("RE{n}"),
        call_sid: format!("CA{n}"),
        status,
        started: DateTime::UNIX_EPOCH,
        seconds,
        words: None,
    }
}

fn words(n: usize) -> String {
    format!("words {n}")
}

fn found(n: usize) -> Found {
    Found {
        recording: format!("RE{n}"),
        state: "kept".to_owned(),
        there: false,
        sound: Some(format!("RIFF with {} in it", words(n)).into_bytes()),
    }
}

/// Three messages were left; what is found wrong when these are at the provider and those in the store.
fn report(recordings: &[Recorded], found: &[Found]) -> Kept {
    let said = (1..=3).map(|n| {
        let words = Some(words(n));
        (format!("CA{n}"), Message { patient: n, words })
    });
    Kept::of(recordings, &said.collect(), found)
}

fn gone() -> Vec<Recorded> {
    (1..=3).map(|n| recorded(n, "deleted", 2)).collect()
}

#[test]
fn three_that_were_left_are_three_in_the_store_and_three_deleted() {
    let kept = report(&gone(), &[found(1), found(2), found(3)]);
    assert_eq!([kept.left, kept.kept, kept.deleted], [3; 3]);
    assert!(kept.wrong().iter().all(|(_, list)| list.is_empty()));
}

#[test]
fn a_message_that_is_not_in_the_store_or_not_kept_is_lost() {
    let kept = report(&gone(), &[found(1), found(3)]);
    assert_eq!((kept.lost.len(), kept.kept), (1, 2));
    let announced = Found {
        state: "announced".to_owned(),
        ..found(2)
    };
    let kept = report(&gone(), &[found(1), announced, found(3)]);
    assert_eq!((kept.lost.len(), kept.kept), (1, 2));
}

#[test]
fn a_message_that_is_there_twice_or_that_nobody_left_is_found() {
    let kept = report(&gone(), &[found(1), found(2), found(2), found(3)]);
    assert_eq!(kept.twice.len(), 1);
    let kept = report(&gone(), &[found(1), found(2), found(3), found(4)]);
    assert_eq!(kept.twice.len(), 1);
    let empty = [gone(), vec![recorded(4, "absent", 0)]].concat();
    let kept = report(&empty, &[found(1), found(2), found(3), found(4)]);
    assert_eq!((kept.twice.len(), kept.absent), (1, 1));
}

#[test]
fn a_file_that_cannot_be_read_or_is_anothers_is_damaged() {
    for sound in [None, Some(b"<html>".to_vec()), found(3).sound] {
        let other = Found { sound, ..found(2) };
        let kept = report(&gone(), &[found(1), other, found(3)]);
        assert_eq!((kept.damaged.len(), kept.kept), (1, 2));
    }
}

#[test]
fn a_recording_that_is_still_at_the_provider_or_may_be_is_found() {
    let mut recordings = gone();
    recordings[1].status = "completed";
    let all = [found(1), found(2), found(3)];
    let kept = report(&recordings, &all);
    assert_eq!((kept.still_there.len(), kept.deleted), (1, 2));
    let there = Found {
        there: true,
        ..found(2)
    };
    let kept = report(&gone(), &[found(1), there, found(3)]);
    assert_eq!(kept.still_there.len(), 1);
}

/// What is found wrong when patients 0, 0 and 1 have left messages and the clinicians' phones got these texts.
fn told(texts: &[(usize, &str)]) -> [usize; 4] {
    let practice = Practice::of(Size {
        clinicians: 2,
        patients: 4,
    });
    let texts = texts.iter().map(|(n, body)| (*n, (*body).to_owned()));
    let mut kept = Kept::default();
    kept.told(&practice, &[0, 0, 1], &texts.collect::<Vec<_>>());
    let (missing, twice) = (kept.not_told.len(), kept.told_twice.len());
    [kept.notices, kept.own_words, missing, twice]
}

#[test]
fn a_notice_that_is_missing_doubled_or_on_the_wrong_phone_is_found() {
    let a = (0, "New message: Patient Aa, 2 seconds, Monday, 10:00.");
    let b = (1, "New message: Patient Ab, 2 seconds, Monday, 10:00.");
    let missed = (0, "Missed call: Patient Aa, Monday, 10:00.");
    assert_eq!(told(&[a, missed, b, a]), [3, 1, 0, 0]);
    assert_eq!(told(&[a, b]), [2, 0, 1, 0]);
    assert_eq!(told(&[a, b, a, b]), [4, 0, 0, 1]);
    assert_eq!(told(&[a, (0, b.1), a]), [2, 0, 1, 1]);
    let nobody = (0, "New message: Somebody, 2 seconds, Monday, 10:00.");
    assert_eq!(told(&[a, nobody, b, a]), [3, 0, 0, 1]);
}

#[test]
fn a_report_is_clean_only_if_all_four_counts_are_equal_and_the_chain_is_whole() {
    let mut kept = Kept {
        left: 2,
        kept: 2,
        deleted: 2,
        notices: 2,
        ..Kept::default()
    };
    assert!(!kept.is_clean());
    kept.rest.chain_is_whole = true;
    assert!(kept.is_clean());
    kept.notices = 1;
    assert!(!kept.is_clean());
    kept.notices = 2;
    kept.unmasked.push("+447700900001".to_owned());
    assert!(!kept.is_clean());
}
