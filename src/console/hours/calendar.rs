//! The next ninety days: absences with who covers, public holidays by name, and the gaps of the proof; each clinician a
//! strip of days on a wide screen and weeks below each other on a narrow one, and all of it as a list.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use maud::{Markup, html};

use super::cache::DAYS;
use super::subjects::{View, away_words};
use super::{gaps, said};
use crate::domain::availability::start_of_day;
use crate::domain::names::ClinicianId;
use crate::domain::practice::Clinician;
use crate::domain::reachability::Gap;

/// So many times of one gap are listed; the others are counted.
const LISTED: usize = 4;

/// One line of the list.
struct Coming {
    from: NaiveDate,
    when: Vec<String>,
    who: String,
    what: String,
    /// What follows in English.
    english: String,
    class: &'static str,
}

/// The calendar of those clinicians, and the list.
pub fn shown(view: &View<'_>, clinicians: &[&Clinician], only: Option<&ClinicianId>) -> Markup {
    let words = &view.words;
    let first = view.practice().day(view.now);
    let last = first
        .checked_add_days(Days::new(u64::from(DAYS) - 1))
        .unwrap_or(first);
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
    let coming = coming(view, clinicians, only, &(first..last));
    html! {
        section.panel aria-labelledby="ahead" {
            h2 id="ahead" { (words.with("hours-ahead", &[("days", DAYS.into())])) }
            p.soft { (said::dates(words, first, last)) }
            div.calendar {
                @for clinician in clinicians { (strip(view, clinician, &days)) }
            }
            (key(view))
            div.coming {
                @if coming.is_empty() { p { (words.t("hours-nothing-coming")) } }
                @else { (list(view, &coming)) }
            }
        }
    }
}

fn strip(view: &View<'_>, clinician: &Clinician, days: &[NaiveDate]) -> Markup {
    let words = &view.words;
    let gaps: Vec<&Gap> = view
        .gaps()
        .filter(|gap| gap.clinician == clinician.id)
        .collect();
    let before = days
        .first()
        .map_or(0, |day| day.weekday().num_days_from_monday());
    html! {
        div.cal-who {
            h3 { (clinician.name) }
            div.cal-days role="img" aria-label=(words.with("hours-calendar-of", &[("who", clinician.name.as_str().into())])) {
                @for _ in 0..before { span.cal-blank {} }
                @for (number, day) in days.iter().enumerate() {
                    (cell(view, clinician, &gaps, *day, number == 0))
                }
            }
        }
    }
}

fn cell(
    view: &View<'_>,
    clinician: &Clinician,
    gaps: &[&Gap],
    day: NaiveDate,
    first: bool,
) -> Markup {
    let span = day_span(view, day);
    let away = clinician
        .away
        .iter()
        .any(|absence| absence.days.contains(&day));
    let gap = gaps
        .iter()
        .any(|gap| gap.span.start < span.end && gap.span.end > span.start);
    let holiday = view.in_force.holidays.name(day);
    let mut class = "cal-day".to_owned();
    for (is, name) in [
        (day.weekday().num_days_from_monday() > 4, " weekend"),
        (holiday.is_some(), " holiday"),
        (away, " away"),
        (gap, " gap"),
        (first, " today"),
    ] {
        if is {
            class.push_str(name);
        }
    }
    let mark = match (gap, away, holiday.is_some()) {
        (true, ..) => "!",
        (_, true, _) => "×",
        (_, _, true) => "★",
        _ => "",
    };
    html! {
        span class=(class) title=(said::date(&view.words, day)) {
            @if first || day.day() == 1 { b.cal-month { (said::month(&view.words, day)) } }
            span.cal-number { (day.day()) }
            span.cal-mark { (mark) }
        }
    }
}

fn day_span(view: &View<'_>, day: NaiveDate) -> Range<DateTime<Utc>> {
    let next = day.succ_opt().unwrap_or(day);
    start_of_day(view.practice(), day)..start_of_day(view.practice(), next)
}

