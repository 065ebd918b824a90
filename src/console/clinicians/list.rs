//! All clinicians in a table.

use maud::{Markup, html};

use super::known::{Known, pin_word};
use super::path;
use crate::console::numbers;
use crate::console::visit::{Act, Visit};
use crate::domain::practice::Clinician;

/// The table, and the way to a further one.
pub fn shown(visit: &Visit, known: &Known) -> Markup {
    let words = &visit.words;
    let all = visit.in_force.practice.clinicians.iter();
    let seen: Vec<&Clinician> = all
        .filter(|clinician| visit.may(&Act::See(Some(&clinician.id))))
        .collect();
    html! {
        @if visit.may(&Act::Manage) {
            p { a.button href="/console/add-clinician" { (words.t("clinicians-add")) } }
        }
        div.scroll {
            table.cards.clinicians {
                caption { (words.t("clinicians-caption")) }
                thead { tr {
                    th scope="col" { (words.t("clinicians-name")) }
                    th scope="col" { (words.t("clinicians-line")) }
                    th scope="col" { (words.t("clinicians-phones")) }
                    th scope="col" { (words.t("clinicians-backup")) }
                    th.number scope="col" { (words.t("clinicians-ring")) }
                    th.number scope="col" { (words.t("clinicians-patients")) }
                    th scope="col" { (words.t("clinicians-pin")) }
                    th scope="col" { (words.t("clinicians-paused")) }
                } }
                tbody { @for clinician in seen { (row(visit, known, clinician)) } }
            }
        }
    }
}

fn row(visit: &Visit, known: &Known, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    html! {
        tr {
            th scope="row" { a href=(path(&clinician.id)) { (clinician.name) } }
            td data-name=(words.t("clinicians-line")) { span.line { (numbers::line(clinician.line.0)) } }
            td data-name=(words.t("clinicians-phones")) { (known.phones(visit, clinician)) }
            td data-name=(words.t("clinicians-backup")) { (backups(visit, clinician)) }
            td.number data-name=(words.t("clinicians-ring")) { (seconds(visit, clinician)) }
            td.number data-name=(words.t("clinicians-patients")) { (practice.patients.rows_of(&clinician.id)) }
            td data-name=(words.t("clinicians-pin")) { (pin_word(visit, known.pin(clinician))) }
            td data-name=(words.t("clinicians-paused")) {
                @match known.paused(visit, clinician) {
                    Some(until) => (words.with("clinicians-until", &[("at", until.into())])),
                    None => (words.t("clinicians-no")),
                }
            }
        }
    }
}

/// "20 s".
pub fn seconds(visit: &Visit, clinician: &Clinician) -> String {
    let gaps = [("seconds", clinician.ring.into())];
    visit.words.with("clinicians-seconds", &gaps)
}

/// Who is rung next, by name.
pub fn backups(visit: &Visit, clinician: &Clinician) -> String {
    let clinicians = &visit.in_force.practice.clinicians;
    let names = clinician.backup.iter().filter_map(|id| clinicians.get(id));
    let names: Vec<&str> = names.map(|known| known.name.as_str()).collect();
    match names.is_empty() {
        true => visit.words.t("clinicians-nobody"),
        false => names.join(", "),
    }
}
