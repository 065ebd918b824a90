//! The forms for the hours of a clinician and of the practice.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::entry::{Entry, Kind, Mistake, mistake};
use super::fieldset::{Fieldset, summary};
use super::meaning::{Meaning, read};
use super::{BACK, assets, said};
use crate::config::edit::wish::Change;
use crate::console::changes;
use crate::console::form::Posted;
use crate::console::page::{self, Tab, page};
use crate::console::visit::{Act, Outcome, Refusal, Visit};
use crate::domain::names::ClinicianId;
use crate::domain::practice::Clinician;

/// Whose hours a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whose {
    Practice,
    Clinician(ClinicianId),
}

/// `GET /console/hours/practice`
pub async fn practice(visit: Visit) -> Outcome {
    visit.must(&Act::Manage)?;
    let entry = Whose::Practice.entry(&visit);
    Ok(form(
        &visit,
        &Whose::Practice,
        &entry,
        visit.in_force.practice.version.to_string().as_str(),
        &[],
    ))
}

/// `POST /console/hours/practice`
pub async fn practice_sent(posted: Posted) -> Outcome {
    posted.visit.must(&Act::Manage)?;
    sent(posted, Whose::Practice).await
}

/// `GET /console/hours/of/{clinician}`
pub async fn clinician(Path(id): Path<String>, visit: Visit) -> Outcome {
    let id = known(&visit, &id)?.id.clone();
    visit.must(&Act::Change(&id))?;
    let whose = Whose::Clinician(id);
    let entry = whose.entry(&visit);
    Ok(form(
        &visit,
        &whose,
        &entry,
        visit.in_force.practice.version.to_string().as_str(),
        &[],
    ))
}

/// `POST /console/hours/of/{clinician}`
pub async fn clinician_sent(Path(id): Path<String>, posted: Posted) -> Outcome {
    let id = known(&posted.visit, &id)?.id.clone();
    posted.visit.must(&Act::Change(&id))?;
    sent(posted, Whose::Clinician(id)).await
}

/// A clinician whom this account may see.
///
/// # Errors
/// The page that there is none.
pub fn known<'a>(visit: &'a Visit, id: &str) -> Result<&'a Clinician, Refusal> {
    let id = ClinicianId::new(id).filter(|id| visit.may(&Act::See(Some(id))));
    let clinician = id.and_then(|id| visit.in_force.practice.clinicians.get(&id));
    clinician.ok_or_else(|| visit.not_found())
}

async fn sent(posted: Posted, whose: Whose) -> Outcome {
    let Posted { visit, fields } = posted;
    let mut entry = Entry::sent(&fields, "");
    let (button, base) = (fields.get("do"), fields.get("base"));
    if entry.press(button) {
        return Ok(form(&visit, &whose, &entry, base, &[]));
    }
    let mistakes = match entry.notation(&visit.words, "") {
        Ok(Some(notation)) => wrong_notation(&visit, &notation, &entry, "", false),
        Ok(None) => Vec::new(),
        Err(mistakes) => mistakes,
    };
    if !mistakes.is_empty() || button != "save" {
        return Ok(form(&visit, &whose, &entry, base, &mistakes));
    }
    let hours = entry.notation(&visit.words, "").unwrap_or_default();
    let back = whose.path();
    let change = match whose {
        Whose::Practice => Change::PracticeHours(hours),
        Whose::Clinician(clinician) => Change::Hours { clinician, hours },
    };
    changes::preview(visit, change, base, &back).await
}

/// What is wrong with the notation itself, at the field where it was entered.
pub fn wrong_notation(
    visit: &Visit,
    notation: &str,
    entry: &Entry,
    prefix: &str,
    shift: bool,
) -> Vec<Mistake> {
    let field = match entry.kind {
        Kind::Notation => "notation",
        _ => "r0-day",
    };
    let wrong = read(visit, notation, shift).err();
    wrong
        .into_iter()
        .map(|words| mistake(format!("{prefix}{field}"), words))
        .collect()
}

impl Whose {
    fn path(&self) -> String {
        match self {
            Whose::Practice => format!("{BACK}/practice"),
            Whose::Clinician(id) => format!("{BACK}/of/{id}"),
        }
    }

