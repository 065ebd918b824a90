//! Moments in words, in every language: always with weekday and date, so that a sentence means the same whenever it is
//! spoken. Rendering knows no clock.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;

use super::calendar::words;
use crate::domain::names::Language;

/// How a language's people speak of days and hours.
#[derive(Clone, Copy)]
pub(super) enum Tongue {
    British,
    American,
    French,
    Spanish,
    German,
}

impl Tongue {
    /// Of a language; English is American in some regions, and stands in for languages without words here.
    pub(super) fn of(language: Language) -> Self {
        match (language.language(), language.region()) {
            ("fr", _) => Tongue::French,
            ("es", _) => Tongue::Spanish,
            ("de", _) => Tongue::German,
            ("en", "US" | "CA" | "PH") => Tongue::American,
            _ => Tongue::British,
        }
    }
}

/// As part of a spoken sentence: "on Monday 30 November at 9:30 in the morning".
pub fn spoken(at: DateTime<Utc>, language: Language, zone: Tz) -> String {
    let local = at.with_timezone(&zone).naive_local();
    let (date, time) = (local.date(), local.time());
    let (weekday, day, month) = words(date, Tongue::of(language));
    match Tongue::of(language) {
        Tongue::British if is_midnight(time) => format!("at the start of {weekday} {day} {month}"),
        Tongue::British => format!("on {weekday} {day} {month} at {}", british(time)),
        Tongue::American if is_midnight(time) => {
            format!("at the start of {weekday}, {month} {day}")
        }
        Tongue::American => format!("on {weekday}, {month} {day}, at {}", american(time)),
        Tongue::French => format!("le {weekday} {} {month} à {}", premier(day), french(time)),
        Tongue::Spanish => format!("el {weekday} {day} de {month} {}", spanish(time)),
        Tongue::German => format!("am {weekday}, dem {day}. {month}, um {}", german(time)),
    }
}

/// As part of a written sentence, after a preposition or alone: "Mon 30 Nov 09:30".
pub fn written(at: DateTime<Utc>, language: Language, zone: Tz) -> String {
    let local = at.with_timezone(&zone).naive_local();
    let tongue = Tongue::of(language);
    let (weekday, day, month) = words(local.date(), tongue);
    let (hour, minute) = (local.hour(), local.minute());
    let short = |word: &str, letters: usize| word.chars().take(letters).collect::<String>();
    match tongue {
        Tongue::British => {
            format!(
                "{} {day} {} {hour:02}:{minute:02}",
                short(weekday, 3),
                short(month, 3)
            )
        }
        Tongue::American => format!(
            "{} {} {day}, {}",
            short(weekday, 3),
            short(month, 3),
            american(local.time())
        ),
        Tongue::French => format!(
            "{} {} {} à {hour:02}:{minute:02}",
            short(weekday, 3),
            premier(day),
            french_short(month)
        ),
        Tongue::Spanish => {
            format!(
                "{} {day} {}, {hour:02}:{minute:02}",
                short(weekday, 3),
                short(month, 3)
            )
        }
        Tongue::German => format!(
            "{}, {day}.{}., {hour:02}:{minute:02} Uhr",
            short(weekday, 2),
            local.month()
        ),
    }
}

/// For readers of the records, in French or else in English: "Monday 30 November 2026 at 09:30".
pub fn recorded(at: DateTime<Utc>, reader: Language, zone: Tz) -> String {
    let local: NaiveDateTime = at.with_timezone(&zone).naive_local();
    let tongue = of_records(reader);
    let (weekday, _, _) = words(local.date(), tongue);
    let at = match tongue {
        Tongue::French => "à",
        _ => "at",
    };
    format!(
        "{weekday} {} {at} {:02}:{:02}",
        day(local.date(), reader),
        local.hour(),
        local.minute()
    )
}

/// As part of a written sentence, in the reader's language: "29 November", "29. November", "29 novembre".
pub fn short_day(date: NaiveDate, language: Language) -> String {
    let tongue = Tongue::of(language);
    let (_, day, month) = words(date, tongue);
    match tongue {
        Tongue::British => format!("{day} {month}"),
        Tongue::American => format!("{month} {day}"),
        Tongue::French => format!("{} {month}", premier(day)),
        Tongue::Spanish => format!("{day} de {month}"),
        Tongue::German => format!("{day}. {month}"),
    }
}

