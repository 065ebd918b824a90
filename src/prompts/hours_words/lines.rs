//! The usual week line by line and in the reader's language, days written out: for a card that is read by old eyes and
//! without a key to its abbreviations.

use chrono::NaiveDate;

use super::short::{Style, Writer, closes_on_holidays};
use super::{MINUTES_A_DAY, Pattern, groups, usual_week};
use crate::domain::hours::Hours;
use crate::domain::names::Language;
use crate::prompts::calendar::weekdays;
use crate::prompts::moments::Tongue;

/// How a language joins days and hours when there is room for words.
struct Joined {
    every_day: &'static str,
    /// What stands before the first and between the first and the last of several days in a row.
    from: &'static str,
    to: &'static str,
    /// What stands before the last of several.
    and: &'static str,
}

impl Joined {
    fn of(tongue: Tongue) -> Joined {
        let (every_day, from, to, and) = match tongue {
            Tongue::British | Tongue::American => ("every day", "", " to ", " and "),
            Tongue::French => ("tous les jours", "du ", " au ", " et "),
            Tongue::Spanish => ("todos los días", "de ", " a ", " y "),
            Tongue::German => ("täglich", "", " bis ", " und "),
        };
        Joined {
            every_day,
            from,
            to,
            and,
        }
    }

    fn list(&self, parts: &[String]) -> String {
        match parts.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, before)) => format!("{}{}{last}", before.join(", "), self.and),
        }
    }
}

/// The usual week of the year that begins at `from`: each group of days with its hours, the days first
/// ("Monday to Friday", "9:00–12:30 and 14:00–18:00"). Days without hours are left out; what holds for every day, for
/// none, or on public holidays, is a line of its own without hours.
pub fn in_lines(hours: &Hours, language: Language, from: NaiveDate) -> Vec<(String, String)> {
    let tongue = Tongue::of(language);
    let (writer, joined) = (Writer::of(language), Joined::of(tongue));
    let usual = usual_week(hours, &|_| None, from);
    let open = groups(&usual).into_iter();
    let open = open.filter(|(pattern, _)| !pattern.0.is_empty());
    let mut lines: Vec<(String, String)> = open
        .map(|(pattern, days)| line(&writer, &joined, tongue, pattern, &days))
        .collect();
    if lines.is_empty() {
        return vec![(capital(writer.style.never), String::new())];
    }
    if closes_on_holidays(hours) {
        lines.push((capital(writer.holidays(language)), String::new()));
    }
    lines
}

fn line(
    writer: &Writer,
    joined: &Joined,
    tongue: Tongue,
    pattern: &Pattern,
    days: &[usize],
) -> (String, String) {
    let whole = matches!(pattern.0.as_slice(), [span] if *span == (0..MINUTES_A_DAY));
    let Style {
        always, all_day, ..
    } = writer.style;
    if whole && days.len() == weekdays(tongue).len() {
        return (capital(always), String::new());
    }
    let hours = match whole {
        true => (*all_day).to_owned(),
        false => spans(writer, joined, pattern),
    };
    (capital(&names(joined, tongue, days)), hours)
}

/// "Monday to Friday", "Monday, Wednesday and Friday".
fn names(joined: &Joined, tongue: Tongue, days: &[usize]) -> String {
    let all = weekdays(tongue);
    if days.len() == all.len() {
        return joined.every_day.to_owned();
    }
    let name = |day: &usize| all.get(*day).copied().unwrap_or_default().to_owned();
    let following = days.chunk_by(|day, next| day + 1 == *next);
    let words = following.flat_map(|run| match run {
        [first, _, .., last] => vec![format!(
            "{}{}{}{}",
            joined.from,
            name(first),
            joined.to,
            name(last)
        )],
        few => few.iter().map(name).collect(),
    });
    joined.list(&words.collect::<Vec<_>>())
}

fn spans(writer: &Writer, joined: &Joined, pattern: &Pattern) -> String {
    let each = pattern.0.iter();
    let each = each.map(|span| format!("{}–{}", writer.clock(span.start), writer.clock(span.end)));
    let overnight = pattern.0.last();
    let overnight = overnight.is_some_and(|last| last.end > MINUTES_A_DAY);
    let next_day = match overnight {
        true => writer.style.next_day,
        false => "",
    };
    let list = joined.list(&each.collect::<Vec<_>>());
    format!("{list}{}{next_day}", writer.style.o_clock)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use compact_calendar::CompactCalendar;

    use super::*;

    fn lines(expression: &str, tag: &str) -> Vec<String> {
        let holidays = Arc::new(CompactCalendar::default());
        let hours = Hours::new(expression, holidays, chrono_tz::Europe::London).unwrap();
        let from = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let lines = in_lines(&hours, tag.parse().unwrap(), from);
        let lines = lines.into_iter();
        lines
            .map(|(days, hours)| format!("{days} {hours}").trim().to_owned())
            .collect()
    }

    #[test]
    fn a_week_is_written_out_in_each_language() {
        let week = "Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:00; PH off";
        for (tag, words) in [
            (
                "en-GB",
                [
                    "Monday to Friday 9:00–12:30 and 14:00–18:00",
                    "Saturday 9:00–12:00",
                    "Not on public holidays",
                ],
            ),
            (
                "en-US",
                [
                    "Monday to Friday 9 am–12:30 pm and 2 pm–6 pm",
                    "Saturday 9 am–noon",
                    "Not on public holidays",
                ],
            ),
            (
                "fr-FR",
                [
                    "Du lundi au vendredi 9h–12h30 et 14h–18h",
                    "Samedi 9h–12h",
                    "Sauf jours fériés",
                ],
            ),
            (
                "es-ES",
                [
                    "De lunes a viernes 9:00–12:30 y 14:00–18:00",
                    "Sábado 9:00–12:00",
                    "Excepto festivos",
                ],
            ),
            (
                "de-DE",
                [
                    "Montag bis Freitag 9–12:30 und 14–18 Uhr",
                    "Samstag 9–12 Uhr",
                    "Nicht an Feiertagen",
                ],
            ),
        ] {
            assert_eq!(lines(week, tag), words, "{tag}");
        }
    }

    #[test]
    fn days_apart_are_listed() {
        assert_eq!(
            lines("Mo,We,Fr 10:00-11:00", "en-GB"),
            ["Monday, Wednesday and Friday 10:00–11:00"]
        );
        assert_eq!(
            lines("Mo-We,Fr 10:00-11:00", "fr-FR"),
            ["Du lundi au mercredi et vendredi 10h–11h"]
        );
    }

    #[test]
    fn what_is_always_or_never_open_is_one_line() {
        assert_eq!(lines("24/7", "de-DE"), ["Jederzeit"]);
        assert_eq!(
            lines("Mo-Su 08:00-20:00", "es-ES"),
            ["Todos los días 8:00–20:00"]
        );
        assert_eq!(lines("2030 Jan 1 10:00-11:00", "en-GB"), ["No fixed hours"]);
        assert_eq!(
            lines("Fr 22:00-06:00", "en-GB"),
            ["Friday 22:00–6:00 (next day)"]
        );
    }
}
