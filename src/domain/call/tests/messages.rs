//! Who is told of a message or a missed call: the clinician, who is on duty where the practice wants it, and for the
//! practice's box who is on duty, else the desk.

use chrono::Duration;

use crate::domain::decision::{Body, Effect, Mailbox, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::RingResult::Answered;
use crate::domain::names::ClinicianId;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Strangers;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, PracticeBuilder, ROSA, Surgery, number, practice,
};

use OutgoingKind::{Message, MessageCopy, MissedCall, MissedCallCopy, Notice};

const NOW: &str = "Mon 2026-11-23 10:00";
const NIGHT: &str = "Mon 2026-11-23 03:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00").backup("moreau"))
        .clinician("lindqvist", |c| c)
        .clinician("moreau", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .patient("Marie", "okafor", MARIE, |p| p)
        .strangers(Strangers::Voicemail)
        .back_lines(3)
}

/// Who is on duty is told as well.
fn copying(practice: PracticeBuilder) -> Surgery {
    let mut surgery = practice.build();
    surgery.0.voicemail.copy_to_duty = true;
    surgery
}

fn only(memory: &Memory, kind: OutgoingKind) -> &Outgoing {
    let mut sent = memory.sent.iter().filter(|sent| sent.kind == kind);
    let (one, more) = (sent.next(), sent.next());
    assert!(more.is_none(), "told twice");
    one.expect("told")
}

fn to(clinician: &str) -> Recipient {
    Recipient::Clinician(super::id(clinician))
}

fn front(surgery: &Surgery, clinician: &str) -> Line {
    surgery.clinician(clinician).line
}

fn words(surgery: &Surgery, phrase: Phrase) -> Body {
    Body::Words(vec![phrase], surgery.language)
}

fn told_of(effects: &[Effect]) -> Option<ClinicianId> {
    let told = effects.iter().find_map(|effect| match effect {
        Effect::Recording { told, .. } => Some(told.clone()),
        _ => None,
    });
    told.expect("a recording")
}

#[test]
fn a_message_is_told_to_who_is_on_duty_as_well_where_the_practice_wants_it() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    let told = call.recording_announced("okafor", false);
    assert_eq!(
        told_of(&told.decision.effects),
        Some(super::id("lindqvist"))
    );
    assert!(told.because(|r| matches!(r, Reason::CopiedToDuty { .. })));
    let rosa = surgery.patients.iter().next().unwrap().id;
    let copy = only(&call.memory, MessageCopy);
    assert_eq!(
        (&copy.to, copy.from),
        (&to("lindqvist"), front(&surgery, "lindqvist"))
    );
    let said = Phrase::NewMessageCopy {
        clinician: super::id("okafor"),
        patients: vec![rosa],
        seconds: 21,
        at: call.now,
        reader: super::id("lindqvist"),
    };
    assert_eq!(copy.body, words(&surgery, said));
    let message = only(&call.memory, Message);
    let said = Phrase::NewMessage {
        patients: vec![rosa],
        seconds: 21,
        at: call.now,
        reader: super::id("okafor"),
    };
    assert_eq!(
        (&message.to, &message.body),
        (&to("okafor"), &words(&surgery, said))
    );
    // And whoever was told may hear it.
    let (kept, may_hear) = &call.memory.desk.messages[0];
    assert_eq!(kept.patients, [rosa]);
    assert_eq!(kept.phone, Some(number(ROSA)));
    assert_eq!(*may_hear, Some(super::id("lindqvist")));
}

#[test]
fn without_the_setting_nobody_else_is_told() {
    let surgery = okafor().rota("24/7", "lindqvist").build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    let told = call.recording_announced("okafor", false);
    assert_eq!(told_of(&told.decision.effects), None);
    call.ended();
    let mut call = surgery.phone_with(call.memory, MARIE, "okafor", NOW);
    call.caller_hangs_up();
    let sent = &call.memory.sent;
    assert!(sent.iter().all(|sent| sent.to == to("okafor")));
    assert_eq!(sent.len(), 2);
}

#[test]
fn whoever_is_on_duty_for_the_own_patients_is_told_once() {
    let surgery = copying(okafor().rota("24/7", "okafor"));
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    let told = call.recording_announced("okafor", false);
    assert_eq!(told_of(&told.decision.effects), None);
    assert_eq!(call.memory.sent.len(), 1);
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.ended();
    assert_eq!(call.memory.sent.len(), 1);
}

#[test]
fn with_nobody_on_duty_the_clinician_alone_is_told() {
    let surgery = copying(okafor());
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    call.recording_announced("okafor", false);
    assert_eq!(call.memory.sent.len(), 1);
    assert_eq!(only(&call.memory, Message).to, to("okafor"));
}

