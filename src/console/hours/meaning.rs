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

/// What hours in the notation come to.
pub struct Meaning {
    notation: String,
    hours: Hours,
    lines: Lines,
    problems: Vec<HoursProblem>,
}

impl Meaning {
    /// Of a notation, in this practice. `shift`: in a rota nights and holidays are usual.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub fn of(visit: &Visit, notation: &str, shift: bool) -> Result<Self, String> {
        let practice = &visit.in_force.practice;
        let today = practice.day(visit.at);
        let hours = Hours::new(notation, visit.in_force.holidays.compact(), practice.zone)
            .map_err(|error| error.to_string())?;
        let mut problems = lint(notation, &hours, today);
        // A night is drawn, and said in words.
        problems.retain(|problem| problem.trap != Trap::Overnight);
        if shift {
            problems
                .retain(|problem| !matches!(problem.trap, Trap::NoHolidayRule | Trap::OpenAllDay));
        }
        if let Some(found) = problems
            .iter()
            .find(|problem| problem.severity == Severity::Error)
        {
            return Err(format!("{} {}", found.message, found.instead));
        }
        let lines = usual_week(&visit.words, &hours, today);
        Ok(Meaning {
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
            @for problem in &self.problems {
                p.notice lang="en" { (problem.message) " " (problem.instead) }
            }
        }
    }

    /// The same, and the week that is now as it would be.
    pub fn with_week(&self, visit: &Visit) -> Markup {
        let practice = &visit.in_force.practice;
        let view = View {
            in_force: &visit.in_force,
            words: visit.words,
            week: Week::of(practice.day(visit.at)),
            now: visit.at,
            ahead: None,
        };
        let week = view.practice_week(&self.hours);
        html! {
            (self.in_words(visit))
            (picture::patterns())
            (picture::drawn(&week, &visit.words))
            (picture::table(&week, &visit.words))
        }
    }

    /// The hours of public holidays, where they have some of their own.
    fn on_holidays(&self, visit: &Visit) -> Option<String> {
        let simple = Simple::read(&self.notation)?;
        let spans = simple.holidays.filter(|spans| !spans.is_empty())?;
        let times: Vec<String> = spans.iter().map(said::times).collect();
        Some(
            visit
                .words
                .with("hours-on-holidays", &[("times", times.join(", ").into())]),
        )
    }
}
