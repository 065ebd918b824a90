//! A patient texts a front line.

use super::{NIGHT, NOW, id, surgery};
use crate::domain::decision::{Body, OutgoingKind};
use crate::domain::event::TextEvent;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, Memory, ROSA, Surgery, at, caller, facts, practice};

/// So many texts of this patient, one a minute; what is remembered afterwards, and how many answers there were.
fn many(surgery: &Surgery, from: &str, moment: &str, body: &str, texts: i64) -> (Memory, usize) {
    let (mut memory, mut answers) = (facts(), 0);
    for minute in 0..texts {
        let text = TextEvent {
            sender: caller(from),
            to: surgery.line("okafor"),
            body: body.to_owned(),
            attachments: Vec::new(),
            opt_out: None,
        };
        let now = at(moment) + chrono::Duration::minutes(minute);
        let texted = surgery.texts(memory, &text, now);
        answers += texted.answers(from).len().min(1);
        memory = texted.memory;
    }
    (memory, answers)
}

#[test]
fn within_hours_a_text_goes_on_at_once_and_unchanged_from_the_patients_back_line() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NOW, "  Hello\n«Dr» 👋 ");
    assert_eq!((text.word(), text.reaches()), ("relay", Some("okafor")));
    let carried = text.carried().unwrap();
    assert_eq!(carried.body, Body::Verbatim("  Hello\n«Dr» 👋 ".to_owned()));
    assert_eq!(carried.from.0, surgery.line("back 1"));
    assert_eq!(carried.due, at(NOW));
    assert!(text.answers(ROSA).is_empty(), "no notice");
}

#[test]
fn a_text_and_a_call_of_one_patient_show_the_same_back_line() {
    let surgery = surgery().build();
    let marie = surgery.text(MARIE, "okafor", NOW, "Bonjour").memory;
    let call = surgery.phone_with(marie, ROSA, "okafor", NOW);
    assert_eq!(call.shows(), Some(surgery.line("back 2")));
    let text = surgery.text_with(call.memory, ROSA, "okafor", NOW, "Hello");
    assert_eq!(text.carried().unwrap().from.0, surgery.line("back 2"));
}

#[test]
fn outside_hours_a_text_is_held_until_they_open_and_one_notice_per_spell_says_so() {
    let surgery = surgery().build();
    let first = surgery.text(ROSA, "okafor", NIGHT, "Hello");
    assert_eq!((first.word(), first.reaches()), ("hold", Some("okafor")));
    let opens = at("Tue 2026-11-24 09:00");
    let held = first.carried().unwrap();
    assert_eq!((held.kind, held.due), (OutgoingKind::Held, opens));
    assert_eq!(first.told.decision.next_open, Some(opens));
    let words = Phrase::TextHeld {
        clinician: id("okafor"),
        until: Some(opens),
    };
    assert_eq!(first.answers(ROSA), [&words, &Phrase::Emergency]);

    let later = "Tue 2026-11-24 08:59";
    let second = surgery.text_with(first.memory, ROSA, "okafor", later, "Still there?");
    assert_eq!(second.word(), "hold");
    assert!(second.answers(ROSA).is_empty());
    let other = surgery.text_with(second.memory.clone(), MARIE, "okafor", later, "Bonjour");
    assert!(!other.answers(MARIE).is_empty(), "another patient's spell");
    let next = "Tue 2026-11-24 17:00";
    let third = surgery.text_with(second.memory, ROSA, "okafor", next, "Hello");
    assert!(!third.answers(ROSA).is_empty(), "the next closed spell");
}

#[test]
fn a_night_and_a_weekend_have_one_notice() {
    let surgery = surgery().build();
    let evening = surgery.text(ROSA, "okafor", "Fri 2026-11-27 17:00", "Hello");
    assert!(!evening.answers(ROSA).is_empty());
    let mut memory = evening.memory;
    for moment in [
        "Sat 2026-11-28 00:00",
        "Sun 2026-11-29 12:00",
        "Mon 2026-11-30 08:59",
    ] {
        let text = surgery.text_with(memory, ROSA, "okafor", moment, "Hello");
        assert_eq!(text.word(), "hold");
        assert!(text.answers(ROSA).is_empty(), "{moment}");
        memory = text.memory;
    }
}

#[test]
fn a_notice_is_in_the_patients_language() {
    let surgery = surgery().build();
    let text = surgery.text(MARIE, "okafor", NIGHT, "Bonjour");
    assert_eq!(text.told.language(), "fr-FR");
}

#[test]
fn while_the_clinician_pauses_a_text_is_held_until_the_pause_ends() {
    let surgery = surgery().build();
    let paused = facts().paused("okafor", at("Mon 2026-11-23 12:00"));
    let text = surgery.text_with(paused, ROSA, "okafor", NOW, "Hello");
    assert_eq!(text.word(), "hold");
    assert_eq!(text.carried().unwrap().due, at("Mon 2026-11-23 12:00"));
}

