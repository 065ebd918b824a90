//! One clinician: what is known, and a form for each thing that can be changed.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::known::{Known, pin_word};
use super::{card, list, path, phone, pin, titled};
use crate::console::numbers;
use crate::console::page::{base, csrf};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::practice::Clinician;

/// The page; `said` stands above everything, `wrong` is what was wrong with a PIN.
pub async fn page_of(
    visit: &Visit,
    clinician: &Clinician,
    said: &Markup,
    wrong: Option<&str>,
) -> Outcome {
    let known = Known::of(visit).await?;
    let manages = visit.may(&Act::Manage);
    let body = html! {
        (said)
        (facts(visit, &known, clinician))
        @if manages { (form(visit, clinician)) (phone::section(visit, &known, clinician)) }
        @if visit.may(&Act::Change(&clinician.id)) { (pin::section(visit, &known, clinician, wrong)) }
        (card::section(visit, clinician))
        @if manages {
            section.panel {
                h2 { (visit.words.t("clinicians-remove-title")) }
                p { (visit.words.t("clinicians-remove-hint")) }
                p { a.button.quiet href=(format!("{}/remove", path(&clinician.id))) {
                    (visit.words.t("clinicians-remove-look"))
                } }
            }
        }
    };
    let mut response = titled(visit, &clinician.name, &body);
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn facts(visit: &Visit, known: &Known, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    let patients = visit.in_force.practice.patients.rows_of(&clinician.id);
    html! {
        section.panel {
            h2.unseen { (words.t("clinicians-facts")) }
            dl.facts {
                dt { (words.t("clinicians-line")) }
                dd { span.line { (numbers::line(clinician.line.0)) } }
                dt { (words.t("clinicians-phones")) }
                dd { (known.phones(visit, clinician)) }
                dt { (words.t("clinicians-backup")) }
                dd { (list::backups(visit, clinician)) }
                dt { (words.t("clinicians-ring")) }
                dd { (list::seconds(visit, clinician)) }
                dt { (words.t("clinicians-patients")) }
                dd { (patients) }
                dt { (words.t("clinicians-pin")) }
                dd { (pin_word(visit, known.pin(clinician))) }
                @if let Some(until) = known.paused(visit, clinician) {
                    dt { (words.t("clinicians-paused")) }
                    dd { (words.with("clinicians-until", &[("at", until.into())])) }
                }
            }
        }
    }
}

fn form(visit: &Visit, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    let all = visit.in_force.practice.clinicians.iter();
    let others: Vec<&Clinician> = all.filter(|other| other.id != clinician.id).collect();
    // One more place than there are taken, and none that could not be filled.
    let places = (clinician.backup.len() + 1).min(others.len());
    html! {
        section.panel {
            h2 { (words.t("clinicians-change")) }
            form.fields method="post" action=(path(&clinician.id)) {
                (csrf(visit)) (base(visit))
                label { (words.t("clinicians-name"))
                    input name="name" value=(clinician.name) required autocomplete="off";
                    span.hint { (words.t("clinicians-name-hint")) }
                }
                label { (words.t("clinicians-line"))
                    input type="tel" name="line" value=(numbers::line(clinician.line.0)) required autocomplete="off";
                    span.hint { (words.t("clinicians-line-hint")) }
                }
                label { (words.t("clinicians-ring"))
                    input type="number" name="ring" min="5" max="60" value=(clinician.ring) required;
                    span.hint { (words.t("clinicians-ring-hint")) }
                }
                @if places > 0 {
                    fieldset {
                        legend { (words.t("clinicians-backup")) }
                        p.hint { (words.t("clinicians-backup-hint")) }
                        @for place in 0..places {
                            label {
                                (words.with("clinicians-backup-place", &[("place", (place + 1).into())]))
                                select name="backup" {
                                    option value="" { (words.t("clinicians-nobody")) }
                                    @for other in &others {
                                        option value=(other.id) selected[clinician.backup.get(place) == Some(&other.id)] {
                                            (other.name)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                p { button type="submit" { (words.t("clinicians-preview")) } }
            }
        }
    }
}
