//! A practice that runs: the real loader, the real relay, a real store in a folder of its own, and a clock that stands
//! still. It tells its story when a test fails.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use nightbell::clock::Clock;
use nightbell::config::{self, Context, Files, Secrets};
use nightbell::domain::decision::{Answer, Decision, Effect, Outcome};
use nightbell::domain::facts::Wanted;
use nightbell::domain::guard::Guard;
use nightbell::domain::names::{ClinicianId, Language};
use nightbell::prompts::Prompts;
use nightbell::provider::twilio::{Params, Verifier};
use nightbell::relay::{Configured, InForce, Relay, Reply};
use nightbell::store::{Ask, DataFolder, Keys, Kind, Store};
use nightbell::telemetry::Metrics;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::check::PUBLIC;
use super::line::Line;
use super::surgery::Surgery;

/// A webhook and its answer.
struct Sent {
    target: String,
    form: String,
    reply: Reply,
}

/// Who was shown on a back line of a clinician's phone: the caller's number and the row.
pub type Shown = HashMap<(usize, String), (Vec<String>, usize)>;

pub struct World {
    pub surgery: Surgery,
    pub guard: Guard,
    pub clock: Clock,
    relay: Relay,
    runtime: Runtime,
    folder: TempDir,
    seed: u64,
    sent: RefCell<Vec<Sent>>,
    story: RefCell<Vec<String>>,
    /// Calls that rang, by household, clinician and day.
    pub rung: RefCell<HashMap<String, u32>>,
    /// Wrong codes, by caller or line, and day.
    pub wrong: RefCell<HashMap<String, u32>>,
    pub shown: RefCell<Shown>,
    /// The phone that a household (by its first row) last called a clinician from.
    pub last_used: RefCell<HashMap<(usize, usize), String>>,
}

impl World {
    pub fn open(surgery: Surgery, seed: u64) -> World {
        // In memory where there is such a folder: a walk is no test of the disk.
        let folder = tempfile::tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .unwrap();
        let clock = Clock::still(surgery.moment);
        let keys = Keys::new(&[7; 32]).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let in_force = in_force(&surgery, &keys, folder.path());
        let guard = Guard::new(&in_force.practice.clinicians);
        let version = in_force.practice.version;
        let store = Store::open(
            DataFolder::open(&folder.path().join("data")).unwrap(),
            keys,
            clock.now(),
        );
        let configured = Configured {
            in_force: Arc::new(in_force),
            refused: None,
        };
        let relay = Relay::new(
            Arc::new(ArcSwap::from_pointee(configured)),
            store,
            clock.clone(),
            Metrics::new(),
        );
        let world = World {
            surgery,
            guard,
            clock,
            relay,
            runtime,
            folder,
            seed,
            sent: RefCell::default(),
            story: RefCell::default(),
            rung: RefCell::default(),
            wrong: RefCell::default(),
            shown: RefCell::default(),
            last_used: RefCell::default(),
        };
        for (who, until) in &world.surgery.pauses {
            let id = ClinicianId::new(world.surgery.clinicians[*who].id).unwrap();
            let ask = pause(id, *until, world.now(), version);
            world
                .runtime
                .block_on(world.relay.store().once(ask))
                .unwrap();
        }
        world
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn passes(&self, seconds: u32) {
        self.clock
            .set(self.now() + TimeDelta::seconds(i64::from(seconds)));
    }

    /// A new call begins: of the earlier ones only the beginning is worth telling.
    pub fn begins_call(&self, number: usize, line: &Line) {
        self.story
            .borrow_mut()
            .retain(|step| step.starts_with("call"));
        self.tells(format!(
            "call {number} at {}: {line:?}",
            self.surgery.local(self.now())
        ));
    }

    /// The households of this number that may reach this clinician have called from it.
    pub fn uses(&self, who: usize, number: &str) {
        for row in self.surgery.grants(who, number, self.now()) {
            let household = self.surgery.household(row).into_iter().min().unwrap();
            self.last_used
                .borrow_mut()
                .insert((who, household), number.to_owned());
        }
    }

    pub fn tells(&self, step: impl Into<String>) {
        self.story.borrow_mut().push(step.into());
    }

    /// Delivers a webhook to an address: absolute, or one of those that the numbers are pointed at.
    pub fn posts(&self, url: &str, params: &[(&str, &str)]) -> Reply {
        let target = url
            .strip_prefix(PUBLIC)
            .unwrap_or(url)
            .split('#')
            .next()
            .unwrap();
        let target = target
            .strip_prefix("/twilio/")
            .expect("an address of the relay")
            .to_owned();
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(params)
            .finish();
        let reply = self.delivers(&target, &form);
        self.tells(format!(
            "{} {target}\n      {form}\n      -> {}",
            self.surgery.local(self.now()),
            brief(&reply)
        ));
        self.sent.borrow_mut().push(Sent {
            target,
            form,
            reply: reply.clone(),
        });
        reply
    }

    /// The same where a document must come back.
    pub fn asks(&self, url: &str, params: &[(&str, &str)]) -> String {
        match self.posts(url, params) {
            Reply::Document(document) => document,
            other => panic!("{url} answers {other:?}"),
        }
    }

    fn delivers(&self, target: &str, form: &str) -> Reply {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let params = Params::parse(form.as_bytes()).unwrap();
        self.runtime
            .block_on(self.relay.answer(path, query, &params))
    }

    /// Whatever was delivered is delivered again, the last first: the same bytes come back.
    pub fn redelivers(&self) {
        let rows = self.relay.store().health().journal;
        for sent in self.sent.borrow_mut().drain(..).rev() {
            let again = self.delivers(&sent.target, &sent.form);
            assert_eq!(
                again, sent.reply,
                "redelivered: {} {}",
                sent.target, sent.form
            );
        }
        assert_eq!(
            self.relay.store().health().journal,
            rows,
            "what came twice happened twice"
        );
    }

    /// No clinician's number stands in the data folder.
    pub fn keeps_no_secret(&self) {
        for entry in std::fs::read_dir(self.folder.path().join("data")).unwrap() {
            let content = std::fs::read(entry.unwrap().path()).unwrap();
            for phone in self
                .surgery
                .clinicians
                .iter()
                .flat_map(|clinician| &clinician.phones)
            {
                let digits = &phone.as_bytes()[1..];
                assert!(
                    !content.windows(digits.len()).any(|bytes| bytes == digits),
                    "{phone} in the data folder"
                );
            }
        }
    }
}

impl Drop for World {
    #[allow(clippy::print_stderr)]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let surgery = &self.surgery;
            eprintln!(
                "WALK_SEED={}\n{}\n{}",
                self.seed,
                surgery.practice_toml(),
                surgery.patients_csv()
            );
            eprintln!(
                "begins {}; paused {:?}",
                surgery.local(surgery.moment),
                surgery.pauses
            );
            for step in self.story.borrow().iter() {
                eprintln!("  {step}");
            }
        }
    }
}

