//! Which days are public holidays where: a practice's `PH` in its hours means the days of its own region.
//!
//! The days come from `days.tsv`, which `scripts/holidays` writes and whose format it explains. Only the block of the
//! country asked for is read, when it is asked for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use compact_calendar::CompactCalendar;

/// The first year of `days.tsv`; `scripts/holidays` begins there.
const FIRST_YEAR: i32 = 2025;

/// The public holidays Nightbell knows.
#[derive(Clone, Copy, Debug)]
pub struct Holidays {
    table: &'static str,
}

/// The public holidays of one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, String>,
    last_year: i32,
}

/// A country or region whose holidays are not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownPlace {
    /// No such country in the table.
    #[error(
        "the public holidays of \"{0}\" are not known; write the two letters of ISO 3166-1, for example \"GB\" or \"FR\""
    )]
    Country(String),
    /// The country is known, the region is not.
    #[error(
        "\"{region}\" is not a region of {country} whose holidays are known; write one of {known}"
    )]
    Region {
        /// The country's two letters.
        country: String,
        /// What was written.
        region: String,
        /// The codes that would be understood.
        known: String,
    },
}

impl Holidays {
    /// The table that is part of the program. Costs nothing: nothing is read yet.
    pub fn embedded() -> Self {
        Self {
            table: include_str!("days.tsv"),
        }
    }

    /// The public holidays, substitute days included, of a country (ISO 3166-1, `GB`) and its region (ISO 3166-2,
    /// `GB-ENG`; `ENG` alone is understood).
    ///
    /// Without a region, where holidays differ by region, only the days that **every** region has are holidays;
    /// `check` asks for the region there ([`Holidays::differs_by_region`]). Where they do not differ, every region
    /// of the country is accepted.
    ///
    /// # Errors
    /// [`UnknownPlace`], with the codes that would be understood.
    pub fn for_place(&self, country: &str, region: Option<&str>) -> Result<Calendar, UnknownPlace> {
        let code = country.trim().to_ascii_uppercase();
        let block = self
            .block(&code)
            .ok_or_else(|| UnknownPlace::Country(country.trim().to_owned()))?;
        let region = region
            .map(|written| block.region(&code, written))
            .transpose()?
            .flatten();
        Ok(block.calendar(region))
    }

    /// The regions (`GB-ENG`) of a country whose holidays differ by region; empty where they do not.
    pub fn regions(&self, country: &str) -> Vec<String> {
        let code = country.trim().to_ascii_uppercase();
        let Some(block) = self.block(&code) else {
            return Vec::new();
        };
        block
            .regions()
            .map(|region| format!("{code}-{region}"))
            .collect()
    }

    /// Whether a practice in this country should say its region.
    pub fn differs_by_region(&self, country: &str) -> bool {
        self.block(&country.trim().to_ascii_uppercase())
            .is_some_and(|block| block.regions().next().is_some())
    }

    fn block(&self, code: &str) -> Option<Block> {
        let known = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        let heading = known.then(|| format!("\n[{code}]\t"))?;
        let start = self.table.find(&heading)? + heading.len();
        let rest = self.table.get(start..)?;
        let rest = rest.split_once("\n[").map_or(rest, |(block, _)| block);
        let (last_year, rows) = rest.split_once('\n').unwrap_or((rest, ""));
        Some(Block {
            last_year: last_year.trim().parse().ok()?,
            rows,
        })
    }
}

/// The rows of one country.
struct Block {
    last_year: i32,
    rows: &'static str,
}

