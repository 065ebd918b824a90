//! A clinician texts the own front line: a command, and the answer says what was understood.

mod after;
mod call;
mod list;

use crate::domain::decision::{Effect, Outgoing};
use crate::domain::names::ClinicianId;
use crate::domain::outbox::Edit;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{
    MARIE, PracticeBuilder, ROSA, Surgery, Texted, at, facts, phone_of, practice,
};

/// A Monday morning within everybody's hours.
const NOW: &str = "Mon 2026-11-23 10:00";

fn id(clinician: &str) -> ClinicianId {
    ClinicianId::new(clinician).unwrap()
}

/// Okafor in office hours, Lindqvist on duty.
fn surgery() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00").phones(2))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa Diaz", "okafor", ROSA, |p| p.urgent())
        .patient("Marie Dupont", "okafor", MARIE, |p| p.language("fr-FR"))
        .rota("24/7", "lindqvist")
        .back_lines(3)
}

/// Okafor's command.
fn command<'a>(surgery: &'a Surgery, body: &str) -> Texted<'a> {
    let text = surgery.text(&phone_of(0, 0), "okafor", NOW, body);
    assert_eq!(text.word(), "command", "{body}");
    assert!(text.carried().is_none(), "{body}");
    text
}

/// What is to be changed, and nothing is said before it is.
fn edit(surgery: &Surgery, body: &str) -> Option<Edit> {
    let text = command(surgery, body);
    let edits = text.told.decision.effects.iter();
    let edits: Vec<Edit> = edits
        .filter_map(|effect| match effect {
            Effect::Edit {
                clinician,
                line,
                edit,
            } => {
                assert_eq!(*clinician, id("okafor"));
                assert_eq!(line.0, surgery.line("okafor"));
                Some(edit.clone())
            }
            _ => None,
        })
        .collect();
    assert!(edits.len() <= 1);
    assert_eq!(text.sends().len(), 1 - edits.len(), "{body}");
    edits.into_iter().next()
}

/// What is answered where nothing is to be changed.
fn answer(surgery: &Surgery, body: &str) -> Phrase {
    let text = command(surgery, body);
    let changes = |effect: &Effect| matches!(effect, Effect::Edit { .. } | Effect::Pause { .. });
    assert!(!text.told.decision.effects.iter().any(changes), "{body}");
    let told = text.words_to_anyone();
    assert_eq!(told.len(), 1, "{body}");
    told[0].clone()
}

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
        ("Pause: 2 hours.", "Mon 2026-11-23 12:00"),
        ("PAUSE for 45 min!", "Mon 2026-11-23 10:45"),
        ("“Pause”\u{a0}２ｈ", "Mon 2026-11-23 12:00"),
        ("\u{feff}PAUSE\nuntil 14:30", "Mon 2026-11-23 14:30"),
        ("pause until 09:00", "Tue 2026-11-24 09:00"),
    ] {
        let text = command(&surgery, body);
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
fn a_pause_that_is_not_understood_pauses_nothing_and_says_what_was_expected() {
    let surgery = surgery().build();
    for body in [
        "PAUSE",
        "PAUSE soon",
        "PAUSE 0h",
        "PAUSE -2h",
        "PAUSE 99d",
        "PAUSE 32 days",
        "PAUSE 2é",
        "PAUSE h",
        "PAUSE 2",
        "PAUSE 2h the tablets",
        "PAUSE until 9",
        "PAUSE until tomorrow",
        "PAUS 2h",
        "pasue 2h",
    ] {
        assert_eq!(
            answer(&surgery, body),
            Phrase::CommandExpectsPause,
            "{body}"
        );
    }
}

#[test]
fn who_says_until_when_and_who_is_on_duty() {
    let surgery = surgery().build();
    let until = at("Mon 2026-11-23 12:00");
    let paused = facts().paused("okafor", until);
    let text = surgery.text_with(paused, &phone_of(0, 0), "okafor", NOW, "WHO?");
    let who = Phrase::CommandWho {
        clinician: id("okafor"),
        until: Some(until),
        on_duty: Some(id("lindqvist")),
    };
    assert_eq!(text.tells("okafor"), [&who]);
}

#[test]
fn who_says_that_one_who_is_in_hours_can_be_reached_now() {
    let surgery = surgery().build();
    let text = surgery.text(&phone_of(0, 0), "okafor", NOW, "WHO");
    let who = Phrase::CommandWho {
        clinician: id("okafor"),
        until: None,
        on_duty: Some(id("lindqvist")),
    };
    assert_eq!(text.tells("okafor"), [&who]);
}

#[test]
fn any_phone_of_the_clinician_commands() {
    let surgery = surgery().build();
    let text = surgery.text(&phone_of(0, 1), "okafor", NOW, "commands");
    assert_eq!(text.words_to_anyone(), [&Phrase::CommandHelp]);
}

#[test]
fn what_is_no_command_is_answered_and_never_relayed() {
    let surgery = surgery().build();
    for (body, expected) in [
        ("COMMANDS", Phrase::CommandHelp),
        ("help", Phrase::CommandHelp),
        ("INFO", Phrase::CommandHelp),
        ("See you at four", Phrase::CommandUnknown),
        ("Resume the tablets", Phrase::CommandUnknown),
        ("And then at 5 I will call", Phrase::CommandExpectsAdd),
        ("And then I will call", Phrase::CommandUnknown),
        ("", Phrase::CommandUnknown),
        ("\u{200b}", Phrase::CommandUnknown),
        ("…", Phrase::CommandUnknown),
    ] {
        assert_eq!(answer(&surgery, body), expected, "{body}");
    }
}

#[test]
fn a_slip_of_the_finger_is_told_what_was_expected_and_never_carried_out() {
    let surgery = surgery().build();
    for (body, expected) in [
        ("REMVE Rosa Diaz", Phrase::CommandExpectsRemove),
        ("Removed Rosa Diaz", Phrase::CommandExpectsRemove),
        ("DAD 07700 900777 Tom Hale", Phrase::CommandExpectsAdd),
        ("ADDD 07700 900777 Tom Hale", Phrase::CommandExpectsAdd),
    ] {
        assert_eq!(answer(&surgery, body), expected, "{body}");
    }
}

#[test]
fn the_providers_own_words_are_not_answered_over_the_line_that_they_concern() {
    let surgery = surgery().build();
    for body in ["STOP", "START", "yes"] {
        let text = surgery.text(&phone_of(0, 0), "okafor", NOW, body);
        let own = |sent: &&Outgoing| sent.from.0 == surgery.line("okafor");
        assert!(!text.sends().iter().any(own), "{body}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_is_answered_once_or_changes_the_list_once(
        verb in proptest::sample::select(vec!["ADD", "remove", "PAUSE", "Who", "", "é"]),
        rest in "(\\PC|[0-9 +().a-z\u{a0}'’-]){0,40}",
    ) {
        let surgery = surgery().build();
        let text = surgery.text(&phone_of(0, 0), "okafor", NOW, &format!("{verb} {rest}"));
        let edits = text.told.decision.effects.iter();
        let edits = edits.filter(|effect| matches!(effect, Effect::Edit { .. })).count();
        if text.word() == "command" {
            proptest::prop_assert_eq!(text.sends().len() + edits, 1);
        }
    }
}