/// A document without what is the same in all of them.
fn brief(reply: &Reply) -> String {
    match reply {
        Reply::Document(document) => {
            let words = document
                .split_once("<Response>")
                .map_or(document.as_str(), |(_, words)| words);
            let parts = words.split('<').map(|part| match part.split_once('>') {
                Some((say, words)) if say.starts_with("Say") => format!("Say>{words}"),
                _ => part.to_owned(),
            });
            parts.collect::<Vec<_>>().join("<").replace(PUBLIC, "")
        }
        other => format!("{other:?}"),
    }
}

fn in_force(surgery: &Surgery, keys: &Keys, folder: &Path) -> InForce {
    let files = Files {
        practice: surgery.practice_toml().into_bytes(),
        patients: Some(surgery.patients_csv().into_bytes()),
        sentences: Vec::new(),
    };
    let context = Context {
        ids: keys.ids(),
        today: surgery.day(surgery.moment),
        secrets: Secrets::Required,
        env: &|_| None,
        lists: None,
    };
    let configuration = config::read(&files, folder, &context).unwrap_or_else(|mistakes| {
        panic!(
            "{mistakes}\n{}\n{}",
            surgery.practice_toml(),
            surgery.patients_csv()
        )
    });
    let guard = Guard::new(&configuration.practice.clinicians);
    InForce {
        practice: configuration.practice,
        prompts: Prompts::built_in(),
        guard,
        verifier: Verifier::none(),
        public_url: PUBLIC.to_owned(),
        account: None,
        pace: 1.0,
        retention: configuration.settings.retention,
        holidays: nightbell::config::holidays::Calendar::default(),
        written: nightbell::config::written::Written::default(),
        since: surgery.moment,
    }
}

/// A pause, as the store takes it.
fn pause(
    who: ClinicianId,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
    version: nightbell::domain::names::Version,
) -> Ask {
    let key = format!("pause/{who}");
    let decision = Decision {
        outcome: Outcome::Command,
        clinician: None,
        reasons: Vec::new(),
        answer: Answer::Nothing,
        language: Language::ENGLISH,
        next_open: None,
        effects: vec![Effect::Pause {
            clinician: who,
            until: Some(until),
        }],
    };
    Ask {
        key,
        kind: Kind::Other,
        sid: None,
        at: now,
        version,
        wanted: Wanted::default(),
        personal: String::new(),
        patience: Duration::from_secs(20),
        even_if_unawaited: true,
        decide: Box::new(move |_| decision.clone()),
    }
}
