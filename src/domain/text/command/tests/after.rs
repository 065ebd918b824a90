//! What is said when the list was changed.

use super::*;
use crate::domain::decision::{Body, Decision, OutgoingKind, Recipient};
use crate::domain::facts::Facts;
use crate::domain::outbox::EditResult;
use crate::domain::phone::Line;
use crate::domain::reason::Reason;
use crate::domain::testkit::number;
use crate::domain::text::edited;

const TOM: &str = "+447700900777";

fn add() -> Edit {
    Edit::Add {
        phone: number(TOM),
        name: "Tom Hale".to_owned(),
        until: Some("2026-11-30".parse().unwrap()),
    }
}

fn remove() -> Edit {
    Edit::Remove {
        name: "Tom Hale".to_owned(),
        phones: vec![TOM.to_owned()],
    }
}

fn with_tom() -> Surgery {
    let listed = surgery().patient("Tom Hale", "okafor", TOM, |p| {
        p.until("2026-11-30").language("fr-FR")
    });
    listed.build()
}

fn after(surgery: &Surgery, edit: &Edit, result: EditResult) -> Decision {
    let line = Line(surgery.line("okafor"));
    edited(
        surgery,
        &Facts::default(),
        edit,
        result,
        &id("okafor"),
        line,
        at(NOW),
    )
}

/// Each text: to whom, what, in which language; all of them notices from the own front line.
fn told(surgery: &Surgery, decision: &Decision) -> Vec<(Recipient, Vec<Phrase>, String)> {
    let sends = decision.effects.iter().map(|effect| {
        let Effect::Send(outgoing) = effect else {
            panic!("{effect:?}")
        };
        assert_eq!(outgoing.kind, OutgoingKind::Notice);
        assert_eq!(outgoing.from.0, surgery.line("okafor"));
        assert_eq!(outgoing.due, at(NOW));
        let Body::Words(words, language) = &outgoing.body else {
            panic!()
        };
        (outgoing.to.clone(), words.clone(), language.to_string())
    });
    sends.collect()
}

fn to_clinician(say: Phrase) -> (Recipient, Vec<Phrase>, String) {
    let to = Recipient::Clinician(id("okafor"));
    (to, vec![say], "en-GB".to_owned())
}

fn added(surgery: &Surgery) -> Phrase {
    let mut all = surgery.patients.iter();
    let tom = all.find(|grant| &*grant.name == "Tom Hale").unwrap();
    Phrase::CommandAdded {
        patient: tom.id,
        until: tom.until,
    }
}

#[test]
fn a_new_patient_is_greeted_in_the_own_language_and_the_clinician_is_told() {
    let surgery = with_tom();
    let decision = after(&surgery, &add(), EditResult::Added);
    let clinician = id("okafor");
    let greeting = vec![Phrase::Greeting { clinician }, Phrase::Emergency];
    assert_eq!(
        told(&surgery, &decision),
        [
            (Recipient::Number(number(TOM)), greeting, "fr-FR".to_owned()),
            to_clinician(added(&surgery)),
        ]
    );
    assert_eq!(decision.reasons, [Reason::ListChanged]);
}

#[test]
fn who_was_listed_before_is_not_greeted_again() {
    let surgery = with_tom();
    let decision = after(&surgery, &add(), EditResult::Already);
    assert_eq!(told(&surgery, &decision), [to_clinician(added(&surgery))]);
}

#[test]
fn who_has_another_end_now_is_not_to_be_removed_to_undo_it() {
    let surgery = with_tom();
    let decision = after(&surgery, &add(), EditResult::Changed);
    let Phrase::CommandAdded { patient, until } = added(&surgery) else {
        panic!()
    };
    let changed = Phrase::CommandChanged { patient, until };
    assert_eq!(told(&surgery, &decision), [to_clinician(changed)]);
}

#[test]
fn a_removal_says_how_to_undo_it() {
    let surgery = surgery().build();
    for result in [EditResult::Removed, EditResult::Gone] {
        let decision = after(&surgery, &remove(), result);
        let removed = Phrase::CommandRemoved {
            name: "Tom Hale".to_owned(),
            number: "+44 7700 900777".to_owned(),
        };
        assert_eq!(told(&surgery, &decision), [to_clinician(removed)]);
    }
}

#[test]
fn the_answer_to_a_removal_can_be_texted_back() {
    let surgery = surgery().build();
    assert_eq!(
        edit(
            &surgery,
            "Text ADD +44 7700 900777 Tom Hale".trim_start_matches("Text ")
        ),
        Some(Edit::Add {
            phone: number(TOM),
            name: "Tom Hale".to_owned(),
            until: None
        })
    );
}

#[test]
fn what_is_not_in_force_is_not_claimed() {
    let (without, with) = (surgery().build(), with_tom());
    let cases = [
        (&without, add(), EditResult::Failed),
        (&without, add(), EditResult::Added),
        (&with, remove(), EditResult::Failed),
        (&with, remove(), EditResult::Removed),
        (&with, add(), EditResult::Failed),
    ];
    for (surgery, edit, result) in cases {
        let decision = after(surgery, &edit, result);
        assert_eq!(
            told(surgery, &decision),
            [to_clinician(Phrase::CommandFailed)]
        );
        assert_eq!(decision.reasons, [Reason::ListNotChanged]);
    }
}

#[test]
fn a_clinician_who_has_left_meanwhile_is_told_nothing() {
    let surgery = surgery().build();
    let line = Line(surgery.line("okafor"));
    let gone = id("gone");
    let result = EditResult::Failed;
    let decision = edited(
        &surgery,
        &Facts::default(),
        &add(),
        result,
        &gone,
        line,
        at(NOW),
    );
    assert_eq!(decision.effects, []);
}
