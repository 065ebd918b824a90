//! Gaps that a practice would want to know of.

mod minutes;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use compact_calendar::CompactCalendar;

use super::{Gap, Missing, Proof, WhyNever, prove};
use crate::domain::hours::Hours;
use crate::domain::names::{ClinicianId, IdKey, Language, Version};
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::{E164, Line, SecretNumber};
use crate::domain::practice::{
    Absence, Callers, Clinician, Clinicians, Phone, Practice, Shift, Strangers, Voicemail,
};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(text: &str) -> ClinicianId {
    ClinicianId::new(text).unwrap()
}

fn hours(text: &str) -> Hours {
    Hours::new(text, Arc::new(CompactCalendar::default()), London).unwrap()
}

fn number(last: usize) -> E164 {
    format!("+447700900{last:03}").parse().unwrap()
}

fn clinician(name: &str, place: usize, open: &str) -> Clinician {
    Clinician {
        id: id(name),
        name: name.to_owned(),
        line: Line(number(100 + place)),
        phones: vec![Phone {
            id: IdKey::default().phone(number(500 + place)),
            number: SecretNumber::new(number(500 + place)),
        }],
        next_phone: None,
        hours: hours(open),
        away: Vec::new(),
        backup: Vec::new(),
        ring: 20,
        takes_pictures: true,
    }
}

fn away(from: &str, to: &str, cover: Option<&str>) -> Absence {
    Absence {
        days: day(from)..=day(to),
        cover: cover.map(id),
    }
}

fn shift(open: &str, whom: &str) -> Shift {
    Shift {
        hours: hours(open),
        clinician: id(whom),
    }
}

fn grant(whom: &str, last: usize, urgent: bool) -> Grant {
    Grant {
        id: IdKey::default().patient(whom, "Rosa Diaz", number(last)),
        name: "Rosa Diaz".into(),
        phones: [number(last)].into(),
        clinician: id(whom),
        from: None,
        until: None,
        urgent,
        language: None,
        code: None,
    }
}

fn practice(clinicians: Vec<Clinician>, rota: Vec<Shift>, grants: Vec<Grant>) -> Practice {
    Practice {
        version: Version::default(),
        name: "Harbour Street Surgery".to_owned(),
        country: "GB".to_owned(),
        zone: London,
        language: Language::ENGLISH,
        emergency: "999".to_owned(),
        front_desk: Some("+441632960001".parse().unwrap()),
        hours: None,
        confirm_phones: true,
        back_lines: vec![Line(number(201)), Line(number(202))],
        carries_pictures: true,
        clinicians: Clinicians::new(clinicians),
        rota,
        callers: Callers {
            strangers: Strangers::FrontDesk,
            calls_per_day: 6,
            texts_per_hour: 20,
            digest: false,
        },
        voicemail: Voicemail {
            longest: 180,
            copy_to_duty: false,
            receipt: false,
            announce: false,
        },
        patients: Patients::new(grants, IdKey::default()).into(),
        ids: IdKey::default(),
    }
}

/// The gaps as "okafor 2026-11-30T00:00–08:30 what".
fn told(proof: &Proof) -> Vec<String> {
    proof.gaps.iter().map(tell).collect()
}

fn tell(gap: &Gap) -> String {
    let local = |at: DateTime<Utc>| at.with_timezone(&London).format("%m-%dT%H:%M%z");
    format!(
        "{} {} to {}: {:?}",
        gap.clinician,
        local(gap.span.start),
        local(gap.span.end),
        gap.what
    )
}

/// Office hours and a rota without gaps.
fn sample() -> Practice {
    let mut okafor = clinician("okafor", 1, "Mo-Fr 09:00-12:30,14:00-18:00");
    okafor.away = vec![away("2026-12-24", "2027-01-02", Some("lindqvist"))];
    okafor.backup = vec![id("lindqvist")];
    let lindqvist = clinician("lindqvist", 2, "Mo-Fr 09:00-17:00");
    practice(
        vec![okafor, lindqvist],
        vec![shift("Sa,Su", "okafor"), shift("24/7", "lindqvist")],
        vec![
            grant("okafor", 456, true),
            grant("lindqvist", 457, true),
            grant("okafor", 458, false),
        ],
    )
}

#[test]
fn a_rota_without_gaps_leaves_nobody_alone() {
    let proof = prove(&sample(), at("2026-11-22T06:00:00Z"), 90);
    assert_eq!(told(&proof), [""; 0]);
    assert_eq!(proof.minutes_checked, 2 * 2 * 90 * 24 * 60);
    assert!(proof.idle.is_empty() && proof.without_back_line.is_empty());
}

#[test]
fn a_night_without_a_shift_is_a_gap() {
    let mut practice = sample();
    practice.rota = vec![shift("Mo 08:30-24:00; Tu-Su", "lindqvist")];
    let proof = prove(&practice, at("2026-11-25T12:00:00Z"), 7);
    assert_eq!(
        told(&proof),
        [
            "okafor 11-30T00:00+0000 to 11-30T08:30+0000: UrgentReachNobody(NoShift)",
            "lindqvist 11-30T00:00+0000 to 11-30T08:30+0000: UrgentReachNobody(NoShift)",
        ]
    );
}

#[test]
fn without_a_rota_only_the_own_hours_reach_somebody() {
    let mut practice = sample();
    practice.rota.clear();
    let proof = prove(&practice, at("2026-11-23T00:00:00Z"), 1);
    assert_eq!(
        told(&proof)[..3],
        [
            "okafor 11-23T00:00+0000 to 11-23T09:00+0000: UrgentReachNobody(NoRota)",
            "okafor 11-23T12:30+0000 to 11-23T14:00+0000: UrgentReachNobody(NoRota)",
            "okafor 11-23T18:00+0000 to 11-24T00:00+0000: UrgentReachNobody(NoRota)",
        ]
    );
}

