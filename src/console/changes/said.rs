//! Who brought a version and when, and days and moments in the reader's language.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::config::edit::promote;
use crate::config::versions::Kept;
use crate::console::visit::Visit;
use crate::console::words::Words;

/// Who brought a version and when: "ada, 22 November 2026, 14:03".
pub fn brought(visit: &Visit, kept: &Kept) -> String {
    let words = &visit.words;
    let who = author(words, &kept.who);
    match kept.when {
        Some(when) => {
            let when = moment(visit, when);
            words.with(
                "changes-brought",
                &[("who", who.into()), ("when", when.into())],
            )
        }
        None => who,
    }
}

/// Who it was, in the reader's language.
pub fn author(words: &Words, who: &str) -> String {
    match who {
        "" => words.t("changes-who-unknown"),
        "edited in the folder" | "the files" => words.t("changes-who-files"),
        promote::WHO => words.t("changes-who-phone"),
        _ => match (who.strip_prefix("console: "), who.split_once(" by text")) {
            (Some(name), _) => name.to_owned(),
            (None, Some((clinician, _))) => {
                words.with("changes-who-text", &[("who", clinician.into())])
            }
            (None, None) => who.to_owned(),
        },
    }
}

/// A day as it is written in the reader's language.
pub fn day(words: &Words, day: NaiveDate) -> String {
    let gaps = [
        ("day", day.day().into()),
        ("month", day.month().into()),
        ("year", day.year().to_string().into()),
    ];
    words.with("changes-day", &gaps)
}

/// A moment in the practice's zone.
pub fn moment(visit: &Visit, at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&visit.in_force.practice.zone);
    let clock = format!("{:02}:{:02}", at.hour(), at.minute());
    let day = day(&visit.words, at.date_naive());
    visit.words.with(
        "changes-moment",
        &[("day", day.into()), ("clock", clock.into())],
    )
}
