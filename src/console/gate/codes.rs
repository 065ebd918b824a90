//! The codes of an authenticator app (RFC 6238: six digits, half a minute each, SHA-1, as every app knows them).

use chrono::{DateTime, Utc};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// How many bytes a secret has: what RFC 4226 recommends, and 32 letters of base32.
pub const SECRET: usize = 20;

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Which step's code this is, of the steps around this moment; `None`: of none. No step's code may be used twice, which is
/// for the caller to see to.
pub fn step(secret: &str, code: &str, now: DateTime<Utc>) -> Option<u64> {
    let digits: String = code
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(10)
        .collect();
    let seconds = u64::try_from(now.timestamp()).ok()?;
    totp(secret)?.check(&digits, seconds)
}

/// The code of this moment; for tests.
pub fn code(secret: &str, now: DateTime<Utc>) -> Option<String> {
    let seconds = u64::try_from(now.timestamp()).ok()?;
    Some(totp(secret)?.generate(seconds).to_string())
}

fn totp(secret: &str) -> Option<Totp> {
    let bytes = unlettered(secret)?;
    Builder::new().with_secret(*bytes).build().ok()
}

/// A secret as apps take it: base32.
pub fn lettered(secret: &[u8; SECRET]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(32));
    for five in secret.as_chunks::<5>().0 {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            let letter = usize::try_from(bits >> (place * 5) & 31).unwrap_or_default();
            text.push(LETTERS.get(letter).copied().map_or('A', char::from));
        }
    }
    text
}

fn unlettered(text: &str) -> Option<Zeroizing<[u8; SECRET]>> {
    if text.len() != 32 {
        return None;
    }
    let mut secret = Zeroizing::new([0; SECRET]);
    for (eight, five) in text
        .as_bytes()
        .as_chunks::<8>()
        .0
        .iter()
        .zip(secret.as_chunks_mut::<5>().0)
    {
        let mut bits = 0_u64;
        for letter in eight {
            let value = LETTERS.iter().position(|known| known == letter)?;
            bits = bits << 5 | u64::try_from(value).ok()?;
        }
        let [_, _, _, bytes @ ..] = bits.to_be_bytes();
        *five = bytes;
    }
    Some(secret)
}

/// What a phone reads from the picture. Names with other letters are escaped.
pub fn address(secret: &str, practice: &str, account: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let issuer = escaped(&format!("Nightbell {practice}"));
    format!(
        "otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}",
        escaped(account)
    )
}

/// The picture as SVG, black on white whatever the page's colours; its modules as one path, without any style.
pub fn picture(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(220, 220)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    // Inside a page there is no place for the declaration of a document.
    drawn
        .find("<svg")
        .and_then(|at| drawn.get(at..))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret of its test vectors; of the eight digits the last six.
    const RFC: &[u8; SECRET] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = lettered(RFC);
        assert_eq!(*secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(unlettered(&secret).as_deref(), Some(RFC));
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (2_000_000_000, "279037"),
        ] {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            let counted = u64::try_from(seconds / 30).unwrap();
            assert_eq!(step(&secret, digits, now), Some(counted));
            assert_eq!(
                step(&secret, &format!(" {} {}", &digits[..3], &digits[3..]), now),
                Some(counted)
            );
            assert_eq!(code(&secret, now).as_deref(), Some(digits));
            let later = DateTime::from_timestamp(seconds + 60, 0).unwrap();
            assert_eq!(step(&secret, digits, later), None);
        }
    }

    #[test]
    fn what_is_no_code_or_no_secret_opens_nothing() {
        let now = DateTime::from_timestamp(59, 0).unwrap();
        let secret = lettered(RFC);
        for wrong in [
            "",
            "28708",
            "2870822",
            "+28708",
            "abcdef",
            "２８７０８２",
            "287083",
        ] {
            assert_eq!(step(&secret, wrong, now), None, "{wrong}");
        }
        for wrong in [
            "",
            "GEZD",
            "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
        ] {
            assert_eq!(step(wrong, "287082", now), None, "{wrong}");
        }
    }

    #[test]
    fn the_picture_holds_no_style_and_no_script() {
        let picture = picture(&address(&lettered(RFC), "Cabinet d’Été & fils", "ada")).unwrap();
        assert!(picture.starts_with("<svg") && picture.ends_with("</svg>"));
        assert!(!picture.contains("style") && !picture.contains("script"));
    }
}
