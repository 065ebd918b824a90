//! The answer: one sentence, then each rule that led to it, then what would ring and be heard.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::answer::Answered;
use super::ask::Asked;
use super::form::form;
use crate::console::moments;
use crate::console::visit::Visit;
use crate::domain::decision::{Answer, Decision, Destination, Outcome};
use crate::domain::event::Target;
use crate::domain::names::PatientId;
use crate::domain::reason::Reason;
use crate::prompts::sentence;

/// The form, and above it the answer where somebody has asked.
pub fn body(
    visit: &Visit,
    asked: &Asked,
    is_asked: bool,
    named: &[PatientId],
    answered: Option<&Answered>,
) -> Markup {
    let words = &visit.words;
    html! {
        link rel="stylesheet" href="/console/assets/what-if.css";
        @if named.len() > 1 {
            (which(visit, asked, named))
        } @else if is_asked && answered.is_none() {
            p.notice.bad role="alert" { (words.t("whatif-not-understood")) }
        }
        @if let Some(answered) = answered {
            (answer(visit, asked, answered))
            h2 { (words.t("whatif-again")) }
        } @else {
            p { (words.t("whatif-about")) }
        }
        (form(visit, asked, is_asked))
    }
}

/// Several patients have that name: each is a link that asks the same about that one.
fn which(visit: &Visit, asked: &Asked, named: &[PatientId]) -> Markup {
    let practice = &visit.in_force.practice;
    let rows = named.iter().filter_map(|id| practice.patients.get(*id));
    html! {
        section.panel aria-labelledby="whatif-which" {
            h2 id="whatif-which" { (visit.words.t("whatif-which")) }
            ul { @for row in rows { li {
                a href=(about(asked, row.id)) { (row.name) }
                " " span.soft { (clinician(visit, row.clinician.as_str(), |found| found.name.clone())) }
            } } }
        }
    }
}

/// The address that asks the same about this row. The words of a text are no part of it.
fn about(asked: &Asked, row: PatientId) -> String {
    let kind = if asked.is_text { "text" } else { "call" };
    let memory = if asked.remembered { "now" } else { "fresh" };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("patient", &row.to_string())
        .append_pair("date", &asked.date)
        .append_pair("time", &asked.time)
        .append_pair("kind", kind)
        .append_pair("memory", memory);
    format!("/console/what-if?{}", query.finish())
}

fn answer(visit: &Visit, asked: &Asked, answered: &Answered) -> Markup {
    let words = &visit.words;
    let at = moments::full(words, visit.in_force.practice.zone, answered.at);
    html! {
        section.panel.answer aria-labelledby="whatif-answer" {
            h2 id="whatif-answer" { (words.with("whatif-at", &[("at", at.into())])) }
            @if let Some(note) = asked.note(visit) { p.notice { (note) } }
            @if answered.forgotten { p.notice.bad { (words.t("whatif-forgotten")) } }
            p.outcome { (outcome(visit, answered.is_text, &answered.decision)) }
            (why(visit, &answered.decision))
            (rings(visit, &answered.rings))
            @if let Some(next) = next(visit, answered) { p { (next) } }
            (heard(visit, &answered.decision))
            @if let Some(pressed) = &answered.urgent {
                h3 { (words.t("whatif-pressed")) }
                p.outcome { (outcome(visit, false, &pressed.decision)) }
                (why(visit, &pressed.decision))
                (rings(visit, &pressed.rings))
                (heard(visit, &pressed.decision))
            }
            p.hint { (words.t("whatif-nothing-sent")) }
        }
    }
}

/// The outcome in one sentence.
fn outcome(visit: &Visit, is_text: bool, decision: &Decision) -> String {
    let words = &visit.words;
    let who = || {
        let id = decision.clinician.as_ref();
        let name = id.map(|id| clinician(visit, id.as_str(), |found| found.name.clone()));
        [(
            "who",
            name.unwrap_or_else(|| words.t("whatif-the-practice"))
                .into(),
        )]
    };
    match (decision.outcome, &decision.answer) {
        (Outcome::Ring, Answer::Ring(ring)) => {
            let seconds = ("seconds", ring.seconds.into());
            let [who] = [("who", rung(visit, &ring.to).into())];
            words.with("whatif-rings", &[who, seconds])
        }
        (_, Answer::Own { .. }) => words.with("whatif-own-line", &who()),
        (Outcome::Menu, _) => words.with("whatif-menu", &who()),
        (Outcome::Voicemail, _) => words.with("whatif-voicemail", &who()),
        (Outcome::FrontDesk, _) if !rings_desk(&decision.answer) => words.t("whatif-desk-message"),
        (Outcome::FrontDesk, _) => words.t("whatif-desk"),
        (Outcome::Refuse, _) if is_text => words.t("whatif-text-refused"),
        (Outcome::Refuse, _) => words.t("whatif-refused"),
        (Outcome::Relay, _) => words.with("whatif-relayed", &who()),
        (Outcome::Hold, _) => words.with("whatif-held", &who()),
        (Outcome::Urgent, _) => words.with("whatif-urgent", &who()),
        (Outcome::Command, _) => words.with("whatif-command", &who()),
        (Outcome::Ring | Outcome::Noted, _) => words.t("whatif-noted"),
    }
}

