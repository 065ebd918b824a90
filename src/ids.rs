//! The one source of randomness of the shell.

use chrono::{DateTime, Utc};
use rand::Rng;

/// Fills the bytes from a cryptographically secure generator that the operating system seeds.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that may draw: everything else asks here"
)]
pub fn fill(bytes: &mut [u8]) {
    rand::rng().fill_bytes(bytes);
}

/// So many bytes from a cryptographically secure generator.
pub fn fresh<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// A fresh identifier that sorts by time, as 32 hexadecimal digits: 48 bits of milliseconds, then 80 random ones.
/// Rows with such ids are written side by side, where quite random ones would each touch a page of their own.
pub fn in_order(at: DateTime<Utc>) -> String {
    let random = u128::from_be_bytes(fresh()) >> 48;
    let millis = u128::from(at.timestamp_millis().unsigned_abs()) << 80;
    format!("{:032x}", millis | random)
}

/// A fresh 128-bit identifier, as 32 hexadecimal digits.
pub fn hex128() -> String {
    format!("{:032x}", u128::from_be_bytes(fresh()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_in_order_sort_by_time_and_differ() {
        let at = |millis| DateTime::from_timestamp_millis(millis).unwrap();
        let (early, late) = (
            in_order(at(1_700_000_000_000)),
            in_order(at(1_700_000_000_001)),
        );
        assert!(early < late);
        assert_eq!(early.len(), 32);
        assert_ne!(in_order(at(5)), in_order(at(5)));
    }

    #[test]
    fn two_draws_differ() {
        assert_ne!(fresh::<16>(), fresh::<16>());
    }
}
