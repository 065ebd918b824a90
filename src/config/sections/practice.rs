//! `[practice]`: name, place, language, desk and hours.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::times::{Times, Whose};
use super::{Document, Section};
use crate::config::blank::quoted;
use crate::config::emergency::emergency_number;
use crate::config::findings::Findings;
use crate::config::holidays::{Calendar, Holidays};
use crate::config::keys;
use crate::config::section::Text;
use crate::domain::hours::Hours;
use crate::domain::names::Language;
use crate::domain::numbers::Numbers;
use crate::domain::phone::E164;

/// The languages that there are prompts in.
pub const LANGUAGES: &[&str] = &["en", "fr", "es", "de"];

/// Where the practice is: what everything else is read with.
pub struct Place<'a> {
    section: Option<Section<'a>>,
    /// ISO 3166-1; `None` after a mistake.
    pub country: Option<String>,
    /// The zone of all hours; UTC after a mistake.
    pub zone: Tz,
    /// The public holidays; `None` where they are not known.
    pub holidays: Option<Calendar>,
}

/// The rest of `[practice]`.
pub struct About {
    /// The practice's name.
    pub name: String,
    /// The language of prompts.
    pub language: Language,
    /// The emergency number.
    pub emergency: String,
    /// The desk, with its place in the file.
    pub front_desk: Option<(E164, std::ops::Range<usize>)>,
    /// The practice's own hours.
    pub hours: Option<Hours>,
    /// Whether hours are written, read or not.
    pub has_hours: bool,
    /// Whether a desk is written, read or not.
    pub has_desk: bool,
    /// Whether a clinician's phone must confirm.
    pub confirm_phones: bool,
}

impl<'a> Place<'a> {
    /// Reads country, region and zone.
    pub fn read(document: &Document<'a>, findings: &mut Findings) -> Self {
        let section = document.one("practice", findings);
        if !document.has("practice") {
            let help = "[practice]   and below it name, country, time_zone and language";
            document.missing("the section [practice] is missing", help, findings);
        }
        let mut place = Place {
            section: None,
            country: None,
            zone: Tz::UTC,
            holidays: None,
        };
        if let Some(section) = section {
            place.country = country(&section, findings);
            place.zone = zone(&section, findings).unwrap_or(Tz::UTC);
            place.holidays = holidays(&section, place.country.as_deref(), findings);
            place.section = Some(section);
        }
        place
    }

    /// Reads the rest.
    pub fn about(&self, numbers: &Numbers, times: &Times<'_>, findings: &mut Findings) -> About {
        let Some(section) = &self.section else {
            return About::unknown();
        };
        About {
            name: section.spoken("name", "callers", findings),
            language: language(section, findings).unwrap_or(Language::ENGLISH),
            emergency: self.emergency(section, findings),
            front_desk: front_desk(section, numbers, findings),
            hours: section
                .text("hours", findings)
                .and_then(|text| times.hours(&text, Whose::Opening, findings)),
            has_hours: section.has("hours"),
            has_desk: section.has("front_desk"),
            confirm_phones: section.flag("confirm_phones", true, findings),
        }
    }

    fn emergency(&self, section: &Section<'_>, findings: &mut Findings) -> String {
        if let Some(text) = section.text("emergency", findings) {
            let number = text.text.trim();
            if (2..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) {
                return number.to_owned();
            }
            let message = "`emergency` is what a person in danger dials: 2 to 6 digits";
            findings.error(&text.at, message, section.example("emergency"));
        }
        let Some(country) = &self.country else {
            return String::new();
        };
        let known = emergency_number(country);
        if known.is_none() && !section.has("emergency") {
            let message = format!("the emergency number of {country} is not known here");
            findings.absent(
                &section.place("country"),
                message,
                section.example("emergency"),
            );
        }
        known.unwrap_or_default().to_owned()
    }
}

impl About {
    fn unknown() -> Self {
        About {
            name: String::new(),
            language: Language::ENGLISH,
            emergency: String::new(),
            front_desk: None,
            hours: None,
            has_hours: true,
            has_desk: true,
            confirm_phones: true,
        }
    }
}

fn country(section: &Section<'_>, findings: &mut Findings) -> Option<String> {
    let text = section.required("country", findings)?;
    let country = text.text.trim().to_ascii_uppercase();
    if Numbers::knows(&country) {
        return Some(country);
    }
    let help = match country.as_str() {
        "UK" | "ENGLAND" | "SCOTLAND" | "UNITED KINGDOM" => r#"country = "GB""#,
        "USA" | "UNITED STATES" => r#"country = "US""#,
        _ => "the two letters of ISO 3166-1, as in country = \"GB\" or \"FR\"",
    };
    let message = format!("no country has the code {}", quoted(text.text));
    findings.error(&text.at, message, help);
    None
}

