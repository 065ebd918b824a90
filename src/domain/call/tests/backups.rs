//! Who is rung when the clinician does not take the call, and who never is.

use super::not_reached;
use crate::domain::event::CallEvent;
use crate::domain::reason::Reason;
use crate::domain::testkit::{PracticeBuilder, ROSA, at, facts, practice};

fn with_backup(hours: &str) -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| {
            c.hours("Mo-Fr 09:00-17:00")
                .ring(15)
                .backup("lindqvist")
                .backup("moreau")
        })
        .clinician("lindqvist", |c| c.hours(hours).ring(15))
        .clinician("moreau", |c| c.ring(15))
        .patient("Rosa", "okafor", ROSA, |p| p)
}

#[test]
fn an_open_backup_is_rung_next() {
    let surgery = with_backup("24/7").build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert!(call.because(|r| matches!(r, Reason::BackupRings { .. })));
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
    call.rings_out();
    assert!(call.is_menu() && call.says(&not_reached("okafor")));
    assert_eq!(call.takes_message_for(), Some("okafor"));
}

#[test]
fn a_backup_whose_hours_are_closed_is_passed_over() {
    let surgery = with_backup("Sa 09:00-12:00").build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
}

#[test]
fn a_backup_who_has_paused_is_passed_over() {
    let surgery = with_backup("24/7").build();
    let paused = facts().paused("lindqvist", at("Mon 2026-11-23 11:00"));
    let mut call = surgery.phone_with(paused, ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
}

#[test]
fn a_backup_who_is_away_is_passed_over_and_not_covered() {
    let surgery = practice()
        .clinician("okafor", |c| c.backup("lindqvist"))
        .clinician("lindqvist", |c| {
            c.away_covered("2026-11-23", "2026-11-23", "moreau")
        })
        .clinician("moreau", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    assert!(call.is_menu());
}

#[test]
fn outside_the_clinicians_hours_no_backup_is_rung() {
    let surgery = with_backup("24/7").build();
    let call = surgery.phone(ROSA, "okafor", "Sat 2026-11-28 10:00");
    assert!(call.is_menu());
}

#[test]
fn the_covers_place_is_before_the_backup() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-23", "lindqvist")
                .backup("moreau")
        })
        .clinician("lindqvist", |c| c.hours("Mo 09:00-12:00"))
        .clinician("moreau", |c| c.hours("Mo 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
    let afternoon = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 14:00");
    assert_eq!(
        afternoon.rings(),
        Some(("moreau", 0)),
        "the cover is closed"
    );
    assert!(afternoon.because(|r| matches!(r, Reason::BackupRings { .. })));
}

#[test]
fn who_declined_is_not_rung_again_on_this_call_on_any_phone() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(2).backup("lindqvist"))
        .clinician("lindqvist", |c| c.phones(2))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.is_declined();
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert!(call.because(|r| matches!(r, Reason::Declined { .. })));
    call.is_declined();
    assert!(call.is_menu());
}

#[test]
fn who_declined_is_not_rung_on_the_urgent_path_either() {
    let surgery = practice()
        .clinician("okafor", |c| c.backup("lindqvist"))
        .clinician("lindqvist", |c| c.hours("Sa 09:00-10:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.is_declined();
    assert!(call.offers_urgent());
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
}

#[test]
fn who_declined_is_not_rung_again_after_a_lost_step() {
    let surgery = practice()
        .clinician("okafor", |c| c.backup("lindqvist"))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.is_declined();
    call.happens(&CallEvent::Unknown { caller_gone: false });
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
}

#[test]
fn who_declined_is_not_rung_again_though_the_store_goes_down() {
    let surgery = practice()
        .clinician("okafor", |c| c.backup("lindqvist").ring(10))
        .clinician("lindqvist", |c| c.ring(10))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.is_declined();
    call.memory = call.memory.clone().down();
    call.rings_out();
    assert!(call.is_menu());
    call.presses('1');
    assert_ne!(call.rings(), Some(("okafor", 0)));
}

#[test]
fn who_declined_before_is_passed_over_by_the_recorded_key_alone() {
    let surgery = with_backup("24/7").build();
    let declined = facts().declined(&surgery, "lindqvist");
    let mut call = surgery.phone_with(declined, ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
}

#[test]
fn a_personal_voicemail_never_takes_a_call() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(2).ring(10).backup("lindqvist"))
        .clinician("lindqvist", |c| c.ring(10))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.goes_to_a_personal_voicemail();
    assert!(call.because(|r| matches!(r, Reason::NoKey { .. })));
    assert_eq!(call.rings(), Some(("okafor", 1)));
    call.goes_to_a_personal_voicemail();
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    call.goes_to_a_personal_voicemail();
    assert!(call.is_menu());
}

#[test]
fn a_backup_named_twice_is_rung_once() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-23", "lindqvist")
                .backup("lindqvist")
        })
        .clinician("lindqvist", |c| c.ring(10))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    assert!(call.is_menu());
}

#[test]
fn a_colleague_who_calls_is_not_rung_as_the_backup_of_who_is_called() {
    let lindqvist = crate::domain::testkit::phone_of(1, 0);
    let surgery = with_backup("24/7")
        .patient("Per", "okafor", &lindqvist, |p| p)
        .build();
    let mut call = surgery.phone(&lindqvist, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(call.rings(), Some(("okafor", 0)));
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
}
