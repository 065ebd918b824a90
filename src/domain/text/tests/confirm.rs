//! A clinician's phone is confirmed before it gets patients' texts.

use super::{NIGHT, NOW, id, surgery};
use crate::domain::decision::{Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::facts::Wanted;
use crate::domain::outbox::{Confirmations, Stage, Wait};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, Memory, ROSA, Surgery, Texted, at, facts, phone_of, target};
use crate::domain::text;

const DESK: &str = "+441632960001";

fn careful() -> Surgery {
    surgery().confirms_phones().build()
}

/// The text that asks a phone to confirm.
fn question<'t>(text: &'t Texted<'_>) -> Option<&'t Outgoing> {
    let mut sends = text.sends().into_iter();
    sends.find(|sent| sent.kind == OutgoingKind::Confirmation)
}

#[test]
fn until_the_phone_has_confirmed_a_patients_text_waits_and_patient_and_desk_are_told_once() {
    let surgery = careful();
    let text = surgery.text(ROSA, "okafor", NOW, "Hello");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("okafor")));
    assert_eq!(text.carried().unwrap().wait, Wait::Reader);
    let not_ready = Phrase::TextPhoneNotReady {
        clinician: id("okafor"),
    };
    assert_eq!(text.answers(ROSA), [&not_ready, &Phrase::Emergency]);
    let desk = Phrase::DeskPhoneNotReady {
        clinician: id("okafor"),
    };
    assert_eq!(text.answers(DESK), [&desk]);
    assert!(
        text.told
            .because(|reason| matches!(reason, Reason::PhoneNotConfirmed { .. }))
    );

    let asked = question(&text).unwrap();
    let phone = target(&surgery, "okafor", 0);
    assert_eq!(asked.to, Recipient::ClinicianPhone(phone.clone()));
    assert_eq!(asked.from.0, surgery.line("okafor"));
    assert!(text.effects().contains(&Effect::AskPhone { phone }));

    let again = surgery.text_with(text.memory, ROSA, "okafor", NOW, "Hello?");
    assert_eq!(
        (again.word(), again.sends().len()),
        ("hold", 1),
        "the text alone"
    );
    let marie = surgery.text_with(again.memory, MARIE, "okafor", NOW, "Bonjour");
    assert!(!marie.answers(MARIE).is_empty());
    assert!(marie.answers(DESK).is_empty() && question(&marie).is_none());
}

#[test]
fn ok_from_the_phone_itself_confirms_it_and_what_was_held_goes() {
    let surgery = careful();
    for (body, to) in [
        ("OK", "okafor"),
        ("ok.", "okafor"),
        (" O.K. \n", "okafor"),
        ("Ok!", "back 1"),
        ("\u{ff2f}\u{ff2b}", "okafor"),
    ] {
        let held = surgery.text(ROSA, "okafor", NOW, "Hello").memory;
        let text = surgery.text_with(held, &phone_of(0, 0), to, NOW, body);
        let phone = target(&surgery, "okafor", 0);
        assert!(
            text.effects().contains(&Effect::ConfirmPhone { phone }),
            "{body}"
        );
        assert_eq!(text.words_to_anyone(), [&Phrase::PhoneConfirmed]);
        let released = surgery.releases(text.memory, NOW);
        assert_eq!(released.delivers().len(), 1);
        assert!(released.memory.rows.at(Stage::Held).is_empty());
    }
}

#[test]
fn a_phone_that_has_not_confirmed_does_nothing_else_and_is_asked_at_most_once_a_day() {
    let surgery = careful();
    let memory = facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    let mut memory = memory;
    let mut questions = 0;
    for (to, body) in [
        ("back 1", "See you at four"),
        ("okafor", "PAUSE 2h"),
        ("okafor", "okay then"),
        ("back 2", "Hello"),
    ] {
        let text = surgery.text_with(memory, &phone_of(0, 0), to, NOW, body);
        assert_eq!((text.word(), text.carried()), ("refuse", None), "{body}");
        assert!(text.memory.pauses().0.is_empty());
        questions += usize::from(question(&text).is_some());
        assert!(
            text.sends()
                .iter()
                .all(|sent| sent.kind == OutgoingKind::Confirmation)
        );
        memory = text.memory;
    }
    assert_eq!(questions, 1);
    let again = surgery.text_with(memory, &phone_of(0, 0), "okafor", NOW, "RESUME");
    assert!(again.sends().is_empty());
}

