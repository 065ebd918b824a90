//! Which texts are one conversation.

use super::sending::*;
use super::*;
use crate::domain::event::Target;
use crate::domain::outbox::Author;
use crate::domain::phone::PhoneId;
use crate::store::lane::Lane;

fn lane(outgoing: &Outgoing) -> Lane {
    let (kind, author) = (outgoing.kind, &outgoing.author);
    Lane::of(&keys(), kind, author, &outgoing.to, outgoing.from)
}

#[test]
fn a_patients_texts_to_a_clinician_are_one_conversation_whoever_reads_them() {
    let own = from_patient(rosa(), "a");
    let covered = Outgoing {
        to: Recipient::Clinician(hart()),
        from: front_line(),
        ..held(own.clone(), later(1))
    };
    assert_eq!(lane(&own), lane(&covered));
    let other_phone = from_patient(number("+447700900457"), "a");
    assert_ne!(lane(&own), lane(&other_phone));
    let other_clinician = Outgoing {
        author: Author::Patient {
            phone: rosa(),
            clinician: hart(),
        },
        ..own.clone()
    };
    assert_ne!(lane(&own), lane(&other_clinician));
}

#[test]
fn what_goes_to_one_number_from_one_line_is_one_conversation_whoever_wrote_it() {
    let written = to_patient(rosa(), "a");
    let notice = Outgoing::words(
        OutgoingKind::Notice,
        Recipient::Number(rosa()),
        front_line(),
        Body::Words(vec![], Language::ENGLISH),
        start(),
    );
    assert_eq!(lane(&written), lane(&notice));
    let elsewhere = Outgoing {
        from: back_line(),
        ..notice
    };
    assert_ne!(lane(&written), lane(&elsewhere));
}

#[test]
fn urgent_texts_and_questions_to_confirm_are_beside_the_conversation() {
    let own = from_patient(rosa(), "a");
    let kinds = [
        OutgoingKind::Relay,
        OutgoingKind::Urgent,
        OutgoingKind::Confirmation,
    ];
    let lanes = kinds.map(|kind| {
        lane(&Outgoing {
            kind,
            ..own.clone()
        })
    });
    assert!(lanes[0] != lanes[1] && lanes[1] != lanes[2] && lanes[0] != lanes[2]);
}

#[test]
fn a_lane_depends_on_the_key() {
    let own = from_patient(rosa(), "a");
    let other = Keys::new(&[8; 32]).unwrap();
    let under = Lane::of(&other, own.kind, &own.author, &own.to, own.from);
    assert_ne!(lane(&own), under);
    let phone = |id| {
        Recipient::ClinicianPhone(Target {
            clinician: okafor(),
            phone: PhoneId(id),
        })
    };
    let to = |to| {
        lane(&Outgoing {
            to,
            author: Author::Nightbell,
            ..own.clone()
        })
    };
    assert_ne!(to(phone(1)), to(phone(2)));
    assert_ne!(to(phone(1)), to(Recipient::Clinician(okafor())));
}