/// For readers of the records, in French or else in English: "30 November 2026".
pub fn day(date: NaiveDate, reader: Language) -> String {
    let tongue = of_records(reader);
    let (_, day, month) = words(date, tongue);
    match tongue {
        Tongue::French => format!("{} {month} {}", premier(day), date.year()),
        _ => format!("{day} {month} {}", date.year()),
    }
}

/// In which languages records are read; English ones are British, for they say the year last.
fn of_records(reader: Language) -> Tongue {
    match Tongue::of(reader) {
        Tongue::French => Tongue::French,
        _ => Tongue::British,
    }
}

fn is_midnight(time: NaiveTime) -> bool {
    (time.hour(), time.minute()) == (0, 0)
}

/// The hour and minute on a clock of twelve hours.
fn twelve_hours(time: NaiveTime) -> (u32, u32) {
    (time.hour12().1, time.minute())
}

fn british(time: NaiveTime) -> String {
    let part = match time.hour() {
        0..12 => "in the morning",
        12..18 => "in the afternoon",
        18..22 => "in the evening",
        _ => "at night",
    };
    match (twelve_hours(time), time.hour()) {
        ((12, 0), 12) => "12 noon".to_owned(),
        ((hour, 0), _) => format!("{hour} o'clock {part}"),
        ((hour, minute), _) => format!("{hour}:{minute:02} {part}"),
    }
}

fn american(time: NaiveTime) -> String {
    let half = if time.hour() < 12 { "am" } else { "pm" };
    match (twelve_hours(time), time.hour()) {
        ((12, 0), 12) => "12 noon".to_owned(),
        ((hour, 0), _) => format!("{hour} {half}"),
        ((hour, minute), _) => format!("{hour}:{minute:02} {half}"),
    }
}

fn french(time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (12, 0) => "midi".to_owned(),
        (hour @ 0..2, 0) => format!("{hour} heure"),
        (hour, 0) => format!("{hour} heures"),
        (hour, minute) => format!("{hour} h {minute:02}"),
    }
}

fn spanish(time: NaiveTime) -> String {
    let part = match time.hour() {
        0..6 => "de la madrugada",
        6..12 => "de la mañana",
        12 => "del mediodía",
        13..20 => "de la tarde",
        _ => "de la noche",
    };
    let (hour, minute) = twelve_hours(time);
    let article = if hour == 1 { "a la" } else { "a las" };
    match (minute, is_midnight(time)) {
        (_, true) => "a las 0 horas".to_owned(),
        (0, _) => format!("{article} {hour} {part}"),
        (minute, _) => format!("{article} {hour}:{minute:02} {part}"),
    }
}

fn german(time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (hour, 0) => format!("{hour} Uhr"),
        (hour, minute) => format!("{hour} Uhr {minute}"),
    }
}

/// The first of a month is an ordinal in French.
fn premier(day: u32) -> String {
    if day == 1 {
        "1er".to_owned()
    } else {
        day.to_string()
    }
}

