//! Which digits of a number are compared: its end, so that every way to dial the number is the same to the guard.

/// The most significant digits that are compared. Nine: the shortest form in which people still pass on a number of ten.
const COMPARED: usize = 9;

/// The fewest digits that can be a telephone number; a text with fewer needs no search.
pub const FEWEST: usize = 7;

/// The compared end of an E.164 number, given as its digits: one digit each, seven to nine of them.
pub fn end(number: u64) -> Vec<u8> {
    let length = national_length(number).clamp(FEWEST, COMPARED);
    let places = (0u32..).take(length).collect::<Vec<_>>();
    places
        .into_iter()
        .rev()
        .map(|place| (number / 10u64.saturating_pow(place) % 10) as u8)
        .collect()
}

/// How many digits a number has after the country calling code.
fn national_length(number: u64) -> usize {
    let length = number.checked_ilog10().map_or(1, |log| log as usize + 1);
    let leading = |digits: usize| {
        let dropped = u32::try_from(length.saturating_sub(digits)).unwrap_or(u32::MAX);
        number / 10u64.saturating_pow(dropped)
    };
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
    use super::*;

    #[test]
    fn nine_digits_are_compared_or_all_where_the_country_has_fewer() {
        for (number, compared) in [
            (447_700_900_123, "700900123"),
            (33_639_980_001, "639980001"),
            (12_125_550_123, "125550123"),
            (3_545_550_123, "5550123"),
            (4_520_123_456, "20123456"),
            (2_904_567, "2904567"),
        ] {
            let digits: String = end(number).iter().map(|d| char::from(b'0' + d)).collect();
            assert_eq!(digits, compared);
        }
    }
}
