//! Days, times and spans as the reader's language writes them, always by the clock of 24 hours.

use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::week::{DAY, Day};
use crate::console::words::{Tongue, Words};
use crate::domain::names::ClinicianId;
use crate::domain::practice::Practice;

/// "Monday"; `day` is counted from Monday, 0.
pub fn weekday(words: &Words, day: usize) -> String {
    pick(&words.t("hours-weekdays"), day)
}

/// "Mon"
pub fn short_weekday(words: &Words, day: usize) -> String {
    pick(&words.t("hours-weekdays-short"), day)
}

/// "Nov", "nov."
pub fn month(words: &Words, date: NaiveDate) -> String {
    pick(&words.t("hours-months"), date.month0() as usize)
}

fn pick(list: &str, place: usize) -> String {
    list.split(',')
        .nth(place)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// "Mon 23 Nov"
pub fn date(words: &Words, date: NaiveDate) -> String {
    let weekday = short_weekday(words, date.weekday().num_days_from_monday() as usize);
    format!("{weekday} {}", bare_date(words, date))
}

/// "23 Nov"
pub fn bare_date(words: &Words, date: NaiveDate) -> String {
    let day = match (words.tongue(), date.day()) {
        (Tongue::French, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    format!("{day}\u{a0}{}", month(words, date))
}

/// "Mon 23 Nov 2026"
pub fn full_date(words: &Words, day: NaiveDate) -> String {
    format!("{} {}", date(words, day), day.year())
}

/// "Thu 24 Dec 2026 – Sat 2 Jan 2027"; one day alone where it is one.
pub fn dates(words: &Words, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return full_date(words, from);
    }
    let first = match from.year() == to.year() {
        true => date(words, from),
        false => full_date(words, from),
    };
    format!("{first} – {}", full_date(words, to))
}

/// "09:00", "24:00"
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// "09:00–12:30"
pub fn times(minutes: &Range<u32>) -> String {
    format!("{}–{}", clock(minutes.start), clock(minutes.end))
}

/// One span as one day sees it: "09:00–12:30", "from 22:00 through the night", "until 06:00", "all day".
pub fn on_day(words: &Words, day: &Day, span: &Range<DateTime<Utc>>) -> String {
    let whole = day.span();
    let (before, after) = (span.start < whole.start, span.end > whole.end);
    let blocks = day.place(span);
    let minutes = |first: bool| {
        let block = if first { blocks.first() } else { blocks.last() };
        block.map_or(0, |block| {
            if first {
                block.minutes.start
            } else {
                block.minutes.end
            }
        })
    };
    let (start, end) = (minutes(true), minutes(false));
    if span.start <= whole.start && span.end >= whole.end {
        return words.t("hours-all-day");
    }
    match (before, after) {
        (true, _) => words.with("hours-until", &[("end", clock(end).into())]),
        (_, true) => words.with("hours-overnight-from", &[("start", clock(start).into())]),
        _ => times(&(start..end)),
    }
}

/// The same where there is little room: a night is "from 22:00".
pub fn shortly(words: &Words, day: &Day, span: &Range<DateTime<Utc>>) -> String {
    let whole = day.span();
    match (
        span.start > whole.start,
        span.end > whole.end,
        day.place(span).first(),
    ) {
        (true, true, Some(block)) => {
            let start = clock(block.minutes.start);
            words.with("hours-from", &[("start", start.into())])
        }
        _ => on_day(words, day, span),
    }
}

/// "Mon 30 Nov 00:00–08:30", "Sat 28 Nov 00:00 – Mon 30 Nov 08:30"; with the zone where the clocks change in between.
pub fn span(words: &Words, zone: Tz, span: &Range<DateTime<Utc>>) -> String {
    let (start, end) = (
        span.start.with_timezone(&zone),
        span.end.with_timezone(&zone),
    );
    let last = (span.end - TimeDelta::minutes(1)).with_timezone(&zone);
    let mark = |at: &DateTime<Tz>| match start.offset().fix() == end.offset().fix() {
        true => String::new(),
        false => format!(" {}", at.format("%Z")),
    };
    let minutes = |at: &DateTime<Tz>| at.hour() * 60 + at.minute();
    // Midnight belongs to the day that ends with it.
    let ends = if minutes(&end) == 0 {
        DAY
    } else {
        minutes(&end)
    };
    let from = format!(
        "{} {}",
        date(words, start.date_naive()),
        clock(minutes(&start))
    );
    if start.date_naive() == last.date_naive() {
        return format!("{from}{}–{}{}", mark(&start), clock(ends), mark(&end));
    }
    let to = format!("{} {}", date(words, last.date_naive()), clock(ends));
    format!("{from}{} – {to}{}", mark(&start), mark(&end))
}

/// The name of a clinician, as spoken to patients.
pub fn name<'a>(practice: &'a Practice, id: &'a ClinicianId) -> &'a str {
    let clinician = practice.clinicians.get(id);
    clinician.map_or(id.as_str(), |clinician| &clinician.name)
}

/// The last word of a name, where there is little room.
pub fn short_name(name: &str) -> &str {
    name.split_whitespace().last().unwrap_or(name)
}

/// The name of a public holiday without the marks of its source. It is in English.
pub fn holiday(name: &str) -> String {
    let marks = [" (observed, estimated)", " (observed)", " (estimated)"];
    marks
        .iter()
        .fold(name.to_owned(), |name, mark| name.replace(mark, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::practice;

    fn between(tongue: Tongue, from: &str, to: &str) -> String {
        let words = Words::new(tongue);
        span(
            &words,
            chrono_tz::Europe::London,
            &(from.parse().unwrap()..to.parse().unwrap()),
        )
    }

    #[test]
    fn a_span_of_time_is_said_as_short_as_it_is_clear() {
        let english = |from, to| between(Tongue::English, from, to).replace('\u{a0}', " ");
        assert_eq!(
            english("2026-11-30T00:00:00Z", "2026-11-30T08:30:00Z"),
            "Mon 30 Nov 00:00–08:30"
        );
        assert_eq!(
            english("2026-11-30T18:00:00Z", "2026-12-01T00:00:00Z"),
            "Mon 30 Nov 18:00–24:00"
        );
        assert_eq!(
            english("2026-11-28T00:00:00Z", "2026-11-30T08:30:00Z"),
            "Sat 28 Nov 00:00 – Mon 30 Nov 08:30"
        );
        assert_eq!(
            english("2026-10-24T23:00:00Z", "2026-10-25T04:00:00Z"),
            "Sun 25 Oct 00:00 BST–04:00 GMT"
        );
        let french = between(
            Tongue::French,
            "2026-11-30T00:00:00Z",
            "2026-12-02T00:00:00Z",
        );
        assert_eq!(
            french.replace('\u{a0}', " "),
            "lun. 30 nov. 00:00 – mar. 1er déc. 24:00"
        );
    }

    #[test]
    fn a_day_says_what_it_sees_of_a_night() {
        let practice = practice().build();
        let words = Words::new(Tongue::English);
        let day = Day::new(&practice, "2026-11-24".parse().unwrap());
        let said = |from: &str, to: &str| {
            on_day(&words, &day, &(from.parse().unwrap()..to.parse().unwrap()))
        };
        assert_eq!(
            said("2026-11-24T09:00:00Z", "2026-11-24T12:30:00Z"),
            "09:00–12:30"
        );
        assert_eq!(
            said("2026-11-23T22:00:00Z", "2026-11-24T06:00:00Z"),
            "until 06:00"
        );
        assert_eq!(
            said("2026-11-24T22:00:00Z", "2026-11-25T06:00:00Z"),
            "from 22:00 overnight"
        );
        assert_eq!(
            said("2026-11-24T18:00:00Z", "2026-11-25T00:00:00Z"),
            "18:00–24:00"
        );
        assert_eq!(
            said("2026-11-22T22:00:00Z", "2026-11-26T06:00:00Z"),
            "all day"
        );
        assert_eq!(
            said("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
            "all day"
        );
    }

    #[test]
    fn days_are_said_with_as_many_years_as_they_need() {
        let words = Words::new(Tongue::English);
        let said = |from: &str, to: &str| {
            dates(&words, from.parse().unwrap(), to.parse().unwrap()).replace('\u{a0}', " ")
        };
        assert_eq!(
            said("2026-12-24", "2027-01-02"),
            "Thu 24 Dec 2026 – Sat 2 Jan 2027"
        );
        assert_eq!(
            said("2026-12-01", "2026-12-04"),
            "Tue 1 Dec – Fri 4 Dec 2026"
        );
        assert_eq!(said("2026-12-01", "2026-12-01"), "Tue 1 Dec 2026");
    }
}
