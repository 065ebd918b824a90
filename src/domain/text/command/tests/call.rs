//! CALL: Nightbell rings the phone that texted, then the patient.

use chrono::Duration;

use super::{NOW, answer, command, id, surgery};
use crate::domain::decision::Effect;
use crate::domain::event::Purpose;
use crate::domain::patients::Grant;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{
    MARIE, Memory, PlacedCall, ROSA, Surgery, Texted, at, facts, number, phone_of, practice, target,
};

fn placed(text: &Texted<'_>) -> Option<PlacedCall> {
    let calls = &text.memory.desk.placed;
    assert!(calls.len() <= 1);
    calls.first().cloned()
}

fn grant<'a>(surgery: &'a Surgery, name: &str) -> &'a Grant {
    let mut rows = surgery.patients.iter();
    rows.find(|grant| &*grant.name == name).unwrap()
}

fn connect(surgery: &Surgery, name: &str, phone: &str) -> Purpose {
    Purpose::Connect {
        patient: grant(surgery, name).id,
        phone: surgery.ids.phone(number(phone)),
    }
}

#[test]
fn call_places_a_call_to_the_phone_that_texted_and_says_for_whom() {
    let surgery = surgery().build();
    for (phone, body) in [
        (0, "CALL Rosa Diaz"),
        (1, "call rosa"),
        (0, "Call Rosa."),
        (0, "call +44 7700 900456"),
    ] {
        let text = surgery.text(&phone_of(0, phone), "okafor", NOW, body);
        let call = PlacedCall {
            to: target(&surgery, "okafor", phone),
            from: surgery.clinician("okafor").line,
            purpose: connect(&surgery, "Rosa Diaz", ROSA),
            until: at(NOW) + Duration::minutes(2),
        };
        assert_eq!(placed(&text), Some(call), "{body}");
        let patients = vec![grant(&surgery, "Rosa Diaz").id];
        let said = Phrase::CommandCalls { patients };
        assert_eq!(text.words_to_anyone(), [&said]);
    }
}

#[test]
fn the_call_shows_the_patients_own_line_and_goes_to_the_phone_last_in_touch() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa Diaz", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .back_lines(2)
        .build();
    let used = |moment: &str| at(moment);
    let earlier = used("Fri 2026-11-20 10:00");
    let later = used("Sat 2026-11-21 10:00");
    let memory = facts()
        .back_line(&surgery, "okafor", "back 2", ROSA, earlier)
        .back_line(&surgery, "okafor", "back 2", MARIE, later)
        .back_line(&surgery, "lindqvist", "back 1", ROSA, at(NOW));
    let text = surgery.text_with(memory, &phone_of(0, 0), "okafor", NOW, "CALL Rosa");
    let call = placed(&text).unwrap();
    assert_eq!(call.from, Line(surgery.line("back 2")));
    assert_eq!(call.purpose, connect(&surgery, "Rosa Diaz", MARIE));
    let memory = facts()
        .mark("okafor", 1, ROSA, earlier)
        .mark("okafor", 1, MARIE, later);
    let text = surgery.text_with(memory, &phone_of(0, 0), "okafor", NOW, "CALL Rosa");
    assert_eq!(
        placed(&text).unwrap().purpose,
        connect(&surgery, "Rosa Diaz", MARIE)
    );
}

#[test]
fn whoever_could_be_meant_is_asked_about_and_nobody_is_called_on_a_guess() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa Diaz", "okafor", ROSA, |p| p)
        .patient("Rosa Hale", "okafor", MARIE, |p| p)
        .patient("Tom Hale", "lindqvist", MARIE, |p| p)
        .patient("Old Hand", "okafor", MARIE, |p| p.until("2026-11-22"))
        .patient("Next Week", "okafor", MARIE, |p| p.from("2026-11-24"))
        .build();
    let patients = vec![
        grant(&surgery, "Rosa Diaz").id,
        grant(&surgery, "Rosa Hale").id,
    ];
    let which = Phrase::CommandWhich { patients };
    let nobody = |name: &str| Phrase::CommandNobody {
        name: name.to_owned(),
    };
    for (body, said) in [
        ("CALL Rosa", which),
        ("CALL Tom", nobody("Tom")),
        ("CALL Old Hand", nobody("Old Hand")),
        ("CALL Next Week", nobody("Next Week")),
        ("Call me when you can", nobody("me when you can")),
        ("CALL", Phrase::CommandExpectsCall),
        ("CALL 5", Phrase::CommandExpectsCall),
        ("CAL Rosa", Phrase::CommandExpectsCall),
        ("Calll Rosa", Phrase::CommandExpectsCall),
    ] {
        assert_eq!(answer(&surgery, body), said, "{body}");
        assert_eq!(placed(&command(&surgery, body)), None, "{body}");
    }
}

#[test]
fn of_several_with_a_name_only_who_has_access_now_is_meant() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa Diaz", "okafor", ROSA, |p| p.from("2026-11-24"))
        .patient("Rosa Hale", "okafor", MARIE, |p| p)
        .build();
    let call = placed(&command(&surgery, "CALL Rosa")).unwrap();
    assert_eq!(call.purpose, connect(&surgery, "Rosa Hale", MARIE));
}

#[test]
fn words_that_only_look_like_call_are_not_taken_for_it() {
    let surgery = surgery().build();
    for body in [
        "All good, Rosa",
        "can Rosa come",
        "Cell phone",
        "Cool, thanks",
        "cal",
    ] {
        assert_eq!(answer(&surgery, body), Phrase::CommandUnknown, "{body}");
    }
}

#[test]
fn a_clinicians_own_number_is_not_repeated() {
    let surgery = surgery().build();
    let body = format!("CALL {}", phone_of(1, 0));
    assert_eq!(answer(&surgery, &body), Phrase::CommandExpectsCall);
}

#[test]
fn twenty_calls_an_hour_are_placed_and_no_more() {
    let surgery = surgery().build();
    let mut memory = Memory::default();
    for minute in 0..21 {
        let moment = format!("Mon 2026-11-23 10:{minute:02}");
        let text = surgery.text_with(memory, &phone_of(0, 0), "okafor", &moment, "CALL Rosa");
        let calls = text.effects().iter();
        let calls = calls.filter(|effect| matches!(effect, Effect::PlaceCall { .. }));
        assert_eq!(calls.count(), usize::from(minute < 20), "{minute}");
        if minute == 20 {
            assert_eq!(text.words_to_anyone(), [&Phrase::CommandCallFailed]);
        }
        memory = text.memory;
    }
    let text = surgery.text_with(
        memory,
        &phone_of(0, 0),
        "okafor",
        "Mon 2026-11-23 11:00",
        "CALL Rosa",
    );
    assert_eq!(text.memory.desk.placed.len(), 21, "another hour");
}

#[test]
fn a_colleague_cannot_have_ones_patients_called() {
    let surgery = surgery().build();
    let text = surgery.text(&phone_of(1, 0), "lindqvist", NOW, "CALL Rosa");
    assert_eq!(text.memory.desk.placed, []);
    assert_eq!(text.told.decision.clinician, Some(id("lindqvist")));
}
