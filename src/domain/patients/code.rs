//! Access codes: what a patient keys who calls from another phone.

use subtle::ConstantTimeEq;

/// An access code. It is compared in constant time, and printed on its patient's card alone.
#[derive(Clone)]
pub struct AccessCode(Box<str>);

impl AccessCode {
    /// Takes 4 to 8 digits.
    pub fn new(digits: &str) -> Option<Self> {
        let well_formed =
            (4..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        well_formed.then(|| AccessCode(digits.into()))
    }

    /// How many digits it has.
    pub fn digits(&self) -> usize {
        self.0.len()
    }

    /// The digits, for the card of the patient whose code it is and for whoever keeps the list, and for nothing else.
    pub fn on_card(&self) -> &str {
        &self.0
    }

    pub(super) fn is(&self, keyed: &str) -> bool {
        self.0.as_bytes().ct_eq(keyed.as_bytes()).into()
    }
}

impl PartialEq for AccessCode {
    fn eq(&self, other: &Self) -> bool {
        self.is(&other.0)
    }
}

impl Eq for AccessCode {}

impl std::fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("code")
    }
}
