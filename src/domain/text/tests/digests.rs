//! Who is on duty hears quietly of the texts that wait.

use super::{NIGHT, id, patient};
use crate::domain::decision::{OutgoingKind, Recipient};
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{
    MARIE, Memory, PracticeBuilder, ROSA, Surgery, Texted, facts, practice,
};
use crate::domain::text;

fn night() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", MARIE, |p| p)
        .patient("Marie", "lindqvist", MARIE, |p| p)
        .rota("24/7", "lindqvist")
}

/// Rosa writes twice at three, Marie once a few minutes later.
fn held(surgery: &Surgery) -> Memory {
    let mut memory = facts();
    for (from, moment) in [
        (ROSA, NIGHT),
        (ROSA, "Tue 2026-11-24 03:01"),
        (MARIE, "Tue 2026-11-24 03:08"),
    ] {
        memory = surgery
            .text_with(memory, from, "okafor", moment, "Hello")
            .memory;
    }
    memory
}

fn digest<'s>(surgery: &'s Surgery, memory: Memory, moment: &str) -> Texted<'s> {
    let wanted = |surgery: &Surgery, now| text::digest_wanted(surgery, now);
    surgery.later(memory, moment, wanted, |surgery, facts, now| {
        text::digest(surgery, facts, now)
    })
}

#[test]
fn ten_minutes_after_the_first_held_text_all_are_told_in_one_summary_without_words() {
    let surgery = night().digests().build();
    let early = digest(&surgery, held(&surgery), "Tue 2026-11-24 03:09");
    assert!(early.effects().is_empty());
    let told = digest(&surgery, early.memory, "Tue 2026-11-24 03:10");
    let patients = vec![patient(&surgery, "Rosa"), patient(&surgery, "Marie")];
    let summary = Phrase::Digest { texts: 3, patients };
    assert_eq!(told.tells("lindqvist"), [&summary]);
    let [sent] = told.sends()[..] else { panic!() };
    assert_eq!(sent.kind, OutgoingKind::Digest);
    assert_eq!(sent.to, Recipient::Clinician(id("lindqvist")));
    assert_eq!(sent.from.0, surgery.line("lindqvist"));
    let again = digest(&surgery, told.memory, "Tue 2026-11-24 03:30");
    assert!(again.effects().is_empty(), "each is told once");
}

#[test]
fn the_own_patients_texts_are_not_summed_up() {
    let surgery = night().digests().build();
    let own = surgery.text(MARIE, "lindqvist", NIGHT, "Hello").memory;
    let told = digest(&surgery, own, "Tue 2026-11-24 03:30");
    assert!(told.sends().is_empty());
    let again = digest(&surgery, told.memory, "Tue 2026-11-24 03:40");
    assert!(again.effects().is_empty());
}

#[test]
fn without_the_setting_without_a_rota_and_without_a_confirmed_phone_there_is_no_summary() {
    let off = night().build();
    let nobody = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", MARIE, |p| p)
        .digests()
        .build();
    let careful = night().digests().confirms_phones().build();
    for surgery in [off, nobody, careful] {
        let told = digest(&surgery, held(&surgery), "Tue 2026-11-24 03:30");
        assert!(told.effects().is_empty());
    }
}

#[test]
fn what_has_gone_meanwhile_is_not_summed_up() {
    let surgery = night().digests().build();
    let mut memory = held(&surgery);
    for _ in 0..3 {
        memory = surgery.releases(memory, "Tue 2026-11-24 09:00").memory;
    }
    assert!(
        digest(&surgery, memory, "Tue 2026-11-24 09:00")
            .effects()
            .is_empty()
    );
}
