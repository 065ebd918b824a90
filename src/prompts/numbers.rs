//! Telephone numbers for ears and eyes: in the national form, digit by digit where they are spoken.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

use crate::domain::phone::E164;

/// The number as people of its country write it: "01632 960001". In E.164 where the country is not known.
pub fn national(number: E164) -> String {
    let wire = number.wire();
    let Ok(parsed) = PHONE_NUMBER_UTIL.parse(&wire, None) else {
        return wire;
    };
    PHONE_NUMBER_UTIL
        .format(&parsed, PhoneNumberFormat::National)
        .into_owned()
}

/// Each digit as a word of its own, with a pause between groups: "0 1 6 3 2, 9 6 0 0 0 1".
pub fn digit_by_digit(number: &str) -> String {
    let groups = number.split(|c: char| !c.is_ascii_digit());
    let spaced = groups.filter(|group| !group.is_empty()).map(|group| {
        let digits: Vec<String> = group.chars().map(String::from).collect();
        digits.join(" ")
    });
    spaced.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_spoken_digit_by_digit_in_its_national_form() {
        for (number, written, spoken) in [
            ("+441632960001", "01632 960001", "0 1 6 3 2, 9 6 0 0 0 1"),
            ("+12125550100", "(212) 555-0100", "2 1 2, 5 5 5, 0 1 0 0"),
            ("+33199000001", "01 99 00 00 01", "0 1, 9 9, 0 0, 0 0, 0 1"),
        ] {
            let national = national(number.parse().unwrap());
            assert_eq!(national, written);
            assert_eq!(digit_by_digit(&national), spoken);
        }
        assert_eq!(digit_by_digit("999"), "9 9 9");
    }
}