#[test]
fn nobody_confirms_for_another_phone() {
    let surgery = crate::domain::testkit::practice()
        .clinician("okafor", |c| c.phones(2))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .confirms_phones()
        .build();
    for from in [ROSA.to_owned(), phone_of(1, 0), phone_of(0, 1)] {
        let text = surgery.text(&from, "okafor", NOW, "OK");
        let first = target(&surgery, "okafor", 0);
        assert!(
            !text
                .memory
                .confirmations
                .get(&first)
                .is_some_and(|known| matches!(
                    known,
                    crate::domain::outbox::Confirmation::Confirmed(_)
                ))
        );
        let held = surgery.text_with(text.memory, ROSA, "okafor", NOW, "Hello");
        assert_eq!(held.word(), "hold", "{from}");
    }
}

#[test]
fn a_key_pressed_in_screening_confirms_the_phone() {
    let surgery = careful();
    for key in ['1', '2'] {
        let mut call = surgery.phone(ROSA, "okafor", NOW);
        call.answers();
        call.screening_key(Some('7'), 0);
        assert!(call.memory.confirmations.is_empty(), "a wrong key does not");
        let told = call.screening_key(Some(key), 1);
        assert!(told.because(|reason| matches!(reason, Reason::PhoneConfirmed { .. })));
        let text = surgery.text_with(call.memory, ROSA, "okafor", NOW, "Hello");
        assert_eq!(text.word(), "relay", "{key}");
    }
}

#[test]
fn an_urgent_text_whose_reader_has_not_confirmed_is_said_plainly_and_held() {
    let surgery = careful();
    let text = surgery.text(ROSA, "okafor", NIGHT, "URGENT my chest");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("okafor")));
    let clinician = id("okafor");
    let not_ready = Phrase::TextPhoneNotReady { clinician };
    let told = [&Phrase::TextNotUrgent, &not_ready, &Phrase::Emergency];
    assert_eq!(text.answers(ROSA), told);
    assert!(question(&text).is_some());
    let confirmed = facts().confirmed(&surgery, "lindqvist", 0);
    let text = surgery.text_with(confirmed, ROSA, "okafor", NIGHT, "URGENT my chest");
    assert_eq!((text.word(), text.reaches()), ("urgent", Some("lindqvist")));
}

#[test]
fn phones_that_were_never_asked_are_asked_once() {
    let surgery = careful();
    let known = Confirmations::default();
    let phones = text::phones_to_ask(&surgery, &known);
    assert_eq!(
        phones,
        [
            target(&surgery, "okafor", 0),
            target(&surgery, "lindqvist", 0)
        ]
    );
    let ask = |memory: Memory| {
        let phone = phones[0].clone();
        surgery.later(
            memory,
            NOW,
            |_, _| Wanted::default(),
            move |surgery, facts, now| text::ask_phone(surgery, facts, &phone, now),
        )
    };
    let asked = ask(facts());
    assert_eq!(
        question(&asked).unwrap().to,
        Recipient::ClinicianPhone(phones[0].clone())
    );
    assert_eq!(asked.words_to_anyone(), [&Phrase::PhoneConfirm]);
    assert!(ask(asked.memory).effects().is_empty());
    assert!(
        ask(facts().confirmed(&surgery, "okafor", 0))
            .effects()
            .is_empty()
    );
    let carefree = surgery_that_trusts();
    assert!(text::phones_to_ask(&carefree, &known).is_empty());
}

fn surgery_that_trusts() -> Surgery {
    surgery().build()
}

#[test]
fn a_changed_number_must_confirm_anew() {
    let surgery = careful();
    let confirmed = facts().confirmed(&surgery, "okafor", 0);
    let text = surgery.text_with(confirmed.clone(), ROSA, "okafor", NOW, "Hello");
    assert_eq!(text.word(), "relay");
    // The same clinician, named second, has another number.
    let changed = crate::domain::testkit::practice()
        .clinician("lindqvist", |c| c)
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .confirms_phones()
        .build();
    let text = changed.text_with(confirmed, ROSA, "okafor", NOW, "Hello");
    assert_eq!(text.word(), "hold");
}
