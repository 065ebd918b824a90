//! The relay that must bear it: run in this process, with a carrier behind it, and looked at after every request.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nightbell::cli::wiring::carrier_time;
use nightbell::clock::Clock;
use nightbell::provider::local::{Carrier, Number, Options};
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Runtime;

use super::input::Input;
use super::wire::{Answer, Request, send};
use super::{Report, panics};
use crate::support::bare::{Bare, PUBLIC, TOKEN};
use crate::support::samples::{self, LINES, Sample};
use crate::support::{MONDAY_TEN, raw};

/// What a request may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Trace {
    rows: BTreeMap<String, i64>,
    rest: u64,
}

pub struct Tried {
    runtime: Runtime,
    bare: Option<Bare>,
    carrier: Carrier,
    database: Connection,
    files: BTreeSet<PathBuf>,
    samples: Vec<Sample>,
    targets: Vec<String>,
    state: RefCell<(i64, u64)>,
    known: RefCell<Option<Trace>>,
    report: RefCell<Report>,
}

impl Tried {
    pub fn open() -> Tried {
        let runtime = Runtime::new().unwrap();
        let (bare, carrier) = runtime.block_on(practice());
        let database = bare.data().join("nightbell.db");
        let database =
            Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let samples = samples::all();
        let targets = runtime.block_on(targets(&bare, &samples));
        let files = files(&bare.data());
        Tried {
            runtime,
            bare: Some(bare),
            carrier,
            database,
            files,
            samples,
            targets,
            state: RefCell::default(),
            known: RefCell::default(),
            report: RefCell::default(),
        }
    }

    pub fn samples(&self) -> Vec<String> {
        self.samples
            .iter()
            .map(|sample| sample.id.clone())
            .collect()
    }

    pub fn targets(&self) -> Vec<String> {
        self.targets.clone()
    }

    pub fn report(&self) -> Report {
        self.report.borrow().clone()
    }

    fn bare(&self) -> &Bare {
        self.bare.as_ref().unwrap()
    }

    /// Sends it. An error says what was not borne.
    pub fn bears(&self, input: &Input) -> Result<(), String> {
        let sample = self
            .samples
            .iter()
            .find(|sample| sample.id == input.sample)
            .ok_or("no such sample")?;
        let request = Request::of(input, sample);
        let before = panics();
        let trace = input.seal.is_false().then(|| self.known_trace());
        let answer = send(self.bare().running().address(), &request)?;
        {
            let mut report = self.report.borrow_mut();
            report.requests += 1;
            *report
                .statuses
                .entry(answer.status.unwrap_or_default())
                .or_default() += 1;
        }
        let so =
            |wrong: String| format!("{wrong}\n{} {}: {answer:?}", request.method, request.target);
        if panics() != before {
            return Err(so("a panic".to_owned()));
        }
        judge(input, &request, &answer).map_err(so)?;
        match trace {
            Some(trace) if self.known_trace() != trace => Err(so(format!(
                "a side effect without a signature: {trace:?} became {:?}",
                self.known_trace()
            ))),
            _ => Ok(()),
        }
    }

