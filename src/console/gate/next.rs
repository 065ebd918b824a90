//! Where somebody wanted to go before signing in. An address that comes with a request may lead anywhere: only a page of
//! the console itself is followed.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The page to show where none was asked for.
pub const HOME: &str = "/console/";

const LONGEST: usize = 500;

/// This address if it is a page of the console's own; else the first page.
pub fn local(asked: &str) -> &str {
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let is_path = path.starts_with(HOME)
        && path.chars().all(plain)
        && !path.contains("//")
        && !path.split('/').any(|step| matches!(step, "." | ".."));
    let is_query = query
        .chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '\\' | '#'));
    let is_gate = ["sign-in", "arrived", "leave", "assets"]
        .iter()
        .any(|gate| {
            path.strip_prefix(HOME)
                .is_some_and(|rest| rest.starts_with(gate))
        });
    match is_path && is_query && !is_gate && asked.len() <= LONGEST {
        true => asked,
        false => HOME,
    }
}

/// The address of the sign-in page that leads on to this one.
pub fn sign_in(asked: &str) -> String {
    with("/console/sign-in", local(asked))
}

/// The same in this language.
pub fn sign_in_spoken(asked: &str, language: &str) -> String {
    let address = sign_in(asked);
    let and = if address.contains('?') { '&' } else { '?' };
    format!("{address}{and}language={language}")
}

/// The address that a sign-in leads to, and that leads on to this one.
pub fn arrived(next: &str) -> String {
    with("/console/arrived", local(next))
}

fn with(path: &str, next: &str) -> String {
    match next {
        HOME => path.to_owned(),
        _ => format!(
            "{path}?next={}",
            utf8_percent_encode(next, NON_ALPHANUMERIC)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_the_console_is_followed() {
        for page in [
            "/console/",
            "/console/hours",
            "/console/patients?search=a%20b&page=2",
        ] {
            assert_eq!(local(page), page);
        }
        assert_eq!(
            sign_in("/console/hours?x=1"),
            "/console/sign-in?next=%2Fconsole%2Fhours%3Fx%3D1"
        );
        assert_eq!(sign_in("/console/"), "/console/sign-in");
        assert_eq!(
            sign_in_spoken("/console/", "fr"),
            "/console/sign-in?language=fr"
        );
        assert_eq!(
            sign_in_spoken("/console/hours", "fr"),
            "/console/sign-in?next=%2Fconsole%2Fhours&language=fr"
        );
    }

    #[test]
    fn nothing_else_is() {
        let tricks = [
            "",
            "/",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/console",
            "/consoleevil",
            "/console//evil.example",
            "/console/../twilio/voice",
            "/console/..",
            "/console/./x",
            "/console/%2e%2e/metrics",
            "/console/%2E%2E/",
            "/console/%5cevil",
            "/console/\\evil",
            "/console/a\r\nSet-Cookie: x",
            "/console/a b",
            "/console/é",
            "/console/?a=\\",
            "/console/#x",
            "/console/sign-in",
            "/console/sign-in?next=/console/",
            "/console/leave",
            "/console/arrived",
            "console/",
            " /console/",
            "/console/@evil.example",
            "/console/:80",
        ];
        for trick in tricks {
            assert_eq!(local(trick), HOME, "{trick}");
        }
        assert_eq!(local(&format!("/console/{}", "a".repeat(500))), HOME);
    }
}