    fn entry(&self, visit: &Visit) -> Entry {
        let in_force = &visit.in_force;
        let hours = match self {
            Whose::Practice => in_force.practice.hours.as_ref(),
            Whose::Clinician(id) if !in_force.written.own_hours.contains(id) => None,
            Whose::Clinician(id) => in_force
                .practice
                .clinicians
                .get(id)
                .map(|clinician| &clinician.hours),
        };
        Entry::of(hours.map(|hours| hours.expression()))
    }

    fn title(&self, visit: &Visit) -> String {
        let who = [("who", self.name(visit).into())];
        visit.words.with("hours-edit-title", &who)
    }

    fn name<'v>(&'v self, visit: &'v Visit) -> &'v str {
        let practice = &visit.in_force.practice;
        match self {
            Whose::Practice => practice.name.as_str(),
            Whose::Clinician(id) => said::name(practice, id),
        }
    }

    /// What it means to give no hours.
    fn without(&self, visit: &Visit) -> String {
        let words = &visit.words;
        match (self, &visit.in_force.practice.hours) {
            (Whose::Practice, _) => words.t("hours-kind-none"),
            (Whose::Clinician(_), Some(_)) => words.t("hours-kind-practice"),
            (Whose::Clinician(_), None) => words.t("hours-kind-any-time"),
        }
    }
}

fn form(visit: &Visit, whose: &Whose, entry: &Entry, base: &str, mistakes: &[Mistake]) -> Response {
    let words = &visit.words;
    let fieldset = Fieldset {
        words,
        prefix: "",
        entry,
        mistakes,
        without: Some(whose.without(visit)),
        legend: words.t("hours-when-calls-ring"),
    };
    let body = html! {
        (assets())
        (to_overview(visit))
        (summary(words, mistakes))
        div.edit {
            form.panel method="post" action=(whose.path()) data-live="" {
                (hidden(visit, base))
                (fieldset.shown())
                (buttons(visit, true))
            }
            section.panel.meaning aria-labelledby="meaning" aria-live="polite" {
                h2 id="meaning" { (words.t("hours-meaning")) }
                (meaning(visit, whose, entry))
            }
        }
    };
    let mut response = page(visit, Some(Tab::Hours), &whose.title(visit), &body);
    if !mistakes.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn meaning(visit: &Visit, whose: &Whose, entry: &Entry) -> Markup {
    let words = &visit.words;
    let practice = visit.in_force.practice.hours.as_ref();
    let notation = match entry.notation(words, "") {
        Ok(Some(notation)) => notation,
        Ok(None) => match (whose, practice) {
            (Whose::Clinician(_), Some(hours)) => hours.expression().to_owned(),
            (Whose::Clinician(_), None) => return html! { p { (words.t("hours-none-given")) } },
            (Whose::Practice, _) => return html! { p { (words.t("hours-practice-none")) } },
        },
        Err(_) => return html! { p.soft { (words.t("hours-meaning-later")) } },
    };
    match Meaning::of(visit, &notation, false) {
        Ok(meaning) => meaning.with_week(visit, whose.name(visit)),
        Err(wrong) => html! { p.notice.bad lang="en" { (wrong) } },
    }
}

/// The way back to the pictures.
pub fn to_overview(visit: &Visit) -> Markup {
    html! { p { a href=(BACK) { "‹ " (visit.words.t("hours-back")) } } }
}

/// What every form of these pages begins with: its token, the version it was made from, and what Enter does.
pub fn hidden(visit: &Visit, base: &str) -> Markup {
    html! {
        (page::csrf(visit))
        input type="hidden" name="base" value=(base);
        button.unseen type="submit" name="do" value="check" tabindex="-1" aria-hidden="true" { (visit.words.t("hours-check")) }
    }
}

/// What every form of these pages ends with; `explains`: whether it can show what was entered without a change.
pub fn buttons(visit: &Visit, explains: bool) -> Markup {
    html! {
        div.row.save {
            button type="submit" name="do" value="save" { (visit.words.t("hours-save")) }
            @if explains { button.quiet type="submit" name="do" value="check" { (visit.words.t("hours-check")) } }
        }
        p.hint { (visit.words.t("hours-save-hint")) }
    }
}
