//! What happens without a webhook: texts are sent and settled, held ones are looked at again, pictures are fetched, the
//! list of patients is changed, and what no webhook ever said is fetched from the provider.
//!
//! Each job is a loop that sleeps until the store has news or a moment has come; all of them decide through the relay,
//! so that what a job does twice has happened once.
//!
//! Each job is a module with `pub async fn run(context: Context, worker: Worker)`: it works, then `worker.rest(until)`,
//! until that says false. What it does beside its loop (a request in a task) holds a [`UnderWay`].

mod worker;

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::provider::twilio::rest::{Client, Transport, Trust, Unavailable};
use crate::relay::{InForce, Relay};

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
    pub fn new() -> Result<Self, Unavailable> {
        Ok(Transports {
            network: Transport::new(&Trust::System, Default::default()),
            here: Transport::new(&Trust::Only(Vec::new()), Default::default())?,
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
        // Each loop is `run(context.clone(), roster.worker())`, and ends when its worker's rest says so.
        Jobs {
            roster,
            tasks: JoinSet::new(),
        }
    }

    /// Who is at work, and which moment is waited for.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Lets each finish what it is at.
    pub async fn stop(mut self) {
        self.roster.stop();
        while let Some(ended) = self.tasks.join_next().await {
            if ended.is_err() {
                tracing::error!("a job failed inside");
            }
        }
    }
}
