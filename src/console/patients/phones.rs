//! Patients' phones as people write them and as spreadsheets spoil them: repaired where there is only one number that it
//! can have been, refused otherwise, because the digits that are missing are somebody's.

use std::collections::HashSet;

pub use crate::console::numbers::{DOTS, shown};
use crate::domain::numbers::{Numbers, is_given_out};
use crate::domain::phone::E164;
use crate::domain::practice::Practice;

use super::index::secret;

/// A number, and whether it is not quite what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The number.
    pub number: E164,
    /// Whether a lost `+` or `0` was put back, or a decimal point taken away.
    pub repaired: bool,
}

/// Why what was written is no phone of a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// There is nothing.
    Missing,
    /// `4.47E+11`: the last digits are lost.
    Rounded,
    /// A date, an error of the spreadsheet, letters.
    NotAPhone,
    /// Too few or too many digits for any number of its country.
    Digits,
    /// Without its `+` or `0` it may be either of two numbers.
    TwoWays,
    /// A line of the practice or a clinician's own phone.
    Ours,
    /// `•• 23` in a row that has no such number.
    Hidden,
}

/// One part of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A number.
    Phone(Phone),
    /// A number that is kept and not shown, by its last two digits.
    Hidden(u64),
}

/// Reads phones for one practice.
pub struct Phones<'a> {
    practice: &'a Practice,
    numbers: Numbers,
    lines: HashSet<E164>,
}

impl<'a> Phones<'a> {
    /// For this practice.
    pub fn new(practice: &'a Practice) -> Self {
        let front = practice.clinicians.iter().map(|clinician| clinician.line.0);
        let back = practice.back_lines.iter().map(|line| line.0);
        Phones {
            practice,
            numbers: Numbers::new(Some(&practice.country)),
            lines: front.chain(back).collect(),
        }
    }

    /// Every phone of a cell or a field, with `;`, `,`, `|` or line ends between them.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be read.
    pub fn several(&self, written: &str) -> Result<Vec<Part>, Trouble> {
        let parts = written
            .split([';', '|', '\n', '\r'])
            .flat_map(|part| match is_spoiled(part) {
                // Its comma divides decimals, not numbers.
                true => vec![part],
                false => part.split(',').collect(),
            });
        let mut found: Vec<Part> = Vec::new();
        for part in parts.filter(|part| !part.trim().is_empty()) {
            let part = self.part(part)?;
            let number = |part: &Part| match part {
                Part::Phone(phone) => Some(phone.number),
                Part::Hidden(_) => None,
            };
            if number(&part).is_none() || !found.iter().any(|known| number(known) == number(&part))
            {
                found.push(part);
            }
        }
        match found.is_empty() {
            true => Err(Trouble::Missing),
            false => Ok(found),
        }
    }

    fn part(&self, written: &str) -> Result<Part, Trouble> {
        if let Some(digits) = written.trim().strip_prefix(DOTS) {
            let digits = digits.trim().parse().map_err(|_| Trouble::NotAPhone)?;
            return Ok(Part::Hidden(digits));
        }
        self.read(written).map(Part::Phone)
    }

    /// One phone.
    ///
    /// # Errors
    /// [`Trouble`], which holds nothing of what was written.
    pub fn read(&self, written: &str) -> Result<Phone, Trouble> {
        let phone = self.any(&tidy(written))?;
        let ours = self.lines.contains(&phone.number) || secret(self.practice, phone.number);
        match ours {
            true => Err(Trouble::Ours),
            false => Ok(phone),
        }
    }

    /// The number that was written, whosever it is.
    pub fn number(&self, written: &str) -> Option<E164> {
        let phone = self.any(&tidy(written)).ok();
        phone
            .map(|phone| phone.number)
            .or_else(|| self.numbers.read(written).ok())
    }

