//! Parameters of REST requests: known names only, each with the provider's limits.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};

use super::reply::Failure;
use crate::provider::local::switch::Switch;

/// A request's parameters, decoded, in their order.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a body or a query. A name that is not among `known` is refused and recorded.
    pub fn read(switch: &Switch, raw: &[u8], known: &[&str]) -> Result<Self, Failure> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(raw).into_owned().collect();
        if let Some((name, _)) = pairs
            .iter()
            .find(|(name, _)| !known.contains(&name.as_str()))
        {
            let message = format!("REST parameter {name:?} is not one of {}", known.join(", "));
            switch.complain(20001, &message, None, None);
            return Err(Failure::new(400, 20001, message));
        }
        Ok(Self(pairs))
    }

    /// The value of a parameter; empty counts as given.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that is not empty.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// All values of a repeated parameter.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// A whole number within a range, or its default.
    pub fn number(&self, name: &str, default: u32, least: u32, most: u32) -> Result<u32, Failure> {
        let Some(value) = self.filled(name) else {
            return Ok(default);
        };
        match value.parse() {
            Ok(n) if (least..=most).contains(&n) => Ok(n),
            _ => Err(Failure::new(
                400,
                20001,
                format!("{name} must be a whole number from {least} to {most}"),
            )),
        }
    }

    /// An address for callbacks: absolute, http or https, no underscore in its host.
    pub fn address(&self, name: &str) -> Result<Option<String>, Failure> {
        let Some(value) = self.filled(name) else {
            return Ok(None);
        };
        let fine = url::Url::parse(value).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some_and(|host| !host.contains('_'))
        });
        match fine {
            Some(_) => Ok(Some(value.to_owned())),
            None => Err(Failure::new(
                400,
                21609,
                format!("{name} is not a valid URL"),
            )),
        }
    }

    /// Methods other than POST are not carried here.
    pub fn only_post(&self, name: &str) -> Result<(), Failure> {
        match self.filled(name) {
            None | Some("POST") => Ok(()),
            Some(_) => Err(Failure::new(
                400,
                20001,
                format!("{name}: the local carrier requests by POST only"),
            )),
        }
    }

    /// True if a moment satisfies the filters `name`, `name<` and `name>`, which include their bounds.
    pub fn in_range(&self, name: &str, at: Option<DateTime<Utc>>) -> Result<bool, Failure> {
        let mut fits = true;
        for (suffix, is_upper, is_lower) in
            [("", true, true), ("<", true, false), (">", false, true)]
        {
            let key = format!("{name}{suffix}");
            let Some(value) = self.filled(&key) else {
                continue;
            };
            let Some((from, until)) = span(value) else {
                return Err(Failure::new(
                    400,
                    20001,
                    format!("{key}: {value:?} is neither a date nor a moment"),
                ));
            };
            fits &= at.is_some_and(|at| (!is_upper || at <= until) && (!is_lower || at >= from));
        }
        Ok(fits)
    }
}

/// First and last moment of a date, or a moment twice.
fn span(value: &str) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    if let Ok(date) = value.parse::<NaiveDate>() {
        let from = Utc.from_utc_datetime(&date.and_hms_opt(0, 0, 0)?);
        return Some((from, Utc.from_utc_datetime(&date.and_hms_opt(23, 59, 59)?)));
    }
    let at = DateTime::parse_from_rfc3339(value)
        .ok()?
        .with_timezone(&Utc);
    Some((at, at))
}
