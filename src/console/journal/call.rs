//! The page of one call: its steps in order, each with the rules that led to it.

use std::iter;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::outcome::{Fate, patients};
use super::{list, message, style, teller, when};
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::domain::decision::{Answer, Decision, Outcome};
use crate::domain::reason::Reason;
use crate::prompts::sentence;
use crate::store::console::journal::Entry;
use crate::store::console::journal_rows::Step;

/// What is known of the call.
pub fn shown(visit: &Visit, entry: &Entry) -> Markup {
    let words = &visit.words;
    let tell = teller(visit);
    let zone = visit.in_force.practice.zone;
    let fate = Fate::of(entry, visit.at);
    let details = tell.details(&fate);
    let patient = patients(entry).first();
    html! {
        (style())
        p { a href="/console/journal" { (words.t("journal-back")) } }
        section.panel {
            dl.facts {
                div { dt { (words.t("journal-when")) } dd { (when::time(words, zone, entry.at)) } }
                div { dt { (words.t("journal-who")) } dd {
                    (tell.caller(entry))
                    @if let Some(patient) = patient {
                        " " a.soft href={ "/console/journal?patient=" (patient) } { (words.t("journal-all-of-patient")) }
                    }
                } }
                div { dt { (words.t("journal-whom")) } dd { (tell.line(entry)) } }
                div { dt { (words.t("journal-became")) } dd {
                    span class=(list::class(&fate.became)) { (tell.became(&fate.became)) }
                } }
                @if !details.is_empty() { div { dt { (words.t("journal-how")) } dd { (details) } } }
            }
        }
        @for one in &entry.messages { (message::panel(visit, one)) }
        section.panel aria-labelledby="steps" {
            h2 id="steps" { (words.t("journal-steps")) }
            p.soft { (words.t("journal-steps-about")) }
            ol.steps {
                @for (before, step) in befores(entry).zip(&entry.steps) { (step_shown(visit, before, step)) }
            }
        }
    }
}

/// The moment before each step: that of the call, then of the step before.
fn befores(entry: &Entry) -> impl Iterator<Item = DateTime<Utc>> {
    iter::once(entry.at).chain(entry.steps.iter().map(|step| step.at))
}

fn step_shown(visit: &Visit, before: DateTime<Utc>, step: &Step) -> Markup {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    html! { li {
        p {
            time.soft datetime=(step.at.with_timezone(&practice.zone).to_rfc3339()) { (when::second(words, practice.zone, before, step.at)) }
            " " strong { (happened(words, step)) }
            @if let Some(what) = decided(visit, &step.decision) { " → " (what) }
        }
        @if !step.decision.reasons.is_empty() {
            ul { @for reason in &step.decision.reasons { li { (sentence(reason, practice, words.language())) } } }
        }
    } }
}

/// What happened, by the name of the step.
fn happened(words: &Words, step: &Step) -> String {
    let reasons = &step.decision.reasons;
    match step.name.split('/').next().unwrap_or_default() {
        "" => words.t("journal-step-incoming"),
        "ring" => words.t("journal-step-ring"),
        "menu" => words.t("journal-step-menu"),
        "code" => words.t("journal-step-code"),
        "screen" => words.t("journal-step-screen"),
        "key" => words.t("journal-step-key"),
        "recorded" => words.t("journal-step-recorded"),
        "recording" if reasons.contains(&Reason::NothingRecorded) => {
            words.t("journal-step-no-recording")
        }
        "recording" => words.t("journal-step-recording"),
        "own" => words.t("journal-step-own"),
        "placed" => words.t("journal-step-placed"),
        "placed-key" => words.t("journal-step-placed-key"),
        "ended" | "placed-ended" => words.t("journal-step-ended"),
        _ => words.t("journal-step-unknown"),
    }
}

/// What was decided, where that is more than a note.
fn decided(visit: &Visit, decision: &Decision) -> Option<String> {
    let words = &visit.words;
    Some(match (&decision.answer, decision.outcome) {
        (Answer::Ring(ring), _) => match &ring.to {
            crate::domain::decision::Destination::Clinician(target) => {
                let who = teller(visit).clinician(&target.clinician);
                words.with("journal-decided-ring", &[("who", who.into())])
            }
            crate::domain::decision::Destination::FrontDesk => words.t("journal-decided-desk"),
            crate::domain::decision::Destination::Patient { .. } => {
                words.t("journal-decided-patient")
            }
        },
        (Answer::Menu { .. }, _) => words.t("journal-decided-menu"),
        (Answer::Record { .. }, _) => words.t("journal-decided-record"),
        (Answer::Announce { .. }, _) => words.t("journal-decided-announce"),
        (Answer::Screen { .. }, _) => words.t("journal-decided-screen"),
        (Answer::Bridge { .. }, _) => words.t("journal-decided-bridge"),
        (Answer::Own { .. } | Answer::Placed { .. }, _) => words.t("journal-decided-asks"),
        (Answer::End { .. }, Outcome::Refuse) => words.t("journal-decided-refuse"),
        (Answer::End { .. } | Answer::Nothing, _) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::words::Tongue;
    use crate::domain::names::Language;

    fn step(name: &str, reasons: Vec<Reason>) -> Step {
        Step {
            seq: 1,
            at: "2026-11-23T10:00:00Z".parse().unwrap(),
            name: name.to_owned(),
            decision: Decision {
                outcome: Outcome::Noted,
                clinician: None,
                language: Language::ENGLISH,
                answer: Answer::Nothing,
                effects: Vec::new(),
                reasons,
                next_open: None,
            },
        }
    }

    #[test]
    fn a_recording_that_the_provider_has_not_is_not_said_to_have_arrived() {
        let name = "recording/okafor";
        for (reason, english, french) in [
            (
                Reason::Recorded,
                "The recording has arrived",
                "L’enregistrement est arrivé",
            ),
            (
                Reason::NothingRecorded,
                "There is no recording",
                "Il n’y a pas d’enregistrement",
            ),
        ] {
            let step = step(name, vec![reason]);
            assert_eq!(happened(&Words::new(Tongue::English), &step), english);
            assert_eq!(happened(&Words::new(Tongue::French), &step), french);
        }
    }
}