fn away() -> Surgery {
    practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-11-27", "lindqvist")
        })
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("moreau", |c| c.away("2026-11-23", "2026-11-27"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Rosa", "moreau", ROSA, |p| p)
        .back_lines(1)
        .build()
}

#[test]
fn a_text_to_who_is_away_goes_to_the_cover_and_one_notice_says_so() {
    let surgery = away();
    let text = surgery.text(ROSA, "okafor", NOW, "Hello");
    assert_eq!((text.word(), text.reaches()), ("relay", Some("lindqvist")));
    let words = Phrase::TextCovered {
        clinician: id("okafor"),
        cover: id("lindqvist"),
    };
    assert_eq!(text.answers(ROSA), [&words, &Phrase::Emergency]);
    let again = surgery.text_with(text.memory, ROSA, "okafor", "Tue 2026-11-24 10:00", "Hello");
    assert!(again.answers(ROSA).is_empty(), "one notice per absence");
}

#[test]
fn outside_the_covers_hours_it_is_held_until_the_cover_reads_it() {
    let surgery = away();
    let text = surgery.text(ROSA, "okafor", NIGHT, "Hello");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("lindqvist")));
    let opens = at("Tue 2026-11-24 09:00");
    assert_eq!(text.carried().unwrap().due, opens);
    let covered = Phrase::TextCovered {
        clinician: id("okafor"),
        cover: id("lindqvist"),
    };
    let held = Phrase::TextHeld {
        clinician: id("lindqvist"),
        until: Some(opens),
    };
    assert_eq!(text.answers(ROSA), [&covered, &held, &Phrase::Emergency]);
}

#[test]
fn a_text_to_who_is_away_without_cover_is_held_until_the_return() {
    let surgery = away();
    let text = surgery.text(ROSA, "moreau", NOW, "Hello");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("moreau")));
    assert_eq!(
        text.told.decision.next_open,
        Some(at("Sat 2026-11-28 00:00"))
    );
    assert_eq!(
        text.carried().unwrap().due,
        at("Tue 2026-11-24 10:00"),
        "a day"
    );
    assert!(
        text.told
            .because(|r| matches!(r, Reason::NobodyCovers { .. }))
    );
}

#[test]
fn an_urgent_text_goes_to_who_is_on_duty_at_once_and_the_patient_is_told() {
    let surgery = surgery().build();
    for body in ["URGENT my chest", "Urgence, j'ai mal", "¡Urgente!"] {
        let text = surgery.text(ROSA, "okafor", NIGHT, body);
        assert_eq!(
            (text.word(), text.reaches()),
            ("urgent", Some("lindqvist")),
            "{body}"
        );
        let carried = text.carried().unwrap();
        assert_eq!(
            (carried.kind, carried.due),
            (OutgoingKind::Urgent, at(NIGHT))
        );
        assert_eq!(
            text.answers(ROSA),
            [&Phrase::TextUrgentSent, &Phrase::Emergency]
        );
    }
}

fn held_until_nine() -> Phrase {
    Phrase::TextHeld {
        clinician: id("okafor"),
        until: Some(at("Tue 2026-11-24 09:00")),
    }
}

#[test]
fn urgent_without_the_grant_is_said_plainly_and_the_text_is_held() {
    let surgery = surgery().build();
    let text = surgery.text(MARIE, "okafor", NIGHT, "URGENT");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("okafor")));
    assert_eq!(
        text.answers(MARIE),
        [
            &Phrase::TextNotUrgent,
            &held_until_nine(),
            &Phrase::Emergency
        ]
    );
    assert!(text.told.because(|r| *r == Reason::UrgentNotGranted));
}

#[test]
fn urgent_with_nobody_on_duty_is_said_plainly_and_the_text_is_held() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "URGENT");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("okafor")));
    assert_eq!(
        text.answers(ROSA),
        [
            &Phrase::TextNotUrgent,
            &held_until_nine(),
            &Phrase::Emergency
        ]
    );
    assert!(text.told.because(|r| *r == Reason::NobodyOnDuty));
}

#[test]
fn urgent_in_the_middle_of_a_text_means_nothing() {
    let surgery = surgery().build();
    assert_eq!(
        surgery.text(ROSA, "okafor", NIGHT, "not urgent").word(),
        "hold"
    );
}

