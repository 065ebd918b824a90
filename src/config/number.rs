//! Telephone numbers as people write them, read with the practice's country and kept as E.164.
//!
//! What is 'possible' is enough: numbers reserved for fiction are not 'valid', and a sample must be usable. What a
//! spreadsheet made of a number is refused, because the digits it dropped are somebody's.

use std::cell::RefCell;
use std::collections::HashMap;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, Region, ValidationError,
};

use crate::domain::phone::E164;

/// Why a number cannot be used, without the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong.
    pub message: &'static str,
    /// What to write instead.
    pub help: &'static str,
}

const WHOLE: &str = "the whole number, with + and the country's code, as in +44 7700 900456";
const SPREADSHEET: &str = "the whole number again: format the column as text in the spreadsheet before typing it, then save as CSV UTF-8";

/// Country codes whose numbers are kept as they are as soon as the digit after the code is not the trunk prefix
/// (`0`, in North America `1`): there the possible lengths are all there is to check, and one answer serves them all.
const PLAIN: &[&str] = &[
    "1", "31", "32", "33", "34", "41", "43", "44", "45", "47", "48", "49", "351", "353",
];

/// Reads numbers for one country.
pub struct Numbers {
    region: Option<Region>,
    /// Whether numbers that begin with these digits and have this length are possible.
    seen: RefCell<HashMap<(u64, usize), bool>>,
}

impl Numbers {
    /// For a country (ISO 3166-1); `None` where it is not known: only international numbers can then be read.
    pub fn new(country: Option<&str>) -> Self {
        Numbers {
            region: country.and_then(|country| Region::from_code(country).ok()),
            seen: RefCell::default(),
        }
    }

    /// Whether there are telephone numbers in a country (ISO 3166-1).
    pub fn knows(country: &str) -> bool {
        country.len() == 2
            && Region::from_code(country).is_ok_and(|region| {
                PHONE_NUMBER_UTIL
                    .get_country_code_for_region(region)
                    .is_some()
            })
    }

    /// Reads a number.
    ///
    /// # Errors
    /// [`NumberError`] without the number, since it may be a clinician's.
    pub fn read(&self, written: &str) -> Result<E164, NumberError> {
        if let Some(number) = self.plain(written) {
            return Ok(number);
        }
        let text = tidy(written);
        refuse_damage(&text)?;
        let parsed = PHONE_NUMBER_UTIL
            .parse(&text, self.region)
            .map_err(|_| unreadable(&text, self.region))?;
        if parsed.extension.is_some() {
            return Err(error(
                "this number has an extension, which cannot be dialled through",
                "a number that rings without an extension",
            ));
        }
        match PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed) {
            Ok(NumberLengthType::IsPossible) => {}
            Ok(NumberLengthType::IsPossibleLocalOnly) => {
                return Err(error("this number lacks its area code", WHOLE));
            }
            Err(ValidationError::TooLong) => {
                return Err(error("this number has too many digits", WHOLE));
            }
            Err(ValidationError::InvalidCountryCode) => {
                return Err(error(
                    "no country has the code this number begins with",
                    WHOLE,
                ));
            }
            Err(ValidationError::TooShort | ValidationError::InvalidLength) => {
                return Err(error(
                    "this number does not have as many digits as numbers of its country; a spreadsheet may have dropped a leading 0 or +",
                    WHOLE,
                ));
            }
        }
        PHONE_NUMBER_UTIL
            .format(&parsed, PhoneNumberFormat::E164)
            .parse()
            .map_err(|_| unreadable(&text, self.region))
    }

    /// The fast way for what most files hold: E.164 already, in a country without surprises.
    fn plain(&self, written: &str) -> Option<E164> {
        let number: E164 = written.parse().ok()?;
        let digits = written.get(1..)?;
        let code = PLAIN.iter().find(|code| digits.starts_with(**code))?;
        let trunk = if *code == "1" { '1' } else { '0' };
        if digits.get(code.len()..)?.starts_with(trunk) {
            return None;
        }
        let key = (digits.get(..4)?.parse().ok()?, digits.len());
        if let Some(possible) = self.seen.borrow().get(&key) {
            return possible.then_some(number);
        }
        let possible = self.unchanged(written);
        self.seen.borrow_mut().insert(key, possible);
        possible.then_some(number)
    }

    fn unchanged(&self, written: &str) -> bool {
        let Ok(parsed) = PHONE_NUMBER_UTIL.parse(written, self.region) else {
            return false;
        };
        PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed)
            == Ok(NumberLengthType::IsPossible)
            && PHONE_NUMBER_UTIL.format(&parsed, PhoneNumberFormat::E164) == written
    }
}

fn error(message: &'static str, help: &'static str) -> NumberError {
    NumberError { message, help }
}

fn unreadable(text: &str, region: Option<Region>) -> NumberError {
    if region.is_none() && !text.starts_with('+') {
        return error(
            "this number does not say its country, and the practice's country is not known",
            WHOLE,
        );
    }
    error("this is no telephone number", WHOLE)
}

/// Leaves out what surrounds a number: blanks, the apostrophe that keeps a spreadsheet from counting, `tel:`.
fn tidy(written: &str) -> String {
    let blank = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    };
    let text = written.trim_matches(blank);
    let text = text
        .strip_prefix(['\'', '’'])
        .unwrap_or(text)
        .trim_matches(blank);
    let text = text.strip_prefix("tel:").unwrap_or(text);
    text.replace('\u{a0}', " ")
}

