//! What a change would make worse or better: new warnings of the check, and gaps in which callers reach nobody.

use maud::{Markup, html};

use super::look::Look;
use super::said::moment;
use crate::console::visit::Visit;
use crate::domain::names::ClinicianId;
use crate::domain::practice::Practice;
use crate::domain::reachability::{Gap, Missing, WhyNever, WhyNobody};

/// So many of a kind are told; the others are counted.
const TOLD: usize = 5;

/// The section, if there is something to tell.
pub fn shown(visit: &Visit, look: &Look) -> Markup {
    let words = &visit.words;
    if look.warnings.is_empty() && look.opened.is_empty() && look.closed.is_empty() {
        return Markup::default();
    }
    let lines = visit.only().is_none();
    html! {
        section.panel {
            @if !look.opened.is_empty() || !look.warnings.is_empty() {
                div.notice.bad {
                    h2 { (words.t("changes-new-warnings")) }
                    ul {
                        (gaps(visit, &look.opened, &look.proposal.becomes.practice))
                        @for warning in look.warnings.iter().take(TOLD) {
                            li {
                                code { (format!("{}:{}", warning.file, warning.line)) } " "
                                span lang="en" { (warning.message) }
                                @if lines && !warning.line_text.trim().is_empty() { pre.scroll { code { (warning.line_text) } } }
                            }
                        }
                    }
                    (more(visit, look.warnings.len()))
                }
            }
            @if !look.closed.is_empty() {
                div.notice.good {
                    h2 { (words.t("changes-gone-warnings")) }
                    ul { (gaps(visit, &look.closed, &look.proposal.was.practice)) }
                }
            }
        }
    }
}

fn gaps(visit: &Visit, gaps: &[Gap], practice: &Practice) -> Markup {
    html! {
        @for gap in gaps.iter().take(TOLD) { li { (sentence(visit, gap, practice)) } }
        @if gaps.len() > TOLD { li { (visit.words.with("changes-more-gaps", &[("count", (gaps.len() - TOLD).into())])) } }
    }
}

fn more(visit: &Visit, count: usize) -> Markup {
    match count > TOLD {
        true => {
            html! { p { (visit.words.with("changes-more-warnings", &[("count", (count - TOLD).into())])) } }
        }
        false => Markup::default(),
    }
}

/// One gap as a sentence.
fn sentence(visit: &Visit, gap: &Gap, practice: &Practice) -> String {
    let words = &visit.words;
    let name = |id: &ClinicianId| {
        let found = practice.clinicians.get(id);
        found.map_or_else(|| id.to_string(), |clinician| clinician.name.clone())
    };
    let who = name(&gap.clinician);
    let (from, to) = (moment(visit, gap.span.start), moment(visit, gap.span.end));
    let gaps = [
        ("who", who.into()),
        ("from", from.into()),
        ("to", to.into()),
    ];
    match &gap.what {
        Missing::UrgentReachNobody(WhyNobody::NoRota) => words.with("changes-gap-no-rota", &gaps),
        Missing::UrgentReachNobody(WhyNobody::NoShift) => words.with("changes-gap-no-shift", &gaps),
        Missing::UrgentReachNobody(WhyNobody::DutyAway { clinician }) => {
            let duty = name(clinician);
            let [who, from, to] = gaps;
            words.with(
                "changes-gap-duty-away",
                &[who, from, to, ("duty", duty.into())],
            )
        }
        Missing::UrgentReachNobody(WhyNobody::Unexplained) | Missing::NoEnd => {
            words.with("changes-gap-unexplained", &gaps)
        }
        Missing::NeverRings(WhyNever::Away) => words.with("changes-gap-away", &gaps),
        Missing::NeverRings(WhyNever::Closed) => words.with("changes-gap-closed", &gaps),
        Missing::CoverNeverOpen { cover } => {
            let cover = name(cover);
            let [who, from, to] = gaps;
            words.with(
                "changes-gap-cover",
                &[who, from, to, ("cover", cover.into())],
            )
        }
    }
}
