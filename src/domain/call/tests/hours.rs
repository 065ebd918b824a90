//! Hours, public holidays, absences and pauses; among them the more protective wins.

use super::unavailable;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{PracticeBuilder, ROSA, at, facts, practice};

fn okafor(hours: &str) -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours(hours))
        .patient("Rosa", "okafor", ROSA, |p| p)
}

#[test]
fn hours_open_at_their_first_second_and_close_before_their_last() {
    let surgery = okafor("Mo-Fr 09:00-12:30,14:00-18:00; PH off").build();
    for (moment, rings) in [
        ("Mon 2026-11-23 08:59:59", false),
        ("Mon 2026-11-23 09:00:00", true),
        ("Mon 2026-11-23 12:29:59", true),
        ("Mon 2026-11-23 12:30:00", false),
        ("Mon 2026-11-23 13:59:59", false),
        ("Mon 2026-11-23 14:00:00", true),
        ("Mon 2026-11-23 17:59:59", true),
        ("Mon 2026-11-23 18:00:00", false),
        ("Sun 2026-11-22 10:00:00", false),
    ] {
        let call = surgery.phone(ROSA, "okafor", moment);
        assert_eq!(call.rings().is_some(), rings, "{moment}");
        assert_eq!(call.is_menu(), !rings, "{moment}");
    }
}

#[test]
fn hours_keep_to_the_wall_clock_when_it_changes() {
    let surgery = okafor("09:00-17:00").build();
    // The day before and the day after summer time ends.
    for (moment, rings) in [
        ("2026-10-24T08:00:00Z", true),
        ("2026-10-24T07:59:59Z", false),
        ("2026-10-26T09:00:00Z", true),
        ("2026-10-26T08:59:59Z", false),
    ] {
        let call = surgery.phone_at(facts(), ROSA, "okafor", moment.parse().unwrap());
        assert_eq!(call.rings().is_some(), rings, "{moment}");
    }
}

#[test]
fn outside_hours_the_menu_says_when_and_gives_the_emergency_number() {
    let surgery = okafor("Mo-Fr 09:00-12:30,14:00-18:00; PH off").build();
    let call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 12:30");
    assert!(call.is_menu());
    assert!(call.says(&unavailable("okafor", "Mon 2026-11-23 14:00")));
    assert!(call.says(&Phrase::Emergency) && call.says(&Phrase::PressForMessage));
    assert_eq!(call.decision.next_open, Some(at("Mon 2026-11-23 14:00")));
    assert_eq!(call.takes_message_for(), Some("okafor"));
    assert_eq!(call.word(), "menu");
}

#[test]
fn on_a_public_holiday_nobody_is_rung_and_the_menu_says_the_day_after() {
    let surgery = okafor("Mo-Fr 09:00-17:00; PH off").build();
    // Christmas is a Friday, and the substitute for Boxing Day the Monday after.
    let call = surgery.phone(ROSA, "okafor", "Fri 2026-12-25 10:00");
    assert!(call.rings().is_none());
    assert!(call.says(&unavailable("okafor", "Tue 2026-12-29 09:00")));
}

#[test]
fn who_is_away_without_cover_is_not_rung_until_the_day_after() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.hours("09:00-17:00").away("2026-12-24", "2027-01-02")
        })
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    for (moment, rings) in [
        ("Wed 2026-12-23 16:59:59", true),
        ("Thu 2026-12-24 09:00", false),
        ("Sat 2027-01-02 16:59:59", false),
        ("Sun 2027-01-03 09:00", true),
    ] {
        let call = surgery.phone(ROSA, "okafor", moment);
        assert_eq!(call.rings().is_some(), rings, "{moment}");
    }
    let call = surgery.phone(ROSA, "okafor", "Thu 2026-12-24 10:00");
    assert!(call.says(&unavailable("okafor", "Sun 2027-01-03 09:00")));
    assert!(call.because(|r| matches!(r, Reason::NobodyCovers { .. })));
}

#[test]
fn a_pause_holds_until_its_moment() {
    let surgery = okafor("Mo-Fr 09:00-17:00").build();
    let paused = || facts().paused("okafor", at("Mon 2026-11-23 11:30"));
    let call = surgery.phone_with(paused(), ROSA, "okafor", "Mon 2026-11-23 11:29:59");
    assert!(call.rings().is_none());
    assert!(call.says(&unavailable("okafor", "Mon 2026-11-23 11:30")));
    let call = surgery.phone_with(paused(), ROSA, "okafor", "Mon 2026-11-23 11:30:00");
    assert!(call.rings().is_some());
}

