//! The names of the days and of the months, in every language.

use chrono::{Datelike, NaiveDate, Weekday};

use super::moments::Tongue;

/// The days of the week, from Monday.
pub(super) fn weekdays(tongue: Tongue) -> &'static [&'static str; 7] {
    calendar(tongue).0
}

fn calendar(tongue: Tongue) -> Calendar {
    match tongue {
        Tongue::British | Tongue::American => ENGLISH,
        Tongue::French => FRENCH,
        Tongue::Spanish => SPANISH,
        Tongue::German => GERMAN,
    }
}

/// Weekday, day and month.
pub(super) fn words(date: NaiveDate, tongue: Tongue) -> (&'static str, u32, &'static str) {
    let (weekdays, months) = calendar(tongue);
    let month = months
        .get(date.month0() as usize)
        .copied()
        .unwrap_or_default();
    (name_of(weekdays, date.weekday()), date.day(), month)
}

fn name_of(weekdays: &[&'static str; 7], weekday: Weekday) -> &'static str {
    let place = weekday.num_days_from_monday() as usize;
    weekdays.get(place).copied().unwrap_or_default()
}

/// Weekdays from Monday, and months.
type Calendar = (&'static [&'static str; 7], &'static [&'static str; 12]);

#[rustfmt::skip]
const ENGLISH: Calendar = (
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    &["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December"],
);

#[rustfmt::skip]
const FRENCH: Calendar = (
    &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    &["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre"],
);

#[rustfmt::skip]
const SPANISH: Calendar = (
    &["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    &["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre"],
);

#[rustfmt::skip]
const GERMAN: Calendar = (
    &["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    &["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember"],
);
