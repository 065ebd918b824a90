//! The cookie that holds a session's token. The prefix `__Host-` binds it to this host, this path and encrypted
//! connections; browsers take a connection to this machine itself for one.

use std::fmt::Write;

use axum::http::{HeaderMap, HeaderValue, header};
use zeroize::Zeroizing;

/// Its name.
const NAME: &str = "__Host-nightbell";

const ATTRIBUTES: &str = "; Path=/; Secure; HttpOnly; SameSite=Strict";

/// How many bytes a token has.
pub const TOKEN: usize = 32;

/// A session's token. Has no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Token(Zeroizing<Vec<u8>>);

impl Token {
    /// Of fresh random bytes.
    pub fn new(fresh: [u8; TOKEN]) -> Self {
        Token(Zeroizing::new(fresh.to_vec()))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The token that a request came with.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let bytes = unhex(value_of(headers, NAME)?)?;
        (bytes.len() == TOKEN).then_some(Token(bytes))
    }

    /// The header that has the browser keep it, for as long as it runs.
    pub fn kept(&self) -> Option<HeaderValue> {
        let hex = hex(&self.0);
        HeaderValue::from_str(&format!("{NAME}={}{ATTRIBUTES}", *hex)).ok()
    }
}

/// The header that has the browser forget it.
pub fn forgotten() -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{NAME}={ATTRIBUTES}; Max-Age=0")).ok()
}

/// What a request has kept under this name.
pub fn value_of<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    cookies.find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == wanted).then_some(value)
    })
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        // Writing into a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes that were written so, if they are few.
pub fn unhex(hex: &str) -> Option<Zeroizing<Vec<u8>>> {
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) || hex.len() > 4 * TOKEN {
        return None;
    }
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    let digit = |b: u8| char::from(b).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? << 4 | digit(*low)?).ok();
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes.filter(|_| rest.is_empty()).map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cookies: &[&str]) -> Option<Token> {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, cookie.parse().unwrap());
        }
        Token::of(&headers)
    }

    #[test]
    fn a_token_that_was_kept_comes_back() {
        let token = Token::new([7; TOKEN]);
        let kept = token.kept().unwrap();
        let (cookie, attributes) = kept.to_str().unwrap().split_once(';').unwrap();
        assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Strict");
        assert!(of(&["other=1", &format!("a=b; {cookie}; c=d")]) == Some(token));
    }

    #[test]
    fn what_is_no_token_is_none() {
        for cookie in [
            "",
            "__Host-nightbell=",
            "__Host-nightbell=zz",
            "__Host-nightbell=00",
            "nightbell=00",
            "é=é",
        ] {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(cookie.as_bytes()) {
                headers.append(header::COOKIE, value);
            }
            assert!(Token::of(&headers).is_none(), "{cookie}");
        }
        let long = format!("__Host-nightbell={}", "00".repeat(33));
        assert!(of(&[&long]).is_none());
    }
}