#[test]
fn the_duty_of_the_moment_is_told_and_not_that_of_the_call() {
    let surgery = copying(
        okafor()
            .rota("Mo-Su 00:00-08:00", "lindqvist")
            .rota("24/7", "moreau"),
    );
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 07:59:30");
    call.waits().recorded(true).later(Duration::seconds(30));
    call.recording_announced("okafor", false);
    assert_eq!(only(&call.memory, MessageCopy).to, to("moreau"));
}

#[test]
fn a_message_that_is_found_late_is_told_to_who_is_on_duty_by_then_with_the_time_it_was_left() {
    let surgery = copying(
        okafor()
            .rota("Mo-Su 00:00-08:00", "lindqvist")
            .rota("24/7", "moreau"),
    );
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    let left = call.now;
    call.later(Duration::hours(6));
    call.another_announced(
        "RE1",
        Mailbox::Clinician(super::id("okafor")),
        Some(left),
        false,
    );
    let copy = only(&call.memory, MessageCopy);
    assert_eq!(copy.to, to("moreau"));
    let Body::Words(said, _) = &copy.body else {
        panic!("words");
    };
    assert!(matches!(said[..], [Phrase::NewMessageCopy { at, .. }] if at == left));
}

#[test]
fn a_second_message_of_one_call_is_told_as_well_and_nothing_of_it_is_missed() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    let okafors = || Mailbox::Clinician(super::id("okafor"));
    let calls_of = |effects: &[Effect]| -> Vec<bool> {
        let sent = effects.iter().filter_map(|effect| match effect {
            Effect::Send(sent) => Some(sent.call.is_some()),
            _ => None,
        });
        sent.collect()
    };
    let first = call.another_announced("RE1", okafors(), None, false);
    assert_eq!(calls_of(&first.decision.effects), [true, true]);
    // A call is told of once: the second is not told as the call's.
    let second = call.another_announced("RE2", okafors(), None, false);
    assert_eq!(calls_of(&second.decision.effects), [false, false]);
    let third = call.another_announced("RE3", okafors(), None, true);
    assert_eq!(calls_of(&third.decision.effects), [false; 0]);
}

#[test]
fn the_clinician_whose_line_was_called_is_told_when_backup_or_cover_was_rung() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.rings_out();
    assert_eq!(call.rings(), Some(("moreau", 0)));
    call.rings_out().waits().recorded(true);
    call.recording_announced("okafor", false);
    assert_eq!(only(&call.memory, Message).to, to("okafor"));
    assert_eq!(only(&call.memory, MessageCopy).to, to("lindqvist"));

    let surgery = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-20", "2026-11-27", "moreau")
        })
        .clinician("moreau", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    assert_eq!(call.rings(), Some(("moreau", 0)));
    call.caller_hangs_up();
    assert_eq!(only(&call.memory, MissedCall).to, to("okafor"));
}

#[test]
fn a_missed_call_is_copied_and_several_in_a_row_are_one() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut memory = Memory::default();
    for moment in [NIGHT, "Mon 2026-11-23 03:04", "Mon 2026-11-23 03:09"] {
        let mut call = surgery.phone_with(memory, ROSA, "okafor", moment);
        call.ended();
        memory = call.memory;
    }
    let copy = only(&memory, MissedCallCopy);
    assert_eq!(
        (&copy.to, copy.from),
        (&to("lindqvist"), front(&surgery, "lindqvist"))
    );
    assert_eq!(
        copy.due,
        crate::domain::testkit::at(NIGHT) + Duration::seconds(10)
    );
    let said = Phrase::MissedCallCopy {
        clinician: super::id("okafor"),
        patients: vec![surgery.patients.iter().next().unwrap().id],
        at: crate::domain::testkit::at(NIGHT),
    };
    assert_eq!(copy.body, words(&surgery, said));
    only(&memory, MissedCall);
    // Another patient's is another.
    let mut call = surgery.phone_with(memory, MARIE, "okafor", "Mon 2026-11-23 03:09");
    call.ended();
    assert_eq!(call.memory.sent_of(MissedCallCopy), 2);
}

#[test]
fn after_a_hand_over_who_is_on_duty_now_hears_of_the_next_missed_call() {
    let surgery = copying(
        okafor()
            .rota("Mo-Su 00:00-08:00", "lindqvist")
            .rota("24/7", "moreau"),
    );
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 07:58");
    call.ended();
    let mut call = surgery.phone_with(call.memory, ROSA, "okafor", "Mon 2026-11-23 08:01");
    call.ended();
    let sent = call.memory.sent.iter();
    let copies: Vec<_> = sent.filter(|sent| sent.kind == MissedCallCopy).collect();
    assert_eq!(copies.len(), 2);
    assert_eq!(
        (&copies[0].to, &copies[1].to),
        (&to("lindqvist"), &to("moreau"))
    );
    assert_eq!(call.memory.sent_of(MissedCall), 1);
}

