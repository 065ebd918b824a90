//! Wires the parts together: configuration, store, relay, server, watcher and, where asked for, the local carrier.
//! Used by `serve`, by `demo`, and by the integration tests, which so run what a practice runs.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use axum::Router;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::config::edit::Editor;
use crate::config::watch::Watcher;
use crate::config::{Mistakes, Secret, Settings};
use crate::console::{self, Console, Register};
use crate::domain::practice::Practice;
use crate::http::{Server, router};
use crate::ids;
use crate::jobs::{Context, Jobs, Roster, Transports};
use crate::provider::local::{Carrier, Number, Options, Time};
use crate::provider::twilio::rest;
use crate::relay::address::{RETRIES, SMS, STATUS, VOICE};
use crate::relay::backstage::{Backstage, Testimony};
use crate::relay::{Configured, InForce, Relay};
use crate::store::{DataFolder, KeyError, Keys, Store};
use crate::telemetry::Metrics;

use super::Failure;
use super::loading::{Loader, Origin};

/// Where everything is.
pub struct Plan {
    /// The configuration folder.
    pub config: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the console is, if not where the webhooks are.
    pub console: Option<SocketAddr>,
    /// The time.
    pub clock: Clock,
    /// The time by which people's sessions end, where it is another.
    pub machine: Option<Clock>,
    /// A local carrier that runs already (after a restart of the relay alone); else one is started where the
    /// configuration says so.
    pub carrier: Option<LocalCarrier>,
    /// Where the local carrier finds the document for calls that the relay does not answer; hosted away from it, as a
    /// practice hosts what `nightbell fallback` prints.
    pub fallback: Option<String>,
    /// Who is told what the relay decides, and what slows it: for the demo alone.
    pub backstage: Backstage,
    /// Bounds of requests to the provider.
    pub limits: rest::Limits,
}

impl Plan {
    /// A relay like any practice's, on the system's clock.
    pub fn new(config: PathBuf, data: PathBuf, listen: SocketAddr) -> Self {
        Plan {
            config,
            data,
            listen,
            console: None,
            clock: Clock::system(),
            machine: None,
            carrier: None,
            fallback: None,
            backstage: Backstage::default(),
            limits: rest::Limits::default(),
        }
    }
}

/// The local carrier and what the relay must know of it.
#[derive(Clone)]
pub struct LocalCarrier {
    /// The carrier.
    pub carrier: Carrier,
    /// Whose account it is: `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// With what it signs webhooks, and what opens its REST API.
    pub auth_token: String,
}

/// A relay that is being served.
pub struct Running {
    address: SocketAddr,
    console: SocketAddr,
    relay: Relay,
    carrier: Option<LocalCarrier>,
    stop: watch::Sender<bool>,
    served: Vec<JoinHandle<()>>,
    jobs: Jobs,
    store: Store,
    watcher: Option<Watcher>,
}

