//! Hours in `practice.toml`: read with the practice's zone and holidays, and held against the notation's traps.

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use compact_calendar::CompactCalendar;

use crate::config::blank::words;
use crate::config::findings::Findings;
use crate::config::hours_guess;
use crate::config::hours_lint::{self, Severity, Trap};
use crate::config::section::{Text, inside};
use crate::domain::hours::Hours;

/// What hours are read with.
pub struct Times<'a> {
    /// The text of the file, to find a place inside an expression.
    pub file: &'a str,
    /// The practice's zone.
    pub zone: Tz,
    /// The practice's public holidays; `None`: they are not known.
    pub holidays: Option<Arc<CompactCalendar>>,
    /// Whether the practice's country could be read: without it nothing can be said about its holidays.
    pub country_known: bool,
    /// The first of the days on which hours must open.
    pub today: NaiveDate,
}

/// Whose hours they are: a shift may well run overnight and through holidays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A clinician's or the practice's.
    Opening,
    /// A shift of a rota.
    Shift,
}

impl Times<'_> {
    /// Reads hours; `None` after a mistake.
    pub fn hours(&self, text: &Text<'_>, whose: Whose, findings: &mut Findings) -> Option<Hours> {
        let holidays = self.holidays.clone().unwrap_or_default();
        let hours = match Hours::new(text.text, holidays.clone(), self.zone) {
            Ok(hours) => hours,
            Err(error) => {
                let meant = hours_guess::guess(text.text)
                    .filter(|meant| Hours::new(meant, holidays, self.zone).is_ok());
                let help = match meant {
                    Some(meant) => format!("hours = \"{meant}\"   (if that is meant)"),
                    None => r#"hours = "Mo-Fr 09:00-17:00; PH off""#.to_owned(),
                };
                findings.error(&inside(self.file, text, error.column), error.message, help);
                return None;
            }
        };
        self.holidays_are_known(text, findings);
        for problem in hours_lint::lint(text.text, &hours, self.today) {
            if whose == Whose::Shift && is_usual_of_a_shift(problem.trap) {
                continue;
            }
            let at = inside(self.file, text, problem.column);
            match problem.severity {
                Severity::Error => findings.error(&at, problem.message, words(&problem.instead)),
                Severity::Warning => {
                    findings.warning(&at, problem.message, words(&problem.instead))
                }
            }
        }
        Some(hours)
    }

    /// `PH` without a calendar is ignored by the notation's library: what is to be closed would be open.
    fn holidays_are_known(&self, text: &Text<'_>, findings: &mut Findings) {
        if self.holidays.is_some() || !self.country_known {
            return;
        }
        if let Some(at) = text.text.find("PH") {
            let column = text.text.get(..at).unwrap_or_default().chars().count() + 1;
            let message =
                "the public holidays of this country are not known, so PH would mean nothing";
            let help = "the dates themselves, as in \"2026 Dec 25-26 off\"";
            findings.error(&inside(self.file, text, column), message, help);
        }
    }
}

fn is_usual_of_a_shift(trap: Trap) -> bool {
    matches!(
        trap,
        Trap::NoHolidayRule | Trap::OpenAllDay | Trap::Overnight
    )
}
