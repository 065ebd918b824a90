//! A phone that is to take another's place: until it has confirmed it is anybody's, and its number is a clinician's all the
//! same.

use super::{NOW, id, surgery};
use crate::domain::decision::{Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::facts::Wanted;
use crate::domain::guard::Guard;
use crate::domain::next_phone::{self, ASKS_PER_DAY, By};
use crate::domain::phone::E164;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{Memory, ROSA, Surgery, Texted, at, facts, phone_of, practice};
use crate::domain::text;

/// Okafor has a phone, and another one is to take its place.
fn changed() -> Surgery {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00").next_phone(9))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .back_lines(2)
        .build()
}

fn next() -> String {
    phone_of(0, 9)
}

fn target(surgery: &Surgery) -> Target {
    surgery.clinician("okafor").next_target().unwrap()
}

fn asked(surgery: &Surgery, memory: Memory) -> Texted<'_> {
    surgery.later(
        memory,
        NOW,
        |_, _| Wanted::default(),
        |surgery, facts, now| {
            text::ask_next_phone(surgery, facts, surgery.clinician("okafor"), now)
        },
    )
}

fn confirms(text: &Texted<'_>) -> bool {
    let mut effects = text.effects().iter();
    effects.any(|effect| matches!(effect, Effect::ConfirmPhone { .. }))
}

fn sent<'t>(text: &'t Texted<'_>) -> Vec<&'t Outgoing> {
    text.sends()
}

#[test]
fn it_is_asked_from_the_own_line_whether_or_not_phones_have_to_confirm() {
    let surgery = changed();
    assert!(!surgery.confirm_phones);
    let question = asked(&surgery, facts());
    let [one] = sent(&question)[..] else {
        panic!("one question");
    };
    assert_eq!(one.kind, OutgoingKind::Confirmation);
    assert_eq!(one.to, Recipient::ClinicianPhone(target(&surgery)));
    assert_eq!(one.from.0, surgery.line("okafor"));
    let phone = target(&surgery);
    assert!(question.effects().contains(&Effect::AskPhone { phone }));
    assert_eq!(question.words_to_anyone(), [&Phrase::PhoneConfirm]);
}

#[test]
fn ok_from_that_phone_to_that_line_confirms_it() {
    let surgery = changed();
    let memory = asked(&surgery, facts()).memory;
    for body in ["OK", "ok.", " O.K.\n"] {
        let text = surgery.text_with(memory.clone(), &next(), "okafor", NOW, body);
        let phone = target(&surgery);
        assert!(
            text.effects().contains(&Effect::ConfirmPhone { phone }),
            "{body}"
        );
        assert_eq!(text.words_to_anyone(), [&Phrase::PhoneConfirmed]);
        let again = surgery.text_with(text.memory, &next(), "okafor", NOW, body);
        assert!(!confirms(&again), "thanked once");
    }
}

#[test]
fn nothing_else_confirms_it() {
    let surgery = changed();
    let memory = asked(&surgery, facts()).memory;
    let lindqvists = phone_of(1, 0);
    for (from, to, body) in [
        (next(), "okafor", "yes"),
        (next(), "okafor", "okay then"),
        (next(), "okafor", "STOP"),
        (next(), "lindqvist", "OK"),
        (next(), "back 1", "OK"),
        (ROSA.to_owned(), "okafor", "OK"),
        (phone_of(0, 0), "okafor", "OK"),
        (lindqvists, "okafor", "OK"),
        ("+447700900999".to_owned(), "okafor", "OK"),
    ] {
        let text = surgery.text_with(memory.clone(), &from, to, NOW, body);
        assert!(!confirms(&text), "{to} {body}");
    }
    let never_asked = surgery.text(&next(), "okafor", NOW, "OK");
    assert!(!confirms(&never_asked), "nobody has asked it");
}

