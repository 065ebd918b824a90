//! Rules that undo earlier ones: `;` replaces the hours of a day where `,` would add to them.

use std::ops::Range;

use opening_hours_syntax::RuleKind;
use opening_hours_syntax::rules::day::{WeekDayRange, Weekday};
use opening_hours_syntax::rules::{RuleOperator, RuleSequence};

use super::source::Source;
use super::{
    HoursProblem, Severity, Trap, clock, is_holiday, is_undated, minutes, problem, warning,
};

const NAMES: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Weekly hours that `;` took away although the later ones stand beside them: where both overlap, a shorter Friday say,
/// replacing is what was meant.
pub fn replaced(rules: &[RuleSequence], source: &Source) -> Vec<HoursProblem> {
    let mut in_force: [Vec<Range<u32>>; 7] = Default::default();
    let mut found = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let Some(days) = weekly_days(rule) else {
            continue;
        };
        if rule.kind == RuleKind::Closed {
            each(&mut in_force, &days).for_each(|(_, spans)| spans.clear());
            continue;
        }
        let adds = rule.operator != RuleOperator::Normal;
        let now = minutes(rule);
        if !adds {
            found.extend(lost_nights(
                &in_force,
                &days,
                &now,
                rule,
                source.rule(index),
            ));
        }
        let mut lost = Vec::new();
        for (name, spans) in each(&mut in_force, &days) {
            if !adds {
                let apart = spans.iter().all(|old| {
                    now.iter()
                        .all(|new| new.end <= old.start || old.end <= new.start)
                });
                if apart && !spans.is_empty() {
                    lost.push((name, words(spans)));
                }
                spans.clear();
            }
            spans.extend(now.iter().cloned());
        }
        found.extend(lost_hours(&lost, rule, source.rule(index)));
    }
    found
}

fn lost_hours(lost: &[(&str, String)], rule: &RuleSequence, column: usize) -> Option<HoursProblem> {
    let (_, hours) = lost.first()?;
    let same: Vec<&str> = lost
        .iter()
        .filter(|(_, other)| other == hours)
        .map(|(name, _)| *name)
        .collect();
    let message = format!(
        "\"; {rule}\" replaces earlier hours: {} {hours} becomes closed.",
        same.join(", ")
    );
    let instead = format!("If both are meant, write a comma and a blank: \", {rule}\".");
    Some(warning(Trap::Replaces, column, message, &instead))
}

/// The rest of a night, after midnight, on a day whose hours a later rule replaces.
fn lost_nights(
    in_force: &[Vec<Range<u32>>; 7],
    days: &[bool; 7],
    now: &[Range<u32>],
    rule: &RuleSequence,
    column: usize,
) -> Option<HoursProblem> {
    let evenings = NAMES
        .into_iter()
        .zip(in_force)
        .zip(days)
        .zip(days.iter().cycle().skip(1));
    let cut = evenings.filter(|((_, today), tomorrow)| !**today && **tomorrow);
    cut.flat_map(|(((name, spans), _), _)| spans.iter().map(move |span| (name, span.end))).find_map(|(name, end)| {
        let rest = end.checked_sub(24 * 60).filter(|rest| *rest > 0)?;
        let covered = now.iter().any(|span| span.start == 0 && span.end >= rest);
        (!covered).then(|| {
            let until = clock(rest);
            let message = format!("\"; {rule}\" ends the night of {name} at midnight: 00:00-{until} becomes closed.");
            let instead = format!("If the night goes on, write a comma and a blank: \", {rule}\".");
            warning(Trap::Replaces, column, message, &instead)
        })
    })
}