    /// Waits, with a limit, until nothing more follows from what came before.
    pub fn comes_to_rest(&self) -> Result<(), String> {
        let limit = Instant::now() + Duration::from_secs(20);
        let mut quiet = 0;
        while quiet < 5 {
            if Instant::now() > limit {
                return Err("the relay does not come to rest".to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
            quiet = if self.has_changed() { 0 } else { quiet + 1 };
        }
        self.known.replace(None);
        Ok(())
    }

    /// Whether anything was committed, or sent to the provider, since this was asked last.
    fn has_changed(&self) -> bool {
        let version: i64 = self
            .database
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .unwrap();
        let state = (version, self.carrier.tally().values().sum());
        self.state.replace(state) != state
    }

    /// Counted anew only if something was committed meanwhile.
    fn known_trace(&self) -> Trace {
        let is_stale = self.has_changed();
        let mut known = self.known.borrow_mut();
        match known.as_ref() {
            Some(trace) if !is_stale => trace.clone(),
            _ => known.insert(self.trace()).clone(),
        }
    }

    fn trace(&self) -> Trace {
        let mut tables = self
            .database
            .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
            .unwrap();
        let names: Vec<String> = tables
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let count = |name: &String| -> i64 {
            let sql = format!("SELECT count(*) FROM \"{name}\"");
            self.database.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        Trace {
            rows: names
                .iter()
                .map(|name| (name.clone(), count(name)))
                .collect(),
            rest: self.carrier.tally().values().sum(),
        }
    }

    /// No request has left a file behind, whatever its parameters were called.
    pub fn left_no_file(&self) -> Result<(), String> {
        let now = files(&self.bare().data());
        let new: Vec<_> = now.difference(&self.files).collect();
        if new.is_empty() {
            Ok(())
        } else {
            Err(format!("files were left behind: {new:?}"))
        }
    }
}

impl Drop for Tried {
    fn drop(&mut self) {
        // The relay's tasks belong to the runtime, and end inside it.
        let _inside = self.runtime.enter();
        drop(self.bare.take());
    }
}

/// What may be answered to what.
fn judge(input: &Input, request: &Request, answer: &Answer) -> Result<(), String> {
    let Some(status) = answer.status else {
        return if request.is_whole {
            Err("no answer".to_owned())
        } else {
            Ok(())
        };
    };
    // What is no HTTP is refused by the server under the relay.
    let is_refused_below = !request.is_whole && matches!(status, 400 | 404 | 408 | 414 | 431);
    let is_elsewhere = status == 404 && !request.target.starts_with("/twilio/");
    if is_refused_below || is_elsewhere {
        return Ok(());
    }
    match status {
        403 | 405 | 413 | 415 => Ok(()),
        _ if input.seal.is_false() => Err("believed without a signature".to_owned()),
        200 if request.method == "HEAD" => Ok(()),
        200 => match roxmltree::Document::parse(&answer.body) {
            Ok(document) if document.root_element().has_tag_name("Response") => Ok(()),
            _ => Err("200 without a document".to_owned()),
        },
        204 if answer.body.is_empty() => Ok(()),
        // 400: signed, but no webhook. 503: documented, while the store can't take it.
        400 | 503 => Ok(()),
        _ => Err("an answer that is none of the documented ones".to_owned()),
    }
}

async fn practice() -> (Bare, Carrier) {
    let clock = Clock::still(MONDAY_TEN.parse().unwrap());
    let options = Options::new("AC00000000000000000000000000000001", TOKEN);
    let carrier = Carrier::start(options, carrier_time(&clock)).await.unwrap();
    for line in LINES {
        carrier.add_number(Number::new(line, "", ""));
    }
    let limits = "\n[callers]\ncalls_per_day = 1000000\ntexts_per_hour = 1000000\n";
    let practice = samples::practice() + limits;
    let bare = Bare::sending_to(&carrier.api_url(), &practice, samples::PATIENTS).await;
    (bare, carrier)
}

/// The addresses of the captured requests, and those that the relay hands out.
async fn targets(bare: &Bare, samples: &[Sample]) -> Vec<String> {
    let mut targets: BTreeSet<String> =
        samples.iter().map(|sample| sample.target.clone()).collect();
    targets.insert(format!("/twilio/sms/status/{}", "0".repeat(32)));
    let mut asked = vec!["/twilio/voice".to_owned()];
    let calls: Vec<_> = samples
        .iter()
        .filter(|sample| sample.target == "/twilio/voice")
        .collect();
    while let Some(target) = asked.pop() {
        for sample in &calls {
            let mut params = sample.params.clone();
            params.push(("Digits".to_owned(), "1".to_owned()));
            params.push(("DialCallStatus".to_owned(), "no-answer".to_owned()));
            let answer = bare.post(&target, &params).await;
            for address in addresses(&answer) {
                if targets.len() < 60 && targets.insert(address.clone()) {
                    asked.push(address);
                }
            }
        }
    }
    targets.into_iter().collect()
}

fn addresses(answer: &raw::Answer) -> Vec<String> {
    let Ok(document) = roxmltree::Document::parse(&answer.body) else {
        return Vec::new();
    };
    let attributes = document.descendants().flat_map(|node| node.attributes());
    attributes
        .filter_map(|attribute| attribute.value().strip_prefix(PUBLIC))
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        }
        found.insert(path);
    }
    found
}
