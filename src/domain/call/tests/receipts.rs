//! The patient hears once that a message was heard, where the practice wants it.

use crate::domain::call::{Draft, Step};
use crate::domain::decision::{Body, Effect, Mailbox, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::Call;
use crate::domain::facts::{Facts, Message};
use crate::domain::names::{CallId, MessageId};
use crate::domain::phone::{Caller, E164};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, PracticeBuilder, ROSA, Surgery, at, number, phone_of, practice,
};

const NOW: &str = "Mon 2026-11-23 08:12";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.language("fr-FR"))
        .patient("Marie", "okafor", MARIE, |p| p)
}

fn telling(practice: PracticeBuilder) -> Surgery {
    let mut surgery = practice.build();
    surgery.0.voicemail.receipt = true;
    surgery
}

/// Rosa's message for Okafor, not heard yet.
fn message(surgery: &Surgery) -> Message {
    Message {
        id: MessageId(7),
        mailbox: Mailbox::Clinician(super::id("okafor")),
        patients: vec![surgery.patients.iter().next().unwrap().id],
        phone: Some(number(ROSA)),
        seconds: 21,
        at: at("Mon 2026-11-23 07:00"),
        is_here: true,
        heard_at: None,
    }
}

fn heard(surgery: &Surgery, by: &str, message: &Message) -> Vec<Outgoing> {
    let call = Call {
        id: CallId(1),
        caller: Caller::Other,
        called: E164::NOBODY,
    };
    let step = Step {
        practice: surgery,
        facts: &Facts::default(),
        call: &call,
        now: at(NOW),
    };
    let mut draft = Draft::new(surgery.language);
    step.receipt(&mut draft, surgery.clinician(by), message);
    let sent: Vec<_> = draft
        .effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Send(sent) => Some(sent),
            _ => None,
        })
        .collect();
    assert_eq!(sent.len(), draft.reasons.len());
    assert!(draft.reasons.iter().all(|r| *r == Reason::ReceiptSent));
    sent
}

#[test]
fn the_patient_is_told_by_whom_and_when_in_the_own_language_from_the_front_line() {
    let surgery = telling(okafor());
    for by in ["okafor", "lindqvist"] {
        let sent = heard(&surgery, by, &message(&surgery));
        let [receipt] = sent.as_slice() else {
            panic!("one receipt");
        };
        assert_eq!(receipt.kind, OutgoingKind::Receipt);
        assert_eq!(receipt.to, Recipient::Number(number(ROSA)));
        assert_eq!(receipt.from, surgery.clinician("okafor").line);
        let clinician = super::id(by);
        let said = vec![Phrase::MessageHeard {
            clinician,
            at: at(NOW),
        }];
        let french = "fr-FR".parse().unwrap();
        assert_eq!(receipt.body, Body::Words(said, french));
        assert!(receipt.fold.is_some());
    }
}

#[test]
fn a_patient_without_a_language_of_the_own_reads_that_of_the_practice() {
    let surgery = telling(okafor());
    let marie = Message {
        phone: Some(number(MARIE)),
        patients: vec![surgery.patients.iter().nth(1).unwrap().id],
        ..message(&surgery)
    };
    let sent = heard(&surgery, "okafor", &marie);
    assert!(matches!(&sent[0].body, Body::Words(_, language) if *language == surgery.language));
}

#[test]
fn without_the_setting_no_patient_is_told() {
    let surgery = okafor().build();
    assert_eq!(heard(&surgery, "okafor", &message(&surgery)), []);
}

#[test]
fn it_is_told_the_first_time_alone() {
    let surgery = telling(okafor());
    let again = Message {
        heard_at: Some(at("Mon 2026-11-23 08:00")),
        ..message(&surgery)
    };
    assert_eq!(heard(&surgery, "okafor", &again), []);
}

#[test]
fn it_goes_to_no_phone_but_that_patients() {
    let surgery = telling(okafor());
    let by_code = Message {
        phone: None,
        ..message(&surgery)
    };
    let of_marie = Message {
        phone: Some(number(MARIE)),
        ..message(&surgery)
    };
    let of_nobody = Message {
        patients: Vec::new(),
        ..message(&surgery)
    };
    for message in [by_code, of_marie, of_nobody] {
        assert_eq!(heard(&surgery, "okafor", &message), []);
    }
    let own = phone_of(1, 0);
    let surgery = telling(
        practice()
            .clinician("okafor", |c| c)
            .clinician("eva", |c| c)
            .patient("Eva", "okafor", &own, |p| p),
    );
    let of_a_clinician = Message {
        phone: Some(number(&own)),
        ..message(&surgery)
    };
    assert_eq!(heard(&surgery, "okafor", &of_a_clinician), []);
}

#[test]
fn who_has_no_access_any_more_is_not_told_and_the_practices_box_tells_nobody() {
    let ended = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-22"));
    let surgery = telling(ended);
    assert_eq!(heard(&surgery, "okafor", &message(&surgery)), []);
    let surgery = telling(okafor());
    let practices = Message {
        mailbox: Mailbox::Practice,
        ..message(&surgery)
    };
    assert_eq!(heard(&surgery, "okafor", &practices), []);
}
