//! A text that was held for a day goes to who is on duty, else the desk and the patient are told.

use super::id;
use crate::domain::decision::{Body, Effect, Recipient};
use crate::domain::outbox::Stage;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{PracticeBuilder, ROSA, at, practice};

const FRIDAY: &str = "Fri 2026-11-27 18:00";
const SATURDAY: &str = "Sat 2026-11-28 18:00";
const DESK: &str = "+441632960001";

fn weekend() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(2)
}

#[test]
fn after_a_day_it_goes_to_who_is_on_duty_and_the_patient_is_told() {
    let surgery = weekend().rota("24/7", "lindqvist").build();
    let text = surgery.text(ROSA, "okafor", FRIDAY, "Hello");
    assert_eq!(
        text.carried().unwrap().due,
        at(SATURDAY),
        "looked at after a day"
    );
    let early = surgery.releases(text.memory, "Sat 2026-11-28 17:59");
    assert!(early.delivers().is_empty());
    let handed = surgery.releases(early.memory, SATURDAY);
    let [Effect::Deliver { to, from, lead, .. }] = handed.delivers()[..] else {
        panic!("not delivered")
    };
    assert_eq!(*to, Recipient::Clinician(id("lindqvist")));
    assert_eq!(from.0, surgery.line("back 1"));
    let Some(Body::Words(lead, _)) = lead else {
        panic!("no words before")
    };
    let clinician = id("okafor");
    assert_eq!(lead.last(), Some(&Phrase::TextFromHeld { clinician }));
    let duty = id("lindqvist");
    let told = Phrase::TextHandedOver { duty };
    assert_eq!(handed.answers(ROSA), [&told, &Phrase::Emergency]);
    assert!(handed.told.because(|reason| *reason == Reason::WaitedADay));
}

#[test]
fn with_nobody_on_duty_the_desk_and_the_patient_are_told_once_and_it_goes_when_hours_open() {
    let surgery = weekend().build();
    let text = surgery.text(ROSA, "okafor", FRIDAY, "Hello");
    let waits = surgery.releases(text.memory, SATURDAY);
    assert_eq!((waits.word(), waits.delivers().len()), ("hold", 0));
    let still = Phrase::TextStillHeld {
        clinician: id("okafor"),
    };
    assert_eq!(waits.answers(ROSA), [&still, &Phrase::Emergency]);
    let told = waits.answers(DESK);
    assert!(
        matches!(told[..], [Phrase::DeskTextWaits { .. }]),
        "{told:?}"
    );
    let again = surgery.releases(waits.memory, "Sun 2026-11-29 18:00");
    assert_eq!(
        (again.word(), again.sends().len()),
        ("hold", 0),
        "told once"
    );
    let opens = at("Mon 2026-11-30 09:00");
    assert_eq!(again.memory.rows.at(Stage::Held)[0].due, opens);
    let goes = surgery.releases(again.memory, "Mon 2026-11-30 09:00");
    assert_eq!(goes.delivers().len(), 1);
}

#[test]
fn in_a_gap_of_the_rota_it_goes_when_the_next_shift_begins() {
    let nights = weekend().rota("20:00-08:00", "lindqvist").build();
    let text = nights.text(ROSA, "okafor", FRIDAY, "Hello");
    let waits = nights.releases(text.memory, SATURDAY);
    assert_eq!((waits.word(), waits.delivers().len()), ("hold", 0));
    let shift = "Sat 2026-11-28 20:00";
    assert_eq!(waits.memory.rows.at(Stage::Held)[0].due, at(shift));
    let handed = nights.releases(waits.memory, shift);
    let [Effect::Deliver { to, .. }] = handed.delivers()[..] else {
        panic!("not delivered")
    };
    assert_eq!(*to, Recipient::Clinician(id("lindqvist")));
    let duty = id("lindqvist");
    let told = Phrase::TextHandedOver { duty };
    assert_eq!(handed.answers(ROSA), [&told, &Phrase::Emergency]);
}

#[test]
fn without_a_desk_the_patient_alone_is_told() {
    let surgery = weekend().no_desk().build();
    let text = surgery.text(ROSA, "okafor", FRIDAY, "Hello");
    let waits = surgery.releases(text.memory, SATURDAY);
    assert_eq!(waits.sends().len(), 1);
}

#[test]
fn who_is_on_duty_and_has_not_confirmed_gets_nothing() {
    let surgery = weekend()
        .rota("24/7", "lindqvist")
        .confirms_phones()
        .build();
    let confirmed = crate::domain::testkit::facts().confirmed(&surgery, "okafor", 0);
    let text = surgery.text_with(confirmed, ROSA, "okafor", FRIDAY, "Hello");
    let waits = surgery.releases(text.memory, SATURDAY);
    assert!(waits.delivers().is_empty());
    assert!(!waits.answers(ROSA).is_empty());
}

#[test]
fn a_text_over_the_limit_goes_after_an_hour() {
    let surgery = practice()
        .texts_per_hour(0)
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(1)
        .build();
    let text = surgery.text(ROSA, "okafor", FRIDAY, "Hello");
    assert_eq!(text.carried().unwrap().due, at("Fri 2026-11-27 19:00"));
    let goes = surgery.releases(text.memory, "Fri 2026-11-27 19:00");
    assert_eq!(goes.delivers().len(), 1);
}