/// Short enough, and still told apart (juin, juil.).
fn french_short(month: &str) -> &str {
    match month {
        "janvier" => "janv.",
        "février" => "févr.",
        "avril" => "avr.",
        "juillet" => "juil.",
        "septembre" => "sept.",
        "octobre" => "oct.",
        "novembre" => "nov.",
        "décembre" => "déc.",
        short => short,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn language(tag: &str) -> Language {
        tag.parse().unwrap()
    }

    fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        chrono_tz::Europe::London
            .with_ymd_and_hms(year, month, day, hour, minute, 0)
            .unwrap()
            .with_timezone(&Utc)
    }

    fn says(tag: &str, at: DateTime<Utc>) -> String {
        spoken(at, language(tag), chrono_tz::Europe::London)
    }

    fn writes(tag: &str, at: DateTime<Utc>) -> String {
        written(at, language(tag), chrono_tz::Europe::London)
    }

    #[test]
    fn a_moment_is_spoken_as_people_speak_of_it() {
        let moment = at(2026, 11, 30, 9, 30);
        for (tag, words) in [
            ("en-GB", "on Monday 30 November at 9:30 in the morning"),
            ("en-AU", "on Monday 30 November at 9:30 in the morning"),
            ("en-US", "on Monday, November 30, at 9:30 am"),
            ("fr-FR", "le lundi 30 novembre à 9 h 30"),
            ("es-ES", "el lunes 30 de noviembre a las 9:30 de la mañana"),
            ("de-DE", "am Montag, dem 30. November, um 9 Uhr 30"),
            ("it-IT", "on Monday 30 November at 9:30 in the morning"),
        ] {
            assert_eq!(says(tag, moment), words);
        }
    }

    #[test]
    fn a_moment_is_written_short() {
        let moment = at(2026, 11, 30, 9, 30);
        for (tag, words) in [
            ("en-GB", "Mon 30 Nov 09:30"),
            ("en-US", "Mon Nov 30, 9:30 am"),
            ("fr-FR", "lun 30 nov. à 09:30"),
            ("es-ES", "lun 30 nov, 09:30"),
            ("de-DE", "Mo, 30.11., 09:30 Uhr"),
        ] {
            assert_eq!(writes(tag, moment), words);
        }
    }

    #[test]
    fn the_day_is_the_practices_not_the_clocks_of_utc() {
        let late = Utc.with_ymd_and_hms(2026, 11, 30, 23, 30, 0).unwrap();
        let paris = chrono_tz::Europe::Paris;
        assert_eq!(
            spoken(late, language("fr-FR"), paris),
            "le mardi 1er décembre à 0 h 30"
        );
        assert_eq!(
            recorded(late, language("en-GB"), paris),
            "Tuesday 1 December 2026 at 00:30"
        );
        assert_eq!(
            recorded(late, language("fr-FR"), paris),
            "mardi 1er décembre 2026 à 00:30"
        );
    }

    #[test]
    fn whole_hours_noon_and_midnight_have_their_own_words() {
        let spoken_at = |tag, hour| says(tag, at(2026, 12, 1, hour, 0));
        for (tag, hour, end) in [
            ("en-GB", 9, "at 9 o'clock in the morning"),
            ("en-GB", 12, "at 12 noon"),
            ("en-GB", 14, "at 2 o'clock in the afternoon"),
            ("en-GB", 19, "at 7 o'clock in the evening"),
            ("en-GB", 23, "at 11 o'clock at night"),
            ("en-US", 14, "at 2 pm"),
            ("en-US", 12, "at 12 noon"),
            ("fr-FR", 12, "à midi"),
            ("fr-FR", 1, "à 1 heure"),
            ("fr-FR", 0, "à 0 heure"),
            ("fr-FR", 14, "à 14 heures"),
            ("es-ES", 13, "a la 1 de la tarde"),
            ("es-ES", 12, "a las 12 del mediodía"),
            ("es-ES", 21, "a las 9 de la noche"),
            ("es-ES", 0, "a las 0 horas"),
            ("de-DE", 0, "um 0 Uhr"),
            ("de-DE", 18, "um 18 Uhr"),
        ] {
            let words = spoken_at(tag, hour);
            assert!(words.ends_with(end), "{tag} {hour}: {words}");
        }
        assert_eq!(spoken_at("en-GB", 0), "at the start of Tuesday 1 December");
        assert_eq!(spoken_at("en-US", 0), "at the start of Tuesday, December 1");
    }

    #[test]
    fn every_weekday_has_its_name_in_every_language() {
        #[rustfmt::skip]
        let table = [
            ("en-GB", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
            ("en-US", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
            ("fr-FR", ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]),
            ("es-ES", ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]),
            ("de-DE", ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]),
        ];
        for (tag, names) in table {
            for (name, day) in names.into_iter().zip(2..) {
                let words = says(tag, at(2026, 11, day, 10, 15));
                assert!(words.contains(name), "{tag} {day}: {words}");
            }
        }
    }

    #[test]
    fn every_month_has_its_name_in_every_language_and_short_ones_differ() {
        #[rustfmt::skip]
        let table = [
            ("en-GB", ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"]),
            ("fr-FR", ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                "novembre", "décembre"]),
            ("es-ES", ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
                "noviembre", "diciembre"]),
            ("de-DE", ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                "November", "Dezember"]),
        ];
        for (tag, names) in table {
            let mut short = std::collections::HashSet::new();
            for (name, month) in names.into_iter().zip(1..) {
                let moment = at(2027, month, 15, 10, 15);
                assert!(says(tag, moment).contains(name), "{tag} {month}");
                short.insert(writes(tag, moment).split_once(' ').unwrap().1.to_owned());
            }
            assert_eq!(short.len(), 12, "{tag}");
        }
    }

    #[test]
    fn dates_of_the_records_are_in_full() {
        let date = NaiveDate::from_ymd_opt(2027, 1, 31).unwrap();
        for (tag, words) in [
            ("en-GB", "31 January 2027"),
            ("en-US", "31 January 2027"),
            ("fr-CA", "31 janvier 2027"),
        ] {
            assert_eq!(day(date, language(tag)), words);
        }
    }
}
