//! What the clinician's phone shows: the pair (clinician, back line) names the patient, and never another.

use chrono::Duration;

use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, PracticeBuilder, ROSA, at, facts, practice};

const NOW: &str = "Mon 2026-11-23 10:00";

fn two_patients() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.backup("lindqvist"))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-30"))
        .patient("Marie", "okafor", MARIE, |p| p)
}

#[test]
fn each_patient_has_a_back_line_of_the_own_and_keeps_it() {
    let surgery = two_patients().back_lines(2).build();
    let rosa = surgery.phone(ROSA, "okafor", NOW);
    assert_eq!(rosa.shows(), Some(surgery.line("back 1")));
    let marie = surgery.phone_with(rosa.memory, MARIE, "okafor", NOW);
    assert_eq!(marie.shows(), Some(surgery.line("back 2")));
    let again = surgery.phone_with(marie.memory, ROSA, "okafor", "Tue 2026-11-24 10:00");
    assert_eq!(again.shows(), Some(surgery.line("back 1")));
}

#[test]
fn where_no_back_line_is_free_the_front_line_is_shown() {
    let surgery = two_patients().back_lines(1).build();
    let rosa = surgery.phone(ROSA, "okafor", NOW);
    let marie = surgery.phone_with(rosa.memory, MARIE, "okafor", NOW);
    assert_eq!(marie.shows(), Some(surgery.line("okafor")));
    assert!(marie.because(|r| *r == Reason::NoBackLine));
    let none = two_patients().build();
    assert_eq!(
        none.phone(ROSA, "okafor", NOW).shows(),
        Some(none.line("okafor"))
    );
}

#[test]
fn a_backup_sees_the_patients_back_line_in_the_own_phone() {
    let surgery = two_patients().back_lines(2).build();
    let memory = facts().back_line(&surgery, "lindqvist", "back 1", "+447700900458", at(NOW));
    let mut call = surgery.phone_with(memory, ROSA, "okafor", NOW);
    assert_eq!(call.shows(), Some(surgery.line("back 1")));
    call.rings_out();
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert_eq!(call.shows(), Some(surgery.line("back 2")));
}

#[test]
fn a_backup_without_a_free_back_line_sees_the_front_line_that_was_called() {
    let surgery = two_patients().back_lines(1).build();
    let memory = facts().back_line(&surgery, "lindqvist", "back 1", "+447700900458", at(NOW));
    let mut call = surgery.phone_with(memory, ROSA, "okafor", NOW);
    call.rings_out();
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert_eq!(
        call.shows(),
        Some(surgery.line("okafor")),
        "never somebody else's back line"
    );
}

#[test]
fn a_back_line_rests_thirty_days_after_the_grant_and_the_change_is_announced() {
    let surgery = two_patients().back_lines(1).build();
    let taken = || facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    let front = Some(surgery.line("okafor"));
    // Rosa's grant ends with 2026-11-30.
    let early = surgery.phone_with(taken(), MARIE, "okafor", "Wed 2026-12-30 23:59:59");
    assert_eq!(early.shows(), front);
    let mut call = surgery.phone_with(taken(), MARIE, "okafor", "Thu 2026-12-31 00:00");
    assert_eq!(call.shows(), Some(surgery.line("back 1")));
    assert!(call.is_taken().says(&Phrase::LineChanged));
    let mut again = surgery.phone_with(call.memory, MARIE, "okafor", "Thu 2026-12-31 10:00");
    assert!(!again.is_taken().says(&Phrase::LineChanged));
}

#[test]
fn a_change_in_a_colleagues_phone_is_not_announced_to_the_backup() {
    let surgery = two_patients().back_lines(1).build();
    let taken = facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    let mut call = surgery.phone_with(taken, MARIE, "okafor", "Thu 2026-12-31 10:00");
    call.rings_out();
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert!(!call.is_taken().says(&Phrase::LineChanged));
}

#[test]
fn a_line_of_a_patient_who_was_removed_rests_from_when_it_is_noticed() {
    let surgery = two_patients().back_lines(1).build();
    let gone = "+447700900458";
    let taken = facts().back_line(
        &surgery,
        "okafor",
        "back 1",
        gone,
        at("Mon 2026-01-05 10:00"),
    );
    let first = surgery.phone_with(taken, MARIE, "okafor", NOW);
    assert_eq!(first.shows(), Some(surgery.line("okafor")));
    let memory = first.memory;
    let before = surgery.phone_with(memory.clone(), MARIE, "okafor", "Wed 2026-12-23 09:59:59");
    assert_eq!(before.shows(), Some(surgery.line("okafor")));
    let after = surgery.phone_with(memory, MARIE, "okafor", "Wed 2026-12-23 10:00");
    assert_eq!(after.shows(), Some(surgery.line("back 1")));
}

#[test]
fn a_grant_that_was_renewed_begins_a_new_rest() {
    let surgery = two_patients().back_lines(1).build();
    let mut memory = facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    // Noted as resting long ago, when an earlier grant had ended.
    memory.back_lines[0].resting_since = Some(at("Mon 2026-06-01 00:00"));
    let call = surgery.phone_with(memory, MARIE, "okafor", "Tue 2026-12-01 10:00");
    assert_eq!(call.shows(), Some(surgery.line("okafor")));
}

