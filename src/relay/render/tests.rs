//! Documents of the own line and of calls that Nightbell places.

use super::*;
use crate::domain::decision::{Keys as Waits, Outcome, Utterance};
use crate::domain::event::{OwnStep, Place, Purpose};
use crate::domain::names::{MessageId, OutboxId, PlacedId};
use crate::domain::testkit::{at, phone_of};
use crate::relay::testing::{in_force, okafor, store};

const CALL: CallId = CallId(7);

fn rendered(in_force: &InForce, answer: Answer) -> String {
    let data = tempfile::tempdir().unwrap();
    let decision = decision(answer);
    document(in_force, &store(data.path()), CALL, &decision)
}

fn decision(answer: Answer) -> Decision {
    Decision {
        outcome: Outcome::Noted,
        clinician: None,
        reasons: Vec::new(),
        answer,
        language: Language::ENGLISH,
        next_open: None,
        effects: Vec::new(),
    }
}

fn own(in_force: &InForce, say: Vec<Utterance>, place: Place, step: u32, keys: Waits) -> Answer {
    let at = OwnStep {
        target: okafor(in_force),
        place,
        step,
        tries: 0,
    };
    Answer::Own { say, at, keys }
}

fn placed(in_force: &InForce, prompt: u32) -> Answer {
    Answer::Placed {
        say: vec![Phrase::PlacedUrgent],
        placed: PlacedId(3),
        to: okafor(in_force),
        purpose: Purpose::UrgentText { text: OutboxId(5) },
        prompt,
    }
}

#[test]
fn the_own_line_waits_for_one_key_and_asks_us_whether_one_came_or_not() {
    let in_force = in_force(&[]);
    let say = vec![Utterance::Say(Phrase::OwnMenu)];
    let document = rendered(&in_force, own(&in_force, say, Place::Menu, 2, Waits::One));
    let target = okafor(&in_force);
    let action = format!(
        "https://relay.example/twilio/voice/own/{CALL}/{}.{}/menu/2#",
        target.clinician, target.phone
    );
    assert!(document.contains(&action), "{document}");
    for part in [
        r#"numDigits="1""#,
        r#"finishOnKey="""#,
        r#"actionOnEmptyResult="true""#,
        "</Say></Gather><Hangup/></Response>",
    ] {
        assert!(document.contains(part), "{part}: {document}");
    }
}

#[test]
fn a_pin_ends_with_the_hash_key_and_may_have_any_length() {
    let in_force = in_force(&[]);
    let say = vec![Utterance::Say(Phrase::PinAsk)];
    let document = rendered(
        &in_force,
        own(&in_force, say, Place::Pin, 0, Waits::Several),
    );
    assert!(document.contains(r##"finishOnKey="#""##), "{document}");
    assert!(!document.contains("numDigits"), "{document}");
    assert!(
        document.contains(r#"actionOnEmptyResult="true""#),
        "{document}"
    );
}

fn played(in_force: &InForce, step: u32) -> Answer {
    let message = MessageId(9);
    let say = vec![
        Utterance::Say(Phrase::MessageForPractice),
        Utterance::Play {
            message,
            until: at("Mon 2026-11-23 10:10"),
        },
        Utterance::Say(Phrase::MessageKeys),
    ];
    own(in_force, say, Place::Message(message), step, Waits::One)
}

#[test]
fn a_message_is_played_where_keys_are_accepted_and_from_an_address_for_this_playback_alone() {
    let in_force = in_force(&[]);
    let document = rendered(&in_force, played(&in_force, 3));
    let (before, rest) = document.split_once("<Play>").unwrap();
    let (address, after) = rest.split_once("</Play>").unwrap();
    assert!(before.contains("<Gather") && after.contains("</Gather>"));
    assert!(before.contains("<Say") && after.contains("<Say"));
    let ticket = address
        .strip_prefix("https://relay.example/voicemail/")
        .unwrap();
    let data = tempfile::tempdir().unwrap();
    let admitted = store(data.path()).admit_play(ticket, at("Mon 2026-11-23 10:00"));
    assert_eq!(admitted.unwrap().message, MessageId(9));
    assert_eq!(
        rendered(&in_force, played(&in_force, 3)),
        document,
        "asked for again"
    );
    let again = rendered(&in_force, played(&in_force, 4));
    assert!(
        !again.contains(ticket),
        "heard again, it is another playback"
    );
}

#[test]
fn whoever_answers_a_placed_call_is_asked_as_often_as_is_left_and_then_hung_up_on() {
    let in_force = in_force(&[]);
    for (prompt, left) in [(1, 3), (2, 2), (3, 1), (4, 1)] {
        let document = rendered(&in_force, placed(&in_force, prompt));
        assert_eq!(document.matches("<Gather").count(), left, "{document}");
        let target = okafor(&in_force);
        for number in prompt..prompt + u32::try_from(left).unwrap() {
            let address = format!(
                "voice/placed-key/{CALL}/{}/{}.{}/urgent/{}/{number}#",
                PlacedId(3),
                target.clinician,
                target.phone,
                OutboxId(5)
            );
            assert!(document.contains(&address), "{address}: {document}");
        }
        assert!(
            document.ends_with("</Gather><Hangup/></Response>"),
            "{document}"
        );
        assert!(!document.contains("actionOnEmptyResult"), "{document}");
    }
}

#[test]
fn a_sentence_with_a_clinicians_number_is_not_spoken_on_the_own_line_either() {
    let number = phone_of(0, 0);
    let sentences = [(
        "en".to_owned(),
        format!("own-menu = Call {number}.\nplaced-urgent = Call {number}.\n"),
    )];
    let in_force = in_force(&sentences);
    let say = vec![Utterance::Say(Phrase::OwnMenu)];
    let own = rendered(&in_force, own(&in_force, say, Place::Menu, 2, Waits::One));
    let placed = rendered(&in_force, placed(&in_force, 1));
    let digits = number.trim_start_matches('+');
    for (document, words) in [
        (own, "This is your own line"),
        (placed, "cannot be connected"),
    ] {
        assert!(!document.contains(digits), "{document}");
        assert!(document.contains(words), "{document}");
        assert!(
            document.ends_with("</Say><Hangup/></Response>"),
            "{document}"
        );
    }
}

#[test]
fn what_somebody_hears_when_nothing_works_is_meant_for_them() {
    let in_force = in_force(&[]);
    let safe = |ear| safe_document(&in_force, Language::ENGLISH, ear);
    for (ear, words) in [
        (Ear::Caller, "cannot be connected"),
        (Ear::Clinician, "could not be connected to you"),
        (Ear::OwnLine, "This is your own line"),
        (Ear::Placed, "cannot be connected"),
    ] {
        let document = safe(ear);
        assert!(document.contains(words), "{ear:?}: {document}");
        assert!(document.ends_with("<Hangup/></Response>"));
    }
    assert!(safe(Ear::Caller).contains("9 9 9") && !safe(Ear::Placed).contains("9 9 9"));
}
