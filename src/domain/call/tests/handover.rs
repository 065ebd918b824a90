//! Hand-over between shifts, at the exact second, over both changes of the clock on both sides of the Atlantic.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::America::New_York;
use chrono_tz::Europe::London;

use crate::domain::phrase::Phrase;
use crate::domain::testkit::shifts::{HAND_OVERS, other, shifts, utc};
use crate::domain::testkit::{Memory, ROSA, Surgery, facts};

fn rung(surgery: &Surgery, memory: Memory, now: DateTime<Utc>) -> Option<&str> {
    let mut call = surgery.phone_at(memory, ROSA, "okafor", now);
    assert!(call.offers_urgent());
    call.presses('1');
    call.rings().map(|(clinician, _)| clinician)
}

#[test]
fn an_urgent_call_rings_who_is_on_duty_at_that_very_second() {
    for (zone, day, night, moment, next) in HAND_OVERS {
        let surgery = shifts(zone, day, night).build();
        let now = utc(moment);
        let before = now - Duration::seconds(1);
        assert_eq!(rung(&surgery, facts(), now), Some(next), "{zone} {moment}");
        assert_eq!(
            rung(&surgery, facts(), before),
            Some(other(next)),
            "{zone} before {moment}"
        );
    }
}

#[test]
fn an_urgent_call_that_rings_over_the_hand_over_goes_on_with_who_is_on_duty_then() {
    for (zone, day, night, moment, next) in HAND_OVERS {
        let surgery = shifts(zone, day, night).build();
        let before = utc(moment) - Duration::seconds(10);
        let mut call = surgery.phone_at(facts(), ROSA, "okafor", before);
        call.presses('1');
        assert_eq!(call.rings(), Some((other(next), 0)), "{zone} {moment}");
        call.later(Duration::seconds(10)).rings_out();
        assert_eq!(call.rings(), Some((next, 0)), "{zone} {moment}");
        // Nobody is left: said plainly, and a message is offered.
        call.later(Duration::seconds(20)).rings_out();
        assert!(call.says(&Phrase::UrgentNotReached) && call.says(&Phrase::Emergency));
        assert_eq!(call.takes_message_for(), Some("okafor"));
    }
}

#[test]
fn in_the_hour_that_comes_twice_the_same_shift_goes_on() {
    for (zone, first, hours) in [
        (London, "2026-10-25T00:00:00Z", 2),
        (New_York, "2026-11-01T05:00:00Z", 2),
    ] {
        let surgery = shifts(zone, "Mo-Su 01:00-02:00", "Mo-Su 02:00-01:00").build();
        let first = utc(first);
        let of = |minutes| rung(&surgery, facts(), first + Duration::minutes(minutes));
        assert_eq!(of(-1), Some("lindqvist"), "{zone}");
        for minute in 0..hours * 60 {
            assert_eq!(of(minute), Some("okafor"), "{zone} {minute}");
        }
        assert_eq!(of(hours * 60), Some("lindqvist"), "{zone}");
    }
}