#[test]
fn the_hour_that_comes_twice_in_autumn_is_a_gap_of_two_hours() {
    let mut practice = sample();
    practice.rota = vec![shift("00:00-01:00,02:00-24:00", "lindqvist")];
    let proof = prove(&practice, at("2026-10-23T12:00:00Z"), 2);
    assert_eq!(
        told(&proof)[1],
        "okafor 10-25T01:00+0100 to 10-25T02:00+0000: UrgentReachNobody(NoShift)"
    );
    assert_eq!(
        proof.gaps[1].span,
        at("2026-10-25T00:00:00Z")..at("2026-10-25T02:00:00Z")
    );
}

#[test]
fn the_hour_that_is_missing_in_spring_is_no_gap() {
    let mut practice = sample();
    practice.rota = vec![shift("00:00-01:00,02:00-24:00", "lindqvist")];
    let mut gaps = prove(&practice, at("2027-03-26T12:00:00Z"), 3).gaps;
    gaps.retain(|gap| gap.clinician == id("okafor"));
    let days: Vec<NaiveDate> = gaps
        .iter()
        .map(|gap| practice.day(gap.span.start))
        .collect();
    assert_eq!(days, [day("2027-03-27"), day("2027-03-29")]);
}

#[test]
fn a_clinician_on_duty_who_is_away_without_cover_is_a_gap() {
    let mut lindqvist = clinician("lindqvist", 2, "Mo-Fr 09:00-17:00");
    lindqvist.away = vec![away("2026-11-28", "2026-11-29", None)];
    let practice = practice(
        vec![lindqvist],
        vec![shift("24/7", "lindqvist")],
        vec![grant("lindqvist", 456, true)],
    );
    let proof = prove(&practice, at("2026-11-23T00:00:00Z"), 14);
    assert_eq!(
        told(&proof),
        [
            "lindqvist 11-28T00:00+0000 to 11-30T00:00+0000: UrgentReachNobody(DutyAway { clinician: lindqvist })"
        ]
    );
}

#[test]
fn a_gap_that_nobody_with_urgent_access_can_meet_is_only_noted() {
    let mut practice = sample();
    practice.rota = vec![shift("24/7; Sa off", "lindqvist")];
    let mut rosa = grant("okafor", 456, true);
    rosa.from = Some(day("2026-12-01"));
    practice.patients =
        Patients::new(vec![rosa, grant("okafor", 458, false)], IdKey::default()).into();
    let proof = prove(&practice, at("2026-11-23T00:00:00Z"), 14);
    assert_eq!(
        told(&proof),
        ["okafor 12-05T00:00+0000 to 12-06T00:00+0000: UrgentReachNobody(NoShift)"]
    );
    let idle: Vec<String> = proof.idle.iter().map(tell).collect();
    assert_eq!(
        idle,
        [
            "okafor 11-28T00:00+0000 to 11-29T00:00+0000: UrgentReachNobody(NoShift)",
            "lindqvist 11-28T00:00+0000 to 11-29T00:00+0000: UrgentReachNobody(NoShift)",
            "lindqvist 12-05T00:00+0000 to 12-06T00:00+0000: UrgentReachNobody(NoShift)",
        ]
    );
}

#[test]
fn a_clinician_who_is_away_throughout_is_never_rung() {
    let mut practice = sample();
    let mut okafor = clinician("okafor", 1, "Mo-Fr 09:00-17:00");
    okafor.away = vec![away("2026-01-01", "2027-12-31", None)];
    practice.clinicians =
        Clinicians::new(vec![okafor, clinician("lindqvist", 2, "Mo-Fr 09:00-17:00")]);
    let proof = prove(&practice, at("2026-11-23T00:00:00Z"), 90);
    let never: Vec<&Missing> = proof.gaps.iter().map(|gap| &gap.what).collect();
    assert_eq!(never, [&Missing::NeverRings(WhyNever::Away)]);
}

#[test]
fn a_cover_who_takes_no_calls_while_covering_is_a_gap() {
    let mut okafor = clinician("okafor", 1, "Mo-Fr 09:00-17:00");
    okafor.away = vec![
        away("2026-11-30", "2026-12-04", Some("lindqvist")),
        // On a weekend nobody would have taken calls anyway.
        away("2026-12-12", "2026-12-13", Some("lindqvist")),
    ];
    let practice = practice(
        vec![okafor, clinician("lindqvist", 2, "Sa 09:00-12:00")],
        vec![shift("24/7", "lindqvist")],
        vec![grant("okafor", 456, false)],
    );
    let proof = prove(&practice, at("2026-11-23T00:00:00Z"), 90);
    assert_eq!(
        told(&proof),
        ["okafor 11-30T00:00+0000 to 12-05T00:00+0000: CoverNeverOpen { cover: lindqvist }"]
    );
}

#[test]
fn conversations_beyond_the_back_lines_are_counted() {
    let mut practice = sample();
    let mut grants: Vec<Grant> = (0..5).map(|n| grant("okafor", 400 + n, false)).collect();
    // One has ended long ago; one shares a phone with another: one conversation.
    grants[0].until = Some(day("2026-01-31"));
    grants[1].phones = [number(401), number(402)].into();
    practice.patients = Patients::new(grants, IdKey::default()).into();
    let short = prove(&practice, at("2026-11-23T00:00:00Z"), 90).without_back_line;
    assert_eq!(short.len(), 1);
    assert_eq!((short[0].conversations, short[0].without), (3, 1));
}
