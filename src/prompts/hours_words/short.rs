//! The usual week in one line and in the reader's language, for a text or a card: "Mon-Fri 9:00-12:30, 14:00-18:00".
//!
//! A text costs by its length, so days without hours are left out and the line keeps to the characters that every phone
//! has (no typographic dash). It is the week that most weeks are; dated exceptions belong to `check`.

use chrono::NaiveDate;
use opening_hours_syntax::RuleKind;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::{RuleOperator, RuleSequence};

use super::{MINUTES_A_DAY, Pattern, groups, usual_week};
use crate::domain::hours::Hours;
use crate::domain::names::Language;
use crate::prompts::moments::Tongue;

/// How a language writes hours in short.
pub(super) struct Style {
    /// From Monday.
    weekdays: [&'static str; 7],
    every_day: &'static str,
    pub(super) all_day: &'static str,
    pub(super) always: &'static str,
    pub(super) never: &'static str,
    /// What stands between the last two spans of a day.
    and: &'static str,
    /// What follows the spans of a day.
    pub(super) o_clock: &'static str,
    /// What follows a span that ends on the day after.
    pub(super) next_day: &'static str,
    no_holidays: &'static str,
}

const ENGLISH: Style = Style {
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    every_day: "every day",
    all_day: "all day",
    always: "at any time",
    never: "no fixed hours",
    and: ", ",
    o_clock: "",
    next_day: " (next day)",
    no_holidays: "not on public holidays",
};

const FRENCH: Style = Style {
    weekdays: ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"],
    every_day: "tous les jours",
    all_day: "24h/24",
    always: "à toute heure",
    never: "pas d'horaires fixes",
    and: ", ",
    o_clock: "",
    next_day: " (lendemain)",
    no_holidays: "sauf jours fériés",
};

const SPANISH: Style = Style {
    weekdays: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    every_day: "lun-dom",
    all_day: "24 horas",
    always: "a cualquier hora",
    never: "sin horario fijo",
    and: " y ",
    o_clock: "",
    next_day: " (día siguiente)",
    no_holidays: "excepto festivos",
};

const GERMAN: Style = Style {
    weekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    every_day: "täglich",
    all_day: "ganztägig",
    always: "jederzeit",
    never: "keine festen Zeiten",
    and: " und ",
    o_clock: " Uhr",
    next_day: " (Folgetag)",
    no_holidays: "nicht an Feiertagen",
};

impl Style {
    fn of(tongue: Tongue) -> &'static Style {
        match tongue {
            Tongue::British | Tongue::American => &ENGLISH,
            Tongue::French => &FRENCH,
            Tongue::Spanish => &SPANISH,
            Tongue::German => &GERMAN,
        }
    }
}

/// The usual week of the year that begins at `from`, groups of days with the same hours apart by `; `. "At any time" and
/// "no fixed hours" where there is nothing to list; "not on public holidays" where a rule says so.
pub fn in_short(hours: &Hours, language: Language, from: NaiveDate) -> String {
    let writer = Writer::of(language);
    let usual = usual_week(hours, &|_| None, from);
    let mut parts: Vec<String> = groups(&usual)
        .into_iter()
        .filter(|(pattern, _)| !pattern.0.is_empty())
        .map(|(pattern, days)| writer.group(pattern, &days))
        .collect();
    if parts.is_empty() {
        return writer.style.never.to_owned();
    }
    if closes_on_holidays(hours) {
        parts.push(writer.holidays(language).to_owned());
    }
    parts.join("; ")
}

pub(super) struct Writer {
    tongue: Tongue,
    pub(super) style: &'static Style,
}

impl Writer {
    pub(super) fn of(language: Language) -> Self {
        let tongue = Tongue::of(language);
        Writer {
            tongue,
            style: Style::of(tongue),
        }
    }