#[test]
fn it_has_no_clinicians_powers_and_its_number_is_not_kept() {
    let surgery = changed();
    let before = facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    for confirmed in [false, true] {
        let mut memory = before.clone();
        if confirmed {
            let asked = asked(&surgery, memory).memory;
            memory = surgery
                .text_with(asked, &next(), "okafor", NOW, "OK")
                .memory;
        }
        for (to, body) in [
            ("okafor", "PAUSE 2h"),
            ("okafor", "ADD 07700900777 Tom"),
            ("back 1", "See you at four"),
        ] {
            let text = surgery.text_with(memory.clone(), &next(), to, NOW, body);
            assert_eq!((text.word(), text.carried()), ("refuse", None), "{body}");
            assert!(text.memory.pauses().0.is_empty());
            for sent in text.sends() {
                assert_eq!(sent.to, Recipient::ClinicianPhone(target(&surgery)), "{to}");
            }
            assert!(text.words_to_anyone().contains(&&Phrase::TextStranger));
        }
    }
}

#[test]
fn a_patients_texts_go_to_the_phone_that_was_there_before() {
    let surgery = changed();
    let memory = asked(&surgery, facts()).memory;
    let text = surgery.text_with(memory, ROSA, "okafor", NOW, "Hello");
    assert_eq!((text.word(), text.reaches()), ("relay", Some("okafor")));
    for sent in text.sends() {
        assert_ne!(sent.to, Recipient::ClinicianPhone(target(&surgery)));
    }
}

#[test]
fn its_number_is_guarded_like_any_clinicians() {
    let surgery = changed();
    let guard = Guard::new(&surgery.clinicians);
    assert!(guard.finds(&next()) && guard.finds("call me on 07700 900 709"));
    let number: E164 = next().parse().unwrap();
    assert!(surgery.clinicians.by_phone(number).is_none());
    let (whose, phone) = surgery.clinicians.owner_of(number).unwrap();
    assert_eq!((&whose.id, phone), (&id("okafor"), target(&surgery).phone));
    let memory = facts().back_line(&surgery, "lindqvist", "back 1", ROSA, at(NOW));
    let add = format!("ADD {} Ada", next());
    let text = surgery.text_with(memory, &phone_of(1, 0), "lindqvist", NOW, &add);
    let mut effects = text.effects().iter();
    assert!(!effects.any(|effect| matches!(effect, Effect::Edit { .. })));
}

#[test]
fn the_practice_may_ask_it_again_three_times_a_day_by_text_and_call_together() {
    let surgery = changed();
    let okafor = surgery.clinician("okafor");
    let mut memory = facts();
    let mut ask = |by, moment: &str| {
        let asked = surgery.later(
            memory.clone(),
            moment,
            |surgery, now| next_phone::wanted(surgery, &okafor.id, now),
            move |surgery, facts, now| {
                next_phone::ask(surgery, facts, surgery.clinician("okafor"), by, now)
            },
        );
        let goes = asked
            .effects()
            .iter()
            .any(|effect| matches!(effect, Effect::Send(_) | Effect::PlaceCall { .. }));
        let enough = asked
            .told
            .because(|reason| matches!(reason, Reason::PhoneAskedEnough { .. }));
        assert_ne!(goes, enough);
        memory = asked.memory;
        goes
    };
    let kinds = [By::Call, By::Text, By::Call];
    assert_eq!(kinds.len(), ASKS_PER_DAY as usize);
    assert!(kinds.into_iter().all(|by| ask(by, NOW)));
    assert!(!ask(By::Call, NOW) && !ask(By::Text, "Mon 2026-11-23 23:00"));
    assert!(ask(By::Call, "Tue 2026-11-24 08:00"));
}

#[test]
fn without_such_a_phone_nobody_is_asked() {
    let surgery = surgery().build();
    for by in [By::Text, By::Call] {
        let nobody = surgery.later(
            facts(),
            NOW,
            |_, _| Wanted::default(),
            move |surgery, facts, now| {
                next_phone::ask(surgery, facts, surgery.clinician("okafor"), by, now)
            },
        );
        assert!(nobody.effects().is_empty());
    }
}
