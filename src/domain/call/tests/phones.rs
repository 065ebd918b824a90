//! Several phones, one after another, and a minute of ringing at most.

use super::not_reached;
use crate::domain::reason::Reason;
use crate::domain::testkit::{ROSA, practice};

#[test]
fn several_phones_are_tried_in_order_one_at_a_time() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(3).ring(15))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(
        (call.rings(), call.seconds()),
        (Some(("okafor", 0)), Some(15))
    );
    call.rings_out();
    assert_eq!(
        (call.rings(), call.seconds()),
        (Some(("okafor", 1)), Some(15))
    );
    call.is_busy();
    assert_eq!(
        (call.rings(), call.seconds()),
        (Some(("okafor", 2)), Some(15))
    );
    call.rings_out();
    assert!(call.is_menu() && call.says(&not_reached("okafor")));
    assert!(call.because(|r| *r == Reason::NobodyLeft));
}

#[test]
fn the_phone_rings_for_exactly_as_long_as_the_clinician_chose() {
    for ring in [5, 17, 60] {
        let surgery = practice()
            .clinician("okafor", |c| c.ring(ring))
            .patient("Rosa", "okafor", ROSA, |p| p)
            .build();
        let call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
        assert_eq!(call.seconds(), Some(ring));
    }
}

#[test]
fn after_a_minute_of_ringing_there_is_an_answer() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(4).ring(25))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out().rings_out();
    assert_eq!(call.seconds(), Some(10), "the last phone gets what is left");
    call.rings_out();
    assert!(call.is_menu());
    assert!(call.because(|r| *r == Reason::RungEnough));
}

#[test]
fn what_is_left_is_not_rung_when_it_is_shorter_than_the_provider_rings() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(3).ring(28))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out().rings_out();
    assert!(call.is_menu() && call.because(|r| *r == Reason::RungEnough));
}

#[test]
fn a_phone_that_is_busy_takes_nothing_of_the_minute() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(3).ring(50))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.is_busy();
    assert_eq!(call.seconds(), Some(50));
    call.rings_out();
    assert_eq!(call.seconds(), Some(10));
}

#[test]
fn nothing_is_said_between_two_phones() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(2))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert!(crate::domain::testkit::phrases(&call.decision.answer).is_empty());
    call.rings_out();
    assert!(crate::domain::testkit::phrases(&call.decision.answer).is_empty());
}

#[test]
fn hours_that_end_while_it_rings_keep_the_next_phone_from_ringing() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(2).hours("Mo 09:00-12:30"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 12:29:50");
    assert!(call.rings().is_some());
    call.later(chrono::Duration::seconds(20)).rings_out();
    assert!(call.is_menu());
}
