//! Every rule has a sentence, with names, dates and times of the practice.

mod catalogues;
mod french;
mod table;

use chrono::NaiveDate;

use super::*;
use crate::domain::media::Refusal;
use crate::domain::outbox::Failure;
use crate::domain::phone::Line;
use crate::prompts::samples;

fn says(reason: Reason) -> String {
    sentence(&reason, &samples::practice(), Language::ENGLISH)
}

fn okafor() -> ClinicianId {
    samples::clinician("okafor")
}

#[test]
fn a_rule_is_told_with_names_dates_and_times_of_the_practice() {
    let until = NaiveDate::from_ymd_opt(2027, 1, 31).unwrap();
    let patient = samples::marie();
    let told = [
        (
            Reason::HoursClosed {
                clinician: okafor(),
            },
            "Dr Ada Okafor's hours are closed.",
        ),
        (
            Reason::GrantEnded { patient, until },
            "The access of Marie Dupont ended on 31 January 2027.",
        ),
        (
            Reason::Paused {
                clinician: okafor(),
                until: samples::moment(),
            },
            "Dr Ada Okafor has paused calls and texts until Monday 30 November 2026 at 09:30.",
        ),
        (
            Reason::GrantInForce {
                patients: samples::household(),
            },
            "It comes from a phone of Marie Dupont or Olivier Dupont, whose access is in force.",
        ),
        (
            Reason::Rings {
                target: samples::target(),
            },
            "Dr Ada Okafor's phone 2 of 2 is rung.",
        ),
        (
            Reason::Covers {
                clinician: okafor(),
                cover: samples::clinician("lindqvist"),
            },
            "Nurse Eva Lindqvist covers for Dr Ada Okafor.",
        ),
    ];
    for (reason, words) in told {
        assert_eq!(says(reason), words);
    }
}

#[test]
fn what_a_manager_reads_of_lines_and_ends_of_calls_is_said_as_it_was() {
    let line = Line("+447700900201".parse().unwrap());
    let (clinician, patients) = (okafor(), vec![samples::marie()]);
    let told = [
        (
            Reason::BackLineOf {
                clinician,
                patients,
            },
            "In Dr Ada Okafor's phone this back line stands for Marie Dupont, whose access is in force.",
        ),
        (
            Reason::CallBackOver {
                clinician: okafor(),
                line,
            },
            "In Dr Ada Okafor's phone the back line +447700900201 stands for this patient, to be called back over it.",
        ),
        (
            Reason::NotConnected {
                target: samples::target(),
            },
            "Dr Ada Okafor pressed the key, but the two were not connected.",
        ),
        (
            Reason::BackLinesNeedStore,
            "Back lines need the store: the phone shows the front line.",
        ),
        (
            Reason::CallsUnknown,
            "Calls of today are not known while the store is down.",
        ),
        (
            Reason::GoneBeforeConnected,
            "The caller hung up before the two were connected.",
        ),
        (
            Reason::GoneWhileRinging,
            "The caller hung up while it rang.",
        ),
    ];
    for (reason, words) in told {
        assert_eq!(says(reason), words);
    }
}

#[test]
fn what_a_manager_reads_of_texts_is_said_as_it_was() {
    let line = Line("+447700900201".parse().unwrap());
    let clinician = okafor();
    let told = [
        (
            Reason::PhoneNotConfirmed { clinician },
            "Dr Ada Okafor's phone has not confirmed yet that it takes texts.",
        ),
        (
            Reason::LineAssigned { line },
            "The back line +447700900201 is this patient's from now on.",
        ),
        (
            Reason::Marked { mark: 3 },
            "No back line is free: the text is marked with the conversation's number, 3.",
        ),
        (
            Reason::NotDelivered {
                why: Failure::TakesNoTexts,
            },
            "Not delivered: the number takes no texts.",
        ),
        (
            Reason::NotDelivered {
                why: Failure::GivenUp,
            },
            "Not delivered: a day of trying has failed.",
        ),
        (
            Reason::Digested { texts: 3 },
            "Whoever is on duty is told how many texts wait: 3.",
        ),
        (
            Reason::AttachmentRefused { why: Refusal::Card },
            "An attachment stays here: a contact card gives the sender's number away.",
        ),
        (
            Reason::IsCommand {
                word: "PAUSE".to_owned(),
            },
            "The text is the command PAUSE.",
        ),
    ];
    for (reason, words) in told {
        assert_eq!(says(reason), words);
    }
}

#[test]
fn a_rule_that_calls_and_texts_share_speaks_of_neither() {
    for reason in [
        Reason::FromOwnLine,
        Reason::CallerNoNumber,
        Reason::CallerUnknown,
        Reason::BackLinesForClinicians,
        Reason::NotAssigned {
            clinician: okafor(),
        },
        Reason::UrgentGranted,
        Reason::UrgentNotGranted,
    ] {
        let words = says(reason);
        assert!(
            !words.contains("call") && !words.contains("text"),
            "{words}"
        );
    }
}

#[test]
fn whoever_is_no_longer_listed_is_said_to_be_so() {
    let gone = Reason::GrantInForce {
        patients: vec![PatientId(1)],
    };
    assert!(says(gone).contains("a patient who is no longer listed"));
    let gone = Reason::HoursOpen {
        clinician: samples::clinician("gone"),
    };
    assert_eq!(says(gone), "gone (no longer listed)'s hours are open.");
}

#[test]
fn every_rule_has_a_sentence_of_its_own() {
    let mut sentences: Vec<String> = samples::reasons().into_iter().map(says).collect();
    for sentence in &sentences {
        assert!(
            sentence.ends_with('.') && !sentence.contains("reason-"),
            "{sentence}"
        );
    }
    let count = sentences.len();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), count);
}