fn key(view: &View<'_>) -> Markup {
    let words = &view.words;
    html! {
        ul.key aria-label=(words.t("hours-key")) {
            li { span.cal-day.away { span.cal-mark { "×" } } (words.t("hours-key-away")) }
            li { span.cal-day.holiday { span.cal-mark { "★" } } (words.t("hours-key-holiday")) }
            li { span.cal-day.gap { span.cal-mark { "!" } } (words.t("hours-key-gap")) }
            li { span.cal-day.weekend {} (words.t("hours-key-weekend")) }
        }
    }
}

fn list(view: &View<'_>, coming: &[Coming]) -> Markup {
    let words = &view.words;
    html! {
        table.cards {
            caption { (words.t("hours-coming")) }
            thead { tr {
                th scope="col" { (words.t("hours-when")) }
                th scope="col" { (words.t("hours-who")) }
                th scope="col" { (words.t("hours-what")) }
            } }
            tbody { @for line in coming { tr class=(line.class) {
                th scope="row" { @for (place, when) in line.when.iter().enumerate() {
                    @if place > 0 { br; }
                    (when)
                } }
                td data-name=(words.t("hours-who")) { (line.who) }
                td data-name=(words.t("hours-what")) { span {
                    @if line.class == "gap" { strong.badge.bad { "! " (words.t("hours-gap-badge")) } " " }
                    (line.what) @if !line.english.is_empty() { " " span lang="en" { (line.english) } }
                } }
            } } }
        }
    }
}

fn coming(
    view: &View<'_>,
    clinicians: &[&Clinician],
    only: Option<&ClinicianId>,
    within: &Range<NaiveDate>,
) -> Vec<Coming> {
    let mut all = holidays(view, within);
    for clinician in clinicians {
        all.extend(absences(view, clinician, within));
    }
    let seen = |gap: &&Gap| only.is_none_or(|own| gap.clinician == *own);
    all.extend(told_gaps(view, view.gaps().filter(seen)));
    all.sort_by_key(|coming| coming.from);
    all
}

fn holidays(view: &View<'_>, within: &Range<NaiveDate>) -> Vec<Coming> {
    let words = &view.words;
    let dates = view.in_force.holidays.dates();
    let coming = dates.filter(|(day, _)| *day >= within.start && *day <= within.end);
    let line = |(day, name): (NaiveDate, &str)| Coming {
        from: day,
        when: vec![said::full_date(words, day)],
        who: words.t("hours-everybody"),
        what: words.t("hours-holiday"),
        english: said::holiday(name),
        class: "holiday",
    };
    coming.map(line).collect()
}

fn absences(view: &View<'_>, clinician: &Clinician, within: &Range<NaiveDate>) -> Vec<Coming> {
    let coming = clinician.away.iter().filter(|absence| {
        *absence.days.end() >= within.start && *absence.days.start() <= within.end
    });
    let line = |absence: &crate::domain::practice::Absence| {
        let (from, to) = (*absence.days.start(), *absence.days.end());
        // Who covers on the first day that is still ahead.
        let at = start_of_day(view.practice(), from.max(within.start));
        Coming {
            from,
            when: vec![said::dates(&view.words, from, to)],
            who: clinician.name.clone(),
            what: away_words(&view.words, view.practice(), clinician, at),
            english: String::new(),
            class: "away",
        }
    };
    coming.map(line).collect()
}

/// One line for each reason, however often it comes.
fn told_gaps<'a>(view: &View<'_>, gaps: impl Iterator<Item = &'a Gap>) -> Vec<Coming> {
    let (words, practice) = (&view.words, view.practice());
    let line = |gap: gaps::Repeated<'_>| {
        let times = gap.spans.iter().take(LISTED);
        let mut when: Vec<String> = times
            .map(|span| said::span(words, practice.zone, span))
            .collect();
        let more = gap.spans.len().saturating_sub(LISTED);
        if more > 0 {
            when.push(words.with("hours-more-times", &[("count", more.into())]));
        }
        let first = gap.spans.first().map(|span| practice.day(span.start));
        Coming {
            from: first.unwrap_or(NaiveDate::MAX),
            when,
            who: gaps::callers(words, practice, &gap.of),
            what: gaps::what(words, practice, gap.what),
            english: String::new(),
            class: "gap",
        }
    };
    gaps::by_reason(gaps).into_iter().map(line).collect()
}