/// Days without times among rules that have some: open around the clock. Before a dated `off` it is an error, because
/// `2026 Dec 24, 2026 Dec 31 off` closes the second day alone.
pub fn open_all_day(rules: &[RuleSequence], source: &Source) -> Vec<HoursProblem> {
    if !rules.iter().any(|rule| !is_all_day(rule)) {
        return Vec::new();
    }
    let bare = rules.iter().enumerate().filter(|(index, rule)| {
        let part = source.part(*index);
        let said = ["24:00", "open", "24/7"]
            .iter()
            .any(|word| part.contains(word));
        rule.kind == RuleKind::Open && is_all_day(rule) && rule.comment.is_empty() && !said
    });
    let told = bare.map(|(index, rule)| {
        let next = rules.get(index + 1);
        let closes = next.is_some_and(|next| next.kind == RuleKind::Closed && !is_undated(next));
        let severity = if closes && !is_undated(rule) {
            Severity::Error
        } else {
            Severity::Warning
        };
        let days = rule.day_selector.to_string();
        let days = days.trim();
        let message = format!("\"{days}\" without times is open around the clock.");
        let instead =
            format!("If closed is meant, write {days} off; otherwise {days} 00:00-24:00.");
        problem(
            severity,
            Trap::OpenAllDay,
            source.rule(index),
            message,
            &instead,
        )
    });
    told.collect()
}

fn is_all_day(rule: &RuleSequence) -> bool {
    matches!(
        minutes(rule).as_slice(),
        [Range {
            start: 0,
            end: 1440
        }]
    )
}

/// `PH off` that stands before the weekly hours: these open again on the holidays.
pub fn holiday_rules_undone(rules: &[RuleSequence], source: &Source) -> Vec<HoursProblem> {
    let undone = rules.iter().enumerate().filter(|(_, rule)| is_holiday_rule(rule)).filter_map(|(index, rule)| {
        let later = rules.get(index + 1..)?.iter();
        let undoes = |other: &&RuleSequence| match other.operator {
            RuleOperator::Normal => weekly_days(other).is_some() && other.kind == RuleKind::Open,
            RuleOperator::Additional => {
                weekly_days(other).is_some() && other.kind == RuleKind::Open && rule.kind == RuleKind::Closed
            }
            RuleOperator::Fallback => false,
        };
        let by = later.clone().find(undoes)?;
        let again = later.rev().any(is_holiday_rule);
        (!again).then(|| {
            let message = format!("\"{rule}\" is undone by \"{by}\", which stands after it and holds on holidays too.");
            let instead = format!("Write it last: \"...; {rule}\".");
            warning(Trap::HolidayRuleUndone, source.rule(index), message, &instead)
        })
    });
    undone.collect()
}

/// A rule for public holidays and nothing else.
fn is_holiday_rule(rule: &RuleSequence) -> bool {
    let days = &rule.day_selector.weekday;
    is_undated(rule) && !days.is_empty() && days.iter().all(is_holiday)
}

/// The days of the week of a rule that holds in every week; `None` for dated rules, holidays, and "the first Monday".
fn weekly_days(rule: &RuleSequence) -> Option<[bool; 7]> {
    if !is_undated(rule) {
        return None;
    }
    if rule.day_selector.weekday.is_empty() {
        return Some([true; 7]);
    }
    let mut days = [false; 7];
    for range in &rule.day_selector.weekday {
        match range {
            WeekDayRange::Fixed {
                range,
                offset: 0,
                nth_from_start,
                nth_from_end,
            } if nth_from_start.iter().chain(nth_from_end).all(|nth| *nth) => {
                mark(&mut days, *range.start(), *range.end());
            }
            WeekDayRange::Fixed { .. } => return None,
            WeekDayRange::Holiday { .. } => {}
        }
    }
    days.contains(&true).then_some(days)
}

fn mark(days: &mut [bool; 7], first: Weekday, last: Weekday) {
    let mut day = first;
    loop {
        if let Some(marked) = days.get_mut(day.num_days_from_monday() as usize) {
            *marked = true;
        }
        if day == last {
            return;
        }
        day = day.succ();
    }
}

fn each<'a>(
    week: &'a mut [Vec<Range<u32>>; 7],
    days: &'a [bool; 7],
) -> impl Iterator<Item = (&'static str, &'a mut Vec<Range<u32>>)> {
    let named = NAMES.into_iter().zip(week.iter_mut()).zip(days);
    named.filter(|(_, wanted)| **wanted).map(|(day, _)| day)
}

fn words(spans: &[Range<u32>]) -> String {
    let spans: Vec<String> = spans
        .iter()
        .map(|span| format!("{}-{}", clock(span.start), clock(span.end)))
        .collect();
    spans.join(" and ")
}
