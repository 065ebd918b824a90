//! Edits of the configuration on disk while the relay runs.

use std::fs;
use std::time::{Duration, Instant};

use nightbell::relay::Configured;

use super::World;

impl World {
    /// A good edit; returns once it is in force.
    pub async fn edits(&self, practice: &str, patients: &str) {
        let before = self
            .running()
            .relay()
            .configured()
            .in_force
            .practice
            .version;
        self.writes(practice, patients);
        self.until(|configured| configured.in_force.practice.version != before)
            .await;
    }

    /// A bad edit; returns once it is refused.
    pub async fn edits_badly(&self, practice: &str, patients: &str) {
        self.writes(practice, patients);
        self.until(|configured| configured.refused.is_some()).await;
    }

    /// Writes both files as a person does who saves them one after the other.
    pub fn writes(&self, practice: &str, patients: &str) {
        fs::write(self.config().join("patients.csv"), patients).unwrap();
        fs::write(self.config().join("practice.toml"), practice).unwrap();
    }

    /// Waits, with a limit, for the configuration to become so.
    pub async fn until(&self, fits: impl Fn(&Configured) -> bool) {
        let limit = Instant::now() + Duration::from_secs(10);
        while !fits(&self.running().relay().configured()) {
            assert!(Instant::now() < limit, "the edit was not noticed");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
