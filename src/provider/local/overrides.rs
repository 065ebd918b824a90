//! Connection overrides: the fragment of a webhook's URL (`#rc=3&rp=5xx,ct,rt&tt=15000`) that is read, obeyed, not sent.

use std::time::Duration;

/// What can go wrong with one try, in the words of the retry policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Connect,
    Read,
    Status(u16),
}

/// How often and for how long a webhook is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Overrides {
    /// Milliseconds until the connection must stand. Informative: one client serves all, with the default.
    pub connect: u64,
    pub read: u64,
    pub total: u64,
    pub retries: u32,
    pub policies: Vec<String>,
}

impl Default for Overrides {
    fn default() -> Self {
        Self {
            connect: 5000,
            read: 15000,
            total: 15000,
            retries: 1,
            policies: vec!["ct".to_owned()],
        }
    }
}

impl Overrides {
    /// Reads the part after `#`. Keys and ranges are the provider's; anything else is an error in words.
    pub fn parse(fragment: &str) -> Result<Self, String> {
        let mut parsed = Self::default();
        for pair in fragment.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair
                .split_once('=')
                .ok_or_else(|| format!("override {pair:?} has no value"))?;
            match key {
                "ct" => parsed.connect = number(key, value, 100, 10_000)?,
                "rt" => parsed.read = number(key, value, 100, 15_000)?,
                "tt" => parsed.total = number(key, value, 100, 15_000)?,
                "rc" => parsed.retries = u32::try_from(number(key, value, 0, 5)?).unwrap_or(5),
                "rp" => parsed.policies = policies(value)?,
                "sni" if matches!(value, "y" | "n") => {}
                "e" => edges(value)?,
                _ => {
                    return Err(format!(
                        "connection override {pair:?} is not one the provider knows"
                    ));
                }
            }
        }
        Ok(parsed)
    }

    pub fn retries_after(&self, failure: Failure) -> bool {
        let name = match failure {
            Failure::Connect => "ct",
            Failure::Read => "rt",
            Failure::Status(400..=499) => "4xx",
            Failure::Status(_) => "5xx",
        };
        self.policies
            .iter()
            .any(|policy| policy == name || policy == "all")
    }

    pub fn total(&self) -> Duration {
        Duration::from_millis(self.total)
    }

    pub fn read(&self) -> Duration {
        Duration::from_millis(self.read)
    }
}

fn number(key: &str, value: &str, least: u64, most: u64) -> Result<u64, String> {
    match value.parse::<u64>() {
        Ok(n) if (least..=most).contains(&n) => Ok(n),
        _ => Err(format!(
            "connection override {key}={value} is outside {least} to {most}"
        )),
    }
}

fn policies(value: &str) -> Result<Vec<String>, String> {
    let known = ["4xx", "5xx", "ct", "rt", "all"];
    match value.split(',').find(|policy| !known.contains(policy)) {
        Some(unknown) => Err(format!("retry policy {unknown:?} is not one of {known:?}")),
        None => Ok(value.split(',').map(str::to_owned).collect()),
    }
}

fn edges(value: &str) -> Result<(), String> {
    let known = [
        "ashburn",
        "dublin",
        "frankfurt",
        "sao-paulo",
        "singapore",
        "sydney",
        "tokyo",
        "umatilla",
    ];
    let bare = |edge: &str| edge.strip_suffix("-ix").unwrap_or(edge).to_owned();
    match value
        .split(',')
        .find(|edge| !known.contains(&bare(edge).as_str()))
    {
        Some(unknown) => Err(format!("edge {unknown:?} is not one of {known:?}")),
        None => Ok(()),
    }
}

/// The URL without its fragment, and the overrides in the fragment.
pub(crate) fn split(url: &str) -> (&str, Result<Overrides, String>) {
    match url.split_once('#') {
        Some((bare, fragment)) => (bare, Overrides::parse(fragment)),
        None => (url, Ok(Overrides::default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_overrides_only_a_failed_connection_is_tried_again() {
        let plain = Overrides::default();
        assert!(plain.retries_after(Failure::Connect));
        assert!(!plain.retries_after(Failure::Status(503)));
        assert!(!plain.retries_after(Failure::Read));
        assert_eq!(plain.retries, 1);
    }

    #[test]
    fn the_override_for_texts_retries_server_errors() {
        let texts = Overrides::parse("rc=3&rp=5xx,ct,rt&tt=15000").unwrap();
        assert_eq!(texts.retries, 3);
        assert!(texts.retries_after(Failure::Status(503)));
        assert!(!texts.retries_after(Failure::Status(404)));
    }

    #[test]
    fn values_out_of_range_are_named() {
        for wrong in ["rc=9", "tt=99", "rp=6xx", "zz=1", "e=paris", "rc"] {
            assert!(Overrides::parse(wrong).is_err(), "{wrong}");
        }
    }
}