#[test]
fn a_pause_that_outlasts_the_hours_ends_with_the_next_hours() {
    let surgery = okafor("Mo-Fr 09:00-17:00").build();
    let paused = facts().paused("okafor", at("Mon 2026-11-23 20:00"));
    let call = surgery.phone_with(paused, ROSA, "okafor", "Mon 2026-11-23 16:00");
    assert!(call.says(&unavailable("okafor", "Tue 2026-11-24 09:00")));
}

#[test]
fn away_goes_before_pause_and_pause_before_hours() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.hours("Mo-Fr 09:00-17:00")
                .away("2026-11-24", "2026-11-24")
        })
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let why = |moment| {
        let paused = facts().paused("okafor", at("Wed 2026-11-25 08:00"));
        let call = surgery.phone_with(paused, ROSA, "okafor", moment);
        assert!(call.rings().is_none(), "{moment}");
        let reasons = call.decision.reasons.clone();
        let rule = reasons.into_iter().find(|reason| {
            matches!(
                reason,
                Reason::Away { .. } | Reason::Paused { .. } | Reason::HoursClosed { .. }
            )
        });
        rule.unwrap()
    };
    assert!(matches!(why("Tue 2026-11-24 10:00"), Reason::Away { .. }));
    assert!(matches!(why("Tue 2026-11-24 20:00"), Reason::Away { .. }));
    assert!(matches!(why("Mon 2026-11-23 10:00"), Reason::Paused { .. }));
    assert!(matches!(why("Mon 2026-11-23 20:00"), Reason::Paused { .. }));
    assert!(matches!(
        why("Wed 2026-11-25 08:30"),
        Reason::HoursClosed { .. }
    ));
}

#[test]
fn the_cover_of_who_is_away_is_rung_in_the_covers_own_hours() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.hours("24/7")
                .away_covered("2026-11-23", "2026-11-23", "lindqvist")
        })
        .clinician("lindqvist", |c| c.hours("Mo 10:00-12:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let rings = |moment| surgery.phone(ROSA, "okafor", moment).rings();
    assert_eq!(rings("Mon 2026-11-23 10:00"), Some(("lindqvist", 0)));
    assert_eq!(rings("Mon 2026-11-23 09:59:59"), None);
    assert_eq!(rings("Tue 2026-11-24 10:00"), Some(("okafor", 0)));
    let call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 09:00");
    assert!(call.says(&unavailable("okafor", "Tue 2026-11-24 00:00")));
    assert_eq!(call.takes_message_for(), Some("okafor"));
}

#[test]
fn a_cover_who_pauses_is_not_rung() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-23", "lindqvist")
        })
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let paused = facts().paused("lindqvist", at("Mon 2026-11-23 12:00"));
    let call = surgery.phone_with(paused, ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert!(call.rings().is_none() && call.is_menu());
}

#[test]
fn a_pause_of_who_is_away_does_not_keep_the_cover_from_being_rung() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-23", "lindqvist")
        })
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let paused = facts().paused("okafor", at("Mon 2026-11-23 12:00"));
    let call = surgery.phone_with(paused, ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
}

#[test]
fn where_the_cover_is_away_too_the_covers_cover_is_rung() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-27", "lindqvist")
        })
        .clinician("lindqvist", |c| {
            c.away_covered("2026-11-24", "2026-11-24", "moreau")
                .away("2026-11-25", "2026-11-25")
        })
        .clinician("moreau", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let rings = |moment| surgery.phone(ROSA, "okafor", moment).rings();
    assert_eq!(rings("Mon 2026-11-23 10:00"), Some(("lindqvist", 0)));
    assert_eq!(rings("Tue 2026-11-24 10:00"), Some(("moreau", 0)));
    assert_eq!(rings("Wed 2026-11-25 10:00"), None);
}

#[test]
fn a_clinician_whose_hours_never_open_is_never_promised() {
    let surgery = okafor("2020 Jan 1").build();
    let call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert!(call.is_menu());
    assert_eq!(call.decision.next_open, None);
}
