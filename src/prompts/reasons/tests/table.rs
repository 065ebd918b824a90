//! Every rule's English sentence as `explain` and the demo print it, in a table: whoever reads them with a script goes by
//! these words, so that a changed one must be meant.

use chrono::{NaiveDate, TimeZone, Utc};

use super::*;
use crate::domain::phone::PhoneId;

/// One sentence in a line.
const TOLD: &str = include_str!("told.txt");

#[test]
fn each_rule_is_told_in_english_as_it_stands_in_the_table() {
    let told: Vec<String> = all().into_iter().map(says).collect();
    let table: Vec<&str> = TOLD.lines().collect();
    assert!(
        told == table,
        "told.txt would have to be:\n{}",
        told.join("\n")
    );
}

/// One of every rule, and those of other numbers, people and moments.
pub fn all() -> Vec<Reason> {
    let mut all = samples::reasons();
    all.extend(of_others());
    all.extend(of_numbers());
    all.extend(samples::FAILURES.map(|why| Reason::NotDelivered { why }));
    all.extend(samples::REFUSALS.map(|why| Reason::AttachmentRefused { why }));
    all
}

/// Of people who are no longer listed, and of phones that are the only one or none of the present ones.
fn of_others() -> Vec<Reason> {
    let target = |id: &str, phone: Option<PhoneId>| Target {
        clinician: samples::clinician(id),
        phone: phone.unwrap_or(PhoneId(1)),
    };
    let practice = samples::practice();
    let lindqvist = practice.clinicians.get(&samples::clinician("lindqvist"));
    let only = lindqvist.map(|found| found.phones[0].id);
    let (gone, moment) = (
        samples::clinician("gone"),
        Utc.with_ymd_and_hms(2026, 12, 1, 0, 0, 0).unwrap(),
    );
    let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    vec![
        Reason::Rings {
            target: target("lindqvist", only),
        },
        Reason::Rings {
            target: target("okafor", None),
        },
        Reason::RangOut {
            target: Some(target("gone", None)),
        },
        Reason::Accepted {
            target: target("gone", None),
        },
        Reason::Paused {
            clinician: gone.clone(),
            until: moment,
        },
        Reason::Away {
            clinician: gone,
            until: first,
        },
        Reason::GrantEnded {
            patient: PatientId(1),
            until: first,
        },
        Reason::GrantInForce {
            patients: Vec::new(),
        },
        Reason::CallsPatient {
            patients: vec![samples::marie(), PatientId(1), samples::household()[1]],
        },
        Reason::RepliesTo {
            patients: vec![samples::marie(), samples::marie()],
        },
    ]
}

fn of_numbers() -> Vec<Reason> {
    vec![
        Reason::WithinLimit { calls: 1, limit: 1 },
        Reason::LimitReached { calls: 1, limit: 1 },
        Reason::LimitReached {
            calls: 12_345,
            limit: 1_000,
        },
        Reason::TextLimitReached { texts: 1, limit: 1 },
        Reason::PinWrong { wrong: 1 },
        Reason::Digested { texts: 1 },
        Reason::Marked { mark: 1_234 },
    ]
}
