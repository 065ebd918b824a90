//! What a change would make worse or better: new warnings of the check, and gaps in which callers reach nobody.

use maud::{Markup, html};

use super::look::Look;
use crate::console::hours::gaps;
use crate::console::visit::Visit;
use crate::domain::practice::Practice;
use crate::domain::reachability::Gap;

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
                        (all(visit, &look.opened, &look.proposal.becomes.practice))
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
                    ul { (all(visit, &look.closed, &look.proposal.was.practice)) }
                }
            }
        }
    }
}

fn all(visit: &Visit, found: &[Gap], practice: &Practice) -> Markup {
    let words = &visit.words;
    let together = gaps::together(found.iter());
    html! {
        @for gap in together.iter().take(TOLD) { li { (gaps::sentence(words, practice, gap)) } }
        @if together.len() > TOLD {
            li { (words.with("changes-more-gaps", &[("count", (together.len() - TOLD).into())])) }
        }
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
