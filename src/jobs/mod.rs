//! What happens without a webhook: texts are sent and settled, held ones are looked at again, pictures are fetched, the
//! list of patients is changed, and what no webhook ever said is fetched from the provider.
//!
//! Each job is a loop that sleeps until the store has news or a moment has come; all of them decide through the relay,
//! so that what a job does twice has happened once.
//!
//! Each job is a module with `pub async fn run(context: Context, worker: Worker)`: it works, then `worker.rest(until)`,
//! until that says false. What it does beside its loop (a request in a task) holds a [`UnderWay`].

mod calls;
mod clearing;
mod edits;
pub mod erasing;
mod fate;
mod hatch;
mod letter;
mod media;
mod outbox;
mod pace;
mod phones;
mod reconcile;
mod recordings;
mod retention;
mod settle;
mod turns;
mod urgent;
pub mod well;
mod worker;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::config::edit::Editor;
use crate::domain::event::Target;
use crate::domain::names::ClinicianId;
use crate::domain::outbox::Confirmations;
use crate::domain::practice::{Clinician, Practice};
use crate::ids;
use crate::provider::twilio::rest::{Client, Limits, Transport, Trust, Unavailable};
use crate::relay::{InForce, Relay};
use crate::store::StoreDown;

pub use letter::{is_fixed_line, takes_no_texts};
pub use worker::{News, Roster, UnderWay, Worker};

/// What every job has to hand. Clones share it. Has no `Debug`: it opens the account.
#[derive(Clone)]
pub struct Context {
    /// The relay: the configuration in force, the store, the clock, the counters.
    pub relay: Relay,
    /// The connections to the provider.
    pub transports: Transports,
    /// Takes the configuration folder up now, instead of when the watcher next looks. Returns when what stands there is
    /// in force, or refused; it blocks, so call it off the runtime's threads.
    pub reload: Arc<dyn Fn() + Send + Sync>,
    /// Changes the list of patients; blocks as well.
    pub editor: Arc<Editor>,
    /// A number that grows whenever another configuration is in force.
    pub configured: watch::Receiver<u64>,
}

/// The connections to a provider on the network, and to one on this machine. Clones share them.
#[derive(Clone)]
pub struct Transports {
    /// Over TLS. Why there is none, where this machine knows no certificates.
    network: Result<Transport, Unavailable>,
    /// In the open, to this machine alone, past any proxy.
    here: Transport,
}

/// So long the jobs have when the relay ends.
const GRACE: Duration = Duration::from_secs(5);

/// The jobs that run.
pub struct Jobs {
    roster: Roster,
    tasks: JoinSet<()>,
}

impl Transports {
    /// Connects nowhere yet.
    ///
    /// # Errors
    /// [`Unavailable`] where not even this machine can be reached. Where the network cannot, [`Context::client`] says so
    /// each time it is asked.
    pub fn new(limits: Limits) -> Result<Self, Unavailable> {
        Ok(Transports {
            network: Transport::new(&Trust::System, limits),
            here: Transport::new(&Trust::Only(Vec::new()), limits)?,
        })
    }
}

impl Context {
    /// A client of the account in force: ask anew for each piece of work, since account and token may change.
    ///
    /// # Errors
    /// Why no request can be made, in words for the log.
    pub fn client(&self, in_force: &InForce) -> Result<Client, String> {
        let account = in_force
            .account
            .as_ref()
            .ok_or("give [provider] an auth_token: there is none to make requests with")?;
        let transport = match account.api_url.starts_with("http://") {
            true => &self.transports.here,
            false => match &self.transports.network {
                Ok(transport) => transport,
                Err(unavailable) => return Err(unavailable.to_string()),
            },
        };
        Client::new(account, transport).map_err(|error| error.to_string())
    }

    /// The absolute address of a path below the public URL.
    pub fn address(&self, in_force: &InForce, path: &str) -> String {
        format!("{}{path}", in_force.public_url)
    }
}