fn zone(section: &Section<'_>, findings: &mut Findings) -> Option<Tz> {
    let text = section.required("time_zone", findings)?;
    let written = text.text.trim();
    if let Ok(zone) = written.parse() {
        return Some(zone);
    }
    let message = format!("there is no time zone {}", quoted(written));
    let names = || TZ_VARIANTS.iter().map(|zone| zone.name());
    let spelled = written.replace(' ', "_");
    let city = || {
        names().filter(|name| is_a_place(name)).find(|name| {
            name.rsplit('/')
                .next()
                .is_some_and(|city| city.eq_ignore_ascii_case(&spelled))
        })
    };
    // "BST" and "GMT+1" are close to names that mean something else.
    let close = || keys::closest(&spelled, names().filter(|name| is_a_place(name)));
    let named = city().or_else(close).or_else(|| usual_zone(section));
    let help = named.map_or_else(
        || section.example("time_zone").to_owned(),
        |name| format!("time_zone = \"{name}\""),
    );
    findings.error(&text.at, message, help);
    None
}

fn is_a_place(zone: &str) -> bool {
    zone.contains('/') && !zone.starts_with("Etc/")
}

/// The zone of most of the country that is written.
fn usual_zone(section: &Section<'_>) -> Option<&'static str> {
    let country = section.raw("country")?.get_ref().as_str()?;
    Some(match country.trim().to_ascii_uppercase().as_str() {
        "GB" | "UK" => "Europe/London",
        "IE" => "Europe/Dublin",
        "FR" => "Europe/Paris",
        "DE" => "Europe/Berlin",
        "AT" => "Europe/Vienna",
        "CH" => "Europe/Zurich",
        "ES" => "Europe/Madrid",
        "BE" => "Europe/Brussels",
        "US" => "America/New_York",
        "CA" => "America/Toronto",
        "MX" => "America/Mexico_City",
        _ => return None,
    })
}

fn holidays(
    section: &Section<'_>,
    country: Option<&str>,
    findings: &mut Findings,
) -> Option<Calendar> {
    let country = country?;
    let known = Holidays::embedded();
    let region = section.text("region", findings);
    let calendar = known.for_place(country, None).ok();
    let Some(calendar) = calendar else {
        let message = format!("the public holidays of {country} are not known here");
        let help =
            "hours without PH, with the dates themselves where you close: \"2026 Dec 25-26 off\"";
        findings.warning(&section.place("country"), message, help);
        return None;
    };
    let Some(region) = region else {
        if known.differs_by_region(country) && !section.has("region") {
            let message = "public holidays differ by region in this country; only those that all regions share count";
            findings.warning(&section.place("country"), message, regions(known, country));
        }
        return Some(calendar);
    };
    known.for_place(country, Some(region.text)).map_or_else(
        |_| {
            let message = format!(
                "{} is no region of {country} whose holidays are known",
                quoted(region.text)
            );
            findings.error(&region.at, message, region_help(known, country, &region));
            Some(calendar)
        },
        Some,
    )
}

fn region_help(known: Holidays, country: &str, written: &Text<'_>) -> String {
    let all = known.regions(country);
    match keys::closest(written.text, all.iter().map(String::as_str)) {
        Some(region) => format!("region = \"{region}\""),
        None => regions(known, country),
    }
}

fn regions(known: Holidays, country: &str) -> String {
    let all = known.regions(country);
    let first = all.first().map_or("", String::as_str);
    format!("region = \"{first}\"   (one of {})", all.join(", "))
}

fn language(section: &Section<'_>, findings: &mut Findings) -> Option<Language> {
    let text = section.required("language", findings)?;
    let parsed = text.text.trim().parse::<Language>();
    if let Ok(language) = parsed
        && LANGUAGES.contains(&language.language())
    {
        return Some(language);
    }
    let message = match parsed {
        Ok(_) => format!(
            "there are no prompts in {}; there are English, French, Spanish and German",
            quoted(text.text)
        ),
        Err(_) => format!("{} is not a language with its region", quoted(text.text)),
    };
    let meant = language_meant(text.text).unwrap_or("en-GB");
    findings.error(
        &text.at,
        message,
        format!("language = \"{meant}\"   (there are en, fr, es and de, each with its region)"),
    );
    None
}

/// A language with its region, for a language that is written out or without one.
pub fn language_meant(written: &str) -> Option<&'static str> {
    let written = written.trim().to_lowercase();
    let known = [
        ("en-GB", &["en", "ang", "ingl"][..]),
        ("fr-FR", &["fr"][..]),
        ("es-ES", &["es", "sp", "cast"][..]),
        ("de-DE", &["de", "ger", "alle", "alem"][..]),
    ];
    let begins = |(_, starts): &(_, &[&str])| starts.iter().any(|start| written.starts_with(start));
    known.into_iter().find(begins).map(|(tag, _)| tag)
}

fn front_desk(
    section: &Section<'_>,
    numbers: &Numbers,
    findings: &mut Findings,
) -> Option<(E164, std::ops::Range<usize>)> {
    let text = section.text("front_desk", findings)?;
    match numbers.read(text.text) {
        Ok(number) => Some((number, text.at)),
        Err(error) => {
            findings.error(&text.at, error.message, error.help);
            None
        }
    }
}
