//! A further clinician.

use maud::html;

use super::titled;
use crate::config::edit::wish::Change;
use crate::console::changes;
use crate::console::form::Posted;
use crate::console::page::{base, csrf};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::names::ClinicianId;
use crate::domain::patients::spelling::folded;
use crate::domain::practice::Clinicians;

/// `GET /console/add-clinician`
pub async fn ask_add(visit: Visit) -> Outcome {
    visit.must(&Act::Manage)?;
    let words = &visit.words;
    let body = html! {
        section.panel {
            form.fields method="post" action="/console/add-clinician" autocomplete="off" {
                (csrf(&visit)) (base(&visit))
                label { (words.t("clinicians-name"))
                    input name="name" required autocomplete="off";
                    span.hint { (words.t("clinicians-name-hint")) }
                }
                label { (words.t("clinicians-line"))
                    input type="tel" name="line" required autocomplete="off";
                    span.hint { (words.t("clinicians-line-hint")) }
                }
                label { (words.t("clinicians-phone"))
                    input type="tel" name="phone" required autocomplete="off";
                    span.hint { (words.t("clinicians-phone-hint")) }
                }
                label { (words.t("clinicians-hours"))
                    input.notation name="hours" autocomplete="off" spellcheck="false";
                    span.hint { (words.t("clinicians-hours-hint")) }
                }
                label { (words.t("clinicians-id"))
                    input name="id" autocomplete="off" spellcheck="false" maxlength="40" pattern="[a-z0-9_\\-]*";
                    span.hint { (words.t("clinicians-id-hint")) }
                }
                p.row {
                    button type="submit" { (words.t("clinicians-preview")) }
                    a.button.quiet href="/console/clinicians" { (words.t("clinicians-back")) }
                }
            }
        }
    };
    Ok(titled(&visit, &words.t("clinicians-add"), &body))
}

/// `POST /console/add-clinician`
pub async fn add(posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let name = fields.get("name");
    let id = match fields.get("id") {
        "" => id_of(name, &visit.in_force.practice.clinicians),
        given => given.to_owned(),
    };
    let hours = Some(fields.get("hours").to_owned()).filter(|hours| !hours.is_empty());
    let change = Change::AddClinician {
        id,
        name: name.to_owned(),
        line: fields.get("line").to_owned(),
        phone: fields.get("phone").to_owned(),
        hours,
    };
    changes::preview(visit, change, fields.get("base"), "/console/clinicians").await
}

/// The short name that files speak of a clinician by: the last word of the name, as nobody else has it yet.
pub fn id_of(name: &str, clinicians: &Clinicians) -> String {
    let letters = folded(name);
    let plain = |c: char| c.is_ascii_lowercase();
    let mut words = letters.split(|c: char| !plain(c));
    let last = words.rfind(|word| !word.is_empty());
    let stem: String = last.unwrap_or("clinician").chars().take(30).collect();
    let is_free =
        |id: &String| ClinicianId::new(id).is_some_and(|id| clinicians.get(&id).is_none());
    let numbered = (2..100).map(|number| format!("{stem}-{number}"));
    let mut all = std::iter::once(stem.clone()).chain(numbered);
    all.find(is_free).unwrap_or(stem)
}