#[test]
fn a_line_of_a_grant_that_is_about_to_begin_stays_its_patients() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.from("2027-06-01"))
        .patient("Marie", "okafor", MARIE, |p| p)
        .back_lines(1)
        .build();
    let taken = facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    let call = surgery.phone_with(taken, MARIE, "okafor", "Mon 2027-03-01 10:00");
    assert_eq!(call.shows(), Some(surgery.line("okafor")));
}

#[test]
fn a_line_that_the_practice_gave_up_is_not_shown_any_more() {
    let before = two_patients().back_lines(2).build();
    let taken = facts().back_line(&before, "okafor", "back 2", ROSA, at(NOW));
    let surgery = two_patients().back_lines(1).build();
    let call = surgery.phone_with(taken, ROSA, "okafor", NOW);
    assert_eq!(call.shows(), Some(surgery.line("back 1")));
}

#[test]
fn a_household_has_one_back_line_whichever_phone_it_uses() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .back_lines(2)
        .build();
    let one = surgery.phone(ROSA, "okafor", NOW);
    let two = surgery.phone_with(one.memory, MARIE, "okafor", NOW);
    assert_eq!(two.shows(), Some(surgery.line("back 1")));
}

#[test]
fn while_the_store_is_down_the_front_line_is_shown() {
    let surgery = two_patients().back_lines(2).build();
    let down = facts().down();
    let call = surgery.phone_with(down, ROSA, "okafor", NOW);
    assert_eq!(call.shows(), Some(surgery.line("okafor")));
}

#[test]
fn the_line_that_was_used_last_stays_with_who_used_it() {
    let surgery = two_patients().back_lines(2).build();
    let call = surgery.phone(ROSA, "okafor", NOW);
    let entry = &call.memory.back_lines[0];
    assert_eq!(
        (entry.phone, entry.last_used),
        (crate::domain::testkit::number(ROSA), call.now)
    );
    let later = call.now + Duration::hours(1);
    let call = surgery.phone_at(call.memory, ROSA, "okafor", later);
    assert_eq!(call.memory.back_lines.len(), 1);
    assert_eq!(call.memory.back_lines[0].last_used, later);
}

#[test]
fn who_leaves_a_message_is_called_back_on_the_phone_it_was_left_from() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", &format!("{MARIE};{ROSA}"), |p| p)
        .back_lines(2)
        .build();
    for announced_first in [false, true] {
        let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 20:00");
        call.presses('2');
        if announced_first {
            call.recording_announced("okafor", false);
            call.recorded(true);
        } else {
            call.recorded(true);
            call.recording_announced("okafor", false);
        }
        let last = call
            .memory
            .back_lines
            .iter()
            .max_by_key(|entry| entry.last_used);
        assert_eq!(
            last.map(|entry| entry.phone),
            Some(crate::domain::testkit::number(ROSA))
        );
    }
}

#[test]
fn a_household_that_is_parted_does_not_share_its_back_line() {
    let together = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .patient("Marie", "okafor", MARIE, |p| p)
        .back_lines(2)
        .build();
    let rosa = together.phone(ROSA, "okafor", NOW);
    let marie = together.phone_with(rosa.memory, MARIE, "okafor", "Mon 2026-11-23 11:00");
    assert_eq!(marie.shows(), Some(together.line("back 1")));

    let apart = two_patients().back_lines(2).build();
    let rosa = apart.phone_with(marie.memory, ROSA, "okafor", "Mon 2026-11-23 12:00");
    assert_eq!(rosa.shows(), Some(apart.line("back 2")));
    let marie = apart.phone_with(rosa.memory, MARIE, "okafor", "Mon 2026-11-23 13:00");
    assert_eq!(
        marie.shows(),
        Some(apart.line("back 1")),
        "who used it last"
    );
    let rosa = apart.phone_with(marie.memory, ROSA, "okafor", "Mon 2026-11-23 14:00");
    assert_eq!(rosa.shows(), Some(apart.line("back 2")));
    let okafor = crate::domain::testkit::phone_of(0, 0);
    let call = apart.phone_with(rosa.memory, &okafor, "back 1", "Mon 2026-11-23 15:00");
    assert!(call.rings_patient(MARIE));
}

#[test]
fn a_phone_that_a_patient_gave_up_does_not_cost_the_back_line() {
    let before = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};+447700900458"), |p| p)
        .back_lines(2)
        .build();
    let call = before.phone("+447700900458", "okafor", NOW);
    let after = two_patients().back_lines(2).build();
    let mut memory = call.memory;
    memory = memory.back_line(&after, "okafor", "back 1", ROSA, at("Fri 2026-11-20 10:00"));
    let rosa = after.phone_with(memory, ROSA, "okafor", "Mon 2026-11-23 12:00");
    assert_eq!(rosa.shows(), Some(after.line("back 1")));
}
