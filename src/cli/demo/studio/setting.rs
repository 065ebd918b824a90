//! What outlives every relay of the studio: its folder, its clock, and what the relays tell.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::cli::Failure;
use crate::cli::wiring::{LocalCarrier, Plan};
use crate::clock::Clock;
use crate::relay::backstage::{Backstage, Hindrance};

use super::super::moments::{Season, morning};
use super::super::{editor, sample};
use super::opening::EARLIER;
use super::pump::News;

/// What outlives every relay.
pub(super) struct Setting {
    folder: TempDir,
    /// Where calls find their document that the relay does not answer.
    fallback_url: String,
    /// The time of the demo.
    pub clock: Clock,
    /// The time of the machine.
    pub machine: Clock,
    /// The dates of the sample.
    pub season: Season,
    /// Slows whichever relay runs.
    pub hindrance: Hindrance,
    /// Where whichever relay runs tells what it decides.
    pub news: mpsc::UnboundedSender<News>,
}

impl Setting {
    /// With the sample in a folder of its own, and the clock a little before the first of the moments.
    pub fn new(fallback_url: &str) -> Result<(Setting, mpsc::UnboundedReceiver<News>), Failure> {
        let machine = Clock::system();
        let today = machine.now().with_timezone(&sample::ZONE).date_naive();
        let season = Season::of(today, &sample::holidays());
        let clock = Clock::system();
        clock.set(morning(&season, sample::ZONE) - EARLIER);
        let folder = tempfile::tempdir().map_err(room)?;
        let (news, received) = mpsc::unbounded_channel();
        let setting = Setting {
            folder,
            fallback_url: fallback_url.to_owned(),
            clock,
            machine,
            season,
            hindrance: Hindrance::default(),
            news,
        };
        editor::write_sample(&setting.config(), &setting.season).map_err(room)?;
        Ok((setting, received))
    }

    /// The configuration folder.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    /// A relay in this setting, with the carrier that runs already, if one does.
    pub fn plan(&self, listen: SocketAddr, carrier: Option<LocalCarrier>) -> Plan {
        let news = self.news.clone();
        let backstage = Backstage {
            // Without a receiver the demo ends.
            witness: Some(Arc::new(move |testimony| {
                drop(news.send(News::Testimony(testimony)));
            })),
            hindrance: self.hindrance.clone(),
        };
        Plan {
            clock: self.clock.clone(),
            machine: Some(self.machine.clone()),
            carrier,
            fallback: Some(self.fallback_url.clone()),
            backstage,
            ..Plan::new(self.config(), self.folder.path().join("data"), listen)
        }
    }
}

/// The folder for temporary files cannot be written.
pub(super) fn room(error: std::io::Error) -> Failure {
    Failure::system(format!(
        "make room in the folder for temporary files: {error}"
    ))
}
