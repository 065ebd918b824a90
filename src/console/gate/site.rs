//! Whether a request that changes something was sent by a page of the console itself. The token of the form is the first
//! line of defence; this is the second, and the only one before somebody is signed in.

use axum::http::{HeaderMap, Uri, header};

/// Browsers of today say where a request comes from (`Sec-Fetch-Site`, no script can write it); older ones say of which
/// origin (`Origin`), which must be this host or the practice's public address. What says neither is no browser.
pub fn is_own(headers: &HeaderMap, public_url: &str) -> bool {
    let get = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = get("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = get(header::ORIGIN.as_str()).and_then(authority) else {
        return false;
    };
    let host = get(header::HOST.as_str()).map(str::to_ascii_lowercase);
    host.as_ref() == Some(&origin) || authority(public_url) == Some(origin)
}

fn authority(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    matches!(uri.scheme_str(), Some("http" | "https")).then_some(())?;
    Some(uri.authority()?.as_str().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_own(&headers, "https://relay.harbourstreet.example")
    }

    #[test]
    fn a_page_of_the_console_may_send_a_form_and_no_other() {
        let host = ("host", "127.0.0.1:8080");
        assert!(is(&[host, ("origin", "http://127.0.0.1:8080")]));
        assert!(is(&[host, ("sec-fetch-site", "same-origin")]));
        // Behind a proxy that rewrites the host.
        assert!(is(&[
            host,
            ("origin", "https://relay.harbourstreet.example")
        ]));
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "http://127.0.0.1:8081"),
            ("origin", "http://127.0.0.1"),
            ("origin", "null"),
            ("origin", "http://evil.example#127.0.0.1:8080"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
        ] {
            assert!(!is(&[host, (name, value)]), "{name}: {value}");
        }
        assert!(!is(&[host]));
        assert!(!is(&[
            host,
            ("origin", "http://127.0.0.1:8080"),
            ("sec-fetch-site", "cross-site")
        ]));
    }
}