impl Block {
    fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        self.rows.lines().map(|line| {
            let mut fields = line.splitn(3, '\t');
            let mut next = || fields.next().unwrap_or_default();
            (next(), next(), next())
        })
    }

    fn regions(&self) -> impl Iterator<Item = &'static str> {
        self.rows()
            .filter(|row| row.0 == "*")
            .flat_map(|row| row.1.split(','))
    }

    /// The region as the rows name it; `None` where the region makes no difference to any row.
    fn region(
        &self,
        country: &str,
        written: &str,
    ) -> Result<Option<Cow<'static, str>>, UnknownPlace> {
        let unknown = || UnknownPlace::Region {
            country: country.to_owned(),
            region: written.trim().to_owned(),
            known: self
                .regions()
                .map(|r| format!("{country}-{r}"))
                .collect::<Vec<_>>()
                .join(", "),
        };
        let upper = written.trim().to_ascii_uppercase();
        let code = match upper.split_once('-') {
            Some((of, code)) if of == country => code,
            Some(_) => return Err(unknown()),
            None => upper.as_str(),
        };
        if self.regions().next().is_none() {
            return Ok(None);
        }
        if let Some(region) = self.regions().find(|region| *region == code) {
            return Ok(Some(Cow::Borrowed(region)));
        }
        let same = self
            .rows()
            .find(|row| row.0 == "=" && row.1 == code)
            .map(|row| row.2);
        same.map(|region| Some(Cow::Borrowed(region)))
            .ok_or_else(unknown)
    }

    fn calendar(&self, region: Option<Cow<'static, str>>) -> Calendar {
        let mut calendar = Calendar {
            days: BTreeMap::new(),
            last_year: self.last_year,
        };
        for (whose, dates, name) in self.rows() {
            let everywhere = whose == "-";
            let here = region
                .as_deref()
                .is_some_and(|region| whose.split(',').any(|r| r == region));
            if everywhere || here {
                dates.split(',').for_each(|date| calendar.add(date, name));
            }
        }
        calendar
    }
}

impl Calendar {
    /// The holidays in order of time, with their names in English.
    pub fn dates(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.days.iter().map(|(date, name)| (*date, name.as_str()))
    }

    /// The name of the holiday on a day, or `None` where the day is an ordinary one.
    pub fn name(&self, date: NaiveDate) -> Option<&str> {
        self.days.get(&date).map(String::as_str)
    }

    /// The last year whose holidays are known; later days count as ordinary ones.
    pub fn last_year(&self) -> i32 {
        self.last_year
    }

    /// The days alone, as [`crate::domain::hours::Hours`] wants them; shared, since many clinicians use one.
    pub fn compact(&self) -> Arc<CompactCalendar> {
        Arc::new(CompactCalendar::from(self))
    }

    /// Adds `MM-DD` (each year) or `YYYYMMDD`. Two names on one day stand beside each other.
    fn add(&mut self, written: &str, name: &str) {
        if let Some((month, day)) = written.split_once('-') {
            let (Ok(month), Ok(day)) = (month.parse(), day.parse()) else {
                return;
            };
            for year in FIRST_YEAR..=self.last_year {
                self.add_day(NaiveDate::from_ymd_opt(year, month, day), name);
            }
        } else {
            self.add_day(NaiveDate::parse_from_str(written, "%Y%m%d").ok(), name);
        }
    }

    fn add_day(&mut self, date: Option<NaiveDate>, name: &str) {
        let Some(date) = date else { return };
        let names = self.days.entry(date).or_default();
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(name);
    }
}