fn rings_desk(answer: &Answer) -> bool {
    match answer {
        Answer::Ring(_) => true,
        Answer::Announce { then, .. } => rings_desk(then),
        _ => false,
    }
}

/// Each rule, in order.
fn why(visit: &Visit, decision: &Decision) -> Markup {
    let (words, practice) = (&visit.words, &visit.in_force.practice);
    let reasons = decision.reasons.iter().filter(|reason| is_known(reason));
    html! {
        h3 { (words.t("whatif-why")) }
        ol.why { @for reason in reasons { li { (sentence(reason, practice, words.language())) } } }
    }
}

/// Which back line a phone would show depends on the conversations so far, which are not looked at here.
fn is_known(reason: &Reason) -> bool {
    !matches!(
        reason,
        Reason::Shows { .. }
            | Reason::LineReassigned { .. }
            | Reason::NoBackLine
            | Reason::LineAssigned { .. }
            | Reason::Marked { .. }
    )
}

fn rings(visit: &Visit, rings: &[Destination]) -> Markup {
    html! { @if !rings.is_empty() {
        h3 { (visit.words.t("whatif-order")) }
        ol.rings { @for to in rings { li { (rung(visit, to)) } } }
    } }
}

/// "Dr Ada Okafor, phone 1 of 2".
fn rung(visit: &Visit, to: &Destination) -> String {
    match to {
        Destination::Clinician(target) => phone(visit, target),
        Destination::FrontDesk => visit.words.t("whatif-the-desk"),
        Destination::Patient { .. } => visit.words.t("whatif-the-patient"),
    }
}

fn phone(visit: &Visit, target: &Target) -> String {
    clinician(visit, target.clinician.as_str(), |found| {
        let place = found
            .phones
            .iter()
            .position(|phone| phone.id == target.phone);
        match (place, found.phones.len()) {
            (Some(place), phones) if phones > 1 => visit.words.with(
                "whatif-phone",
                &[
                    ("who", found.name.clone().into()),
                    ("place", (place + 1).into()),
                    ("phones", phones.into()),
                ],
            ),
            _ => found.name.clone(),
        }
    })
}

/// Something about a clinician; the id of one who is no longer listed.
fn clinician(
    visit: &Visit,
    id: &str,
    about: impl FnOnce(&crate::domain::practice::Clinician) -> String,
) -> String {
    let mut all = visit.in_force.practice.clinicians.iter();
    let found = all.find(|clinician| clinician.id.as_str() == id);
    found.map_or_else(|| id.to_owned(), about)
}

/// When calls ring again, where they do not now.
fn next(visit: &Visit, answered: &Answered) -> Option<String> {
    let words = &visit.words;
    let next: Option<DateTime<Utc>> = answered.decision.next_open;
    match next {
        Some(next) if next > answered.at => {
            let at = moments::full(words, visit.in_force.practice.zone, next);
            Some(words.with("whatif-next", &[("at", at.into())]))
        }
        None if matches!(answered.decision.answer, Answer::Menu { .. }) => {
            Some(words.t("whatif-never"))
        }
        _ => None,
    }
}

/// What the caller would hear, in the caller's language.
fn heard(visit: &Visit, decision: &Decision) -> Markup {
    let in_force = &visit.in_force;
    let language = in_force.prompts.spoken_language(decision.language);
    let phrases = decision.answer.spoken();
    html! { @if !phrases.is_empty() {
        details {
            summary { (visit.words.t("whatif-heard")) }
            ol.heard lang=(language) { @for phrase in phrases {
                li { (in_force.prompts.say(phrase, decision.language, &in_force.practice)) }
            } }
        }
    } }
}
