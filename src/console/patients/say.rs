//! What the patients' pages say in the reader's language: days, languages, what is wrong with a field.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::index::State;
use super::phones::Trouble;
use crate::console::words::Words;
use crate::domain::names::Language;
use crate::domain::patients::Grant;

/// The languages that there are prompts in, with what is written where the region does not matter.
pub const TONGUES: [(&str, &str); 4] = [
    ("en", "en-GB"),
    ("fr", "fr-FR"),
    ("es", "es-ES"),
    ("de", "de-DE"),
];

/// A day with its year: "30 Nov 2026".
pub fn day(words: &Words, day: NaiveDate) -> String {
    let (of_month, month, year) = (day.day(), day.month(), day.year());
    words.with(
        "patients-day",
        &[
            ("day", of_month.into()),
            ("month", month.into()),
            ("year", year.to_string().into()),
        ],
    )
}

/// A language by its name, its region where that is not the ordinary one: "French", "French (CA)".
pub fn language(words: &Words, language: Language) -> String {
    let name = match language.language() {
        "en" => words.t("patients-language-en"),
        "fr" => words.t("patients-language-fr"),
        "es" => words.t("patients-language-es"),
        "de" => words.t("patients-language-de"),
        _ => return language.to_string(),
    };
    match TONGUES
        .iter()
        .any(|(_, usual)| *usual == language.to_string())
    {
        true => name,
        false => format!("{name} ({})", language.region()),
    }
}

/// What is wrong with a phone.
pub fn trouble(words: &Words, trouble: Trouble) -> String {
    match trouble {
        Trouble::Missing => words.t("patients-phone-missing"),
        Trouble::Rounded => words.t("patients-phone-rounded"),
        Trouble::NotAPhone => words.t("patients-phone-not-a-phone"),
        Trouble::Digits => words.t("patients-phone-digits"),
        Trouble::TwoWays => words.t("patients-phone-two-ways"),
        Trouble::Ours => words.t("patients-phone-ours"),
        Trouble::Hidden => words.t("patients-phone-hidden"),
    }
}

/// Whether a grant is in force, and from when to when.
pub fn state(words: &Words, grant: &Grant, today: NaiveDate) -> Markup {
    let say = |key: &str, at: Option<NaiveDate>| {
        let at = at.map(|at| day(words, at)).unwrap_or_default();
        words.with(key, &[("day", at.into())])
    };
    match State::of(grant, today) {
        State::NotYet => html! { span.badge { (say("patients-state-from", grant.from)) } },
        State::Ended => html! { span.badge.bad { (say("patients-state-ended", grant.until)) } },
        State::InForce if grant.until.is_some() => {
            html! { span.badge.good { (say("patients-state-until", grant.until)) } }
        }
        State::InForce => html! { span.badge.good { (words.t("patients-state-in-force")) } },
    }
}
