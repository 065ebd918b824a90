//! Who is a patient: grants in the practice's days, households, colleagues, loops.

use crate::domain::phrase::Phrase;
use crate::domain::practice::Strangers;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, NOBODY, ROSA, at_in, facts, phone_of, practice};

#[test]
fn a_patient_with_a_grant_in_force_rings_the_clinician() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(call.rings(), Some(("okafor", 0)));
    assert_eq!(call.word(), "ring");
    assert!(call.decision.reasons.len() >= 4, "the rules are told");
}

#[test]
fn a_grant_begins_at_midnight_of_its_first_day() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.from("2026-11-23"))
        .build();
    let rings = |moment| surgery.phone(ROSA, "okafor", moment).rings().is_some();
    assert!(!rings("Sun 2026-11-22 23:59:59"));
    assert!(rings("Mon 2026-11-23 00:00:00"));
}

#[test]
fn a_grant_ends_with_its_last_day() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-30"))
        .build();
    let rings = |moment| surgery.phone(ROSA, "okafor", moment).rings().is_some();
    assert!(rings("Mon 2026-11-30 23:59:59"));
    assert!(!rings("Tue 2026-12-01 00:00:00"));
}

#[test]
fn midnight_is_the_practices_also_in_summer_and_across_the_change_of_the_clock() {
    // In London 2026-10-25 has 25 hours and 2026-03-29 has 23; in summer its midnight is 23:00 UTC.
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| {
            p.from("2026-10-25").until("2026-10-25")
        })
        .patient("Marie", "okafor", MARIE, |p| {
            p.from("2026-03-29").until("2026-03-29")
        })
        .build();
    let rings = |who, moment: &str| {
        let call = surgery.phone_at(facts(), who, "okafor", moment.parse().unwrap());
        call.rings().is_some()
    };
    assert!(!rings(ROSA, "2026-10-24T22:59:59Z"));
    assert!(rings(ROSA, "2026-10-24T23:00:00Z"));
    assert!(rings(ROSA, "2026-10-25T23:59:59Z"));
    assert!(!rings(ROSA, "2026-10-26T00:00:00Z"));
    assert!(!rings(MARIE, "2026-03-28T23:59:59Z"));
    assert!(rings(MARIE, "2026-03-29T00:00:00Z"));
    assert!(rings(MARIE, "2026-03-29T22:59:59Z"));
    assert!(!rings(MARIE, "2026-03-29T23:00:00Z"));
}

#[test]
fn midnight_is_that_of_a_practice_in_another_zone() {
    let chicago = chrono_tz::America::Chicago;
    let surgery = practice()
        .zone(chicago)
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-30"))
        .build();
    let rings = |moment| {
        let call = surgery.phone_at(facts(), ROSA, "okafor", at_in(chicago, moment));
        call.rings().is_some()
    };
    assert!(rings("Mon 2026-11-30 23:59:59"));
    assert!(!rings("Tue 2026-12-01 00:00:00"));
}

#[test]
fn a_grant_for_one_clinician_opens_no_other_line() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let call = surgery.phone(ROSA, "lindqvist", "Mon 2026-11-23 10:00");
    assert!(call.ends() && call.says(&Phrase::OnlyWithAccess));
}

#[test]
fn each_of_a_patients_phones_opens_the_line() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .build();
    for phone in [ROSA, MARIE] {
        let call = surgery.phone(phone, "okafor", "Mon 2026-11-23 10:00");
        assert_eq!(call.rings(), Some(("okafor", 0)));
    }
}

#[test]
fn a_household_hears_its_own_language() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", ROSA, |p| p.language("fr-FR"))
        .build();
    let call = surgery.phone(ROSA, "okafor", "Tue 2026-11-24 10:00");
    assert_eq!(call.language(), "fr-FR");
}

#[test]
fn a_household_is_urgent_if_any_of_its_rows_is() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", ROSA, |p| p.urgent())
        .patient("Ann", "okafor", MARIE, |p| p)
        .rota("24/7", "okafor")
        .build();
    let offered = |who| {
        surgery
            .phone(who, "okafor", "Tue 2026-11-24 10:00")
            .offers_urgent()
    };
    assert!(offered(ROSA));
    assert!(!offered(MARIE));
}

#[test]
fn an_ended_row_of_a_household_opens_nothing_of_its_own() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", ROSA, |p| {
            p.urgent().language("fr-FR").until("2026-11-01")
        })
        .rota("24/7", "okafor")
        .build();
    let call = surgery.phone(ROSA, "okafor", "Tue 2026-11-24 10:00");
    assert!(call.is_menu() && !call.offers_urgent());
    assert_eq!(call.language(), "en-GB");
}

#[test]
fn the_clinician_hears_every_name_of_the_household() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    let both = surgery.patients.iter().map(|grant| grant.id).collect();
    assert!(call.is_taken().says(&Phrase::Caller { patients: both }));
}

#[test]
fn on_a_colleagues_line_a_clinician_is_a_caller_like_any_other() {
    let lindqvists = phone_of(1, 0);
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c);
    let stranger = surgery.clone().build();
    let call = stranger.phone(&lindqvists, "okafor", "Mon 2026-11-23 10:00");
    let nobody = stranger.phone(NOBODY, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(call.decision.answer, nobody.decision.answer);

    let patient = surgery
        .patient("Lindqvist", "okafor", &lindqvists, |p| p)
        .build();
    let call = patient.phone(&lindqvists, "okafor", "Mon 2026-11-23 10:00");
    assert_eq!(call.rings(), Some(("okafor", 0)));
}

#[test]
fn a_call_from_one_of_the_practices_own_lines_is_a_loop_and_ends_with_words() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .back_lines(1)
        .strangers(Strangers::FrontDesk)
        .build();
    for from in ["okafor", "lindqvist", "back 1"] {
        let own = surgery.line(from).wire();
        for to in ["okafor", "back 1"] {
            let call = surgery.phone(&own, to, "Mon 2026-11-23 10:00");
            assert!(call.ends() && call.says(&Phrase::OwnNumber), "{from} {to}");
            assert!(call.says(&Phrase::Emergency));
        }
    }
}

#[test]
fn a_number_that_is_none_of_the_practices_is_not_in_use() {
    let surgery = practice().clinician("okafor", |c| c).build();
    for from in [ROSA, "withheld"] {
        let call = surgery.phone(from, "+447700900888", "Mon 2026-11-23 10:00");
        assert!(call.ends() && call.says(&Phrase::NotInUse) && call.says(&Phrase::Emergency));
    }
}

#[test]
fn why_a_caller_is_a_stranger_is_told_to_the_practice_alone() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-01"))
        .patient("Marie", "okafor", MARIE, |p| p.from("2026-12-01"))
        .build();
    let because = |who, is: fn(&Reason) -> bool| {
        let call = surgery.phone(who, "okafor", "Mon 2026-11-23 10:00");
        call.because(is)
    };
    assert!(because(ROSA, |r| matches!(r, Reason::GrantEnded { .. })));
    assert!(because(MARIE, |r| matches!(
        r,
        Reason::GrantNotBegun { .. }
    )));
    assert!(because(NOBODY, |r| *r == Reason::CallerUnknown));
    assert!(because("withheld", |r| *r == Reason::CallerWithheld));
    assert!(because("sip:x", |r| *r == Reason::CallerNoNumber));
}
