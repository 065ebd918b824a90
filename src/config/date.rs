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
}
