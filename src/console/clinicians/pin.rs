//! The PIN with which a clinician hears messages on the own line: set here, or chosen on a call.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use super::known::{Known, pin_word};
use super::{back, one, path, seen};
use crate::console::form::Posted;
use crate::console::page::csrf;
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::practice::Clinician;
use crate::ids;
use crate::relay::pin::{Pin, Unfit};

/// What is said, to a clinician of the own PIN or to others of a clinician's.
struct Told {
    about: String,
    by_call: String,
    call: String,
}

impl Told {
    fn of(visit: &Visit) -> Told {
        let words = &visit.words;
        match visit.only() {
            Some(_) => Told {
                about: words.t("clinicians-own-pin-told"),
                by_call: words.t("clinicians-own-pin-call-told"),
                call: words.t("clinicians-own-pin-call"),
            },
            None => Told {
                about: words.t("clinicians-pin-told"),
                by_call: words.t("clinicians-pin-call-told"),
                call: words.t("clinicians-pin-call"),
            },
        }
    }
}

/// The two fields, and the button for a call.
pub fn section(visit: &Visit, known: &Known, clinician: &Clinician, wrong: Option<&str>) -> Markup {
    let words = &visit.words;
    let told = Told::of(visit);
    let described = if wrong.is_some() {
        "pin-wrong pin-rules"
    } else {
        "pin-rules"
    };
    let field = |name: &str, label: String| {
        html! {
            label { (label)
                input type="password" name=(name) inputmode="numeric" autocomplete="off" required
                    aria-describedby=(described) aria-invalid[wrong.is_some()];
            }
        }
    };
    html! {
        section.panel {
            h2 { (words.t("clinicians-pin")) }
            p { (told.about) " " (pin_word(visit, known.pin(clinician))) }
            form.fields method="post" action=(format!("{}/pin", path(&clinician.id))) {
                (csrf(visit))
                @if let Some(wrong) = wrong { p.notice.bad #pin-wrong role="alert" { (wrong) } }
                (field("pin", words.t("clinicians-pin-new")))
                (field("again", words.t("clinicians-pin-again")))
                p.hint #pin-rules { (words.t("clinicians-pin-rules")) }
                p { button type="submit" { (words.t("clinicians-pin-set")) } }
            }
            form.apart method="post" action=(format!("{}/pin/call", path(&clinician.id))) {
                (csrf(visit))
                p.hint { (told.by_call) }
                p { button.quiet type="submit" { (told.call) } }
            }
        }
    }
}

/// `POST /console/clinicians/{id}/pin`
pub async fn set(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let clinician = may_set(&visit, &id)?;
    let words = &visit.words;
    // Said of the PIN itself before it is said that it was typed differently.
    let wrong = match Pin::chosen(fields.raw("pin")) {
        Err(Unfit::NotDigits) => words.t("clinicians-pin-not-digits"),
        Err(Unfit::Guessable) => words.t("clinicians-pin-guessable"),
        Ok(_) if fields.raw("pin") != fields.raw("again") => words.t("clinicians-pin-different"),
        Ok(pin) => {
            let hashed = visit.console.hashing().turn(move || pin.hash()).await;
            let Some(Ok(hash)) = hashed else {
                let busy = words.t("clinicians-pin-busy");
                return Err(visit.refuse(StatusCode::SERVICE_UNAVAILABLE, &busy));
            };
            visit.noted("set-pin", clinician.id.as_str()).await?;
            let set = visit.console.store().set_pin(&clinician.id, hash).await;
            set.map_err(|down| visit.store_down(&down))?;
            return Ok(back(&clinician, "pin"));
        }
    };
    one::page_of(&visit, &clinician, &Markup::default(), Some(&wrong)).await
}

/// `POST /console/clinicians/{id}/pin/call`
pub async fn call(Path(id): Path<String>, posted: Posted) -> Outcome {
    let visit = posted.visit;
    let clinician = may_set(&visit, &id)?;
    visit.noted("called-for-pin", clinician.id.as_str()).await?;
    let relay = visit.console.relay();
    let called = relay.call_for_pin(&ids::hex128(), &clinician.id).await;
    called.map_err(|down| visit.store_down(&down))?;
    Ok(back(&clinician, "pin-called"))
}

/// A manager, or the clinician.
fn may_set(visit: &Visit, id: &str) -> Result<Clinician, crate::console::visit::Refusal> {
    let clinician = seen(visit, id)?;
    visit.must(&Act::Change(&clinician.id))?;
    Ok(clinician)
}
