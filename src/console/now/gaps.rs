//! The gaps of the days ahead: a reason is told once, however often it comes.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

use super::wrong::Wrong;
use crate::console::hours::gaps::{self, Repeated};
use crate::console::hours::week_name;
use crate::console::moments;
use crate::console::visit::{Act, Visit};
use crate::domain::names::ClinicianId;
use crate::domain::reachability::{Gap, Missing, WhyNobody};

/// So many reasons are told; the page of the hours has them all.
const TOLD: usize = 5;

/// One for each reason, and one that counts those that are left out.
pub fn told<'a>(visit: &Visit, gaps: impl Iterator<Item = &'a Gap>) -> Vec<Wrong> {
    let all = gaps::by_reason(gaps);
    let mut told: Vec<Wrong> = all.iter().take(TOLD).map(|gap| one(visit, gap)).collect();
    let rest: usize = all.iter().skip(TOLD).map(|gap| gap.spans.len()).sum();
    if rest > 0 {
        told.push(Wrong {
            what: visit.words.with("now-gap-more", &[("gaps", rest.into())]),
            ..to_do(visit, None, None)
        });
    }
    told
}

fn one(visit: &Visit, gap: &Repeated<'_>) -> Wrong {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    let first = gap.spans.first();
    let all = [
        ("who", whose(visit, &gap.of).into()),
        ("count", gap.spans.len().into()),
        ("first", first.map(|span| time(visit, span)).into()),
    ];
    let what = match gap.what {
        Missing::UrgentReachNobody(_) => words.with("now-gap-urgent", &all),
        missing => {
            let [who, count, first] = all;
            let what = gaps::what(words, practice, missing);
            words.with("now-gap", &[who, count, first, ("what", what.into())])
        }
    };
    Wrong {
        what,
        ..to_do(visit, why(visit, gap.what), first)
    }
}

/// What to do, and the week of the hours where it is seen.
fn to_do(visit: &Visit, why: Option<String>, first: Option<&Range<DateTime<Utc>>>) -> Wrong {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    let todo = match (visit.only(), visit.may(&Act::Manage)) {
        (_, true) => words.t("now-gap-do"),
        (Some(_), false) => words.t("now-gap-own-do"),
        (None, false) => words.t("now-gap-see"),
    };
    let this = week_name(practice.day(visit.at));
    let week = first.map(|span| week_name(practice.day(span.start.max(visit.at))));
    let hours = match week.filter(|week| *week != this) {
        Some(week) => format!("/console/hours?week={week}").into(),
        None => "/console/hours".into(),
    };
    Wrong {
        todo: why.map_or_else(|| todo.clone(), |why| format!("{why} {todo}")),
        link: Some((hours, words.t("page-tab-hours"))),
        ..Wrong::default()
    }
}

/// Why urgent callers reach nobody, as a sentence.
fn why(visit: &Visit, missing: &Missing) -> Option<String> {
    let words = &visit.words;
    match missing {
        Missing::UrgentReachNobody(WhyNobody::NoRota) => Some(words.t("now-gap-no-rota")),
        Missing::UrgentReachNobody(WhyNobody::NoShift) => Some(words.t("now-gap-no-shift")),
        Missing::UrgentReachNobody(WhyNobody::DutyAway { clinician }) => {
            let who = gaps::whose(words, &visit.in_force.practice, &[clinician]);
            Some(words.with("now-gap-duty-away", &[("who", who.into())]))
        }
        _ => None,
    }
}

fn whose(visit: &Visit, of: &[&ClinicianId]) -> String {
    let practice = &visit.in_force.practice;
    match of.len() > 1 && of.len() == practice.clinicians.iter().count() {
        true => visit.words.t("now-gap-everybody"),
        false => gaps::whose(&visit.words, practice, of),
    }
}

/// "today 12:30–14:00", "from Sat 00:00 to 30 Nov 00:00".
fn time(visit: &Visit, span: &Range<DateTime<Utc>>) -> String {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    let short = |at| moments::short(words, practice.zone, visit.at, at);
    let start = span.start.max(visit.at);
    let from = ("from", short(start).into());
    match practice.day(start) == practice.day(span.end - TimeDelta::minutes(1)) {
        true => {
            let midnight = practice.day(start) != practice.day(span.end);
            let to = match midnight {
                true => "24:00".to_owned(),
                false => moments::clock(practice.zone, span.end),
            };
            words.with("now-gap-within", &[from, ("to", to.into())])
        }
        false => words.with("now-gap-over", &[from, ("to", short(span.end).into())]),
    }
}
