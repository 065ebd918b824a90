//! Why a row is not taken, and what to do about it, in the reader's language.

use super::cells::DayTrouble;
use super::plan::Reason;
use super::settings::column_name;
use crate::console::patients::say;
use crate::console::words::Words;

/// One reason.
pub fn say(words: &Words, reason: &Reason) -> String {
    let with = |key: &str, cell: &str| words.with(key, &[("cell", cell.into())]);
    match reason {
        Reason::Torn => words.t("import-reason-torn"),
        Reason::TooWide => words.t("import-reason-too-wide"),
        Reason::NoName => words.t("import-reason-no-name"),
        Reason::BadName => words.t("import-reason-bad-name"),
        Reason::LostLetter => words.t("import-reason-lost-letter"),
        Reason::NumberInCell => words.t("patients-number-in-field"),
        Reason::Phone(trouble) => say::trouble(words, *trouble),
        Reason::NoClinician => words.t("import-reason-no-clinician"),
        Reason::UnknownClinician(cell) => with("import-reason-unknown-clinician", cell),
        Reason::Day(column, trouble, cell) => {
            let column = column_name(words, *column);
            let gaps = [("column", column.into()), ("cell", cell.as_str().into())];
            match trouble {
                DayTrouble::NoSuchDay => words.with("import-reason-no-such-day", &gaps),
                DayTrouble::Ambiguous => words.with("import-reason-ambiguous", &gaps),
                DayTrouble::Count => words.with("import-reason-count", &gaps),
                DayTrouble::NotADay => words.with("import-reason-not-a-day", &gaps),
            }
        }
        Reason::Order => words.t("patients-until-before-from"),
        Reason::YesNo(cell) => with("import-reason-yes-no", cell),
        Reason::Language(cell) => with("import-reason-language", cell),
        Reason::Code => words.t("patients-code-digits"),
        Reason::ShortCode => words.t("import-reason-short-code"),
        Reason::CodeTaken => words.t("patients-code-taken"),
        Reason::Twice(row) => words.with("import-reason-twice", &[("row", (*row).into())]),
        Reason::TwoRows => words.t("import-reason-two-rows"),
    }
}
