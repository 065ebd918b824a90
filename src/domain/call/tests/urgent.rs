//! The urgent path: who is on duty, whatever hours and pauses say; absence alone overrides duty.

use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{Phoning, PracticeBuilder, ROSA, at, facts, practice};

/// Okafor takes calls in office hours, and Rosa may ring for something urgent.
fn night() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("moreau", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
}

const NIGHT: &str = "Tue 2026-11-24 03:00";

fn urgent_at<'a>(surgery: &'a crate::domain::testkit::Surgery, moment: &str) -> Phoning<'a> {
    let mut call = surgery.phone(ROSA, "okafor", moment);
    assert!(call.offers_urgent());
    call.presses('1');
    call
}

#[test]
fn at_night_an_urgent_caller_reaches_who_is_on_duty_outside_the_hours() {
    let surgery = night().rota("24/7", "lindqvist").build();
    let call = urgent_at(&surgery, NIGHT);
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert!(call.says(&Phrase::CallingDuty));
    assert!(call.because(|r| matches!(r, Reason::OnDuty { .. })));
}

#[test]
fn the_duty_clinicians_leg_is_screened_as_urgent() {
    let surgery = night().rota("24/7", "lindqvist").build();
    let mut call = urgent_at(&surgery, NIGHT);
    let leg = call.answers();
    assert!(matches!(
        leg.decision.answer,
        crate::domain::decision::Answer::Screen {
            urgent: true,
            prompt: 1,
            ..
        }
    ));
}

#[test]
fn duty_overrides_a_pause() {
    let surgery = night().rota("24/7", "lindqvist").build();
    let paused = facts().paused("lindqvist", at("Wed 2026-11-25 09:00"));
    let mut call = surgery.phone_with(paused, ROSA, "okafor", NIGHT);
    assert!(call.offers_urgent());
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
}

#[test]
fn where_shifts_overlap_the_one_listed_first_counts() {
    let surgery = night()
        .rota("Sa,Su", "okafor")
        .rota("24/7", "lindqvist")
        .build();
    let rings = |moment| urgent_at(&surgery, moment).rings();
    assert_eq!(rings("Sat 2026-11-28 03:00"), Some(("okafor", 0)));
    assert_eq!(rings("Sun 2026-11-29 23:59:59"), Some(("okafor", 0)));
    assert_eq!(rings("Mon 2026-11-30 00:00"), Some(("lindqvist", 0)));
}

#[test]
fn away_overrides_duty_and_the_cover_takes_it() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| {
            c.away_covered("2026-11-24", "2026-11-24", "moreau")
        })
        .clinician("moreau", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .rota("24/7", "okafor")
        .build();
    assert_eq!(urgent_at(&surgery, NIGHT).rings(), Some(("moreau", 0)));
}

#[test]
fn where_who_is_on_duty_is_away_without_cover_the_next_shift_counts() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.away("2026-11-24", "2026-11-24"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .rota("24/7", "okafor")
        .build();
    assert_eq!(urgent_at(&surgery, NIGHT).rings(), Some(("okafor", 0)));
}

#[test]
fn the_duty_clinicians_backup_is_rung_next_and_then_words() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00").backup("sato"))
        .clinician("lindqvist", |c| c.backup("moreau").backup("away").ring(10))
        .clinician("moreau", |c| c.hours("Mo-Fr 09:00-17:00").ring(10))
        .clinician("away", |c| c.away("2026-11-24", "2026-11-24"))
        .clinician("sato", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .build();
    let mut call = urgent_at(&surgery, NIGHT);
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    call.goes_to_a_personal_voicemail();
    assert_eq!(call.rings(), Some(("moreau", 0)));
    call.rings_out();
    assert!(call.rings().is_none());
    assert!(call.says(&Phrase::UrgentNotReached) && call.says(&Phrase::Emergency));
    assert_eq!(call.takes_message_for(), Some("okafor"));
    assert_eq!(call.word(), "voicemail");
}

#[test]
fn the_urgent_path_rings_for_a_minute_of_its_own() {
    let surgery = practice()
        .clinician("okafor", |c| c.ring(60))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out();
    call.presses('1');
    assert_eq!(
        (call.rings(), call.seconds()),
        (Some(("okafor", 0)), Some(60))
    );
    call.rings_out();
    assert!(call.says(&Phrase::UrgentNotReached));
}

#[test]
fn where_nobody_is_on_duty_the_menu_says_so_and_a_message_can_be_left() {
    let surgery = night().rota("Sa,Su", "lindqvist").build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    assert!(call.is_menu() && !call.offers_urgent());
    assert!(call.says(&Phrase::NobodyOnDuty) && call.says(&Phrase::Emergency));
    call.presses('1');
    assert!(call.says(&Phrase::UrgentNotReached) && call.says(&Phrase::Emergency));
    assert_eq!(call.takes_message_for(), Some("okafor"));
}

#[test]
fn where_all_on_duty_have_declined_nobody_says_that_nobody_is_on_duty() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.is_declined();
    assert!(call.is_menu() && !call.offers_urgent());
    assert!(call.says(&Phrase::UrgentNotReached) && !call.says(&Phrase::NobodyOnDuty));
    call.presses('1');
    assert!(call.rings().is_none());
}

#[test]
fn a_grant_without_urgent_is_neither_offered_nor_given_the_urgent_path() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    assert!(call.is_menu() && !call.offers_urgent());
    assert!(!call.says(&Phrase::NobodyOnDuty));
    call.presses('1');
    assert!(call.rings().is_none() && call.is_menu());
}

#[test]
fn urgent_is_offered_on_every_way_to_voicemail() {
    let surgery = practice()
        .calls_per_day(1)
        .clinician("okafor", |c| {
            c.hours("Mo-Fr 09:00-17:00")
                .away("2026-11-25", "2026-11-25")
        })
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .build();
    let paused = facts().paused("okafor", at("Mon 2026-11-23 12:00"));
    let calls = [
        surgery.phone(ROSA, "okafor", NIGHT),
        surgery.phone(ROSA, "okafor", "Wed 2026-11-25 10:00"),
        surgery.phone_with(paused, ROSA, "okafor", "Mon 2026-11-23 10:00"),
        surgery.phone_with(
            facts().rings_today(1),
            ROSA,
            "okafor",
            "Mon 2026-11-23 10:00",
        ),
        {
            let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
            call.rings_out();
            call
        },
        {
            let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
            call.is_declined();
            call
        },
        {
            let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
            let lost = crate::domain::event::CallEvent::Unknown { caller_gone: false };
            call.happens(&lost);
            call
        },
    ];
    for (place, mut call) in calls.into_iter().enumerate() {
        assert!(call.offers_urgent(), "way {place}");
        call.presses('1');
        assert_eq!(call.rings(), Some(("lindqvist", 0)), "way {place}");
    }
}

#[test]
fn the_urgent_path_is_open_while_the_store_is_down() {
    let surgery = night().rota("24/7", "lindqvist").build();
    let mut call = surgery.phone_with(facts().down(), ROSA, "okafor", NIGHT);
    assert!(call.offers_urgent());
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
}
