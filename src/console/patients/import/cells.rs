//! Cells as spreadsheets of many countries write them: days, yes and no, languages, codes.

use chrono::NaiveDate;

use crate::domain::names::Language;
use crate::domain::patients::spelling::folded;

use super::super::say::TONGUES;

/// What stands first in `01/11/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first of November.
    DayFirst,
    /// The eleventh of January.
    MonthFirst,
}

/// Why a cell is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DayTrouble {
    /// No calendar has it.
    NoSuchDay,
    /// Day and month may stand either way.
    Ambiguous,
    /// A spreadsheet's count of days.
    Count,
    /// Something else.
    NotADay,
}

/// The order that a country (ISO 3166-1) writes days in; `None`: people there write both.
pub fn usual_order(country: &str) -> Option<Order> {
    match country {
        "US" | "FM" | "GU" | "MH" | "PW" | "AS" | "MP" => Some(Order::MonthFirst),
        "CA" | "PH" | "PR" | "PA" | "KE" | "GH" => None,
        _ => Some(Order::DayFirst),
    }
}

/// What a cell alone says about the order in its file: `25/11/2026` can be read in one way only.
pub fn order_of(written: &str) -> Option<Order> {
    match parts(written)? {
        Parts::Slashed(first, second, _) if first > 12 && (1..=12).contains(&second) => {
            Some(Order::DayFirst)
        }
        Parts::Slashed(first, second, _) if second > 12 && (1..=12).contains(&first) => {
            Some(Order::MonthFirst)
        }
        _ => None,
    }
}

/// A day; `None` where the cell is empty.
///
/// # Errors
/// [`DayTrouble`]
pub fn day(written: &str, order: Option<Order>) -> Result<Option<NaiveDate>, DayTrouble> {
    let written = bare(written);
    if written.is_empty() {
        return Ok(None);
    }
    let (year, month, of_month) = match parts(written) {
        Some(Parts::Sure(year, month, day)) => (year, month, day),
        Some(Parts::Slashed(first, second, year)) => match order {
            Some(Order::DayFirst) => (year, second, first),
            Some(Order::MonthFirst) => (year, first, second),
            None if first == second => (year, first, second),
            None => return Err(DayTrouble::Ambiguous),
        },
        None if written.len() == 5 && written.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(DayTrouble::Count);
        }
        None => return Err(DayTrouble::NotADay),
    };
    let year = i32::try_from(year).unwrap_or(0);
    let day = NaiveDate::from_ymd_opt(year, month, of_month);
    let sensible = day.filter(|_| (1900..=2199).contains(&year));
    sensible.map(Some).ok_or(DayTrouble::NoSuchDay)
}

enum Parts {
    /// Year, month, day.
    Sure(u32, u32, u32),
    /// The first two as they stand, and the year.
    Slashed(u32, u32, u32),
}

fn parts(written: &str) -> Option<Parts> {
    let written = bare(written);
    if written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range: std::ops::Range<usize>| written.get(range)?.parse().ok();
        let year = number(0..4).filter(|year| (1900..2200).contains(year))?;
        return Some(Parts::Sure(year, number(4..6)?, number(6..8)?));
    }
    let pieces: Vec<&str> = written
        .split(['/', '.', '-', ' ', ','])
        .filter(|piece| !piece.is_empty())
        .collect();
    // "1 de noviembre de 2026"
    let pieces: Vec<&str> = pieces
        .into_iter()
        .filter(|piece| !piece.eq_ignore_ascii_case("de"))
        .collect();
    let [first, second, third] = pieces.as_slice() else {
        return None;
    };
    let number = |piece: &str| piece.parse::<u32>().ok().filter(|_| piece.len() <= 4);
    let year = |piece: &str| match (number(piece), piece.len()) {
        (Some(short), 2) => Some(2000 + short),
        (Some(year), 4) => Some(year),
        _ => None,
    };
    if first.len() == 4 {
        return Some(Parts::Sure(number(first)?, number(second)?, number(third)?));
    }
    if let Some(month) = month(second) {
        let day = first.trim_end_matches(|c: char| c.is_alphabetic());
        return Some(Parts::Sure(year(third)?, month, number(day)?));
    }
    if let Some(month) = month(first) {
        return Some(Parts::Sure(year(third)?, month, number(second)?));
    }
    let (one, two, year) = (number(first)?, number(second)?, year(third)?);
    if first.len() > 2 || second.len() > 2 {
        return None;
    }
    // Points stand between day and month only where the day comes first.
    Some(match written.contains('.') {
        true => Parts::Sure(year, two, one),
        false => Parts::Slashed(one, two, year),
    })
}

