//! Before the first visitor comes: the clinicians' own lines get their PINs, the phones are asked whether they are theirs,
//! and their owners say OK.
//! Without that no patient's text would reach them (`confirm_phones`).

use std::collections::HashSet;
use std::time::Duration;

use chrono::TimeDelta;

use crate::domain::event::Target;
use crate::domain::names::ClinicianId;
use crate::provider::local::Heard;
use crate::relay::pin::Pin;

use super::super::moments::morning;
use super::super::people::{PEOPLE, Role};
use super::super::sample::ZONE;
use super::Studio;

/// So long before the first of the moments the demo begins, unseen.
pub(super) const EARLIER: TimeDelta = TimeDelta::minutes(30);
/// So long it may take, in real time. What is not confirmed by then can be confirmed by hand.
const PATIENCE: Duration = Duration::from_secs(6);

impl Studio {
    /// Answers for the clinicians, and moves the time to the first of the moments.
    pub(super) async fn opens(&self) {
        let prepared = async { tokio::join!(self.phones_confirm(), self.pins_are_set()) };
        drop(tokio::time::timeout(PATIENCE, prepared).await);
        let _alone = self.0.moving.lock().await;
        let first = morning(&self.0.setting.season, ZONE);
        self.set_clock(first, Some("morning".to_owned())).await;
        self.begins_anew().await;
    }

    /// Gives the clinicians the PINs that the page shows.
    async fn pins_are_set(&self) {
        let pins = PEOPLE.iter().filter_map(|person| match person.role {
            Role::Clinician(id) => Some((ClinicianId::new(id)?, person.pin?)),
            _ => None,
        });
        let Some(relay) = self.relay() else { return };
        for (clinician, digits) in pins {
            // It takes tens of milliseconds and a thread of its own.
            let hashed = tokio::task::spawn_blocking(move || Pin::chosen(digits).ok()?.hash().ok());
            if let Ok(Some(hash)) = hashed.await {
                // Without a PIN the own line offers to choose one.
                drop(relay.store().set_pin(&clinician, hash).await);
            }
        }
    }

    async fn phones_confirm(&self) {
        let until = morning(&self.0.setting.season, ZONE);
        let mut answered = HashSet::new();
        loop {
            self.settles().await;
            let unconfirmed = self.unconfirmed();
            for phone in &unconfirmed {
                if !answered.contains(phone) && self.says_ok(phone) {
                    answered.insert(phone.clone());
                }
            }
            self.settles().await;
            match self.next_moment() {
                Some(next) if next < until => self.0.setting.clock.set(next),
                _ if self.unconfirmed().is_empty() => return,
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// The numbers of the first phones that have not confirmed.
    fn unconfirmed(&self) -> Vec<String> {
        let configured = self.configured();
        let practice = &configured.in_force.practice;
        let Some(relay) = self.relay().filter(|_| practice.confirm_phones) else {
            return Vec::new();
        };
        let known = relay.store().confirmations();
        let clinicians = practice.clinicians.iter();
        clinicians
            .filter_map(|clinician| {
                let phone = clinician.phones.first()?;
                let target = Target {
                    clinician: clinician.id.clone(),
                    phone: phone.id,
                };
                (!known.is_confirmed(&target)).then(|| phone.number.expose())
            })
            .collect()
    }

    /// Answers the text that has come, if one has.
    fn says_ok(&self, number: &str) -> bool {
        let phone = self.0.local.carrier.phone(number);
        let asked = phone
            .transcript()
            .into_iter()
            .rev()
            .find_map(|entry| match entry.what {
                Heard::Text { from, .. } => Some(from),
                _ => None,
            });
        asked.is_some_and(|from| phone.text(&from, "OK").is_ok())
    }
}
