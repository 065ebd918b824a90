//! The studio behind the page: a carrier with phones, a clock that can be moved, and a relay that can be stopped and
//! started again, on the same address and the same data folder, while the calls go on.

mod album;
mod company;
mod faults;
mod files;
mod forge;
mod keeper;
mod messages;
mod opening;
mod outbox;
mod phones;
mod pump;
mod seen;
mod setting;
mod texts;
mod time;
mod voice;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;

use crate::cli::Failure;
use crate::cli::wiring::{self, LocalCarrier, Running};
use crate::http::Server;
use crate::ids;
use crate::jobs::Roster;
use crate::provider::local::Happening;
use crate::relay::{Configured, Relay};

use super::editor;
use super::feed::Feed;
use super::manager::Manager;
use super::show;
use super::view::{Event, RelayView, Snapshot};

use album::Album;
use outbox::Told;
use pump::News;
use seen::Seen;
use setting::{Setting, room};

pub use album::Picture;
pub use texts::{Attachment, LARGEST};

/// The relay takes any free port when it is started first.
const ANY_PORT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// A text that finds its phone off is reported as not delivered after so long.
const UNREACHED: chrono::TimeDelta = chrono::TimeDelta::hours(4);

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
    setting: Setting,
    /// Where the relay listens, over every restart.
    address: SocketAddr,
    epoch: String,
    feed: Feed,
    local: LocalCarrier,
    /// Held while it is told who stands on the page.
    company: Mutex<()>,
    seen: Seen,
    album: Album,
    told: tokio::sync::Mutex<Told>,
    /// The next moment for which a message, a call or an urgent text waits, as it was seen last.
    waits: Mutex<Option<DateTime<Utc>>>,
    /// What is or was last in force.
    configured: ArcSwap<Configured>,
    /// What `nightbell fallback` prints, as it was hosted last.
    fallback: ArcSwap<String>,
    running: tokio::sync::Mutex<Option<Running>>,
    /// Of the running relay.
    relay: Mutex<Option<Relay>>,
    /// Its jobs.
    roster: Mutex<Option<Roster>>,
    starts: AtomicU32,
    /// The moment that was chosen last.
    moment: Mutex<Option<String>>,
    /// Held while the relay is stopped or started; true once it is stopped for good.
    switching: tokio::sync::Mutex<bool>,
    /// Held while the time is moved.
    moving: tokio::sync::Mutex<()>,
    /// Held while the time is told.
    telling: Mutex<()>,
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
    pub async fn start(fallback_url: &str, manager: &Manager) -> Result<Studio, Failure> {
        let (setting, received) = Setting::new(fallback_url)?;
        manager.enters(&setting.config()).map_err(room)?;
        let running = wiring::start(setting.plan(ANY_PORT, None)).await?;
        let Some(local) = running.carrier().cloned() else {
            let message = "the sample practice must use the local carrier";
            return Err(Failure::system(message));
        };
        local.carrier.give_up_texts_after(UNREACHED);
        let happenings = local.carrier.happenings();
        let studio = Studio(Arc::new(Inner {
            address: running.address(),
            feed: Feed::new(),
            epoch: ids::hex128(),
            company: Mutex::new(()),
            seen: Seen::default(),
            album: Album::default(),
            told: tokio::sync::Mutex::default(),
            waits: Mutex::new(None),
            configured: ArcSwap::from(running.relay().configured()),
            fallback: ArcSwap::default(),
            local,
            setting,
            running: tokio::sync::Mutex::new(None),
            relay: Mutex::new(None),
            roster: Mutex::new(None),
            starts: AtomicU32::new(0),
            moment: Mutex::new(Some("morning".to_owned())),
            switching: tokio::sync::Mutex::new(false),
            moving: tokio::sync::Mutex::new(()),
            telling: Mutex::new(()),
            look: Notify::new(),
            tasks: Mutex::new(Vec::new()),
        }));
        studio.is_up(running).await;
        studio.spawn(happenings, received);
        studio.opens().await;
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

    /// Where the relay listens, and the console with it.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// Names this run.
    pub fn epoch(&self) -> &str {
        &self.0.epoch
    }

    /// All that a page needs to begin.
    pub async fn snapshot(&self) -> Snapshot {
        // In this order: where the clock says that nothing is under way, all that happened before stands in the rest.
        let clock = self.clock_view();
        self.is_told().await;
        if let Some(relay) = self.relay() {
            self.look_at_texts(relay.store()).await;
        }
        let (last, mut changing) = self.0.feed.snapshot();
        changing.clock = clock;
        Snapshot {
            epoch: self.0.epoch.clone(),
            last,
            version: env!("CARGO_PKG_VERSION"),
            moments: self.moments().iter().map(show::moment_view).collect(),
            changing,
        }
    }

    /// What `nightbell fallback` printed for the configuration that was good last.
    pub fn fallback(&self) -> Arc<String> {
        self.0.fallback.load_full()
    }

    /// Stops everything, for good.
    pub async fn stop(&self) {
        self.0.feed.close();
        for task in self.tasks().drain(..) {
            task.abort();
        }
        let mut has_ended = self.0.switching.lock().await;
        *has_ended = true;
        self.stop_relay().await;
    }

    fn configured(&self) -> Arc<Configured> {
        self.0.configured.load_full()
    }

    fn config(&self) -> PathBuf {
        self.0.setting.config()
    }

    fn relay(&self) -> Option<Relay> {
        let relay = self.0.relay.lock().unwrap_or_else(PoisonError::into_inner);
        relay.clone()
    }

    fn set_roster(&self, to: Option<Roster>) {
        *self.0.roster.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }

    /// Whether a text is under way inside the relay.
    fn sends(&self) -> bool {
        let roster = self.0.roster.lock().unwrap_or_else(PoisonError::into_inner);
        roster.as_ref().is_some_and(Roster::is_busy)
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
        if let Some(document) = editor::fallback(&self.config(), self.0.setting.clock.now()) {
            self.0.fallback.store(Arc::new(document));
        }
        self.tell_company();
        let configuration = editor::view(
            &self.configured(),
            &self.config(),
            self.0.setting.clock.now(),
        );
        self.0.feed.publish(Event::Configuration { configuration });
        self.tell_standing();
    }

    /// A relay was started.
    async fn is_up(&self, running: Running) {
        self.0.starts.fetch_add(1, Ordering::Relaxed);
        self.set_roster(Some(running.roster().clone()));
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
        self.set_roster(None);
        self.0.look.notify_one();
    }

    /// Starts the relay again where it was.
    async fn start_relay(&self) -> Result<(), Refusal> {
        if self.0.running.lock().await.is_some() {
            return Ok(());
        }
        let address = self.0.address;
        if Server::bind(address).await.is_err() {
            return Err(Refusal::NotNow(format!(
                "end the program that has taken the relay's address {address} meanwhile, or end the demo and start it again"
            )));
        }
        let plan = self.0.setting.plan(address, Some(self.0.local.clone()));
        let running = wiring::start(plan)
            .await
            .map_err(|failure| Refusal::Failed(failure.to_string()))?;
        self.is_up(running).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