/// Starts everything; returns when webhooks are answered.
///
/// # Errors
/// A configuration that was never good (1); an address or a data folder that cannot be had (3).
pub async fn start(plan: Plan) -> Result<Running, Failure> {
    let server = bind(plan.listen, "--listen").await?;
    let address = server.address();
    let apart = match plan.console {
        Some(console) => Some(bind(console, "--console").await?),
        None => None,
    };
    let now = plan.clock.now();

    let mut loader = Loader::new(plan.config.clone(), plan.clock.clone());
    let settings = loader
        .settings()
        .map_err(|mistakes| never_good(&loader.first().err().unwrap_or(mistakes)))?;
    let folder =
        DataFolder::open(&plan.data).map_err(|error| Failure::system(error.to_string()))?;
    let (keys, keyless) = storage_keys(&settings, &folder)?;
    loader.identify_by(keys.ids());

    let carrier =
        local_carrier(&settings, plan.carrier, &plan.clock, now.timestamp_micros()).await?;
    if let Some(local) = &carrier {
        let account = rest::Account {
            sid: local.account_sid.clone(),
            token: Secret::new(local.auth_token.clone()),
            api_url: local.carrier.api_url(),
        };
        loader.serve_local(format!("http://{address}"), account);
    }
    let (configured, origin) = loader.first().map_err(|mistakes| never_good(&mistakes))?;
    if let Some(local) = &carrier {
        connect(
            &local.carrier,
            &configured.in_force,
            plan.fallback.as_deref(),
        );
    }
    tell_start(&configured.in_force, &origin);

    let store = match keyless {
        None => Store::open(folder, keys, now),
        Some(why) => Store::unusable(folder, keys, &why),
    };
    let configured = Arc::new(ArcSwap::from_pointee(configured));
    let relay = Relay::new(
        configured.clone(),
        store.clone(),
        plan.clock.clone(),
        Metrics::new(),
    )
    .with_backstage(plan.backstage);
    let (configurations, configuration_news) = watch::channel(0);
    let folder = loader.folder().to_owned();
    let editor = Arc::new(Editor::new(&folder).sharing(loader.lists()));
    let register = Arc::new(Register::new(&folder));
    register.look();
    let taking_up = Arc::new(TakingUp {
        loader: Mutex::new(loader),
        register: register.clone(),
        configured,
        carrier: carrier.clone(),
        fallback: plan.fallback,
        backstage: relay.backstage().clone(),
        taken_up: configurations,
    });
    let context = Context {
        relay: relay.clone(),
        transports: Transports::new(plan.limits)
            .map_err(|error| Failure::system(error.to_string()))?,
        reload: {
            let taking_up = taking_up.clone();
            Arc::new(move || taking_up.look())
        },
        editor,
        configured: configuration_news,
    };
    let watcher = watch_folder(&folder, taking_up);
    let jobs = Jobs::start(&context);
    let console = Console::new(console::Parts {
        relay: relay.clone(),
        editor: context.editor.clone(),
        reload: context.reload.clone(),
        register,
        machine: plan.machine.unwrap_or(plan.clock),
    });
    let pages = console::router(console);
    let (stop, stopped) = watch::channel(false);
    let (console, served) = match apart {
        None => (
            address,
            vec![spawn(server, router(relay.clone()).merge(pages), &stopped)],
        ),
        Some(apart) => {
            let webhooks = spawn(server, router(relay.clone()), &stopped);
            (
                apart.address(),
                vec![webhooks, spawn(apart, pages, &stopped)],
            )
        }
    };
    Ok(Running {
        address,
        console,
        relay,
        carrier,
        stop,
        served,
        jobs,
        store,
        watcher,
    })
}

async fn bind(address: SocketAddr, option: &str) -> Result<Server, Failure> {
    let bound = Server::bind(address).await;
    bound.map_err(|error| Failure::system(error.words(option)))
}

fn spawn(server: Server, routes: Router, stopped: &watch::Receiver<bool>) -> JoinHandle<()> {
    let mut stopped = stopped.clone();
    tokio::spawn(server.serve(routes, async move {
        // A dropped sender stops as well.
        let _ = stopped.wait_for(|stop| *stop).await;
    }))
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the console is, once there is an account.
    pub fn console(&self) -> SocketAddr {
        self.console
    }

    /// The relay.
    pub fn relay(&self) -> &Relay {
        &self.relay
    }

    /// The store, for looking at what it holds.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The local carrier, where there is one.
    pub fn carrier(&self) -> Option<&LocalCarrier> {
        self.carrier.as_ref()
    }

    /// Who of the jobs is at work, and which moment they wait for.
    pub fn roster(&self) -> &Roster {
        self.jobs.roster()
    }

    /// Finishes what is in flight, then ends.
    pub async fn stop(self) {
        let Running {
            stop,
            served,
            jobs,
            store,
            watcher,
            relay,
            ..
        } = self;
        // Not on a thread of the runtime: it may have to wait for an edit that is being taken up.
        let unwatched = tokio::task::spawn_blocking(move || drop(watcher));
        let _ = stop.send(true);
        for served in served {
            let _ = served.await;
        }
        jobs.stop().await;
        let _ = unwatched.await;
        drop(relay);
        // Whoever still looks at the store must not keep its folder from the next relay.
        store.close().await;
    }
}

fn never_good(mistakes: &Mistakes) -> Failure {
    Failure::content(mistakes.to_string())
}

