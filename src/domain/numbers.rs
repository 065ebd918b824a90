//! Telephone numbers as people write them, read with the practice's country and kept as E.164.
//!
//! What is 'possible' is enough: numbers reserved for fiction are not 'valid', and a sample must be usable. What a
//! spreadsheet made of a number is refused, because the digits it dropped are somebody's.

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, Region, ValidationError,
};

use super::phone::E164;

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
const PLAIN: &[u64] = &[1, 31, 32, 33, 34, 41, 43, 44, 45, 47, 48, 49, 351, 353];

/// Reads numbers for one country.
pub struct Numbers {
    region: Option<Region>,
    /// The country's calling code, where it is one of [`PLAIN`].
    code: Option<u64>,
    /// Whether the library leaves numbers as they are: by their first digits, their length, and whether they are local.
    seen: RefCell<HashMap<(u64, u32, bool), bool>>,
}

impl Numbers {
    /// For a country (ISO 3166-1); `None` where it is not known: only international numbers can then be read.
    pub fn new(country: Option<&str>) -> Self {
        let region = country.and_then(|country| Region::from_code(country).ok());
        let code = region.and_then(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(region));
        let code = code.and_then(|code| u64::try_from(code).ok());
        Numbers {
            code: code.filter(|code| PLAIN.contains(code)),
            region,
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
        match self.plain(written) {
            Some(number) => Ok(number),
            None => self.ask(written),
        }
    }

    fn ask(&self, written: &str) -> Result<E164, NumberError> {
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
                return Err(error(
                    "this number lacks its area code, or a spreadsheet dropped its first digits",
                    WHOLE,
                ));
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

    /// The fast way for what most files hold: E.164 already, or a local number with its trunk prefix, in a country
    /// without surprises. The library is asked once for each beginning and length.
    fn plain(&self, written: &str) -> Option<E164> {
        let local = !written.starts_with('+');
        let number: E164 = if local {
            self.with_country(written)?
        } else {
            written.parse().ok()?
        };
        let digits = number.digits();
        let length = digits.checked_ilog10()? + 1;
        let first = digits / 10u64.pow(length.saturating_sub(4));
        if !local && !is_plain(digits, length) {
            return None;
        }
        let key = (first, length, local);
        if let Some(same) = self.seen.borrow().get(&key) {
            return same.then_some(number);
        }
        let same = self.ask(written) == Ok(number);
        self.seen.borrow_mut().insert(key, same);
        same.then_some(number)
    }

    /// `07700 900456` with the country's code in the place of the trunk prefix; blanks and hyphens are left out.
    fn with_country(&self, written: &str) -> Option<E164> {
        // North America has another trunk prefix.
        let code = self.code.filter(|code| *code != 1)?;
        let rest = written
            .strip_prefix('0')
            .filter(|rest| !rest.starts_with('0'))?;
        let mut number = String::with_capacity(16);
        number.push('+');
        number.push_str(&code.to_string());
        for c in rest.chars() {
            match c {
                '0'..='9' => number.push(c),
                ' ' | '-' => {}
                _ => return None,
            }
        }
        number.parse().ok()
    }
}

/// Whether a number lies in a range that its country has given out. Numbers reserved for fiction mostly do not: it tells
/// two readings of the same digits apart, and refuses nobody.
pub fn is_given_out(number: E164) -> bool {
    let parsed = PHONE_NUMBER_UTIL.parse(number.wire(), None);
    parsed.is_ok_and(|parsed| PHONE_NUMBER_UTIL.is_valid_number(&parsed))
}

/// As people save it: "+44 7700 900456".
pub fn international(number: E164) -> String {
    let wire = number.wire();
    match PHONE_NUMBER_UTIL.parse(&wire, None) {
        Ok(parsed) => PHONE_NUMBER_UTIL
            .format(&parsed, PhoneNumberFormat::International)
            .into_owned(),
        Err(_) => wire,
    }
}

/// Whether a number in E.164 belongs to a plain country and has no trunk prefix after the country's code.
fn is_plain(digits: u64, length: u32) -> bool {
    PLAIN.iter().any(|code| {
        let width = code.ilog10() + 1;
        let trunk = u64::from(*code == 1);
        let head = |width: u32| digits / 10u64.pow(length.saturating_sub(width));
        head(width) == *code && head(width + 1) % 10 != trunk
    })
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
