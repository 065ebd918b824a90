//! Connected: a key was recorded for a leg of this ringing, and the provider does not say otherwise.

use crate::domain::event::RingResult::{Answered, Cancelled, NoAnswer};
use crate::domain::reason::Reason;
use crate::domain::testkit::{PracticeBuilder, ROSA, Surgery, facts, practice};

const NOW: &str = "Mon 2026-11-23 10:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.phones(2))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
}

/// Whether a call counts as connected.
fn connected(surgery: &Surgery, key: bool, bridged: Option<bool>) -> bool {
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.answers();
    if key {
        call.screening_key(Some('1'), 0);
    }
    call.ring_ends(Answered, bridged);
    call.ends() && call.because(|r| *r == Reason::Connected)
}

#[test]
fn a_key_connects_unless_the_provider_denies_it() {
    let surgery = okafor().build();
    assert!(connected(&surgery, true, Some(true)));
    assert!(connected(&surgery, true, None));
    assert!(!connected(&surgery, true, Some(false)));
}

#[test]
fn without_a_key_nothing_the_provider_says_connects() {
    let surgery = okafor().build();
    for bridged in [Some(true), None, Some(false)] {
        assert!(!connected(&surgery, false, bridged), "{bridged:?}");
    }
}

#[test]
fn a_ring_that_was_not_answered_is_not_connected() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    call.ring_ends(NoAnswer, None);
    assert_eq!(call.rings(), Some(("okafor", 1)));
}

#[test]
fn a_key_on_another_phone_does_not_count() {
    let surgery = okafor().build();
    let accepted = facts().accepted(&surgery, "okafor", 1);
    let mut call = surgery.phone_with(accepted, ROSA, "okafor", NOW);
    call.ring_ends(Answered, Some(true));
    assert_eq!(call.rings(), Some(("okafor", 1)));
}

#[test]
fn a_key_of_an_earlier_ringing_of_the_same_phone_does_not_count() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    call.ring_ends(Answered, Some(false));
    assert!(call.offers_urgent());
    call.presses('1');
    assert_eq!(call.rings(), Some(("okafor", 0)));
    // Now a personal voicemail picks up, and the provider says nothing about a bridge.
    call.answers();
    call.ring_ends(Answered, None);
    assert!(call.takes_message_for().is_some());
}

#[test]
fn for_a_call_that_the_store_does_not_know_the_providers_word_must_do() {
    let surgery = okafor().build();
    for (bridged, talked) in [(Some(true), true), (None, false), (Some(false), false)] {
        let mut call = surgery.phone_with(facts().down(), ROSA, "okafor", NOW);
        call.ring_ends(Answered, bridged);
        assert_eq!(
            call.because(|r| *r == Reason::Connected),
            talked,
            "{bridged:?}"
        );
    }
}

#[test]
fn after_talking_nothing_more_is_said_or_rung() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    call.ring_ends(Answered, Some(true));
    assert!(call.ends());
    assert!(crate::domain::testkit::phrases(&call.decision.answer).is_empty());
}

#[test]
fn when_the_caller_has_gone_nobody_is_rung_any_more() {
    let surgery = okafor().build();
    for result in [Cancelled, NoAnswer, Answered] {
        let mut call = surgery.phone(ROSA, "okafor", NOW);
        call.ring_ended(result, None, true);
        assert_eq!(
            call.decision.answer,
            crate::domain::decision::Answer::Nothing
        );
        assert!(
            call.because(|r| matches!(r, Reason::GoneWhileRinging | Reason::GoneBeforeConnected))
        );
    }
}
