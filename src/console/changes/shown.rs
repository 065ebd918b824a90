//! What differs in the files, as a page shows it.

use maud::{Markup, html};

use crate::config::difference::{FileDifference, Part};
use crate::console::visit::Visit;

/// What differs, file by file; numbers and codes are blanked already.
pub fn differences(visit: &Visit, files: &[FileDifference]) -> Markup {
    let words = &visit.words;
    html! {
        @for file in files {
            h3 {
                code { (file.file) } " "
                span.soft { (words.with("changes-lines", &[("added", file.added.into()), ("removed", file.removed.into())])) }
            }
            div.scroll.difference tabindex="0" role="group" aria-label=(words.with("changes-difference-in", &[("file", file.file.as_str().into())])) {
                pre { @for part in &file.parts { (line(visit, part)) } }
            }
            @if file.unshown > 0 {
                p.soft { (words.with("changes-unshown", &[("count", file.unshown.into())])) }
            }
        }
        @if files.is_empty() { p.soft { (words.t("changes-no-difference")) } }
    }
}

fn line(visit: &Visit, part: &Part) -> Markup {
    html! {
        @match part {
            Part::Same(line) => span.same { "  " (line) "\n" },
            Part::Removed(line) => del { "− " (line) "\n" },
            Part::Added(line) => ins { "+ " (line) "\n" },
            Part::Folded(count) => span.folded {
                "  ⋯ " (visit.words.with("changes-folded", &[("count", (*count).into())])) "\n"
            },
        }
    }
}
