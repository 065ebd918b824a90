//! Which rows of the log somebody asks for.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};

use super::super::form::Fields;
use super::super::visit::Visit;
use crate::config::users::is_name;
use crate::store::AuditWish;

/// So many rows on a page.
pub const PAGE: usize = 50;

/// What the form of the page holds; what cannot be read is as if it were empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Of this account alone; empty: of all.
    pub account: String,
    /// Of this kind alone; empty: of all.
    pub what: String,
    /// From this day on, the practice's.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
    /// Behind this row.
    pub behind: Option<(DateTime<Utc>, i64)>,
}

impl Query {
    /// Of the address.
    pub fn read(visit: &Visit, raw: Option<&str>) -> Self {
        let fields = Fields::read(raw.unwrap_or_default().as_bytes());
        let typed = fields.get("account");
        let accounts = visit.console.accounts();
        // In the log stands the name as the list of accounts has it; of one that is gone, as it was.
        let known = accounts.get(typed).map(|account| account.name.clone());
        Query {
            account: known.unwrap_or_else(|| {
                Some(typed)
                    .filter(|name| is_name(name))
                    .unwrap_or_default()
                    .to_owned()
            }),
            what: word(fields.get("what")).to_owned(),
            from: fields.get("from").parse().ok(),
            to: fields.get("to").parse().ok(),
            behind: place(fields.get("behind")),
        }
    }

    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self
            == Query {
                behind: self.behind,
                ..Query::default()
            }
    }

    /// The rows of this page, and one more that says whether there are others.
    pub fn wish(&self, visit: &Visit) -> AuditWish {
        let zone = visit.in_force.practice.zone;
        let begins = |day: NaiveDate| {
            let midnight = zone
                .from_local_datetime(&day.and_time(NaiveTime::MIN))
                .earliest();
            // Where the clock leaps over midnight the day begins an hour later.
            midnight.map_or_else(
                || day.and_time(NaiveTime::MIN).and_utc(),
                |midnight| midnight.to_utc(),
            )
        };
        let text = |text: &str| {
            Some(text)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        AuditWish {
            account: text(&self.account),
            what: text(&self.what),
            from: self.from.map(begins),
            until: self
                .to
                .and_then(|day| day.checked_add_days(Days::new(1)))
                .map(begins),
            behind: self.behind,
            most: PAGE + 1,
        }
    }

    /// The address of the page with these filters, behind this row.
    pub fn address(&self, behind: Option<(DateTime<Utc>, i64)>) -> String {
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let behind = behind
            .map(|(at, n)| format!("{}.{n}", at.timestamp_micros()))
            .unwrap_or_default();
        let all = [
            ("account", self.account.clone()),
            ("what", self.what.clone()),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("behind", behind),
        ];
        encoded.extend_pairs(all.iter().filter(|(_, value)| !value.is_empty()));
        match encoded.finish().as_str() {
            "" => "/console/audit".to_owned(),
            encoded => format!("/console/audit?{encoded}"),
        }
    }
}

fn word(text: &str) -> &str {
    let plain = text.len() <= 40 && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    Some(text).filter(|_| plain).unwrap_or_default()
}

fn place(text: &str) -> Option<(DateTime<Utc>, i64)> {
    let (at, n) = text.split_once('.')?;
    Some((
        DateTime::from_timestamp_micros(at.parse().ok()?)?,
        n.parse().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_page_leads_back_to_it() {
        let at = DateTime::from_timestamp_micros(1_800_000_000_123_456).unwrap();
        let query = Query {
            what: "signed-in".to_owned(),
            from: "2026-11-01".parse().ok(),
            ..Query::default()
        };
        let address = query.address(Some((at, 7)));
        assert_eq!(
            address,
            "/console/audit?what=signed-in&from=2026-11-01&behind=1800000000123456.7"
        );
        assert_eq!(place("1800000000123456.7"), Some((at, 7)));
        assert_eq!(Query::default().address(None), "/console/audit");
        for wrong in [
            "",
            "7",
            "x.7",
            "1.x",
            "99999999999999999999.1",
            "9223372036854775807.1",
        ] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
        assert_eq!(word("signed-in' OR 1"), "");
    }
}
