//! The real program with the real provider's settings, pointed at a local carrier that runs in the test.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use nightbell::cli::wiring::carrier_time;
use nightbell::clock::Clock;
use nightbell::provider::local::stage::{Actor, Stage};
use nightbell::provider::local::{Carrier, Number, Options};
use nightbell::relay::address::{RETRIES, SMS, STATUS, VOICE};
use nightbell::store::{DataFolder, Keys, Store};
use tempfile::TempDir;

use super::bare::{TOKEN, twilio_at};
use super::gate::Gate;
use super::{BACK_1, BACK_2, LINDQVIST_LINE, OKAFOR_LINE};

/// A practice in another process, behind a gate.
pub struct Outside {
    folder: TempDir,
    pub gate: Gate,
    pub carrier: Carrier,
    pub stage: Stage,
}

impl Outside {
    /// Everything but the program itself, which `gate.start()` starts.
    pub async fn prepare(practice: &str, patients: &str) -> Outside {
        let folder = tempfile::tempdir().unwrap();
        let gate = Gate::open(folder.path());
        let clock = Clock::still(super::MONDAY_TEN.parse().unwrap());
        let options = Options::new("AC00000000000000000000000000000001", TOKEN);
        let carrier = Carrier::start(options, carrier_time(&clock)).await.unwrap();
        let config = folder.path().join("config");
        fs::create_dir(&config).unwrap();
        fs::write(config.join("token"), TOKEN).unwrap();
        let tokens = "{ file = \"token\" }";
        let practice = twilio_at(&carrier.api_url(), practice, &gate.url(), tokens);
        fs::write(config.join("practice.toml"), practice).unwrap();
        fs::write(config.join("patients.csv"), patients).unwrap();
        let url = |path: &str| format!("{}{path}{RETRIES}", gate.url());
        for line in [OKAFOR_LINE, LINDQVIST_LINE, BACK_1, BACK_2] {
            let status = format!("{}{STATUS}", gate.url());
            carrier.add_number(
                Number::new(line, &url(VOICE), &url(SMS)).with_status_callback(&status),
            );
        }
        let mover = clock.clone();
        let stage = Stage::new(carrier.clone(), Arc::new(move |to| mover.set(to)));
        // A start of the program on a busy machine counts as work under way.
        stage.set_patience(std::time::Duration::from_secs(60));
        Outside {
            folder,
            gate,
            carrier,
            stage,
        }
    }

    pub async fn open(practice: &str, patients: &str) -> Outside {
        let outside = Outside::prepare(practice, patients).await;
        outside.gate.start();
        outside
    }

    pub fn phone(&self, number: &str) -> Actor {
        self.stage.phone(number)
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The data, once the program has ended.
    pub fn store(&self) -> Store {
        let folder = DataFolder::open(&self.data()).unwrap();
        let keys = Keys::from_folder(&folder, [0; 32]).unwrap();
        Store::open(folder, keys, super::MONDAY_TEN.parse().unwrap())
    }
}

impl Outside {
    /// Waits, with a limit, until the program has logged these words.
    pub async fn until_logged(&self, words: &str) {
        let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while !self.gate.printed().contains(words) {
            assert!(std::time::Instant::now() < limit, "never logged: {words}");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
}
