//! `Retry-After`: how long the provider asks to be left alone (RFC 9110, 10.2.3).

use chrono::{DateTime, Utc};
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// Longer than any sensible wait, in seconds: what is beyond is a mistake or a clock that is wrong.
const LONGEST: u32 = 24 * 60 * 60;

/// Seconds from the answer on. A date counts from the answer's own `Date`, so that no clock is needed and a wrong one
/// does no harm; without that header, and for anything that cannot be read, `None`.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<u32> {
    let value = text(headers, &RETRY_AFTER)?;
    if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // More digits than a number can hold are a long wait too.
        return Some(
            value
                .parse()
                .map_or(LONGEST, |seconds: u32| seconds.min(LONGEST)),
        );
    }
    let wait = (date(value)? - date(text(headers, &DATE)?)?).num_seconds();
    Some(u32::try_from(wait.max(0)).map_or(LONGEST, |seconds| seconds.min(LONGEST)))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// The form of a date that senders must use; the two obsolete ones are not read.
fn date(value: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(value)
        .ok()
        .map(|date| date.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(retry_after_value: &str, date: Option<&str>) -> Option<u32> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, retry_after_value.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        retry_after(&headers)
    }

    const NOW: &str = "Mon, 23 Nov 2026 09:30:00 GMT";

    #[test]
    fn a_wait_is_given_in_seconds() {
        assert_eq!(wait("7", None), Some(7));
        assert_eq!(wait(" 0 ", None), Some(0));
    }

    #[test]
    fn a_wait_is_given_as_a_date_and_counts_from_the_answers_own() {
        assert_eq!(wait("Mon, 23 Nov 2026 09:31:30 GMT", Some(NOW)), Some(90));
        assert_eq!(wait("Mon, 23 Nov 2026 09:29:00 GMT", Some(NOW)), Some(0));
        assert_eq!(wait("Mon, 23 Nov 2026 09:31:30 GMT", None), None);
    }

    #[test]
    fn an_absurd_wait_is_a_day() {
        assert_eq!(wait("99999999999999999999", None), Some(LONGEST));
        assert_eq!(
            wait("Sat, 23 Nov 2126 09:30:00 GMT", Some(NOW)),
            Some(LONGEST)
        );
    }

    #[test]
    fn what_is_no_wait_is_none() {
        for value in ["", "soon", "-1", "1.5", "1 s"] {
            assert_eq!(wait(value, Some(NOW)), None, "{value:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
