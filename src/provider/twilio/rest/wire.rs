//! The provider's JSON: counts that are strings, dates as in mail.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::domain::phone::E164;

/// A count: the provider writes most as strings, error codes as numbers, and compatible ones as they please.
pub(super) fn lenient<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Number(number) => number.as_u64().and_then(|n| n.try_into().ok()),
        Value::String(text) => text.parse().ok(),
        _ => None,
    })
}

/// A moment: RFC 2822 from the provider, RFC 3339 from compatible ones.
pub(super) fn instant<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    let read = text.and_then(|text| {
        DateTime::parse_from_rfc2822(&text)
            .or_else(|_| DateTime::parse_from_rfc3339(&text))
            .ok()
    });
    Ok(read.map(|at| at.with_timezone(&Utc)))
}

/// A number; short codes, names and addresses of other kinds are none.
pub(super) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<E164>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// A moment in a filter.
pub(super) fn filter(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Sample {
        #[serde(default, deserialize_with = "lenient")]
        count: Option<u32>,
        #[serde(default, deserialize_with = "instant")]
        at: Option<DateTime<Utc>>,
        #[serde(default, deserialize_with = "number")]
        from: Option<E164>,
    }

    fn sample(json: &str) -> Sample {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn counts_are_read_as_strings_and_as_numbers() {
        assert_eq!(sample(r#"{"count":"3"}"#).count, Some(3));
        assert_eq!(sample(r#"{"count":3}"#).count, Some(3));
        for odd in ["null", "\"-1\"", "[]", "1.5", "99999999999"] {
            assert_eq!(sample(&format!("{{\"count\":{odd}}}")).count, None);
        }
    }

    #[test]
    fn moments_are_read_in_both_spellings() {
        let expected = "2026-11-23T09:30:00Z".parse().ok();
        let mail = r#"{"at":"Mon, 23 Nov 2026 09:30:00 +0000"}"#;
        assert_eq!(sample(mail).at, expected);
        assert_eq!(sample(r#"{"at":"2026-11-23T09:30:00Z"}"#).at, expected);
        assert_eq!(sample(r#"{"at":"yesterday"}"#).at, None);
        assert_eq!(sample(r#"{"at":null}"#).at, None);
    }

    #[test]
    fn a_short_code_is_no_number() {
        assert!(sample(r#"{"from":"+447700900456"}"#).from.is_some());
        assert!(sample(r#"{"from":"60777"}"#).from.is_none());
        assert!(sample("{}").from.is_none());
    }
}