fn refuse_damage(text: &str) -> Result<(), NumberError> {
    if text.is_empty() {
        return Err(error("there is no number here", WHOLE));
    }
    if text.len() > 60 {
        return Err(error("this is too long for a telephone number", WHOLE));
    }
    if is_exponent(text) {
        return Err(error(
            "a spreadsheet turned this number into a power of ten and dropped its last digits",
            SPREADSHEET,
        ));
    }
    if text.ends_with(".0")
        || text.ends_with(",0")
        || text.ends_with(".00")
        || text.ends_with(",00")
    {
        return Err(error(
            "a spreadsheet turned this number into a decimal",
            SPREADSHEET,
        ));
    }
    if text.starts_with('#') {
        return Err(error(
            "a spreadsheet could not show this number and wrote # instead",
            SPREADSHEET,
        ));
    }
    if is_date(text) {
        return Err(error("this is a date, not a telephone number", SPREADSHEET));
    }
    if text.chars().any(char::is_alphabetic) {
        return Err(error("a telephone number has no letters", WHOLE));
    }
    if text.contains([',', ';']) {
        return Err(error(
            "this is more than one number",
            "one number; several stand in a list, or in patients.csv separated by ;",
        ));
    }
    Ok(())
}

/// `4.47E+11`, and with a decimal comma.
fn is_exponent(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let numeral = |text: &str, more: &[char]| {
        text.contains(|c: char| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || more.contains(&c) || c == ' ')
    };
    numeral(mantissa, &['.', ',', '+']) && numeral(exponent, &['+', '-'])
}

/// `2026-11-01`, `01/11/2026`, `1.11.2026`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [first, month, last] = parts.as_slice() else {
        return false;
    };
    let digits = |part: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let year =
        |part: &str| digits(part, 4..=4) && (part.starts_with("19") || part.starts_with("20"));
    digits(month, 1..=2)
        && ((year(first) && digits(last, 1..=2)) || (digits(first, 1..=2) && year(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(country: &str, text: &str) -> Result<String, &'static str> {
        let number = Numbers::new(Some(country)).read(text);
        number.map(E164::wire).map_err(|error| error.message)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in [
            "+447700900456",
            "07700 900456",
            "07700-900-456",
            "(07700) 900456",
            "+44 (0)7700 900456",
            "0044 7700 900456",
            "447700900456",
            "'+447700900456",
            "’07700900456",
            " 07700\u{a0}900456 ",
            "tel:+447700900456",
            "\u{202a}+447700900456\u{202c}",
            "+4407700900456",
            "7700900456",
        ] {
            assert_eq!(read("GB", text).as_deref(), Ok("+447700900456"), "{text}");
        }
        assert_eq!(read("FR", "06 39 98 00 12").as_deref(), Ok("+33639980012"));
        assert_eq!(read("US", "(555) 555-0100").as_deref(), Ok("+15555550100"));
        assert_eq!(read("IT", "06 1234 5678").as_deref(), Ok("+390612345678"));
        assert_eq!(read("GB", "+15005550100").as_deref(), Ok("+15005550100"));
    }

    #[test]
    fn what_a_spreadsheet_did_to_a_number_is_refused() {
        for text in [
            "4.47E+11",
            "4,47E+11",
            "4.477009e+11",
            "447700900456.0",
            "########",
            "4,47 E+11",
        ] {
            let message = read("GB", text).unwrap_err();
            assert!(message.contains("spreadsheet"), "{text}: {message}");
        }
        assert!(read("GB", "7700900").is_err() || read("GB", "7700900").is_ok());
        assert!(read("GB", "770090045").is_ok() || read("GB", "77009004").is_err());
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "+",
            "999",
            "15",
            "2026-11-01",
            "01/11/2026",
            "1.11.2026",
            "Marie",
            "07700 900456 ext 5",
            "1-800-FLOWERS",
            "+999123456789",
            "+4477009004567890",
            "07700900456;07700900457",
            "900456",
            "½½½½½½½½½½½",
        ] {
            assert!(read("GB", text).is_err(), "{text}");
        }
        assert!(Numbers::new(None).read("07700 900456").is_err());
        assert!(Numbers::new(None).read("+447700900456").is_ok());
    }

    #[test]
    fn the_fast_way_reads_what_the_library_reads() {
        let numbers = Numbers::new(Some("GB"));
        for text in [
            "+447700900456",
            "+44770090045",
            "+4477009004",
            "+15555550100",
            "+1155555501",
            "+33639980012",
            "+34600000",
            "+49301234567",
            "+493012",
            "+353851234567",
            "+35385",
        ] {
            let slow = PHONE_NUMBER_UTIL
                .parse(text, numbers.region)
                .ok()
                .filter(|parsed| {
                    PHONE_NUMBER_UTIL.is_possible_number_with_reason(parsed)
                        == Ok(NumberLengthType::IsPossible)
                });
            let slow = slow.map(|parsed| {
                PHONE_NUMBER_UTIL
                    .format(&parsed, PhoneNumberFormat::E164)
                    .into_owned()
            });
            for _ in 0..2 {
                assert_eq!(numbers.read(text).ok().map(E164::wire), slow, "{text}");
            }
        }
    }

    #[test]
    fn countries_are_known_by_their_numbers() {
        assert!(
            Numbers::knows("GB")
                && Numbers::knows("US")
                && !Numbers::knows("UK")
                && !Numbers::knows("001")
        );
    }
}
