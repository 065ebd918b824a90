//! What hours mean: in the notation, in words, as the picture of a week, and what the notation's traps are.

use maud::{Markup, html};

use super::cache::usual_week;
use super::simple::Simple;
use super::subjects::View;
use super::week::Week;
use super::{Lines, picture, said};
use crate::config::hours_lint::{HoursProblem, Severity, Trap, lint};
use crate::console::visit::Visit;
use crate::domain::hours::Hours;

/// Reads hours, with what somebody should look at. `shift`: in a rota nights and holidays are usual.
///
/// # Errors
/// What is wrong with them, in English.
pub fn read(
    visit: &Visit,
    notation: &str,
    shift: bool,
) -> Result<(Hours, Vec<HoursProblem>), String> {
    let practice = &visit.in_force.practice;
    let holidays = visit.in_force.holidays.compact();
    let hours = Hours::new(notation, holidays, practice.zone).map_err(|error| error.to_string())?;
    let mut problems = lint(notation, &hours, practice.day(visit.at));
    // A night is drawn, and said in words.
    problems.retain(|problem| problem.trap != Trap::Overnight);
    if shift {
        let usual = |trap| matches!(trap, Trap::NoHolidayRule | Trap::OpenAllDay);
        problems.retain(|problem| !usual(problem.trap));
    }
    match problems
        .iter()
        .find(|problem| problem.severity == Severity::Error)
    {
        Some(found) => Err(format!("{} {}", found.message, found.instead)),
        None => Ok((hours, problems)),
    }
}

/// What hours in the notation come to.
pub struct Meaning {
    notation: String,
    hours: Hours,
    simple: Option<Simple>,
    lines: Lines,
    problems: Vec<HoursProblem>,
}

impl Meaning {
    /// Of a notation, in this practice.
    ///
    /// # Errors
    /// As [`read`].
    pub fn of(visit: &Visit, notation: &str, shift: bool) -> Result<Self, String> {
        let (hours, problems) = read(visit, notation, shift)?;
        let today = visit.in_force.practice.day(visit.at);
        let lines = usual_week(&visit.words, &hours, today);
        Ok(Meaning {
            simple: Simple::read(notation),
            notation: notation.to_owned(),
            hours,
            lines,
            problems,
        })
    }

    /// The notation and the words.
    pub fn in_words(&self, visit: &Visit) -> Markup {
        let words = &visit.words;
        html! {
            (super::usual_lines(&self.lines))
            @if let Some(said) = self.on_holidays(visit) { p { (said) } }
            p.soft { (words.t("hours-as-notation")) " " code.notation { (self.notation) } }
            @for problem in self.problems.iter().filter(|problem| !self.is_said(problem.trap)) {
                p.notice lang="en" { (problem.message) " " (problem.instead) }
            }
        }
    }

    /// The words and the notation, and nothing to look at.
    pub fn briefly(&self, visit: &Visit) -> Markup {
        html! {
            (super::usual_lines(&self.lines))
            @if let Some(said) = self.on_holidays(visit) { p { (said) } }
            code.notation.soft { (self.notation) }
        }
    }

    /// The same, and the week that is now as it would be.
    pub fn with_week(&self, visit: &Visit, whose: &str) -> Markup {
        let practice = &visit.in_force.practice;
        let view = View {
            in_force: &visit.in_force,
            words: visit.words,
            week: Week::of(practice.day(visit.at)),
            now: visit.at,
            ahead: None,
        };
        let week = view.week_of(whose, &self.hours);
        html! {
            (self.in_words(visit))
            (picture::patterns())
            (picture::drawn(&week, &visit.words))
            (picture::table(&week, &visit.words))
        }
    }

    /// That nothing is said of holidays is said in the reader's words.
    fn is_said(&self, trap: Trap) -> bool {
        trap == Trap::NoHolidayRule && self.simple.is_some()
    }

    /// What holds on public holidays, where it is not that they are closed.
    fn on_holidays(&self, visit: &Visit) -> Option<String> {
        let words = &visit.words;
        match self.simple.as_ref()?.holidays.as_deref() {
            None => Some(words.t("hours-also-on-holidays")),
            Some([]) => None,
            Some(spans) => {
                let times: Vec<String> = spans.iter().map(said::times).collect();
                Some(words.with("hours-on-holidays", &[("times", times.join(", ").into())]))
            }
        }
    }
}
