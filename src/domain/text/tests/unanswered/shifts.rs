//! Hand-over between shifts while an urgent text waits: the rota is asked anew each time.

use chrono::Duration;

use super::{BODY, Watching, clinician};
use crate::domain::testkit::shifts::{HAND_OVERS, other, shifts, utc};
use crate::domain::testkit::{ROSA, target};
use crate::domain::text::tests::id;

#[test]
fn the_phone_of_who_is_on_duty_at_that_very_second_is_rung() {
    for (zone, day, rest, moment, next) in HAND_OVERS {
        let surgery = shifts(zone, day, rest).build();
        let first = other(next);
        // Sent to the shift before, looked at in the last second of it and in the first of the next.
        for (seconds, rung) in [(-1, first), (0, next)] {
            let looked = utc(moment) + Duration::seconds(seconds);
            let mut watching = Watching::from(&surgery, looked - Duration::minutes(5));
            let sent = watching.texts(ROSA, "okafor", BODY);
            assert_eq!(sent.clinician, Some(id(first)), "{zone} {moment}");
            let phone = target(&surgery, rung, 0);
            assert_eq!(
                watching.later(5).round(),
                [phone],
                "{zone} {moment} {seconds}"
            );
            let text = watching.sent_to(&clinician(next));
            assert_eq!(
                !text.is_empty(),
                rung == next,
                "who takes over has the text"
            );
        }
    }
}

#[test]
fn a_hand_over_between_two_rings_goes_on_with_the_next_shift_and_nobody_is_rung_twice() {
    for (zone, day, rest, moment, next) in HAND_OVERS {
        let surgery = shifts(zone, day, rest).build();
        let mut watching = Watching::from(&surgery, utc(moment) - Duration::minutes(6));
        watching.texts(ROSA, "okafor", BODY);
        let first = target(&surgery, other(next), 0);
        assert_eq!(watching.later(5).round(), [first], "{zone} {moment}");
        let second = target(&surgery, next, 0);
        assert_eq!(watching.later(2).round(), [second], "{zone} {moment}");
        assert_eq!(watching.later(2).round(), []);
        assert!(watching.answered());
    }
}

#[test]
fn an_urgent_text_goes_to_who_is_on_duty_at_that_very_second() {
    for (zone, day, rest, moment, next) in HAND_OVERS {
        let surgery = shifts(zone, day, rest).build();
        for (seconds, duty) in [(-1, other(next)), (0, next)] {
            let now = utc(moment) + Duration::seconds(seconds);
            let sent = Watching::from(&surgery, now).texts(ROSA, "okafor", BODY);
            assert_eq!(sent.clinician, Some(id(duty)), "{zone} {moment} {seconds}");
        }
    }
}
