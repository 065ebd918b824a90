//! What the store knows of clinicians: phones that were asked and have confirmed, PINs, pauses.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::console::moments;
use crate::console::visit::{Refusal, Visit};
use crate::domain::event::Target;
use crate::domain::facts::Pauses;
use crate::domain::names::ClinicianId;
use crate::domain::outbox::{Confirmation, Confirmations};
use crate::domain::pin::PinState;
use crate::domain::practice::{Clinician, Phone};
use crate::store::NextPhone;

/// See the module.
pub struct Known {
    confirmations: Confirmations,
    pins: HashMap<ClinicianId, PinState>,
    next: Vec<NextPhone>,
    pauses: Pauses,
}

impl Known {
    /// As it is now.
    pub async fn of(visit: &Visit) -> Result<Known, Refusal> {
        let store = visit.console.store();
        let pins = store.pin_states().await;
        let next = store.next_phones().await;
        Ok(Known {
            pins: pins.map_err(|down| visit.store_down(&down))?,
            next: next.map_err(|down| visit.store_down(&down))?,
            confirmations: store.confirmations(),
            pauses: store.pauses(),
        })
    }

    /// Of the clinician's PIN.
    pub fn pin(&self, clinician: &Clinician) -> PinState {
        self.pins.get(&clinician.id).copied().unwrap_or_default()
    }

    /// Until when the clinician has paused.
    pub fn paused(&self, visit: &Visit, clinician: &Clinician) -> Option<String> {
        let until = self.pauses.until(&clinician.id, visit.at)?;
        Some(moment(visit, until))
    }

    /// Every phone with its last two digits, and how far it has come.
    pub fn phones(&self, visit: &Visit, clinician: &Clinician) -> Markup {
        let first = clinician.phones.first();
        html! {
            ul.phones {
                @for phone in &clinician.phones {
                    li {
                        (ends(visit, phone))
                        @if first.is_some_and(|first| first.id == phone.id) {
                            " " (self.of_first(visit, clinician, phone))
                        }
                    }
                }
                @if let Some(phone) = &clinician.next_phone {
                    li { (ends(visit, phone)) " " (self.of_next(visit, clinician)) }
                }
            }
        }
    }

    /// The first phone gets the texts: whether it may.
    fn of_first(&self, visit: &Visit, clinician: &Clinician, phone: &Phone) -> Markup {
        let words = &visit.words;
        if !visit.in_force.practice.confirm_phones {
            return Markup::default();
        }
        let target = Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        };
        match self.confirmations.0.get(&target) {
            Some(Confirmation::Confirmed(_)) => {
                html! { span.badge.good { (words.t("clinicians-confirmed")) } }
            }
            Some(Confirmation::Asked(at)) => {
                let gaps = [("at", moment(visit, *at).into())];
                html! { span.badge { (words.with("clinicians-asked", &gaps)) } }
            }
            None => html! { span.badge { (words.t("clinicians-not-asked")) } },
        }
    }

    /// How far the phone has come that is to take the first one's place.
    pub fn of_next(&self, visit: &Visit, clinician: &Clinician) -> Markup {
        let words = &visit.words;
        let target = clinician.next_target();
        let next = self
            .next
            .iter()
            .find(|next| Some(&next.phone) == target.as_ref());
        let Some(next) = next else {
            return html! { span.badge { (words.t("clinicians-next-new")) } };
        };
        if matches!(next.known, Some(Confirmation::Confirmed(_))) {
            return html! { span.badge.good { (words.t("clinicians-next-confirmed")) } };
        }
        let gaps = [("at", moment(visit, next.since).into())];
        html! { span.badge { (words.with("clinicians-next-waits", &gaps)) } }
    }

    /// When the phone that is to take the first one's place was asked last; `None`: not yet, or it has confirmed.
    pub fn next_asked(&self, clinician: &Clinician) -> Option<DateTime<Utc>> {
        match self.confirmations.0.get(&clinician.next_target()?)? {
            Confirmation::Asked(at) => Some(*at),
            Confirmation::Confirmed(_) => None,
        }
    }
}

/// "•• 23".
pub fn ends(visit: &Visit, phone: &Phone) -> Markup {
    let two = phone.number.last_two();
    html! {
        span.ends {
            span aria-hidden="true" { "•• " (two) }
            span.unseen { (visit.words.with("clinicians-ends", &[("digits", two.into())])) }
        }
    }
}

/// The state of a PIN in a word.
pub fn pin_word(visit: &Visit, pin: PinState) -> Markup {
    let words = &visit.words;
    match (pin.is_locked(), pin.is_set) {
        (true, _) => html! { span.badge.bad { (words.t("clinicians-pin-locked")) } },
        (false, true) => html! { span.badge.good { (words.t("clinicians-pin-is-set")) } },
        (false, false) => html! { span.badge { (words.t("clinicians-pin-none")) } },
    }
}

/// A moment in the practice's zone.
pub fn moment(visit: &Visit, at: DateTime<Utc>) -> String {
    let zone = visit.in_force.practice.zone;
    moments::short(&visit.words, zone, visit.at, at)
}
