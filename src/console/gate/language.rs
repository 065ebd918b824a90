//! In which language somebody is answered: the account's, else the one that was chosen in this browser before signing in,
//! else what the browser asks for, else the practice's.

use axum::http::{HeaderMap, HeaderValue, header};

use super::super::Console;
use super::super::accounts::Account;
use super::super::words::{Tongue, Words};
use super::cookie::value_of;

/// Says which language was chosen, and nothing about anybody.
const NAME: &str = "__Host-nightbell-language";

const ATTRIBUTES: &str = "; Path=/; Secure; HttpOnly; SameSite=Strict";

/// A year, in seconds.
const KEPT: u32 = 365 * 86_400;

/// The words for this request.
pub fn spoken(who: Option<&Account>, headers: &HeaderMap, console: &Console) -> Words {
    let account = who.and_then(|who| Tongue::of(who.language.as_deref()?));
    let practice = || Tongue::of(&console.relay().in_force().practice.language.to_string());
    let tongue = account
        .or_else(|| chosen(headers))
        .or_else(|| asked(headers))
        .or_else(practice)
        .unwrap_or(Tongue::English);
    Words::new(tongue)
}

/// The language that was chosen in this browser.
fn chosen(headers: &HeaderMap) -> Option<Tongue> {
    Tongue::of(value_of(headers, NAME)?)
}

/// The header that has the browser keep the choice; `None`: forget it.
pub fn remembers(choice: Option<Tongue>) -> Option<HeaderValue> {
    let (value, age) = choice.map_or(("", 0), |tongue| (tongue.code(), KEPT));
    HeaderValue::from_str(&format!("{NAME}={value}{ATTRIBUTES}; Max-Age={age}")).ok()
}

/// What the browser prefers of the languages that there are.
fn asked(headers: &HeaderMap) -> Option<Tongue> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Tongue)> = None;
    for choice in header.split(',').take(20) {
        let (tag, rest) = choice.split_once(';').unwrap_or((choice, ""));
        let Some(tongue) = Tongue::of(&tag.trim().to_ascii_lowercase()) else {
            continue;
        };
        let weight = rest
            .trim()
            .strip_prefix("q=")
            .map_or(Some(1.0), |q| q.trim().parse().ok());
        let weight: f32 = weight.unwrap_or(0.0);
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, tongue));
        }
    }
    best.map(|(_, tongue)| tongue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_gets_what_it_prefers_of_what_there_is() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            asked(&headers)
        };
        assert_eq!(of("de-DE,de;q=0.9,fr;q=0.8,en;q=0.7"), Some(Tongue::French));
        assert_eq!(of("en;q=0.2, FR-ch;q=0.9"), Some(Tongue::French));
        assert_eq!(of("en-US"), Some(Tongue::English));
        assert_eq!(of("fr;q=0, en"), Some(Tongue::English));
        assert_eq!(of("de, *;q=0.1"), None);
    }
}
