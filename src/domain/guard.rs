//! The guard at the exit: whatever goes to a patient is searched for the numbers that nobody may learn.
//!
//! A number is recognised by its last nine significant digits (all of them where the country has fewer), so that the
//! international form, the `00` prefix, the trunk zero and the bare national number are all the same to it. It knows
//! nothing of where a text came from, and it holds digits alone, which it never gives away.

use std::collections::HashSet;

use super::digits::digit;
use super::practice::Clinicians;

/// The most significant digits that are compared. Nine: the shortest form in which people still pass on a number of ten.
const COMPARED: usize = 9;

/// The fewest digits that can be a telephone number; a text with fewer needs no search.
const FEWEST: usize = 7;

/// Finds clinicians' numbers in a text. Has no `Debug`: it holds their digits.
pub struct Guard {
    /// For each length that occurs: the ends of that length.
    ends: Vec<(usize, HashSet<u64>)>,
}

impl Guard {
    /// Takes every number of every clinician.
    pub fn new(clinicians: &Clinicians) -> Self {
        let mut guard = Guard { ends: Vec::new() };
        for clinician in clinicians.iter() {
            for phone in &clinician.phones {
                guard.watch(phone.number.guarded_digits());
            }
        }
        guard
    }

    fn watch(&mut self, number: u64) {
        let length = national_length(number).clamp(FEWEST, COMPARED);
        let end = number % power_of_ten(length);
        match self.ends.iter_mut().find(|(known, _)| *known == length) {
            Some((_, ends)) => {
                ends.insert(end);
            }
            None => self.ends.push((length, HashSet::from([end]))),
        }
    }

    /// Whether a clinician's number stands in the text, in any spelling by digits: spaces, dots, brackets, dashes and
    /// whatever else is no letter may stand between them, and they may be of any script.
    pub fn finds(&self, text: &str) -> bool {
        if text.chars().filter_map(digit).take(FEWEST).count() < FEWEST {
            return false;
        }
        let mut run = Vec::new();
        for c in text.chars() {
            if let Some(value) = digit(c) {
                run.push(value);
            } else if c.is_alphabetic() {
                if self.in_run(&run) {
                    return true;
                }
                run.clear();
            }
        }
        self.in_run(&run)
    }

    fn in_run(&self, run: &[u8]) -> bool {
        self.ends.iter().any(|(length, ends)| {
            run.windows(*length)
                .any(|window| ends.contains(&value(window)))
        })
    }
}

fn value(digits: &[u8]) -> u64 {
    digits
        .iter()
        .fold(0, |sum, digit| sum * 10 + u64::from(*digit))
}

fn power_of_ten(exponent: usize) -> u64 {
    (0..exponent).fold(1, |power, _| power * 10)
}

/// How many digits a number has after the country calling code.
fn national_length(number: u64) -> usize {
    let length = number.checked_ilog10().map_or(1, |log| log as usize + 1);
    let leading = |digits: usize| number / power_of_ten(length.saturating_sub(digits));
    length.saturating_sub(calling_code_length(leading(1), leading(2)))
}

