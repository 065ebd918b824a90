//! What a good PIN is: long enough, and none of those that somebody who knows nothing tries first.

use std::ops::RangeInclusive;

/// How many digits a PIN has.
pub const LENGTHS: RangeInclusive<usize> = 4..=8;

/// Why a PIN is not taken. Never holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too few or too many digits, or something else than digits.
    #[error("choose a PIN of 4 to 8 digits")]
    NotDigits,
    /// It would be guessed.
    #[error(
        "choose digits that are harder to guess: not all the same, no run such as 1234 or 8765, no repeated pair such \
         as 1212, no year"
    )]
    Guessable,
}

/// Whether it could be a PIN.
pub fn has_digits(keyed: &str) -> bool {
    LENGTHS.contains(&keyed.len()) && keyed.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it makes a good one.
///
/// # Errors
/// [`Unfit`], with what to choose instead.
pub fn check(keyed: &str) -> Result<(), Unfit> {
    if !has_digits(keyed) {
        return Err(Unfit::NotDigits);
    }
    let digits = keyed.as_bytes();
    // The keys are a circle: after 9 comes 0.
    let runs = |step: u8| {
        let mut pairs = digits.windows(2);
        pairs.all(|pair| matches!(pair, [one, next] if (10 + next - one) % 10 == step))
    };
    let repeats_a_pair = digits.len().is_multiple_of(2)
        && digits.chunks_exact(2).all(|pair| digits.starts_with(pair));
    let is_a_year = digits.len() == 4 && (keyed.starts_with("19") || keyed.starts_with("20"));
    if runs(0) || runs(1) || runs(9) || repeats_a_pair || is_a_year {
        return Err(Unfit::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_would_guess_is_taken() {
        for fit in [
            "4079", "40792", "00710000", "1122", "1221", "123412", "12341", "2580", "1357",
            "19071", "195900", "2190", "12123", "9898989", "01020304",
        ] {
            assert_eq!(check(fit), Ok(()), "{fit}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_not_taken() {
        for unfit in [
            "0000", "7777", "88888888", "1234", "12345678", "0123", "6789", "7890", "89012",
            "4321", "9876", "1098", "2109", "3210", "1212", "090909", "42424242", "1900", "1984",
            "1999", "2000", "2026",
        ] {
            assert_eq!(check(unfit), Err(Unfit::Guessable), "{unfit}");
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_no_digits_is_no_pin() {
        for no_pin in [
            "",
            "407",
            "407940794",
            "40 79",
            "4o79",
            "*079",
            "407#",
            "٤٠٧٩",
            "4079\n",
            "+4079",
            "－4079",
        ] {
            assert_eq!(check(no_pin), Err(Unfit::NotDigits), "{no_pin}");
            assert!(!has_digits(no_pin), "{no_pin}");
        }
    }
}
