//! A relay for unit tests: a practice in force with one clinician, and a store in a folder of its own.

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::TimeDelta;

use super::{Configured, InForce, Relay};
use crate::clock::Clock;
use crate::config::Retention;
use crate::config::holidays::Calendar;
use crate::config::written::Written;
use crate::domain::event::Target;
use crate::domain::guard::Guard;
use crate::domain::testkit::{at, practice};
use crate::prompts::Prompts;
use crate::provider::twilio::Verifier;
use crate::store::{DataFolder, Keys, Store};
use crate::telemetry::Metrics;

/// Dr Okafor's practice, with these sentences of its own.
pub fn in_force(sentences: &[(String, String)]) -> InForce {
    let practice = practice().clinician("okafor", |okafor| okafor).build().0;
    InForce {
        guard: Guard::new(&practice.clinicians),
        prompts: Prompts::new(sentences, &|_| false).0,
        practice,
        verifier: Verifier::none(),
        public_url: "https://relay.example".to_owned(),
        account: None,
        pace: 1.0,
        retention: Retention {
            texts: TimeDelta::days(30),
            voicemail: TimeDelta::days(90),
            journal: TimeDelta::days(730),
            provider_delete: true,
        },
        holidays: Calendar::default(),
        written: Written::default(),
        since: at("Mon 2026-11-23 10:00"),
    }
}

/// Dr Okafor's phone.
pub fn okafor(in_force: &InForce) -> Target {
    let clinician = in_force.practice.clinicians.iter().next().unwrap();
    Target {
        clinician: clinician.id.clone(),
        phone: clinician.phones.first().unwrap().id,
    }
}

/// The store of a folder.
pub fn store(data: &std::path::Path) -> Store {
    let folder = DataFolder::open(data).unwrap();
    let keys = Keys::new(&[7; 32]).unwrap();
    Store::open(folder, keys, at("Mon 2026-11-23 10:00"))
}

/// A relay with this practice and this store.
pub fn relay(in_force: InForce, store: Store) -> Relay {
    let configured = Configured {
        in_force: Arc::new(in_force),
        refused: None,
    };
    Relay::new(
        Arc::new(ArcSwap::from_pointee(configured)),
        store,
        Clock::still(at("Mon 2026-11-23 10:00")),
        Metrics::new(),
    )
}
