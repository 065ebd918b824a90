//! Tables over the own line, by concern, and walks at random over its keys.

mod conversations;
mod dialling;
mod messages;
mod pin;
mod steps;
mod walks;
mod wanted;

use crate::domain::phrase::Phrase;
use crate::domain::testkit::{
    MARIE, Memory, PIN, Phoning, PracticeBuilder, ROSA, Surgery, facts, phone_of, practice,
};

const NOW: &str = "Mon 2026-11-23 10:00";

/// Two clinicians with a patient each; okafor has two phones.
fn two() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.phones(2).hours("Sa 09:00-10:00"))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-30"))
        .patient("Marie", "lindqvist", MARIE, |p| p)
        .back_lines(2)
}

/// okafor has called the own line and keyed nothing yet.
fn dialled(surgery: &Surgery, memory: Memory) -> Phoning<'_> {
    surgery.phone_with(memory, &phone_of(0, 0), "okafor", NOW)
}

/// okafor has keyed the right PIN.
fn inside(surgery: &Surgery, memory: Memory) -> Phoning<'_> {
    let mut own = dialled(surgery, memory.pin("okafor", PIN));
    own.keys("2580#");
    own
}

fn counts(new: u32, heard: u32) -> Phrase {
    Phrase::Messages { new, heard }
}

fn nothing() -> Memory {
    facts()
}

/// Words, the emergency number, and the end.
fn ends_with_emergency(own: &Phoning<'_>) -> bool {
    own.ends() && own.says(&Phrase::Emergency)
}