/// The storage key; or, where the data folder's own cannot be had, one that nothing is written with, and why.
fn storage_keys(
    settings: &Settings,
    folder: &DataFolder,
) -> Result<(Keys, Option<KeyError>), Failure> {
    if let Some(secret) = &settings.storage_key {
        let keys =
            Keys::parse(secret.expose()).map_err(|error| Failure::content(error.to_string()))?;
        return Ok((keys, None));
    }
    match Keys::from_folder(folder, ids::fresh()) {
        Ok(keys) => Ok((keys, None)),
        Err(why) => {
            let keys =
                Keys::new(&ids::fresh()).map_err(|error| Failure::system(error.to_string()))?;
            Ok((keys, Some(why)))
        }
    }
}

async fn local_carrier(
    settings: &Settings,
    running: Option<LocalCarrier>,
    clock: &Clock,
    seed: i64,
) -> Result<Option<LocalCarrier>, Failure> {
    if running.is_some() || !settings.provider.is_local() {
        return Ok(running);
    }
    let auth_token = ids::hex128();
    let account_sid = format!("AC{}", ids::hex128());
    let options = Options {
        seed: seed.unsigned_abs(),
        ..Options::new(&account_sid, &auth_token)
    };
    let carrier = Carrier::start(options, carrier_time(clock))
        .await
        .map_err(|error| {
            Failure::system(format!(
                "free a port of this machine for the local carrier: {error}"
            ))
        })?;
    Ok(Some(LocalCarrier {
        carrier,
        account_sid,
        auth_token,
    }))
}

/// The carrier reads no clock of its own: it is given the relay's.
pub fn carrier_time(clock: &Clock) -> Time {
    let (now, sleeper) = (clock.clone(), clock.clone());
    Time {
        now: Arc::new(move || now.now()),
        sleep_until: Arc::new(move |until| {
            let clock = sleeper.clone();
            Box::pin(async move { clock.sleep_until(until).await })
        }),
    }
}

/// Points the local carrier's numbers at the relay, as a practice points its numbers in the provider's console.
pub fn connect(carrier: &Carrier, in_force: &InForce, fallback: Option<&str>) {
    let url = |path: &str| format!("{}{path}{RETRIES}", in_force.public_url);
    for line in lines(&in_force.practice) {
        let number = Number::new(&line, &url(VOICE), &url(SMS));
        let number = number.with_status_callback(&url(STATUS));
        carrier.add_number(match fallback {
            Some(fallback) => number.with_voice_fallback(fallback),
            None => number,
        });
    }
}

fn lines(practice: &Practice) -> Vec<String> {
    let front = practice.clinicians.iter().map(|clinician| clinician.line);
    front
        .chain(practice.back_lines.iter().copied())
        .map(|line| line.wire())
        .collect()
}

/// Puts what stands in the configuration folder in force.
struct TakingUp {
    loader: Mutex<Loader>,
    register: Arc<Register>,
    configured: Arc<ArcSwap<Configured>>,
    carrier: Option<LocalCarrier>,
    fallback: Option<String>,
    backstage: Backstage,
    taken_up: watch::Sender<u64>,
}

impl TakingUp {
    /// Looks at the folder; returns when what is there is in force or refused.
    fn look(&self) {
        self.register.look();
        let mut loader = self.loader.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(next) = loader.again(&self.configured.load()) else {
            return;
        };
        if let Some(local) = &self.carrier {
            connect(&local.carrier, &next.in_force, self.fallback.as_deref());
        }
        self.configured.store(Arc::new(next));
        self.taken_up.send_modify(|number| *number += 1);
        self.backstage.tell(|| Testimony::Configured);
    }
}

fn watch_folder(folder: &Path, taking_up: Arc<TakingUp>) -> Option<Watcher> {
    // The watcher calls once when it begins: an edit between loading and watching must not go unnoticed.
    match Watcher::start(folder, move || taking_up.look()) {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            tracing::error!(%error, "changes of the configuration are not noticed until the next start");
            None
        }
    }
}

fn tell_start(in_force: &InForce, origin: &Origin) {
    let practice = &in_force.practice;
    tracing::info!(
        practice = practice.name,
        clinicians = practice.clinicians.iter().count(),
        patients = practice.patients.len(),
        configuration = %practice.version,
        origin = %origin,
        "ready"
    );
}