    fn any(&self, written: &str) -> Result<Phone, Trouble> {
        let plain = |number| Phone {
            number,
            repaired: false,
        };
        if written.is_empty() {
            return Err(Trouble::Missing);
        }
        if let Some(whole) = scientific(written) {
            return self.bare(&whole?, true);
        }
        if let Some(whole) = decimal(written) {
            return self.bare(whole, true);
        }
        if written.chars().any(char::is_alphabetic) || written.starts_with('#') {
            return Err(Trouble::NotAPhone);
        }
        if let Some(rest) = written.strip_prefix('+') {
            let close: String = rest.chars().filter(|c| !" -.".contains(*c)).collect();
            let number = self.numbers.read(&format!("+{close}"));
            return number.map(plain).map_err(|_| Trouble::Digits);
        }
        if let Some(rest) = written.strip_prefix("00") {
            let abroad = self.numbers.read(&format!("+{}", rest.trim_start()));
            let number = abroad.or_else(|_| self.numbers.read(written));
            return number.map(plain).map_err(|_| Trouble::Digits);
        }
        match written.bytes().all(|byte| byte.is_ascii_digit()) && !written.starts_with('0') {
            true => self.bare(written, false),
            false => {
                let number = self.numbers.read(written);
                number.map(plain).map_err(|_| Trouble::Digits)
            }
        }
    }

    /// Digits and nothing else: a spreadsheet takes away a `+` and a `0` at the beginning.
    fn bare(&self, digits: &str, repaired: bool) -> Result<Phone, Trouble> {
        let read = |before: &str| self.numbers.read(&format!("{before}{digits}")).ok();
        let (plain, with_zero, with_plus) = (read(""), read("0"), read("+"));
        let here = match (plain, with_zero) {
            (Some(one), Some(other)) if one != other => return Err(Trouble::TwoWays),
            (one, other) => one.or(other),
        };
        let number = match (here, with_plus) {
            // Two numbers may have these digits: the one of this country counts if it alone exists.
            (Some(here), Some(abroad)) if here != abroad => {
                if !is_given_out(here) || is_given_out(abroad) {
                    return Err(Trouble::TwoWays);
                }
                here
            }
            (Some(number), _) | (None, Some(number)) => number,
            (None, None) => return Err(Trouble::Digits),
        };
        let repaired =
            repaired || with_plus == Some(number) || (plain.is_some() && with_zero == plain);
        Ok(Phone { number, repaired })
    }
}

/// Leaves out what spreadsheets and phone books put around a number.
fn tidy(written: &str) -> String {
    let blank = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    };
    let text = written.trim_matches(blank);
    // ="+447700900456" keeps a spreadsheet from counting.
    let text = text
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let text = text
        .strip_prefix(['\'', '’'])
        .unwrap_or(text)
        .trim_matches(blank);
    let text = text.strip_prefix("tel:").unwrap_or(text);
    let lines = |c: char| {
        if matches!(c, '\u{2010}'..='\u{2015}') {
            '-'
        } else {
            c
        }
    };
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
        .chars()
        .map(lines)
        .collect()
}

/// Whether a spreadsheet made a decimal of it.
fn is_spoiled(part: &str) -> bool {
    let part = tidy(part);
    scientific(&part).is_some() || decimal(&part).is_some()
}

/// `4.47700900456E+11`, whose digits are all there; an error for `4.47E+11`; `None`: it is nothing of the kind.
fn scientific(text: &str) -> Option<Result<String, Trouble>> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent: usize = exponent
        .strip_prefix('+')
        .unwrap_or(exponent)
        .parse()
        .ok()?;
    let (first, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let numeral = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if first.len() != 1 || !numeral(first) || !numeral(rest) {
        return None;
    }
    Some(match rest.len() == exponent {
        true => Ok(format!("{first}{rest}")),
        false => Err(Trouble::Rounded),
    })
}