impl Jobs {
    /// Starts them all.
    pub fn start(context: &Context) -> Jobs {
        let relay = &context.relay;
        let news = News {
            store: relay.store().news(),
            configuration: context.configured.clone(),
        };
        let roster = Roster::new(relay.clock().clone(), news);
        let mut tasks = JoinSet::new();
        tasks.spawn(keep("settle", context, &roster, settle::run));
        tasks.spawn(keep("turns", context, &roster, turns::run));
        tasks.spawn(keep("urgent", context, &roster, urgent::run));
        tasks.spawn(keep("media", context, &roster, media::run));
        tasks.spawn(keep("outbox", context, &roster, outbox::run));
        tasks.spawn(keep("calls", context, &roster, calls::run));
        tasks.spawn(keep("hatch", context, &roster, hatch::run));
        tasks.spawn(keep("reconcile", context, &roster, reconcile::run));
        tasks.spawn(keep("recordings", context, &roster, recordings::run));
        tasks.spawn(keep("asking", context, &roster, recordings::ask::run));
        tasks.spawn(keep("listing", context, &roster, recordings::listing::run));
        tasks.spawn(keep("edits", context, &roster, edits::run));
        tasks.spawn(keep("phones", context, &roster, phones::run));
        tasks.spawn(keep("retention", context, &roster, retention::run));
        tasks.spawn(keep("clearing", context, &roster, clearing::run));
        Jobs { roster, tasks }
    }

    /// Who is at work, and which moment is waited for.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Lets each finish what it is at, for a while: what is not finished then is taken up at the next start.
    pub async fn stop(mut self) {
        self.roster.stop();
        let finished = tokio::time::timeout(GRACE, async {
            while let Some(ended) = self.tasks.join_next().await {
                if ended.is_err() {
                    tracing::error!("a job failed inside");
                }
            }
        });
        if finished.await.is_err() {
            tracing::warn!("what the jobs had not finished in time is taken up at the next start");
            self.tasks.shutdown().await;
        }
    }
}

/// Runs a job until it ends by itself: one that fails inside begins anew, since nobody else does its work.
fn keep<F>(
    name: &'static str,
    context: &Context,
    roster: &Roster,
    run: impl Fn(Context, Worker) -> F + Send + 'static,
) -> BoxFuture<'static, ()>
where
    F: Future<Output = ()> + Send + 'static,
{
    /// Real time, before it begins anew.
    const AGAIN: Duration = Duration::from_secs(1);
    let (context, roster) = (context.clone(), roster.clone());
    let mut worker = roster.worker();
    Box::pin(async move {
        loop {
            let runs = AssertUnwindSafe(run(context.clone(), worker));
            if runs.catch_unwind().await.is_ok() {
                return;
            }
            tracing::error!(job = name, "a job failed inside; it begins anew");
            tokio::time::sleep(AGAIN).await;
            worker = roster.worker();
        }
    })
}

/// Asks the store until it has done it: what has happened at the provider is not forgotten because a disk is full.
async fn insist<T, F>(mut ask: impl FnMut() -> F) -> T
where
    F: Future<Output = Result<T, StoreDown>>,
{
    /// In real time: it is the disk's trouble, not the practice's clock.
    const AGAIN: Duration = Duration::from_millis(200);
    loop {
        match ask().await {
            Ok(done) => return done,
            Err(why) => tracing::debug!(%why, "told to the store again"),
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// A number from 0 to 1, drawn afresh.
fn chance() -> f64 {
    f64::from(u32::from_be_bytes(ids::fresh())) / f64::from(u32::MAX)
}

/// The clinicians whose first phone has not confirmed and so gets nothing yet.
pub fn not_confirmed(practice: &Practice, known: &Confirmations) -> Vec<ClinicianId> {
    if !practice.confirm_phones {
        return Vec::new();
    }
    let lacks = |clinician: &&Clinician| {
        let first = clinician.phones.first().map(|phone| Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        });
        first.is_none_or(|first| !known.is_confirmed(&first))
    };
    let clinicians = practice.clinicians.iter().filter(lacks);
    clinicians.map(|clinician| clinician.id.clone()).collect()
}
