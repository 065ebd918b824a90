//! The studio behind the page: a carrier with phones, a clock that can be moved, and a relay that can be stopped and
//! started again, on the same address and the same data folder, while the calls go on.

mod faults;
mod forge;
mod keeper;
mod phones;
mod pump;
mod time;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use tempfile::TempDir;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;

use crate::cli::Failure;
use crate::cli::wiring::{self, LocalCarrier, Plan, Running};
use crate::clock::Clock;
use crate::ids;
use crate::provider::local::Happening;
use crate::relay::backstage::{Backstage, Hindrance};
use crate::relay::{Configured, Relay};

use super::editor;
use super::feed::Feed;
use super::moments::Season;
use super::people::{Person, people};
use super::sample;
use super::show;
use super::view::{Event, PhoneView, RelayView, Snapshot};

use pump::News;

/// Why a command cannot be carried out, in words that say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What was asked for is not there.
    Unknown(String),
    /// It makes no sense as it was written.
    Wrong(String),
    /// It cannot be done now.
    NotNow(String),
    /// The machine does not let it be done.
    Failed(String),
}

/// The studio. Clones share it.
#[derive(Clone)]
pub struct Studio(Arc<Inner>);

struct Inner {
    folder: TempDir,
    address: SocketAddr,
    fallback_url: String,
    /// The time of the demo.
    clock: Clock,
    /// The time of the machine.
    machine: Clock,
    season: Season,
    people: Vec<Person>,
    epoch: String,
    feed: Feed,
    local: LocalCarrier,
    hindrance: Hindrance,
    news: mpsc::UnboundedSender<News>,
    /// What is or was last in force.
    configured: ArcSwap<Configured>,
    /// What `nightbell fallback` prints, as it was hosted last.
    fallback: ArcSwap<String>,
    running: tokio::sync::Mutex<Option<Running>>,
    /// Of the running relay.
    relay: Mutex<Option<Relay>>,
    starts: AtomicU32,
    /// The moment that was chosen last.
    moment: Mutex<Option<String>>,
    /// Held while the relay is stopped or started.
    switching: tokio::sync::Mutex<()>,
    /// Held while the time is moved.
    moving: tokio::sync::Mutex<()>,
    /// The store may have changed.
    look: Notify,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Studio {
    /// Starts everything at the first of the moments. `fallback_url` is where the calls find their document that the
    /// relay does not answer.
    ///
    /// # Errors
    /// The machine does not let it be started.
    pub async fn start(fallback_url: &str) -> Result<Studio, Failure> {
        let machine = Clock::system();
        let season = Season::of(
            machine.now().with_timezone(&sample::ZONE).date_naive(),
            &sample::holidays(),
        );
        let clock = Clock::system();
        clock.set(super::moments::morning(&season, sample::ZONE));
        let folder = tempfile::tempdir().map_err(|error| {
            Failure::system(format!(
                "make room in the folder for temporary files: {error}"
            ))
        })?;
        editor::write_sample(&folder.path().join("config"), &season)
            .map_err(|error| Failure::system(format!("free some disk space: {error}")))?;
        let people = people(&season);
        let (news, received) = mpsc::unbounded_channel();
        let hindrance = Hindrance::default();
        let feed = Feed::new(people.iter().map(phone_view).collect());
        let plan = Plan {
            clock: clock.clone(),
            fallback: Some(fallback_url.to_owned()),
            backstage: backstage(&news, &hindrance),
            ..Plan::new(
                folder.path().join("config"),
                folder.path().join("data"),
                ([127, 0, 0, 1], 0).into(),
            )
        };
        let running = wiring::start(plan).await?;
        let Some(local) = running.carrier().cloned() else {
            return Err(Failure::system(
                "the sample practice must use the local carrier",
            ));
        };
        let happenings = local.carrier.happenings();
        let studio = Studio(Arc::new(Inner {
            address: running.address(),
            fallback_url: fallback_url.to_owned(),
            clock,
            machine,
            season,
            people,
            epoch: ids::hex128(),
            feed,
            local,
            hindrance,
            news,
            configured: ArcSwap::from(running.relay().configured()),
            fallback: ArcSwap::default(),
            running: tokio::sync::Mutex::new(None),
            relay: Mutex::new(None),
            starts: AtomicU32::new(0),
            moment: Mutex::new(Some("morning".to_owned())),
            switching: tokio::sync::Mutex::new(()),
            moving: tokio::sync::Mutex::new(()),
            look: Notify::new(),
            tasks: Mutex::new(Vec::new()),
            folder,
        }));
        studio.plug_in_phones();
        studio.is_up(running).await;
        studio.spawn(happenings, received);
        Ok(studio)
    }

    fn spawn(
        &self,
        happenings: tokio::sync::broadcast::Receiver<Happening>,
        news: mpsc::UnboundedReceiver<News>,
    ) {
        let tasks = [
            tokio::spawn(pump::run(self.clone(), happenings, news)),
            tokio::spawn(keeper::run(self.clone())),
        ];
        self.tasks().extend(tasks);
    }

    fn tasks(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stream of events.
    pub fn feed(&self) -> &Feed {
        &self.0.feed
    }

    /// Names this run.
    pub fn epoch(&self) -> &str {
        &self.0.epoch
    }

    /// All that a page needs to begin.
    pub fn snapshot(&self) -> Snapshot {
        let fixed = show::fixed(
            &self.configured().in_force,
            &self.0.people,
            &self.moments(),
            self.0.clock.now(),
        );
        let (last, mut changing) = self.0.feed.snapshot();
        changing.clock = self.clock_view();
        Snapshot {
            epoch: self.0.epoch.clone(),
            last,
            version: env!("CARGO_PKG_VERSION"),
            fixed,
            changing,
        }
    }

    /// What `nightbell fallback` printed for the configuration that was good last.
    pub fn fallback(&self) -> Arc<String> {
        self.0.fallback.load_full()
    }

    /// Stops everything.
    pub async fn stop(&self) {
        self.0.feed.close();
        for task in self.tasks().drain(..) {
            task.abort();
        }
        self.stop_relay().await;
    }

    fn configured(&self) -> Arc<Configured> {
        self.0.configured.load_full()
    }

    fn config(&self) -> PathBuf {
        self.0.folder.path().join("config")
    }

    fn relay(&self) -> Option<Relay> {
        let relay = self.0.relay.lock().unwrap_or_else(PoisonError::into_inner);
        relay.clone()
    }

    fn set_relay(&self, to: Option<Relay>) {
        *self.0.relay.lock().unwrap_or_else(PoisonError::into_inner) = to;
        let up = self.relay().is_some();
        let relay = RelayView {
            up,
            address: format!("http://{}", self.0.address),
            starts: self.0.starts.load(Ordering::Relaxed),
        };
        self.0.feed.publish(Event::Relay { relay });
    }

    /// What is in force has changed, or an edit was refused.
    fn is_configured(&self) {
        if let Some(relay) = self.relay() {
            self.0.configured.store(relay.configured());
        }
        if let Some(document) = editor::fallback(&self.config(), self.0.clock.now()) {
            self.0.fallback.store(Arc::new(document));
        }
        let configuration = editor::view(&self.configured(), &self.config(), self.0.clock.now());
        self.0.feed.publish(Event::Configuration { configuration });
        self.tell_standing();
    }

    /// A relay was started.
    async fn is_up(&self, running: Running) {
        self.0.starts.fetch_add(1, Ordering::Relaxed);
        self.set_relay(Some(running.relay().clone()));
        *self.0.running.lock().await = Some(running);
        self.is_configured();
        self.tell_faults();
        self.0.look.notify_one();
    }

    /// Stops the relay; what is in flight is finished.
    async fn stop_relay(&self) {
        let mut running = self.0.running.lock().await;
        let Some(relay) = running.take() else {
            return;
        };
        self.set_relay(None);
        self.tell_faults();
        relay.stop().await;
        self.0.look.notify_one();
    }

    /// Starts the relay again where it was.
    async fn start_relay(&self) -> Result<(), Refusal> {
        if self.0.running.lock().await.is_some() {
            return Ok(());
        }
        let plan = Plan {
            clock: self.0.clock.clone(),
            carrier: Some(self.0.local.clone()),
            fallback: Some(self.0.fallback_url.clone()),
            backstage: backstage(&self.0.news, &self.0.hindrance),
            ..Plan::new(
                self.config(),
                self.0.folder.path().join("data"),
                self.0.address,
            )
        };
        let running = wiring::start(plan)
            .await
            .map_err(|failure| Refusal::Failed(failure.to_string()))?;
        self.is_up(running).await;
        Ok(())
    }
}

fn phone_view(person: &Person) -> PhoneView {
    PhoneView {
        number: person.number.to_owned(),
        ..PhoneView::default()
    }
}

fn backstage(news: &mpsc::UnboundedSender<News>, hindrance: &Hindrance) -> Backstage {
    let news = news.clone();
    Backstage {
        // Without a receiver the demo ends.
        witness: Some(Arc::new(move |testimony| {
            drop(news.send(News::Testimony(testimony)));
        })),
        hindrance: hindrance.clone(),
    }
}

/// The configuration beside the page.
impl Studio {
    /// The files as they stand.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn files(&self) -> Result<editor::Contents, Refusal> {
        editor::contents(&self.config()).map_err(disk)
    }

    /// Writes one file and says what is wrong with it; the relay takes it up by itself.
    ///
    /// # Errors
    /// There is no such file, or it cannot be written.
    pub fn edit(&self, name: &str, text: &str) -> Result<editor::Verdict, Refusal> {
        let name = editor::file(name).ok_or_else(|| {
            Refusal::Unknown(
                "edit practice.toml or patients.csv: there is no other file".to_owned(),
            )
        })?;
        editor::put(&self.config(), name, text, self.0.clock.now()).map_err(disk)
    }

    /// Writes the sample again.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn restore(&self) -> Result<(), Refusal> {
        editor::write_sample(&self.config(), &self.0.season).map_err(disk)
    }
}

fn disk(error: std::io::Error) -> Refusal {
    Refusal::Failed(format!("look at the folder for temporary files: {error}"))
}
