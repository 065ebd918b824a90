//! ADD: a number and a name in either order, and perhaps how long.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::words::{Word, parts};
use crate::domain::numbers::Numbers;
use crate::domain::phone::E164;

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;
/// The furthest end, in days.
const FURTHEST: u64 = 3660;

/// What was understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Add {
    /// The patient's phone.
    pub phone: E164,
    /// The patient's name.
    pub name: String,
    /// The last day, included.
    pub until: Option<NaiveDate>,
}

/// Reads what follows ADD; `None` where anything of it would be a guess.
pub fn read(words: &[Word], numbers: &Numbers, today: NaiveDate) -> Option<Add> {
    let (words, until) = end(words, today)?;
    let parts = parts(words)?;
    let phone = numbers.read(&parts.number).ok()?;
    is_name(&parts.name).then_some(Add {
        phone,
        name: parts.name,
        until,
    })
}

/// Whether it can be somebody's name in the list, which a spreadsheet opens and which is spoken.
fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let formula = name.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    (1..=LONGEST_NAME).contains(&length)
        && !formula
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|c| c.is_control() || c.is_numeric())
}

/// The end, taken off the words that say it. `None`: there is one, and it cannot be read.
fn end(words: &[Word], today: NaiveDate) -> Option<(&[Word], Option<NaiveDate>)> {
    let until = words.iter().position(|word| word.plain == "until");
    let (rest, end) = if let Some(at) = until {
        (words.get(..at)?, date(words.get(at + 1..)?, today)?)
    } else if let Some((rest, end)) = length(words, today) {
        (rest, end)
    } else {
        return Some((words, None));
    };
    let furthest = today.checked_add_days(Days::new(FURTHEST))?;
    let sensible = (today..=furthest).contains(&end);
    sensible.then_some((rest, Some(end)))
}

/// `7d`, `2w`, `3m`, `1y`, `7 days`, `for 2 weeks` at the end.
fn length(words: &[Word], today: NaiveDate) -> Option<(&[Word], NaiveDate)> {
    let (last, before) = words.split_last()?;
    let figures = last.plain.len()
        - last
            .plain
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let (number, unit, rest) = if figures > 0 {
        let (number, unit) = last.plain.split_at_checked(figures)?;
        (number, unit, before)
    } else {
        // A single letter could be an initial: only whole words count apart from their number.
        let (number, rest) = before.split_last()?;
        let unit = Some(last.plain.as_str()).filter(|unit| unit.len() > 2)?;
        (number.plain.as_str(), unit, rest)
    };
    let number: u32 = number.parse().ok().filter(|number| *number <= 10_000)?;
    let days = |days: u32| today.checked_add_days(Days::new(days.into()));
    let months = |months: u32| today.checked_add_months(Months::new(months));
    let end = match unit {
        "d" | "day" | "days" => days(number),
        "w" | "wk" | "week" | "weeks" => days(number * 7),
        "m" | "mo" | "month" | "months" => months(number),
        "y" | "year" | "years" => months(number * 12),
        _ => return None,
    };
    let rest = match rest.split_last() {
        Some((word, rest)) if word.plain == "for" => rest,
        _ => rest,
    };
    // No time at all is no access: said to be wrong rather than taken.
    let end = if number == 0 { today.pred_opt() } else { end };
    Some((rest, end.unwrap_or(NaiveDate::MAX)))
}

/// `2026-11-29`, `29.11.2026`, `29 Nov`, `Nov 29`, `29 November 2026`. Without a year the next one is meant. Numbers
/// between strokes are read differently from country to country, and not read here.
fn date(words: &[Word], today: NaiveDate) -> Option<NaiveDate> {
    let words: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    match words.as_slice() {
        [iso] => {
            let whole = |text: &&str| text.len() == 10;
            let iso = Some(*iso).filter(whole)?;
            let day = NaiveDate::parse_from_str(iso, "%Y-%m-%d");
            day.or_else(|_| NaiveDate::parse_from_str(iso, "%d.%m.%Y"))
                .ok()
        }
        [day, month] | [day, month, _] => {
            let (day, month) = match month_of(month) {
                Some(month) => (day_of(day)?, month),
                None => (day_of(month)?, month_of(day)?),
            };
            match words.get(2) {
                Some(year) => {
                    let year = year.parse().ok().filter(|_| year.len() == 4)?;
                    NaiveDate::from_ymd_opt(year, month, day)
                }
                None => (today.year()..=today.year() + 1)
                    .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
                    .find(|date| *date >= today),
            }
        }
        _ => None,
    }
}

fn day_of(word: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th", "."]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    number.unwrap_or(word).parse().ok()
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let month = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && month.starts_with(word))?;
    u32::try_from(month + 1).ok()
}