/// `447700900456.0`
fn decimal(text: &str) -> Option<&str> {
    let (whole, zeros) = text.split_once(['.', ','])?;
    let is = !zeros.is_empty() && zeros.len() <= 2 && zeros.bytes().all(|byte| byte == b'0');
    (is && whole.len() >= 7 && whole.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::practice;

    fn of(country: &str, written: &str) -> Result<(String, bool), Trouble> {
        let mut practice = practice()
            .clinician("okafor", |one| one)
            .back_lines(1)
            .build()
            .0;
        practice.country = country.to_owned();
        let phone = Phones::new(&practice).read(written)?;
        Ok((phone.number.wire(), phone.repaired))
    }

    #[test]
    fn a_phone_is_read_as_people_write_it() {
        for (country, written, number) in [
            ("GB", "07700 900456", "+447700900456"),
            ("GB", "+44 7700 900456", "+447700900456"),
            ("GB", "+44 (0)7700-900456", "+447700900456"),
            ("GB", "0044 7700 900456", "+447700900456"),
            ("GB", "'+447700900456", "+447700900456"),
            ("GB", "=\"+447700900456\"", "+447700900456"),
            ("GB", "\u{a0}07700\u{202f}900456\u{200b}", "+447700900456"),
            ("GB", "tel:+447700900456", "+447700900456"),
            ("FR", "06 39 98 00 01", "+33639980001"),
            ("FR", "06.39.98.00.01", "+33639980001"),
            ("US", "(217) 555-0123", "+12175550123"),
            ("US", "00447700900456", "+447700900456"),
            ("IT", "06 1234567", "+39061234567"),
        ] {
            assert_eq!(
                of(country, written),
                Ok((number.to_owned(), false)),
                "{written}"
            );
        }
    }

    #[test]
    fn what_a_spreadsheet_took_away_is_put_back_where_there_is_one_way() {
        for (country, written, number) in [
            ("GB", "447700900456", "+447700900456"),
            ("GB", "7700900456", "+447700900456"),
            ("GB", "447700900456.0", "+447700900456"),
            ("FR", "639980001", "+33639980001"),
            ("FR", "33639980001", "+33639980001"),
            ("FR", "33639980001,00", "+33639980001"),
            ("GB", "4.47700900456E+11", "+447700900456"),
            ("GB", "4,47700900456E+11", "+447700900456"),
            ("GB", "12175550123", "+12175550123"),
            ("DE", "1713920055", "+491713920055"),
        ] {
            assert_eq!(
                of(country, written),
                Ok((number.to_owned(), true)),
                "{country} {written}"
            );
        }
        assert_eq!(
            of("US", "2175550123"),
            Ok(("+12175550123".to_owned(), false))
        );
        assert_eq!(
            of("ES", "612345678"),
            Ok(("+34612345678".to_owned(), false))
        );
    }

    #[test]
    fn what_may_be_two_numbers_or_none_is_refused() {
        for (country, written, why) in [
            ("GB", "4.47E+11", Trouble::Rounded),
            ("GB", "4,47701E+11", Trouble::Rounded),
            ("GB", "", Trouble::Missing),
            ("GB", "  ", Trouble::Missing),
            ("GB", "########", Trouble::NotAPhone),
            ("GB", "#N/A", Trouble::NotAPhone),
            ("GB", "unknown", Trouble::NotAPhone),
            ("GB", "01/11/2026", Trouble::Digits),
            ("GB", "456", Trouble::Digits),
            ("GB", "+4477009004567890", Trouble::Digits),
            ("GB", "07700 900456 x12", Trouble::NotAPhone),
            // Rome 6123 4567 without its 0, or a number of another kind.
            ("IT", "612345678", Trouble::TwoWays),
            // Leer in Lower Saxony without its 0, or a mobile phone without its +.
            ("DE", "491713920055", Trouble::TwoWays),
        ] {
            assert_eq!(of(country, written), Err(why), "{country} {written}");
        }
    }

    #[test]
    fn a_line_and_a_clinicians_phone_are_no_patients_phones() {
        let practice = practice()
            .clinician("okafor", |one| one)
            .clinician("lindqvist", |one| one)
            .back_lines(1)
            .build()
            .0;
        let phones = Phones::new(&practice);
        let line = practice.clinicians.iter().next().unwrap().line.wire();
        let back = practice.back_lines[0].wire();
        for ours in [
            &line,
            &back,
            "+447700900700",
            "07700 900710",
            "447700900710",
        ] {
            assert_eq!(phones.read(ours), Err(Trouble::Ours), "{ours}");
        }
        assert_eq!(shown(&practice, "+447700900710".parse().unwrap()), "•• 10");
    }

    #[test]
    fn a_cell_holds_several_phones_each_once() {
        let practice = practice().clinician("okafor", |one| one).build().0;
        let phones = Phones::new(&practice);
        let parts = phones
            .several("07700 900456; +44 7700 900457\n07700900456")
            .unwrap();
        assert_eq!(parts.len(), 2);
        let parts = phones.several("•• 10, 07700 900456").unwrap();
        assert_eq!(parts[0], Part::Hidden(10));
        assert_eq!(phones.several(" ; "), Err(Trouble::Missing));
        assert_eq!(phones.several("4,47E+11"), Err(Trouble::Rounded));
        assert_eq!(
            phones
                .several("447700900456,00; 07700900457")
                .unwrap()
                .len(),
            2
        );
        assert_eq!(phones.several("07700 900456; 1"), Err(Trouble::Digits));
    }
}
