//! The parameters of a webhook, decoded once into one piece of memory and kept in the order that is signed.
//!
//! Names and values lie side by side, so that what the signature covers (name immediately followed by value) is
//! one slice per parameter, and reading a parameter copies nothing.

use std::fmt;

use zeroize::Zeroize;

#[cfg(test)]
mod tests;

/// The longest form that is read, in bytes. The provider's are about a tenth of it.
pub const MAX_BYTES: usize = 1 << 20;
/// The most parameters that are read. The provider sends about thirty.
pub const MAX_PARAMS: usize = 1_000;

/// Why a body is not a form the provider would have sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadForm {
    /// A decoded name or value is not UTF-8. The provider signs text, so replacing the bytes could not verify.
    #[error("the form is not UTF-8")]
    NotUtf8,
    /// More than [`MAX_BYTES`].
    #[error("the form is longer than {MAX_BYTES} bytes")]
    TooLong,
    /// More than [`MAX_PARAMS`].
    #[error("the form has more than {MAX_PARAMS} parameters")]
    TooMany,
}

/// The decoded parameters of a form or a query, sorted by name, then value, without exact repetitions.
///
/// Values are never trimmed and blank ones are kept: both are signed. They hold people's numbers, so `Debug` shows
/// only how many there are.
#[derive(Clone, Default)]
pub struct Params {
    text: String,
    pairs: Vec<Pair>,
}

/// Where one parameter lies in the text: name, then value, then the next parameter.
#[derive(Clone, Copy)]
struct Pair {
    name: usize,
    value: usize,
    end: usize,
}

impl Drop for Params {
    /// A PIN may have been keyed.
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl Params {
    /// Decodes `application/x-www-form-urlencoded`, from a body or a query: `+` and `%20` are spaces, an incomplete
    /// percent sign stands for itself, a name without `=` has an empty value.
    ///
    /// # Errors
    /// [`BadForm`], for what no provider sends.
    pub fn parse(body: &[u8]) -> Result<Self, BadForm> {
        if body.len() > MAX_BYTES {
            return Err(BadForm::TooLong);
        }
        let mut decoded = Vec::with_capacity(body.len());
        let mut pairs = Vec::with_capacity(32);
        for field in body.split(|byte| *byte == b'&') {
            if field.is_empty() {
                continue;
            }
            if pairs.len() == MAX_PARAMS {
                return Err(BadForm::TooMany);
            }
            pairs.push(decode_field(field, &mut decoded));
        }
        let text = String::from_utf8(decoded).map_err(|_| BadForm::NotUtf8)?;
        // Half a character at the end of a name and half at the start of a value would be valid only together.
        let whole =
            |pair: &Pair| text.is_char_boundary(pair.name) && text.is_char_boundary(pair.value);
        if !pairs.iter().all(whole) {
            return Err(BadForm::NotUtf8);
        }
        // Bytes of UTF-8 order like the characters they stand for, and comparing them needs no boundaries.
        let bytes = text.as_bytes();
        let key = |pair: &Pair| {
            (
                bytes.get(pair.name..pair.value),
                bytes.get(pair.value..pair.end),
            )
        };
        pairs.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        pairs.dedup_by(|one, other| key(one) == key(other));
        Ok(Self { text, pairs })
    }

    /// The value of a parameter, exactly as sent. Of a repeated name, the value that sorts first.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let bytes = self.text.as_bytes();
        let at = self
            .pairs
            .partition_point(|pair| bytes.get(pair.name..pair.value) < Some(name.as_bytes()));
        let pair = self.pairs.get(at)?;
        (self.name(pair) == name).then(|| self.value(pair))
    }

    /// The value of a parameter that is there and not empty: the provider sends what it does not know as blank.
    #[must_use]
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// A parameter that is a whole number of at least 0; anything else, such as `-1`, is `None`.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }

    /// A required parameter.
    ///
    /// # Errors
    /// [`Missing`] where it is absent or blank.
    pub fn required(&self, name: &'static str) -> Result<&str, Missing> {
        self.filled(name).ok_or(Missing(name))
    }

    /// Whether the parameter is there, blank or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and values, in the order that is signed.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|pair| (self.name(pair), self.value(pair)))
    }

    /// What the signature covers, piece by piece.
    pub(super) fn signed(&self) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .map(|pair| slice(&self.text, pair.name, pair.end))
    }

    fn name(&self, pair: &Pair) -> &str {
        slice(&self.text, pair.name, pair.value)
    }

    fn value(&self, pair: &Pair) -> &str {
        slice(&self.text, pair.value, pair.end)
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Params({} parameters)", self.pairs.len())
    }
}

/// A parameter without which a webhook of its kind means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the webhook lacks the parameter {0}")]
pub struct Missing(pub &'static str);

fn slice(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

fn decode_field(field: &[u8], decoded: &mut Vec<u8>) -> Pair {
    let equals = field.iter().position(|byte| *byte == b'=');
    let (name, value) = match equals.and_then(|at| field.split_at_checked(at)) {
        Some((name, value)) => (name, value.get(1..).unwrap_or_default()),
        None => (field, &[][..]),
    };
    let start = decoded.len();
    decode(name, decoded);
    let middle = decoded.len();
    decode(value, decoded);
    Pair {
        name: start,
        value: middle,
        end: decoded.len(),
    }
}

/// Appends the decoded bytes; most values have nothing to decode and are copied whole.
fn decode(mut encoded: &[u8], decoded: &mut Vec<u8>) {
    while let Some(at) = encoded.iter().position(|byte| matches!(byte, b'+' | b'%')) {
        let (plain, rest) = encoded.split_at(at);
        decoded.extend_from_slice(plain);
        encoded = match rest {
            [b'%', high, low, after @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high << 4 | low);
                    after
                }
                _ => keep(b'%', rest, decoded),
            },
            [b'+', ..] => keep(b' ', rest, decoded),
            _ => keep(b'%', rest, decoded),
        };
    }
    decoded.extend_from_slice(encoded);
}

fn keep<'a>(byte: u8, rest: &'a [u8], decoded: &mut Vec<u8>) -> &'a [u8] {
    decoded.push(byte);
    rest.get(1..).unwrap_or_default()
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
