//! A call that may leave a message is asked about, should the provider announce none: whose, from which phone, and when.

use chrono::Duration;

use crate::domain::decision::{Effect, Mailbox};
use crate::domain::event::CallEvent;
use crate::domain::names::PatientId;
use crate::domain::phone::E164;
use crate::domain::practice::Strangers;
use crate::domain::testkit::{
    MARIE, NOBODY, Phoning, PracticeBuilder, ROSA, Surgery, facts, number, phone_of, practice,
};

const NOW: &str = "Mon 2026-11-23 10:00";
const NIGHT: &str = "Mon 2026-11-23 03:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent().code("482163"))
        .patient("Tom", "okafor", ROSA, |p| p)
}

/// Into which box, whose message, and from which phone.
fn expected(call: &Phoning<'_>) -> Option<(String, Vec<PatientId>, Option<E164>)> {
    let mut effects = call.decision.effects.iter();
    let found = effects.find_map(|effect| match effect {
        Effect::ExpectMessage {
            mailbox,
            patients,
            phone,
            ask_at,
            call: of,
        } => {
            assert_eq!(*ask_at, call.now + Duration::minutes(2));
            assert!(call.memory.desk.expected.contains_key(of));
            Some((mailbox, patients, phone))
        }
        _ => None,
    });
    let (mailbox, patients, phone) = found?;
    let whose = match mailbox {
        Mailbox::Clinician(id) => id.to_string(),
        Mailbox::Practice => "practice".to_owned(),
    };
    Some((whose, patients.clone(), *phone))
}

fn household(surgery: &Surgery) -> Vec<PatientId> {
    surgery.patients.iter().map(|grant| grant.id).collect()
}

fn of_okafor(surgery: &Surgery) -> Option<(String, Vec<PatientId>, Option<E164>)> {
    let phone = Some(number(ROSA));
    Some(("okafor".to_owned(), household(surgery), phone))
}

#[test]
fn every_step_that_may_record_a_patients_message_says_whose_it_is_and_from_which_phone() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    assert_eq!(expected(&call), of_okafor(&surgery), "the menu");
    call.presses('9');
    assert_eq!(expected(&call), of_okafor(&surgery), "the menu again");
    call.presses('1');
    assert_eq!(expected(&call), of_okafor(&surgery), "urgent, nobody there");
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.presses('2');
    assert_eq!(expected(&call), of_okafor(&surgery), "a message");
    call.happens(&CallEvent::Unknown { caller_gone: false });
    assert_eq!(expected(&call), of_okafor(&surgery), "a step that was lost");
}

#[test]
fn an_urgent_call_that_reaches_nobody_expects_a_message() {
    let surgery = okafor().rota("24/7", "lindqvist").build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.presses('1').rings_out();
    assert_eq!(call.takes_message_for(), Some("okafor"));
    assert_eq!(expected(&call), of_okafor(&surgery));
}

#[test]
fn a_phone_that_rings_expects_nothing() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    assert_eq!(expected(&call), None);
    call.rings_out();
    assert_eq!(expected(&call), of_okafor(&surgery));
}

#[test]
fn strangers_leave_a_message_for_the_practice_and_no_number_is_kept() {
    let surgery = okafor().strangers(Strangers::Voicemail).build();
    for from in [NOBODY, MARIE, "withheld", &phone_of(1, 0)] {
        let call = surgery.phone(from, "okafor", NOW);
        let practice = Some(("practice".to_owned(), Vec::new(), None));
        assert_eq!(expected(&call), practice, "{from}");
    }
    let surgery = okafor().strangers(Strangers::FrontDesk).build();
    let mut call = surgery.phone("withheld", "lindqvist", NOW);
    assert_eq!(expected(&call), None, "the desk rings");
    call.rings_out();
    assert_eq!(call.takes_message_for(), Some("practice"));
    assert!(expected(&call).is_some());
}

#[test]
fn who_comes_in_by_code_is_known_and_the_phone_is_not_taken_for_the_patients() {
    let surgery = okafor().build();
    for from in [MARIE, "withheld"] {
        let mut call = surgery.phone(from, "okafor", NIGHT);
        assert_eq!(expected(&call), None, "strangers are refused");
        call.keys("482163");
        let rosa = surgery.patients.iter().next().unwrap().id;
        let of_rosa = Some(("okafor".to_owned(), vec![rosa], None));
        assert_eq!(expected(&call), of_rosa, "{from}");
    }
}

#[test]
fn a_clinician_who_is_a_colleagues_patient_is_not_kept_by_number() {
    // The phone in use, and the one that is yet to confirm.
    for phone in [0, 9] {
        let own = phone_of(1, phone);
        let surgery = practice()
            .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
            .clinician("lindqvist", |c| c.next_phone(9))
            .patient("Eva Lindqvist", "okafor", &own, |p| p)
            .build();
        let call = surgery.phone(&own, "okafor", NIGHT);
        let of_eva = Some(("okafor".to_owned(), household(&surgery), None));
        assert_eq!(expected(&call), of_eva, "{phone}");
    }
}

#[test]
fn a_step_whose_beginning_the_store_never_saw_knows_the_patient_by_its_address() {
    let surgery = okafor().build();
    let mut call = surgery.phone_with(facts().down(), ROSA, "okafor", NIGHT);
    call.memory.degraded = false;
    call.presses('2');
    assert_eq!(expected(&call), of_okafor(&surgery));
}

#[test]
fn whose_access_ended_in_mid_call_is_still_known_as_who_leaves_the_message() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-23"))
        .strangers(Strangers::Voicemail)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 23:59");
    call.later(Duration::minutes(2)).presses('9');
    let phone = Some(number(ROSA));
    let of_rosa = Some(("practice".to_owned(), household(&surgery), phone));
    assert_eq!(expected(&call), of_rosa);
}