#[test]
fn a_message_that_turns_up_takes_both_missed_calls_back() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true).ended();
    assert_eq!(call.memory.sent_of(MissedCallCopy), 1);
    call.recording_announced("okafor", false);
    let kinds: Vec<_> = call.memory.sent.iter().map(|sent| sent.kind).collect();
    assert_eq!(kinds, [MessageCopy, Message]);
}

#[test]
fn who_talked_after_all_was_missed_by_nobody() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    let ring = call.decision.clone();
    call.ended();
    assert_eq!(call.memory.sent.len(), 2);
    call.resume(ring).is_taken();
    call.ring_ended(Answered, Some(true), true);
    assert_eq!(call.memory.sent, []);
}

#[test]
fn a_recording_that_the_provider_does_not_have_is_a_missed_call_for_both() {
    let surgery = copying(okafor().rota("24/7", "lindqvist"));
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits();
    let told = call.recording_announced("okafor", true);
    assert_eq!(
        told_of(&told.decision.effects),
        None,
        "there is nothing to hear"
    );
    call.ended();
    let kinds: Vec<_> = call.memory.sent.iter().map(|sent| sent.kind).collect();
    assert_eq!(kinds, [MissedCallCopy, MissedCall]);
}

#[test]
fn what_is_left_for_the_practice_is_told_to_who_is_on_duty_without_any_setting() {
    let surgery = okafor().rota("24/7", "lindqvist").build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    let told = call.recording_announced("practice", false);
    assert_eq!(
        told_of(&told.decision.effects),
        Some(super::id("lindqvist"))
    );
    assert_eq!(told.word(), "voicemail");
    let copy = only(&call.memory, MessageCopy);
    assert_eq!(
        (&copy.to, copy.from),
        (&to("lindqvist"), front(&surgery, "lindqvist"))
    );
    let said = Phrase::NewMessagePractice {
        seconds: 21,
        at: call.now,
        reader: super::id("lindqvist"),
    };
    assert_eq!(copy.body, words(&surgery, said));
    assert_eq!(call.memory.sent.len(), 1);
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    call.recording_announced("practice", true);
    assert_eq!(call.memory.sent, [], "nothing was left");
}

#[test]
fn with_nobody_on_duty_the_desk_hears_that_something_was_left_for_the_practice() {
    let surgery = okafor().build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    let told = call.recording_announced("practice", false);
    assert_eq!(told_of(&told.decision.effects), None);
    assert!(told.because(|r| *r == Reason::NobodyOnDuty));
    let sent = only(&call.memory, Notice);
    let desk = Recipient::Number(surgery.front_desk.unwrap());
    assert_eq!(sent.to, desk);
    assert!(!surgery.is_back_line(sent.from.0));
    let said = Phrase::DeskMessage { at: call.now };
    assert_eq!(sent.body, words(&surgery, said));
    // Several at once are one text.
    let mut call = surgery.phone_with(call.memory, "withheld", "okafor", NOW);
    call.recording_announced("practice", false);
    only(&call.memory, Notice);

    let surgery = okafor().no_desk().build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    let told = call.recording_announced("practice", false);
    assert!(told.because(|r| *r == Reason::NobodyOnDuty), "for the log");
    assert_eq!(call.memory.sent, []);
}

#[test]
fn a_duty_phone_that_has_not_confirmed_is_not_relied_on_for_the_practices_box() {
    let surgery = okafor().rota("24/7", "lindqvist").confirms_phones().build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    let told = call.recording_announced("practice", false);
    assert_eq!(told_of(&told.decision.effects), None);
    only(&call.memory, Notice);
    let confirmed = Memory::default().confirmed(&surgery, "lindqvist", 0);
    let mut call = surgery.phone_with(confirmed, NOBODY, "okafor", NOW);
    call.recording_announced("practice", false);
    assert_eq!(only(&call.memory, MessageCopy).to, to("lindqvist"));
}

#[test]
fn what_was_left_for_a_clinician_who_is_gone_is_told_as_the_practices() {
    let surgery = okafor().rota("24/7", "lindqvist").build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    let told = call.recording_announced("gone", false);
    assert_eq!(
        told_of(&told.decision.effects),
        Some(super::id("lindqvist"))
    );
    assert_eq!(only(&call.memory, MessageCopy).to, to("lindqvist"));
}