/// How long the country calling code is, from a number's first digit and its first two: the zones 1 and 7 have one digit,
/// the codes listed here two, all others three (ITU-T E.164, list of assigned country codes).
fn calling_code_length(first: u64, first_two: u64) -> usize {
    match (first, first_two) {
        (1 | 7, _) => 1,
        (_, 20 | 27 | 28 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58) => 2,
        (_, 60..=66 | 81..=84 | 86 | 89..=95 | 98) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::phone::E164;
    use super::*;

    fn guard(numbers: &[&str]) -> Guard {
        let mut guard = Guard { ends: Vec::new() };
        for number in numbers {
            guard.watch(number.parse::<E164>().unwrap().digits());
        }
        guard
    }

    #[test]
    fn the_usual_spellings_of_a_number_are_found() {
        let guard = guard(&["+447700900123", "+33639980001", "+12125550123"]);
        for text in [
            "+447700900123",
            "Call me on 07700 900123.",
            "00 44 7700 900 123",
            "+44 (0)7700-900-123",
            "7700.900.123",
            "0 7 7 0 0 9 0 0 1 2 3",
            "mon numéro : 06 39 98 00 01",
            "0033639980001",
            "(212) 555-0123",
            "1-212-555-0123",
            "０７７００　９００１２３",
            "٠٧٧٠٠٩٠٠١٢٣",
            "0️⃣7️⃣7️⃣0️⃣0️⃣ 9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣",
            "⓪⑦⑦⓪⓪⑨⓪⓪①②③",
            "07700\n900123",
            "077\u{200b}00900\u{ad}123",
            "order 12, then 07700900123 99",
        ] {
            assert!(guard.finds(text), "{text}");
        }
    }

    #[test]
    fn ordinary_sentences_pass() {
        let guard = guard(&["+447700900123", "+33639980001", "+3545550123"]);
        for text in [
            "",
            "See you on Monday 30 November 2026 at 9:30.",
            "30.11.2026 09:30, 01.12.2026 10:00, 02.12.2026 11:15",
            "Please call the practice on 0 1 6 3 2, 9 6 0 0 0 1. Again: 01632 960001.",
            "Text +447700900101, not +447700900201.",
            "Take 2 of 500 mg at 7, 2 at 15, 1 at 23; blood pressure 120/80, 130/85, 125/82.",
            "If this is an emergency, hang up and dial 9 9 9.",
            "NHS 943 476 5919, born 1944-07-01",
        ] {
            assert!(!guard.finds(text), "{text}");
        }
    }

    #[test]
    fn a_number_split_by_words_is_no_longer_one_number() {
        assert!(!guard(&["+447700900123"]).finds("07700 is the code and 900123 the ward"));
    }

    #[test]
    fn short_national_numbers_are_compared_whole() {
        let guard = guard(&["+3545550123", "+4520123456"]);
        assert!(guard.finds("555 0123") && guard.finds("20 12 34 56"));
        assert!(!guard.finds("550123") && !guard.finds("0 12 34 56"));
    }

    #[test]
    fn a_number_of_a_tiny_country_is_compared_by_seven_digits() {
        let guard = guard(&["+2904567"]);
        assert!(guard.finds("+290 4567"));
        assert!(!guard.finds("4567"));
    }

    #[test]
    fn a_practice_without_clinicians_has_nothing_to_find() {
        assert!(!Guard::new(&Clinicians::default()).finds("+447700900123"));
    }

    fn separator() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            "",
            "",
            " ",
            "-",
            ".",
            " (",
            ") ",
            "/",
            "\u{a0}",
            "\u{2011}",
            "\u{200b}",
            ", ",
            "\u{3000}",
            "\u{fe0f}\u{20e3}",
            "☎",
            "_",
            "\n",
        ])
    }

    fn shape() -> impl Strategy<Value = u32> {
        prop::sample::select(vec![0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce, 0x30])
    }

    /// Every spelling that a hasty, a careful or a cunning person might choose.
    fn spelling(number: &'static str, country: usize) -> impl Strategy<Value = String> {
        let national = &number[country..];
        let prefix = prop::sample::select(vec![
            format!("+{}", &number[..country]),
            format!("00{}", &number[..country]),
            format!("+{} (0)", &number[..country]),
            "0".to_owned(),
            String::new(),
        ]);
        let digits = prop::collection::vec((separator(), shape()), national.len());
        (prefix, digits).prop_map(move |(prefix, digits)| {
            let mut text = prefix;
            for ((separator, zero), ascii) in digits.into_iter().zip(national.bytes()) {
                text.push_str(separator);
                text.extend(char::from_u32(zero + u32::from(ascii - b'0')));
            }
            text
        })
    }

    proptest! {
        #[test]
        fn every_spelling_is_found_wherever_it_stands(
            number in spelling("447700900123", 2),
            before in "[A-Za-z ,.:0-9]{0,30}",
            after in "[A-Za-z ,.:0-9]{0,30}",
        ) {
            let text = format!("{before}{number}{after}");
            prop_assert!(guard(&["+447700900123"]).finds(&text), "{}", text);
        }

        #[test]
        fn no_text_makes_the_guard_fail(text in any::<String>()) {
            guard(&["+447700900123", "+3545550123"]).finds(&text);
        }

        #[test]
        fn dates_and_times_pass(year in 2026u32..2036, month in 1u32..13, day in 1u32..29, hour in 0u32..24, minute in 0u32..60) {
            let text = format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}, {year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00");
            prop_assert!(!guard(&["+447700900123", "+33639980001"]).finds(&text));
        }
    }
}
