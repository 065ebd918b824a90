//! Every address is read back as it was written.

use super::*;
use crate::domain::event::{Path, Place};
use crate::domain::names::{MessageId, PatientId};
use crate::domain::phone::PhoneId;

fn target(id: &str, phone: u32) -> Target {
    Target {
        clinician: ClinicianId::new(id).unwrap(),
        phone: PhoneId(phone),
    }
}

fn back(address: &Address) -> Option<Address> {
    let url = address.url("https://relay.example");
    let wire = url
        .strip_suffix(RETRIES)
        .unwrap()
        .strip_prefix("https://relay.example/twilio/")
        .unwrap();
    let (path, query) = wire.split_once('?').unwrap_or((wire, ""));
    Address::parse(path, query)
}

#[test]
fn every_address_is_read_back_as_it_was_handed_out() {
    let call = CallId(7);
    let progress = Progress {
        path: Path::Urgent,
        step: 3,
        tried: vec![target("okafor", 1), target("lind-qvist_2", u32::MAX)],
        declined: vec![ClinicianId::new("okafor").unwrap()],
        rung: 40,
        patient: Some(PatientId(9)),
        by_code: true,
        tries: 2,
    };
    let plain = Progress::start(Path::Patient);
    for address in [
        Address::Ring {
            call,
            progress: progress.clone(),
        },
        Address::Menu {
            call,
            progress: plain.clone(),
        },
        Address::Code {
            call,
            progress: plain.clone(),
        },
        Address::Screen {
            call,
            target: target("okafor", 5),
            progress: progress.clone(),
        },
        Address::Key {
            call,
            target: target("okafor", 5),
            progress: plain.clone(),
        },
        Address::Recorded { call, progress },
        Address::Recording {
            call,
            mailbox: Mailbox::Practice,
        },
        Address::Recording {
            call,
            mailbox: Mailbox::Clinician(ClinicianId::new("okafor").unwrap()),
        },
    ] {
        assert_eq!(back(&address).as_ref(), Some(&address));
    }
}

#[test]
fn a_report_of_a_text_names_it() {
    let url = text_status("https://relay.example", OutboxId(7));
    let path = url.strip_prefix("https://relay.example/twilio/").unwrap();
    assert_eq!(
        text_of(path.strip_suffix(RETRIES).unwrap()),
        Some(OutboxId(7))
    );
    assert_eq!(text_of("sms/status/7"), None);
}

#[test]
fn other_addresses_are_not_taken_for_ours() {
    for path in [
        "",
        "voice",
        "voice/ring",
        "voice/ring/xyz/patient/1",
        "dial-done",
        "recording/1/practice",
        "voice/ring/00000000000000000000000000000007/patient/1/2",
    ] {
        assert_eq!(Address::parse(path, ""), None, "{path}");
    }
    assert_eq!(
        Address::parse(
            "voice/menu/00000000000000000000000000000007/patient/1",
            "tried=%2B44"
        ),
        None
    );
}

const PLACES: [Place; 8] = [
    Place::Pin,
    Place::NoPin,
    Place::Menu,
    Place::Message(MessageId(0xabc)),
    Place::Delete(MessageId(0xabc)),
    Place::Conversation,
    Place::NewPin,
    Place::NewPinAgain,
];

const PURPOSES: [Purpose; 4] = [
    Purpose::ChoosePin,
    Purpose::ConfirmPhone,
    Purpose::Connect {
        patient: PatientId(9),
        phone: PhoneId(4),
    },
    Purpose::UrgentText { text: OutboxId(12) },
];

fn own(place: Place, step: u32, tries: u32) -> Address {
    let at = OwnStep {
        target: target("lind-qvist_2", u32::MAX),
        place,
        step,
        tries,
    };
    Address::Own {
        call: CallId(7),
        at,
    }
}

/// The three addresses of a placed call.
fn placed(purpose: Purpose) -> [Address; 3] {
    let (placed, to) = (PlacedId(3), target("okafor", 1));
    [
        Address::Placed {
            placed,
            to: to.clone(),
            purpose: purpose.clone(),
        },
        Address::PlacedKey {
            call: CallId(7),
            placed,
            to: to.clone(),
            purpose: purpose.clone(),
            prompt: 2,
        },
        Address::PlacedEnded {
            placed,
            to,
            purpose,
        },
    ]
}

#[test]
fn the_addresses_of_the_own_line_and_of_placed_calls_are_read_back_as_they_were_handed_out() {
    let own = PLACES.map(|place| [own(place, 3, 0), own(place, 12, 2)]);
    let placed = PURPOSES.map(placed);
    for address in own.as_flattened().iter().chain(placed.as_flattened()) {
        assert_eq!(back(address).as_ref(), Some(address));
    }
}

#[test]
fn within_a_call_every_step_has_a_key_of_its_own() {
    let steps = PLACES.map(|place| [own(place, 3, 0), own(place, 4, 0), own(place, 3, 1)]);
    let [answered, _, ended] = placed(Purpose::ChoosePin);
    let asked = PURPOSES.map(|purpose| placed(purpose)[1].clone());
    let mut keys: Vec<String> = steps.as_flattened().iter().map(key_of).collect();
    keys.extend([&answered, &ended].map(key_of));
    keys.extend(asked.iter().map(key_of));
    let count = keys.len();
    assert!(
        keys.iter()
            .all(|key| key.starts_with(&format!("{}/", CallId(7))))
    );
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "{keys:?}");
}

fn key_of(address: &Address) -> String {
    address.key(CallId(7))
}

#[test]
fn a_call_that_nightbell_places_is_remembered_under_the_id_that_the_provider_gave_it() {
    let [answered, key, ended] = placed(Purpose::ChoosePin);
    for address in [answered, ended] {
        assert_ne!(address.key(CallId(1)), address.key(CallId(2)));
    }
    assert_eq!(key.key(CallId(1)), key.key(CallId(2)));
}

#[test]
fn an_altered_address_of_the_own_line_or_a_placed_call_is_not_taken_for_ours() {
    let (call, id) = (CallId(7), PlacedId(3));
    let message = MessageId(5);
    for path in [
        format!("voice/own/{call}/okafor.00000001/pin"),
        format!("voice/own/{call}/okafor.00000001/pin/1/2"),
        format!("voice/own/{call}/okafor/pin/1"),
        format!("voice/own/{call}/okafor.00000001/message/1"),
        format!("voice/own/{call}/okafor.00000001/pin.{message}/1"),
        format!("voice/own/{call}/okafor.00000001/keys.{message}/1"),
        format!("voice/own/{call}/okafor.00000001/pim/1"),
        format!("voice/placed/{id}/okafor.00000001"),
        format!("voice/placed/{id}/okafor.00000001/pin/1"),
        format!("voice/placed/{id}/okafor.00000001/urgent"),
        format!("voice/placed/{id}/okafor.00000001/connect/0000000000000009"),
        format!("voice/placed-key/{call}/{id}/okafor.00000001/pin"),
        format!("voice/placed-key/{id}/okafor.00000001/pin/1"),
    ] {
        assert_eq!(Address::parse(&path, ""), None, "{path}");
    }
    let own = format!("voice/own/{call}/okafor.00000001/pin/1");
    let placed = format!("voice/placed/{id}/okafor.00000001/pin");
    assert!(Address::parse(&own, "").is_some() && Address::parse(&placed, "").is_some());
    for (path, query) in [(&own, "tries=x"), (&own, "rung=1"), (&placed, "tries=1")] {
        assert_eq!(Address::parse(path, query), None, "{path}?{query}");
    }
}
