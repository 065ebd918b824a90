//! Which days are public holidays where: a practice's `PH` in its hours means the days of its own region.
//!
//! The days come from `days.tsv`, which `scripts/holidays` writes and whose format it explains. Only the block of the
//! country asked for is read, when it is asked for.

#[cfg(test)]
mod tests;

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

    fn known(&self, country: &str) -> String {
        let codes: Vec<String> = self
            .regions()
            .map(|region| format!("{country}-{region}"))
            .collect();
        let other = self.rows().find(|row| row.0 == "=");
        let other = other.map(|row| format!(", or a smaller part such as {country}-{}", row.1));
        codes.join(", ") + &other.unwrap_or_default()
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
            known: self.known(country),
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