#[test]
fn too_many_texts_an_hour_are_held_and_said_to_be_once() {
    let surgery = surgery().texts_per_hour(3).build();
    let (memory, answers) = many(&surgery, ROSA, NOW, "Hello", 3);
    assert_eq!(answers, 0);
    let fourth = surgery.text_with(memory, ROSA, "okafor", "Mon 2026-11-23 10:30", "Hello");
    assert_eq!((fourth.word(), fourth.reaches()), ("hold", Some("okafor")));
    assert_eq!(
        fourth.answers(ROSA),
        [&Phrase::TextLimit, &Phrase::Emergency]
    );
    assert_eq!(fourth.carried().unwrap().due, at("Mon 2026-11-23 11:30"));
    let (_, answers) = many(&surgery, ROSA, NOW, "Hello", 40);
    assert_eq!(answers, 1, "one notice an hour");
    let (memory, _) = many(&surgery, ROSA, NOW, "Hello", 40);
    let other = surgery.text_with(memory.clone(), MARIE, "okafor", NOW, "Bonjour");
    assert_eq!(other.word(), "relay", "another patient's limit");
    let next = surgery.text_with(memory, ROSA, "okafor", "Mon 2026-11-23 11:00", "Hello");
    assert_eq!(next.word(), "relay");
}

#[test]
fn over_the_limit_a_covered_patients_text_waits_an_hour_and_not_for_the_return() {
    let surgery = practice()
        .texts_per_hour(0)
        .clinician("okafor", |c| {
            c.away_covered("2026-11-23", "2026-12-27", "lindqvist")
        })
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let text = surgery.text(ROSA, "okafor", NOW, "Hello");
    assert_eq!((text.word(), text.reaches()), ("hold", Some("lindqvist")));
    assert_eq!(text.carried().unwrap().due, at("Mon 2026-11-23 11:00"));
}

#[test]
fn two_machines_cannot_loop_whatever_they_say() {
    let surgery = surgery().texts_per_hour(5).build();
    for body in ["Hello", "HELP", "URGENT", "STOP", "START", "I am away"] {
        for moment in [NOW, NIGHT] {
            let (_, answers) = many(&surgery, ROSA, moment, body, 50);
            assert!(answers <= 6, "{answers} answers to {body} at {moment}");
        }
    }
}

#[test]
fn an_urgent_text_over_the_limit_still_goes_to_who_is_on_duty() {
    let surgery = surgery().texts_per_hour(0).build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "URGENT");
    assert_eq!((text.word(), text.reaches()), ("urgent", Some("lindqvist")));
}

#[test]
fn stop_and_its_kin_are_obeyed_and_the_clinician_is_told_to_phone() {
    let surgery = surgery().build();
    let rosa = surgery.patients.iter().next().unwrap().id;
    for body in ["STOP", " stop\n", "Unsubscribe", "QUIT"] {
        let text = surgery.text(ROSA, "okafor", NOW, body);
        assert!(
            text.carried().is_none() && text.answers(ROSA).is_empty(),
            "{body}"
        );
        assert_eq!(
            text.tells("okafor"),
            [&Phrase::TextStopped {
                patients: vec![rosa]
            }]
        );
    }
}

#[test]
fn help_is_relayed_and_answered_with_the_emergency_number() {
    let surgery = surgery().build();
    for body in ["HELP", "info"] {
        let text = surgery.text(ROSA, "okafor", NOW, body);
        assert_eq!((text.word(), text.reaches()), ("relay", Some("okafor")));
        assert_eq!(text.answers(ROSA), [&Phrase::Emergency]);
    }
}

#[test]
fn yes_and_start_are_relayed_like_any_text() {
    let surgery = surgery().build();
    for body in ["YES", "start"] {
        let text = surgery.text(ROSA, "okafor", NOW, body);
        assert_eq!((text.word(), text.reaches()), ("relay", Some("okafor")));
        assert!(text.answers(ROSA).is_empty());
    }
}

#[test]
fn a_text_over_a_line_that_was_another_patients_is_announced_before_it_arrives() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-09-30"))
        .patient("Marie", "okafor", MARIE, |p| p)
        .back_lines(1)
        .build();
    let marie = surgery.patients.iter().nth(1).unwrap().id;
    let rosas = facts().back_line(
        &surgery,
        "okafor",
        "back 1",
        ROSA,
        at("Tue 2026-09-29 10:00"),
    );
    let text = surgery.text_with(rosas, MARIE, "okafor", NOW, "Hello");
    let carried = text.carried().unwrap();
    let sent = text.sends();
    let notice = sent.first().unwrap();
    assert_eq!(
        (&notice.to, notice.from, &notice.author),
        (&carried.to, carried.from, &carried.author)
    );
    let patients = vec![marie];
    assert_eq!(
        text.tells("okafor"),
        [&Phrase::LineChanged, &Phrase::Caller { patients }]
    );
    let again = surgery.text_with(text.memory, MARIE, "okafor", NOW, "Hello");
    assert!(again.tells("okafor").is_empty());
}
