//! A clinician texts the own front line: a command, and the answer says what was understood.

use super::{NOW, id, surgery};
use crate::domain::decision::Effect;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{ROSA, Texted, at, facts, phone_of};

fn paused_until(text: &Texted<'_>) -> Option<Option<chrono::DateTime<chrono::Utc>>> {
    text.told
        .decision
        .effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Pause { until, .. } => Some(*until),
            _ => None,
        })
}

#[test]
fn pause_pauses_for_as_long_as_it_says_and_the_answer_names_the_end() {
    let surgery = surgery().build();
    for (body, until) in [
        ("PAUSE 2h", "Mon 2026-11-23 12:00"),
        ("pause 30m", "Mon 2026-11-23 10:30"),
        (" Pause 3D ", "Thu 2026-11-26 10:00"),
    ] {
        let text = surgery.text(&phone_of(0, 0), "okafor", NOW, body);
        assert_eq!(text.word(), "command");
        assert_eq!(paused_until(&text), Some(Some(at(until))), "{body}");
        assert_eq!(
            text.tells("okafor"),
            [&Phrase::CommandPaused { until: at(until) }]
        );
    }
}

#[test]
fn a_pause_keeps_the_phone_from_ringing_until_resume() {
    let surgery = surgery().build();
    let paused = surgery
        .text(&phone_of(0, 0), "okafor", NOW, "PAUSE 2h")
        .memory;
    let call = surgery.phone_with(paused, ROSA, "okafor", "Mon 2026-11-23 11:00");
    assert!(call.is_menu());
    let moment = "Mon 2026-11-23 11:01";
    let resumed = surgery.text_with(call.memory, &phone_of(0, 0), "okafor", moment, "resume");
    assert_eq!(resumed.tells("okafor"), [&Phrase::CommandResumed]);
    let call = surgery.phone_with(resumed.memory, ROSA, "okafor", moment);
    assert_eq!(call.rings(), Some(("okafor", 0)));
}

#[test]
fn a_pause_that_is_not_understood_pauses_nothing() {
    let surgery = surgery().build();
    for body in [
        "PAUSE",
        "PAUSE soon",
        "PAUSE 0h",
        "PAUSE -2h",
        "PAUSE 99d",
        "PAUSE 2é",
        "PAUSE h",
    ] {
        let text = surgery.text(&phone_of(0, 0), "okafor", NOW, body);
        assert_eq!(paused_until(&text), None, "{body}");
        assert_eq!(text.tells("okafor"), [&Phrase::CommandUnknown], "{body}");
    }
}

#[test]
fn who_says_until_when_and_who_is_on_duty() {
    let surgery = surgery().build();
    let until = at("Mon 2026-11-23 12:00");
    let paused = facts().paused("okafor", until);
    let text = surgery.text_with(paused, &phone_of(0, 0), "okafor", NOW, "WHO");
    let who = Phrase::CommandWho {
        clinician: id("okafor"),
        until: Some(until),
        on_duty: Some(id("lindqvist")),
    };
    assert_eq!(text.tells("okafor"), [&who]);
}

#[test]
fn what_is_no_command_is_answered_and_never_relayed() {
    let surgery = surgery().build();
    for (body, answer) in [
        ("COMMANDS", Phrase::CommandHelp),
        ("ADD +447700900499 Ann 7d", Phrase::CommandFailed),
        ("REMOVE Ann", Phrase::CommandFailed),
        ("See you at four", Phrase::CommandUnknown),
        ("", Phrase::CommandUnknown),
    ] {
        let text = surgery.text(&phone_of(0, 0), "okafor", NOW, body);
        assert_eq!(text.tells("okafor"), [&answer], "{body}");
        assert!(text.carried().is_none());
    }
}

#[test]
fn the_providers_own_words_are_not_answered() {
    let surgery = surgery().build();
    for body in ["START", "yes"] {
        let text = surgery.text(&phone_of(0, 0), "okafor", NOW, body);
        assert!(text.sends().is_empty(), "{body}");
    }
}
