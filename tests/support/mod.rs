//! A practice, its relay and the carrier's phones: what an integration test needs to tell a story.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod bare;
pub mod binary;
pub mod console;
pub mod demo;
pub mod edit;
pub mod gate;
pub mod messages;
pub mod outside;
pub mod patients;
pub mod pin;
pub mod raw;
pub mod samples;
pub mod scan;
pub mod sounds;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nightbell::cli::wiring::{LocalCarrier, Plan, Running, start};
use nightbell::clock::Clock;
use nightbell::provider::local::stage::{Actor, Follow, Stage};
use nightbell::provider::local::{Carrier, Heard};
use nightbell::provider::twilio::rest::Limits;
use tempfile::TempDir;

pub const OKAFOR_LINE: &str = "+447700900101";
pub const OKAFOR_PHONE: &str = "+447700900123";
pub const OKAFOR_SECOND: &str = "+447700900124";
pub const LINDQVIST_LINE: &str = "+447700900102";
pub const LINDQVIST_PHONE: &str = "+447700900133";
pub const BACK_1: &str = "+447700900201";
pub const BACK_2: &str = "+447700900202";
pub const DESK: &str = "+441632960001";
pub const ROSA: &str = "+447700900456";
pub const MARIE: &str = "+447700900457";
pub const ENDED: &str = "+447700900458";
pub const STRANGER: &str = "+447700900999";

/// Every clinician's number: nobody else may ever see one.
pub const SECRETS: [&str; 3] = [OKAFOR_PHONE, OKAFOR_SECOND, LINDQVIST_PHONE];

/// Monday 23 November 2026, ten in the morning in London: hours are open.
pub const MONDAY_TEN: &str = "2026-11-23T10:00:00Z";
/// Three in the morning of the same day.
pub const MONDAY_THREE: &str = "2026-11-23T03:00:00Z";

pub const PRACTICE: &str = r#"
[practice]
name       = "Harbour Street Surgery"
country    = "GB"
region     = "GB-ENG"
time_zone  = "Europe/London"
language   = "en-GB"
front_desk = "+441632960001"
hours      = "Mo-Fr 08:30-18:00; PH off"
confirm_phones = false

[provider]
kind = "local"

[lines]
back = ["+447700900201", "+447700900202"]

[[clinician]]
id     = "okafor"
name   = "Dr Ada Okafor"
line   = "+447700900101"
phone  = "+447700900123"
hours  = "Mo-Fr 09:00-12:30,14:00-18:00; PH off"
backup = ["lindqvist"]
ring   = "20s"

[[clinician]]
id     = "lindqvist"
name   = "Dr Per Lindqvist"
line   = "+447700900102"
phone  = "+447700900133"
hours  = "Mo-Fr 09:00-17:00; PH off"

[[rota]]
name   = "on-call"
shifts = [{ hours = "24/7", clinician = "lindqvist" }]
"#;

pub const PATIENTS: &str = "\
phone,name,clinician,from,until,urgent,language,code
+447700900456,Rosa Diaz,okafor,2026-11-01,2027-01-31,yes,,482163
+447700900457,Marie Dupont,okafor,2026-11-01,,no,fr-FR,
+447700900458,Ned Ended,okafor,2026-01-01,2026-10-31,yes,,
";

/// A practice that runs.
pub struct World {
    folder: TempDir,
    clock: Clock,
    running: Option<Running>,
    local: LocalCarrier,
    stage: Stage,
}

impl World {
    /// The usual practice, at ten on a Monday.
    pub async fn open() -> World {
        World::at(MONDAY_TEN, PRACTICE, PATIENTS).await
    }

    /// The usual practice in the night.
    pub async fn at_night() -> World {
        World::at(MONDAY_THREE, PRACTICE, PATIENTS).await
    }

    /// This practice at this moment (UTC).
    pub async fn at(moment: &str, practice: &str, patients: &str) -> World {
        World::with(moment, practice, patients, &[]).await
    }

    /// The same with further files in the configuration folder.
    pub async fn with(
        moment: &str,
        practice: &str,
        patients: &str,
        more: &[(&str, &str)],
    ) -> World {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        fs::create_dir(&config).unwrap();
        fs::write(config.join("practice.toml"), practice).unwrap();
        fs::write(config.join("patients.csv"), patients).unwrap();
        for (name, content) in more {
            fs::write(config.join(name), content).unwrap();
        }
        let clock = Clock::still(moment.parse().unwrap());
        let running = start(plan(folder.path(), &clock, None))
            .await
            .unwrap_or_else(|failure| panic!("{failure}"));
        let local = running.carrier().unwrap().clone();
        let mover = clock.clone();
        let stage = Stage::new(local.carrier.clone(), Arc::new(move |to| mover.set(to)));
        stage.follow(jobs(&running));
        World {
            folder,
            clock,
            running: Some(running),
            local,
            stage,
        }
    }

