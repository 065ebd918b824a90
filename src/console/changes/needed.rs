//! Where somebody would be missing if a clinician went, each with the page on which somebody else is entered.

use maud::{Markup, html};

use super::said::{day, moment};
use crate::config::edit::mentions::Needed;
use crate::console::hours;
use crate::console::visit::Visit;

/// The list.
pub fn needed(visit: &Visit, all: &[Needed]) -> Markup {
    html! { ul.needed { @for one in all { li { (place(visit, one)) } } } }
}

fn place(visit: &Visit, one: &Needed) -> Markup {
    let words = &visit.words;
    match one {
        Needed::Shift { hours, from } => html! {
            @match from {
                Some(from) => (words.with("changes-needed-shift", &[("from", moment(visit, *from).into())])),
                None => (words.t("changes-needed-rota")),
            }
            (hours::in_words(visit, hours, true))
            a href="/console/hours/rota/0" { (words.t("changes-needed-to-rota")) }
        },
        Needed::Cover { of, from, to } => {
            let clinician = visit.in_force.practice.clinicians.get(of);
            let who = clinician.map_or(of.as_str(), |clinician| &clinician.name);
            let gaps = [
                ("who", who.into()),
                ("from", day(words, *from).into()),
                ("to", day(words, *to).into()),
            ];
            html! {
                (words.with("changes-needed-cover", &gaps)) " "
                a href=(format!("/console/hours/away/{of}")) { (words.t("changes-needed-to-away")) }
            }
        }
    }
}
