//! The table and what is read from it.

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
    let error = holidays
        .for_place("FR", Some("FR-GES"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("or a smaller part such as FR-01"), "{error}");
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