    pub fn phone(&self, number: &str) -> Actor {
        self.stage.phone(number)
    }

    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    pub fn carrier(&self) -> &Carrier {
        &self.local.carrier
    }

    pub fn auth_token(&self) -> &str {
        &self.local.auth_token
    }

    pub fn running(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.running().address())
    }

    /// With the configuration and the data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The time of everything here.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    pub fn moves_to(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }

    /// Stops the relay and starts it again on the same address and data, while the carrier's calls go on.
    pub async fn restarts(&mut self) {
        self.restarts_after(|| ()).await;
    }

    /// The same, with something done to the files while the relay is down.
    pub async fn restarts_after(&mut self, meanwhile: impl FnOnce()) {
        self.stage
            .comes_to_rest()
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        let address = self.goes_down().await;
        meanwhile();
        self.comes_up(address).await;
    }

    /// The relay ends, and the carrier's calls go on; gives the address that it was at.
    pub async fn goes_down(&mut self) -> SocketAddr {
        let running = self.running.take().unwrap();
        let address = running.address();
        running.stop().await;
        address
    }

    /// It is started again, on the same data.
    pub async fn comes_up(&mut self, address: SocketAddr) {
        let mut plan = plan(self.folder.path(), &self.clock, Some(self.local.clone()));
        plan.listen = address;
        let running = start(plan)
            .await
            .unwrap_or_else(|failure| panic!("{failure}"));
        self.stage.follow(jobs(&running));
        self.running = Some(running);
    }

    /// Everything runs to quiet; no phone was contacted that the story did not speak of; no secret was given away.
    pub async fn ends(mut self) {
        self.stage
            .finish()
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        for number in SECRETS {
            for patient in [ROSA, MARIE, ENDED, STRANGER, DESK] {
                self.phone(patient)
                    .never_sees(number)
                    .unwrap_or_else(|error| panic!("{error}"));
            }
        }
        self.running.take().unwrap().stop().await;
        for number in SECRETS {
            assert_no_file_holds(&self.data(), number.trim_start_matches('+'));
        }
    }

    /// The relay ends, whatever goes on; gives its folder, which lasts until it is dropped.
    pub async fn stops(mut self) -> TempDir {
        self.running.take().unwrap().stop().await;
        self.folder
    }

    /// Gets a page of the relay.
    pub async fn get(&self, path: &str) -> String {
        raw::client()
            .get(self.url() + path)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }

    /// Waits, with a limit, until a page of the relay holds these words.
    pub async fn shows(&self, path: &str, words: &str) -> String {
        let limit = Instant::now() + Duration::from_secs(10);
        loop {
            let page = self.get(path).await;
            if page.contains(words) {
                return page;
            }
            assert!(
                Instant::now() < limit,
                "{path} never showed {words:?}:\n{page}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// The relay's own work and waits.
fn jobs(running: &Running) -> Follow {
    let (busy, due) = (running.roster().clone(), running.roster().clone());
    Follow {
        busy: Arc::new(move || busy.is_busy()),
        next_due: Arc::new(move || due.next_due()),
    }
}

fn plan(folder: &Path, clock: &Clock, carrier: Option<LocalCarrier>) -> Plan {
    let (config, data) = (folder.join("config"), folder.join("data"));
    Plan {
        clock: clock.clone(),
        carrier,
        // In real time: a story about an answer that never comes should not take long.
        limits: Limits {
            answer: Duration::from_secs(2),
            ..Limits::default()
        },
        ..Plan::new(config, data, ([127, 0, 0, 1], 0).into())
    }
}

/// Fails if any file below this folder holds these bytes.
pub fn assert_no_file_holds(folder: &Path, bytes: &str) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_no_file_holds(&path, bytes);
            continue;
        }
        let content = fs::read(&path).unwrap();
        let found = content
            .windows(bytes.len())
            .any(|window| window == bytes.as_bytes());
        assert!(!found, "{} holds {bytes}", path.display());
    }
}

/// The words of every text that a phone has received, in order; but for what is said of a back line that is new.
pub fn texts_of(phone: &Actor) -> Vec<String> {
    let transcript = phone.phone().transcript().into_iter();
    let texts = transcript.filter_map(|entry| match entry.what {
        Heard::Text { body, .. } if !body.contains("this number stands for") => Some(body),
        _ => None,
    });
    texts.collect()
}
