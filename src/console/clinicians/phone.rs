//! Another phone: entered once, asked, confirmed, or given up.

use axum::extract::Path;
use maud::{Markup, html};

use super::known::{Known, ends, moment};
use super::{back, path, seen};
use crate::config::edit::wish::Change;
use crate::console::changes;
use crate::console::form::Posted;
use crate::console::page::{base, csrf};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::next_phone::{ASKS_PER_DAY, By};
use crate::domain::practice::{Clinician, Phone};
use crate::domain::reason::Reason;
use crate::ids;
use crate::jobs::takes_no_texts;

/// The phone that waits, with what can be done about it, and the field for another one.
pub fn section(visit: &Visit, known: &Known, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    html! {
        section.panel {
            h2 { (words.t("clinicians-phone-title")) }
            @match &clinician.next_phone {
                Some(next) => (waiting(visit, known, clinician, next)),
                None => p { (words.t("clinicians-phone-told")) },
            }
            @if clinician.phones.len() > 1 { p.hint { (words.t("clinicians-phone-first")) } }
            form.fields method="post" action=(format!("{}/phone", path(&clinician.id))) autocomplete="off" {
                (csrf(visit)) (base(visit))
                label {
                    @match clinician.next_phone {
                        Some(_) => (words.t("clinicians-phone-instead")),
                        None => (words.t("clinicians-phone-new")),
                    }
                    input type="tel" name="phone" required autocomplete="off";
                    span.hint { (words.t("clinicians-phone-hint")) }
                }
                p { button type="submit" { (words.t("clinicians-preview")) } }
            }
        }
    }
}

fn waiting(visit: &Visit, known: &Known, clinician: &Clinician, next: &Phone) -> Markup {
    let words = &visit.words;
    let path = path(&clinician.id);
    let is_fixed = takes_no_texts(&next.number);
    let ask = |by: &str, label: String| {
        html! {
            form method="post" action=(format!("{path}/phone/ask")) {
                (csrf(visit))
                input type="hidden" name="by" value=(by);
                button type="submit" { (label) }
            }
        }
    };
    html! {
        p { (ends(visit, next)) " " (known.of_next(visit, clinician)) }
        @if is_fixed {
            p.notice { (words.t("clinicians-next-fixed")) }
        } @else {
            p { (words.t("clinicians-next-told")) }
        }
        @if let Some(at) = known.next_asked(clinician) {
            p.soft { (words.with("clinicians-next-asked", &[("at", moment(visit, at).into())])) }
        }
        div.row {
            (ask("call", words.t("clinicians-next-call")))
            @if !is_fixed { (ask("text", words.t("clinicians-next-text"))) }
            form method="post" action=(format!("{path}/phone/give-up")) {
                (csrf(visit)) (base(visit))
                button.danger type="submit" { (words.t("clinicians-next-give-up")) }
            }
        }
        p.hint { (words.with("clinicians-next-limit", &[("times", ASKS_PER_DAY.into())])) }
    }
}

/// `POST /console/clinicians/{id}/phone`
pub async fn change(Path(id): Path<String>, posted: Posted) -> Outcome {
    let phone = Some(posted.fields.get("phone").to_owned());
    put(&id, posted, phone).await
}

/// `POST /console/clinicians/{id}/phone/give-up`
pub async fn give_up(Path(id): Path<String>, posted: Posted) -> Outcome {
    put(&id, posted, None).await
}

async fn put(id: &str, posted: Posted, phone: Option<String>) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let clinician = seen(&visit, id)?;
    let change = Change::NextPhone {
        clinician: clinician.id.clone(),
        phone,
    };
    changes::preview(visit, change, fields.get("base"), &path(&clinician.id)).await
}

/// `POST /console/clinicians/{id}/phone/ask`: by a call or by a text.
pub async fn ask(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let clinician = seen(&visit, &id)?;
    let (by, said, what) = match fields.get("by") {
        "call" => (By::Call, "called", "called-phone"),
        _ => (By::Text, "texted", "texted-phone"),
    };
    visit.noted(what, clinician.id.as_str()).await?;
    let relay = visit.console.relay();
    let asked = relay
        .ask_next_phone(&ids::hex128(), &clinician.id, by)
        .await;
    let asked = asked.map_err(|down| visit.store_down(&down))?;
    let enough = |reason: &Reason| matches!(reason, Reason::PhoneAskedEnough { .. });
    let said = match asked.decision.reasons.iter().any(enough) {
        true => "enough",
        false if asked.decision.reasons.is_empty() => "",
        false => said,
    };
    Ok(back(&clinician, said))
}
