//! `calls_per_day`: so many calls ring, later ones hear the menu.

use super::id;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{MARIE, ROSA, at, facts, practice};

#[test]
fn so_many_calls_ring_and_the_next_hears_the_menu() {
    let surgery = practice()
        .calls_per_day(3)
        .clinician("okafor", |c| c.hours("09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", MARIE, |p| p)
        .build();
    let mut memory = facts();
    for _ in 0..3 {
        let call = surgery.phone_with(memory, ROSA, "okafor", "Mon 2026-11-23 10:00");
        assert!(call.rings().is_some());
        memory = call.memory;
    }
    let call = surgery.phone_with(memory.clone(), ROSA, "okafor", "Mon 2026-11-23 16:59");
    assert!(call.rings().is_none());
    assert!(call.says(&Phrase::LimitReached {
        clinician: id("okafor"),
        until: Some(at("Tue 2026-11-24 09:00")),
    }));
    assert_eq!(call.decision.next_open, Some(at("Tue 2026-11-24 09:00")));
    assert!(call.says(&Phrase::Emergency));
    assert_eq!(call.takes_message_for(), Some("okafor"));

    let other = surgery.phone_with(memory.clone(), MARIE, "okafor", "Mon 2026-11-23 10:00");
    assert!(
        other.rings().is_some(),
        "another patient's calls are not counted"
    );
    let tomorrow = surgery.phone_with(memory, ROSA, "okafor", "Tue 2026-11-24 09:00");
    assert!(tomorrow.rings().is_some());
}

#[test]
fn a_household_has_one_limit_whichever_phone_it_uses() {
    let surgery = practice()
        .calls_per_day(2)
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .build();
    let one = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00").memory;
    let two = surgery.phone_with(one, MARIE, "okafor", "Mon 2026-11-23 10:01");
    assert!(two.rings().is_some());
    let three = surgery.phone_with(two.memory, ROSA, "okafor", "Mon 2026-11-23 10:02");
    assert!(three.is_menu());
}

#[test]
fn one_call_counts_once_however_many_phones_ring() {
    let surgery = practice()
        .calls_per_day(2)
        .clinician("okafor", |c| c.phones(2).ring(10).backup("lindqvist"))
        .clinician("lindqvist", |c| c.ring(10))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out().rings_out().rings_out();
    assert!(call.is_menu());
    let second = surgery.phone_with(call.memory, ROSA, "okafor", "Mon 2026-11-23 10:05");
    assert!(second.rings().is_some());
    let third = surgery.phone_with(second.memory, ROSA, "okafor", "Mon 2026-11-23 10:06");
    assert!(third.is_menu());
}

#[test]
fn calls_that_do_not_ring_are_not_counted() {
    let surgery = practice()
        .calls_per_day(1)
        .clinician("okafor", |c| c.hours("09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let early = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 08:00");
    assert!(early.is_menu());
    let call = surgery.phone_with(early.memory, ROSA, "okafor", "Mon 2026-11-23 09:00");
    assert!(call.rings().is_some());
}

#[test]
fn the_urgent_path_is_open_over_the_limit_and_does_not_count() {
    let surgery = practice()
        .calls_per_day(1)
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .patient("Rosa", "lindqvist", ROSA, |p| p)
        .rota("24/7", "lindqvist")
        .build();
    let full = facts().rings_today(1);
    let mut call = surgery.phone_with(full, ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert!(call.offers_urgent());
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert!(
        call.decision
            .effects
            .iter()
            .all(|effect| !matches!(effect, crate::domain::decision::Effect::Count { .. }))
    );
}

#[test]
fn calls_that_ring_the_cover_count_to_the_same_limit() {
    let surgery = practice()
        .calls_per_day(1)
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-23", "lindqvist")
        })
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let one = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(one.rings(), Some(("lindqvist", 0)));
    let two = surgery.phone_with(one.memory, ROSA, "okafor", "Mon 2026-11-23 10:01");
    assert!(two.is_menu() && two.rings().is_none());
}

#[test]
fn while_the_store_is_down_no_limit_keeps_a_patient_from_ringing() {
    let surgery = practice()
        .calls_per_day(1)
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let down = facts().rings_today(9).down();
    let call = surgery.phone_with(down, ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert!(call.rings().is_some());
}
