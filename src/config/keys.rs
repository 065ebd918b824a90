//! Every key of `practice.toml` and every column of `patients.csv`, in one table.
//!
//! The readers refuse what is not in it, the question "did you mean" is asked from it, and a test holds
//! `docs/configuration.md` against it: a key cannot be read without being documented, or the reverse.

/// One key that may be written.
pub struct Key {
    /// The section it stands in, as headings of the document name it.
    pub section: &'static str,
    /// The key.
    pub name: &'static str,
    /// What to write, as it stands in the file.
    pub example: &'static str,
}

/// The sections of `practice.toml`, in the order of the sample.
pub const SECTIONS: &[&str] = &[
    "practice",
    "provider",
    "lines",
    "clinician",
    "rota",
    "callers",
    "voicemail",
    "storage",
    "retention",
];

const fn key(section: &'static str, name: &'static str, example: &'static str) -> Key {
    Key {
        section,
        name,
        example,
    }
}

/// All keys, by section.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("practice", "name", r#"name = "Harbour Street Surgery""#),
    key("practice", "country", r#"country = "GB""#),
    key("practice", "region", r#"region = "GB-ENG""#),
    key("practice", "time_zone", r#"time_zone = "Europe/London""#),
    key("practice", "language", r#"language = "en-GB""#),
    key("practice", "front_desk", r#"front_desk = "+441632960001""#),
    key("practice", "hours", r#"hours = "Mo-Fr 08:30-18:00; PH off""#),
    key("practice", "confirm_phones", "confirm_phones = true"),
    key("practice", "emergency", r#"emergency = "112""#),
    key("provider", "kind", r#"kind = "twilio"   (or "local" to try Nightbell without an account)"#),
    key("provider", "account_sid", r#"account_sid = "AC..." (from the provider's console: AC and 32 letters and digits)"#),
    key("provider", "auth_token", r#"auth_token = { env = "TWILIO_AUTH_TOKEN" }   (or { file = "auth_token" })"#),
    key("provider", "public_url", r#"public_url = "https://relay.harbourstreet.example""#),
    key("provider", "api_url", r#"api_url = "https://api.twilio.com""#),
    key("provider", "pace", "pace = 1"),
    key("lines", "back", r#"back = ["+447700900201", "+447700900202"]"#),
    key("lines", "mms", "mms = true"),
    key("clinician", "id", r#"id = "okafor""#),
    key("clinician", "name", r#"name = "Dr Ada Okafor""#),
    key("clinician", "line", r#"line = "+447700900101""#),
    key("clinician", "phone", r#"phone = "+44..." (the clinician's own number; or a list of them, tried in order)"#),
    key("clinician", "next_phone", r#"next_phone = "+44..." (a number that takes the place of `phone` once that phone has confirmed)"#),
    key("clinician", "hours", r#"hours = "Mo-Fr 09:00-12:30,14:00-18:00; PH off""#),
    key("clinician", "away", r#"away = [{ from = 2026-12-24, to = 2027-01-02, cover = "lindqvist" }]"#),
    key("clinician", "backup", r#"backup = ["lindqvist"]"#),
    key("clinician", "ring", r#"ring = "20s""#),
    key("clinician", "mms", "mms = true"),
    key("clinician.away", "from", "from = 2026-12-24"),
    key("clinician.away", "to", "to = 2027-01-02"),
    key("clinician.away", "cover", r#"cover = "lindqvist""#),
    key("rota", "name", r#"name = "on-call""#),
    key("rota", "shifts", r#"shifts = [{ hours = "24/7", clinician = "lindqvist" }]"#),
    key("rota.shifts", "hours", r#"hours = "24/7""#),
    key("rota.shifts", "clinician", r#"clinician = "lindqvist""#),
    key("callers", "strangers", r#"strangers = "voicemail"   (or "front-desk" or "refuse")"#),
    key("callers", "calls_per_day", "calls_per_day = 6"),
    key("callers", "texts_per_hour", "texts_per_hour = 20"),
    key("callers", "digest", "digest = true"),
    key("voicemail", "longest", r#"longest = "3m""#),
    key("voicemail", "copy", r#"copy = "on-call""#),
    key("voicemail", "receipt", "receipt = false"),
    key("voicemail", "announce", "announce = false"),
    key("storage", "key", r#"key = { env = "NIGHTBELL_KEY" }   (or { file = "storage_key" })"#),
    key("retention", "texts", r#"texts = "30d""#),
    key("retention", "voicemail", r#"voicemail = "90d""#),
    key("retention", "journal", r#"journal = "2y""#),
    key("retention", "provider", r#"provider = "delete"   (or "keep")"#),
    key("secret", "env", r#"{ env = "TWILIO_AUTH_TOKEN" }"#),
    key("secret", "file", r#"{ file = "auth_token" }"#),
];

/// The columns of `patients.csv`.
pub const COLUMNS: &[&str] = &[
    "phone",
    "name",
    "clinician",
    "from",
    "until",
    "urgent",
    "language",
    "code",
];

/// The keys of one section.
pub fn of(section: &str) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.section == section)
}

/// What to write for a key, as it stands in the file.
pub fn example(section: &str, name: &str) -> &'static str {
    of(section)
        .find(|key| key.name == name)
        .map_or("", |key| key.example)
}

/// The candidate that was probably meant, if one is close.
pub fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // What is longer than any name cannot be close to one, and comparing it would take long.
    if written.len() > 80 {
        return None;
    }
    let written = written.trim().to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let known = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&written, &known);
            (distance, known.chars().count(), candidate)
        })
        .filter(|(distance, length, _)| distance * 3 <= (*length).max(4))
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let keys = || of("clinician").map(|key| key.name);
        assert_eq!(closest("fone", keys()), None);
        assert_eq!(closest("phnoe", keys()), Some("phone"));
        assert_eq!(closest("Hours", keys()), Some("hours"));
        assert_eq!(closest("colour", keys()), None);
    }

    #[test]
    fn every_section_has_keys() {
        for section in SECTIONS {
            assert!(of(section).next().is_some(), "{section}");
        }
    }
}