/// Without blanks, the apostrophe of a text, and the midnight that databases add.
fn bare(written: &str) -> &str {
    let written = written.trim();
    let written = written.strip_prefix('\'').unwrap_or(written).trim();
    let (date, time) = written.rsplit_once([' ', 'T']).unwrap_or((written, ""));
    let is_time = (time.len() >= 4 && time.contains(':'))
        && time
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b":.Z".contains(&byte));
    if is_time { date.trim() } else { written }
}

/// A month by the beginning of its name in English, French, German or Spanish.
fn month(written: &str) -> Option<u32> {
    let name = folded(written);
    let names: [&[&str]; 12] = [
        &["jan", "ene"],
        &["feb", "fev"],
        &["mar"],
        &["apr", "avr", "abr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "dic"],
    ];
    let begins = |starts: &&[&str]| starts.iter().any(|start| name.starts_with(start));
    let found = names.iter().position(begins)?;
    // "märz" folds to "marz"; "juin" begins like nothing else.
    u32::try_from(found + 1).ok()
}

/// Yes or no; `None`: neither.
pub fn yes(written: &str) -> Option<bool> {
    let word = folded(written.trim().trim_start_matches('\''));
    match word.as_str() {
        "yes" | "y" | "ja" | "j" | "oui" | "o" | "si" | "s" | "true" | "wahr" | "vrai"
        | "verdadero" | "1" | "x" | "✓" | "✔" | "☑" => Some(true),
        "" | "no" | "n" | "nein" | "non" | "false" | "falsch" | "faux" | "falso" | "0" | "-"
        | "–" => Some(false),
        _ => None,
    }
}

/// A language by its tag or its name; `Ok(None)` where the cell is empty.
///
/// # Errors
/// It is none that there are prompts in.
pub fn language(written: &str, practice: Language) -> Result<Option<Language>, ()> {
    let word = folded(written.trim().trim_start_matches('\'')).replace('_', "-");
    if word.is_empty() {
        return Ok(None);
    }
    let (base, region) = word.split_once('-').unwrap_or((&word, ""));
    if !region.is_empty() {
        let tag = format!("{base}-{}", region.to_ascii_uppercase());
        let known = TONGUES.iter().any(|(tongue, _)| *tongue == base);
        return tag.parse().ok().filter(|_| known).map(Some).ok_or(());
    }
    let tongue = match base {
        "en" | "eng" | "english" | "anglais" | "englisch" | "ingles" => "en",
        "fr" | "fra" | "fre" | "french" | "francais" | "franzosisch" | "frances" => "fr",
        "es" | "spa" | "esp" | "spanish" | "espagnol" | "spanisch" | "espanol" | "castellano" => {
            "es"
        }
        "de" | "deu" | "ger" | "german" | "allemand" | "deutsch" | "aleman" => "de",
        _ => return Err(()),
    };
    if practice.language() == tongue {
        return Ok(Some(practice));
    }
    let tag = TONGUES.iter().find(|(of, _)| *of == tongue);
    tag.and_then(|(_, tag)| tag.parse().ok())
        .map(Some)
        .ok_or(())
}

/// The digits of a code, and whether they were kept from the spreadsheet's hands by an apostrophe.
pub fn code(written: &str) -> (String, bool) {
    let written = written.trim();
    let kept = written.strip_prefix('\'');
    let digits = kept.unwrap_or(written);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let close: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    (close, kept.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str, order: Option<Order>) -> Result<String, DayTrouble> {
        let day = day(written, order)?;
        Ok(day.map(|day| day.to_string()).unwrap_or_default())
    }

    #[test]
    fn a_day_that_has_one_reading_is_read_whatever_the_country() {
        for written in [
            "2026-11-01",
            "1.11.2026",
            "1.11.26",
            "01.11.2026",
            "2026/11/1",
            "20261101",
            "2026-11-01 00:00:00",
            "2026-11-01T00:00:00",
            "1 Nov 2026",
            "01-Nov-26",
            "1er novembre 2026",
            "1. November 2026",
            "1 de noviembre de 2026",
            "Nov 1, 2026",
            "'2026-11-01",
        ] {
            for order in [None, Some(Order::DayFirst), Some(Order::MonthFirst)] {
                assert_eq!(
                    read(written, order),
                    Ok("2026-11-01".to_owned()),
                    "{written}"
                );
            }
        }
        assert_eq!(read("3 März 2027", None), Ok("2027-03-03".to_owned()));
        assert_eq!(read("14 juillet 2027", None), Ok("2027-07-14".to_owned()));
        assert_eq!(read("14-juin-27", None), Ok("2027-06-14".to_owned()));
        assert_eq!(read(" ", None), Ok(String::new()));
    }

    #[test]
    fn day_and_month_stand_as_the_practices_country_writes_them() {
        assert_eq!(
            read("01/11/2026", usual_order("GB")),
            Ok("2026-11-01".to_owned())
        );
        assert_eq!(
            read("11/1/2026", usual_order("US")),
            Ok("2026-11-01".to_owned())
        );
        assert_eq!(
            read("01/11/2026", usual_order("CA")),
            Err(DayTrouble::Ambiguous)
        );
        assert_eq!(
            read("11/11/2026", usual_order("CA")),
            Ok("2026-11-11".to_owned())
        );
        assert_eq!(
            read("25/11/2026", Some(Order::MonthFirst)),
            Err(DayTrouble::NoSuchDay)
        );
    }

    #[test]
    fn a_day_above_twelve_tells_the_order_of_a_file() {
        assert_eq!(order_of("25/11/2026"), Some(Order::DayFirst));
        assert_eq!(order_of("11/25/26"), Some(Order::MonthFirst));
        for silent in [
            "01/11/2026",
            "25.11.2026",
            "2026-11-25",
            "",
            "soon",
            "99/99/2026",
        ] {
            assert_eq!(order_of(silent), None, "{silent}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        assert_eq!(read("31.02.2026", None), Err(DayTrouble::NoSuchDay));
        assert_eq!(read("46327", None), Err(DayTrouble::Count));
        for no_day in ["soon", "2026", "1/2", "1/11/226", "Nov 2026", "##########"] {
            assert_eq!(
                read(no_day, Some(Order::DayFirst)),
                Err(DayTrouble::NotADay),
                "{no_day}"
            );
        }
    }

    #[test]
    fn yes_is_yes_in_four_languages() {
        for word in ["yes", "OUI", "Ja", "x", "1", "Sí", "WAHR", "vrai"] {
            assert_eq!(yes(word), Some(true), "{word}");
        }
        for word in ["", "no", "Nein", "non", "0", "FALSCH", " - "] {
            assert_eq!(yes(word), Some(false), "{word}");
        }
        assert_eq!(yes("maybe"), None);
    }

    #[test]
    fn a_language_is_known_by_tag_and_by_name() {
        let read = |word: &str, practice: &str| {
            language(word, practice.parse().unwrap()).map(|own| own.map(|own| own.to_string()))
        };
        for (word, practice, tag) in [
            ("fr-FR", "en-GB", "fr-FR"),
            ("fr_ca", "en-GB", "fr-CA"),
            ("Français", "en-GB", "fr-FR"),
            ("French", "fr-CA", "fr-CA"),
            ("DE", "en-GB", "de-DE"),
            ("Español", "en-GB", "es-ES"),
            ("English", "en-US", "en-US"),
        ] {
            assert_eq!(read(word, practice), Ok(Some(tag.to_owned())), "{word}");
        }
        assert_eq!(read("", "en-GB"), Ok(None));
        assert_eq!(read("Klingon", "en-GB"), Err(()));
        assert_eq!(read("pt-PT", "en-GB"), Err(()));
    }

    #[test]
    fn a_code_keeps_its_zeros_behind_an_apostrophe() {
        assert_eq!(code("'012345"), ("012345".to_owned(), true));
        assert_eq!(code(" 482163.0 "), ("482163".to_owned(), false));
    }
}
