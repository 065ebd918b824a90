//! The one source of randomness of the shell.

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

/// A fresh 128-bit identifier, as 32 hexadecimal digits.
pub fn hex128() -> String {
    format!("{:032x}", u128::from_be_bytes(fresh()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        assert_ne!(fresh::<16>(), fresh::<16>());
    }
}