impl From<&Calendar> for CompactCalendar {
    fn from(calendar: &Calendar) -> Self {
        let mut days = CompactCalendar::default();
        for (date, _) in calendar.dates().filter(|(date, _)| date.year() > 1900) {
            days.insert(date);
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn name(country: &str, region: Option<&str>, date: &str) -> Option<String> {
        let calendar = Holidays::embedded().for_place(country, region).unwrap();
        calendar.name(day(date)).map(str::to_owned)
    }

    #[test]
    fn substitute_days_are_holidays() {
        assert_eq!(
            name("GB", Some("GB-ENG"), "2026-12-28").as_deref(),
            Some("Boxing Day (observed)")
        );
        assert_eq!(
            name("GB", Some("GB-SCT"), "2026-12-28").as_deref(),
            Some("Boxing Day (observed)")
        );
    }

    #[test]
    fn easter_monday_is_a_holiday_in_england_and_none_in_scotland() {
        assert_eq!(
            name("GB", Some("GB-ENG"), "2027-03-29").as_deref(),
            Some("Easter Monday")
        );
        assert_eq!(name("GB", Some("GB-SCT"), "2027-03-29"), None);
    }

    #[test]
    fn without_a_region_only_days_that_hold_everywhere_are_holidays() {
        assert_eq!(name("GB", None, "2027-03-29"), None);
        assert_eq!(
            name("GB", None, "2026-12-25").as_deref(),
            Some("Christmas Day")
        );
        assert_eq!(name("DE", None, "2026-11-01"), None);
    }

    #[test]
    fn alsace_and_moselle_have_two_more_holidays_than_the_rest_of_france() {
        for region in ["FR-57", "FR-67", "FR-68", "FR-6AE"] {
            assert_eq!(
                name("FR", Some(region), "2026-04-03").as_deref(),
                Some("Good Friday"),
                "{region}"
            );
            assert!(name("FR", Some(region), "2026-12-26").is_some(), "{region}");
        }
        for region in [Some("FR-69"), Some("FR-IDF"), None] {
            assert_eq!(name("FR", region, "2026-04-03"), None);
            assert!(name("FR", region, "2026-07-14").is_some());
        }
    }

    #[test]
    fn regions_are_known_in_the_countries_where_they_matter() {
        assert!(name("DE", Some("DE-BY"), "2027-01-06").is_some());
        assert_eq!(name("DE", Some("DE-BE"), "2027-01-06"), None);
        assert!(name("US", Some("US-MA"), "2027-04-19").is_some());
        assert!(name("CA", Some("CA-QC"), "2027-06-24").is_some());
        assert!(name("AU", Some("AU-VIC"), "2026-11-03").is_some());
        assert!(name("CH", Some("CH-ZH"), "2026-08-01").is_some());
        assert!(name("ES", Some("ES-B"), "2026-09-11").is_some());
        assert!(name("ES", Some("ES-CT"), "2026-09-11").is_some());
        assert!(name("AT", Some("AT-9"), "2026-10-26").is_some());
        assert!(name("NZ", Some("NZ-AUK"), "2027-02-06").is_some());
        for country in ["GB", "DE", "FR", "US", "CA", "AU", "CH", "ES", "NZ"] {
            assert!(Holidays::embedded().differs_by_region(country), "{country}");
        }
    }

    #[test]
    fn where_holidays_are_the_same_everywhere_any_region_will_do() {
        let holidays = Holidays::embedded();
        assert!(!holidays.differs_by_region("NL"));
        assert!(holidays.regions("NL").is_empty());
        assert!(holidays.for_place("NL", Some("NL-UT")).is_ok());
        assert!(holidays.for_place("NL", Some("BE-VLG")).is_err());
    }

    #[test]
    fn an_unknown_place_is_answered_with_the_codes_that_would_be_understood() {
        let holidays = Holidays::embedded();
        let error = holidays
            .for_place("GB", Some("GB-LND"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("GB-ENG, GB-NIR, GB-SCT, GB-WLS"), "{error}");
        assert!(holidays.for_place("UK", None).is_err());
        assert!(holidays.for_place("", None).is_err());
        assert!(holidays.for_place("]\n", None).is_err());
        assert_eq!(
            holidays.regions("GB"),
            ["GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"]
        );
        assert_eq!(
            name("gb", Some("eng"), "2027-03-29").as_deref(),
            Some("Easter Monday")
        );
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let holidays = Holidays::embedded();
        let countries = holidays
            .table
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.get(..2));
        let mut seen = 0;
        for country in countries {
            let block = holidays.block(country).unwrap();
            for (whose, dates, name) in block.rows().filter(|row| !matches!(row.0, "*" | "=")) {
                let mut calendar = Calendar {
                    days: BTreeMap::new(),
                    last_year: block.last_year,
                };
                assert!(!whose.is_empty() && !name.is_empty(), "{country} {dates}");
                for date in dates.split(',') {
                    let before = calendar.days.len();
                    calendar.add(date, name);
                    assert!(
                        calendar.days.len() > before,
                        "{country} {whose} {date} {name}"
                    );
                }
            }
            let regions = holidays.regions(country);
            let places = regions
                .iter()
                .map(|region| Some(region.as_str()))
                .chain([None]);
            for region in places {
                let calendar = holidays.for_place(country, region).unwrap();
                assert_eq!(
                    CompactCalendar::from(&calendar).count() as usize,
                    calendar.dates().count()
                );
            }
            seen += 1;
        }
        assert!(seen > 240, "{seen} countries");
    }

    #[test]
    fn the_last_year_covered_is_told() {
        let holidays = Holidays::embedded();
        assert_eq!(holidays.for_place("GB", None).unwrap().last_year(), 2040);
        assert_eq!(holidays.for_place("LK", None).unwrap().last_year(), 2026);
    }
}
