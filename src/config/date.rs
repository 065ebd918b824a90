//! Dates as they are written in the files: ISO 8601, which no two countries read differently.

use chrono::NaiveDate;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// `2026-02-30`: no calendar has it.
    NoSuchDay,
    /// `01/11/2026`: January or November, depending on the country.
    Ambiguous,
    /// Something else.
    NotADate,
}

/// Reads a date of ISO 8601, as in `2026-11-01`.
///
/// # Errors
/// [`DateError`], which tells apart what wants different words.
pub fn iso(text: &str) -> Result<NaiveDate, DateError> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    if let [year, month, day] = parts.as_slice()
        && year.len() == 4
        && [month, day].iter().all(|part| part.len() == 2)
        && parts
            .iter()
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
    {
        let number = |part: &str| part.parse::<u32>().unwrap_or(0);
        let year = i32::try_from(number(year)).unwrap_or(0);
        return NaiveDate::from_ymd_opt(year, number(month), number(day))
            .ok_or(DateError::NoSuchDay);
    }
    let slashes = text
        .trim()
        .split(['/', '.', '-', ' '])
        .filter(|part| !part.is_empty());
    let parts: Vec<&str> = slashes.collect();
    let numbers = parts
        .iter()
        .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    Err(if parts.len() >= 3 && numbers {
        DateError::Ambiguous
    } else {
        DateError::NotADate
    })
}

/// The day, where it is written as [`iso`] wants it.
pub fn day_of(text: &str) -> Option<NaiveDate> {
    iso(text).ok()
}

/// The day or days that a text may mean which is not written as [`iso`] wants it, as they are to be written. A count of
/// days, as a spreadsheet keeps dates, is one too.
pub fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(days) = serial(text) {
        return Some(days.to_string());
    }
    let parts: Vec<&str> = text
        .split(['/', '.', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let day = |year: u32, month, day| {
        let year = if year < 100 { year + 2000 } else { year };
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    };
    if first.len() == 4 {
        return day(a, b, c).map(|day| day.to_string());
    }
    // Points stand between day and month only where the day comes first.
    let other = if text.contains('.') {
        None
    } else {
        day(c, a, b)
    };
    match (day(c, b, a), other) {
        (Some(one), Some(two)) if one != two => Some(format!("{one} or {two}, whichever is meant")),
        (Some(one), _) | (None, Some(one)) => Some(one.to_string()),
        (None, None) => None,
    }
}

/// A spreadsheet's count of days since the end of 1899, between the years 2000 and 2100.
fn serial(text: &str) -> Option<NaiveDate> {
    let days: u64 = text.parse().ok().filter(|_| text.len() == 5)?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let sensible = (36_526..73_415).contains(&days);
    epoch
        .checked_add_days(chrono::Days::new(days))
        .filter(|_| sensible)
}

/// Whether a text is a spreadsheet's count of days.
pub fn is_serial(text: &str) -> bool {
    serial(text.trim()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_way_of_writing_a_date_is_taken() {
        assert_eq!(
            iso("2026-11-01"),
            Ok(NaiveDate::from_ymd_opt(2026, 11, 1).unwrap())
        );
        assert_eq!(iso("2026-02-30"), Err(DateError::NoSuchDay));
        for text in [
            "01/11/2026",
            "1.11.2026",
            "11/01/26",
            "2026/11/01",
            "2026-1-5",
            "01-11-2026",
        ] {
            assert_eq!(iso(text), Err(DateError::Ambiguous), "{text}");
        }
        for text in ["", "tomorrow", "46327", "Nov 2026", "é-é-é", "+026-01-01"] {
            assert_eq!(iso(text), Err(DateError::NotADate), "{text}");
        }
    }

    #[test]
    fn what_a_date_may_mean_is_proposed() {
        for (text, proposed) in [
            ("3.12.2026", Some("2026-12-03")),
            ("31/12/2026", Some("2026-12-31")),
            ("12/31/2026", Some("2026-12-31")),
            (
                "03/12/2026",
                Some("2026-12-03 or 2026-03-12, whichever is meant"),
            ),
            ("2026/12/03", Some("2026-12-03")),
            ("2026-1-5", Some("2026-01-05")),
            ("3.12.26", Some("2026-12-03")),
            ("46359", Some("2026-12-03")),
            ("31.31.2026", None),
            ("99999", None),
            ("soon", None),
            ("1.2", None),
        ] {
            assert_eq!(meant(text).as_deref(), proposed, "{text}");
        }
    }
}