    /// "Mon-Fri 9:00-12:30, 14:00-18:00".
    fn group(&self, pattern: &Pattern, days: &[usize]) -> String {
        let whole = matches!(pattern.0.as_slice(), [span] if *span == (0..MINUTES_A_DAY));
        if whole && days.len() == self.style.weekdays.len() {
            return self.style.always.to_owned();
        }
        let hours = if whole {
            self.style.all_day.to_owned()
        } else {
            self.spans(pattern)
        };
        format!("{} {hours}", self.days(days))
    }

    /// "every day", "Mon-Fri", "Sat, Sun", "Mon, Wed, Fri".
    fn days(&self, days: &[usize]) -> String {
        if days.len() == self.style.weekdays.len() {
            return self.style.every_day.to_owned();
        }
        let name = |day: &usize| {
            let names = self.style.weekdays;
            names.get(*day).copied().unwrap_or_default().to_owned()
        };
        let following = days.chunk_by(|day, next| day + 1 == *next);
        let words = following.flat_map(|run| match run {
            [first, _, .., last] => vec![format!("{}-{}", name(first), name(last))],
            few => few.iter().map(name).collect(),
        });
        words.collect::<Vec<_>>().join(", ")
    }

    fn spans(&self, pattern: &Pattern) -> String {
        let spans = pattern.0.iter();
        let written: Vec<String> = spans
            .map(|span| format!("{}-{}", self.clock(span.start), self.clock(span.end)))
            .collect();
        let overnight = pattern
            .0
            .last()
            .is_some_and(|last| last.end > MINUTES_A_DAY);
        let joined = match written.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{}{}{last}", before.join(", "), self.style.and),
            None => String::new(),
        };
        let next_day = if overnight { self.style.next_day } else { "" };
        format!("{joined}{}{next_day}", self.style.o_clock)
    }

    /// A time of the day in minutes from midnight, beyond 1440 on the next day.
    pub(super) fn clock(&self, minutes: u32) -> String {
        let minutes = if minutes > MINUTES_A_DAY {
            minutes - MINUTES_A_DAY
        } else {
            minutes
        };
        let (hour, minute) = (minutes / 60, minutes % 60);
        match self.tongue {
            Tongue::American => american(hour, minute),
            Tongue::French if minute == 0 => format!("{hour}h"),
            Tongue::French => format!("{hour}h{minute:02}"),
            Tongue::German if minute == 0 => hour.to_string(),
            Tongue::British | Tongue::Spanish | Tongue::German => format!("{hour}:{minute:02}"),
        }
    }

    /// Spain's word for a public holiday means a celebration elsewhere.
    pub(super) fn holidays(&self, language: Language) -> &'static str {
        match (self.tongue, language.region()) {
            (Tongue::Spanish, region) if region != "ES" => "excepto feriados",
            _ => self.style.no_holidays,
        }
    }
}

fn american(hour: u32, minute: u32) -> String {
    let half = if hour < 12 { "am" } else { "pm" };
    match (hour, minute) {
        (0 | 24, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (hour, 0) => format!("{} {half}", (hour + 11) % 12 + 1),
        (hour, minute) => format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1),
    }
}

/// Whether the last rule that says something of public holidays closes them. Which days they are is not asked: they are
/// in the expression's calendar, and the usual week does not see them.
pub(super) fn closes_on_holidays(hours: &Hours) -> bool {
    let Some(expression) = hours.parsed() else {
        return false;
    };
    let undated = expression.rules.iter().filter(|rule| is_undated(rule));
    undated.fold(false, |closed, rule| match rule.kind {
        RuleKind::Closed if names_holidays(rule) => true,
        // A weekly rule that comes later holds on holidays too.
        RuleKind::Open if rule.operator != RuleOperator::Fallback => false,
        _ => closed,
    })
}

fn is_undated(rule: &RuleSequence) -> bool {
    let days = &rule.day_selector;
    days.year.is_empty() && days.monthday.is_empty() && days.week.is_empty()
}

fn names_holidays(rule: &RuleSequence) -> bool {
    let mut days = rule.day_selector.weekday.iter();
    days.any(|day| {
        matches!(
            day,
            WeekDayRange::Holiday {
                kind: HolidayKind::Public,
                offset: 0
            }
        )
    })
}

#[cfg(test)]
mod tests;
