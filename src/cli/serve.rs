//! `nightbell serve`: the relay. SIGTERM (or Ctrl-C): finish what is in flight, exit 0.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::telemetry;

use super::Failure;
use super::output::say;
use super::wiring::{self, Plan};

/// What `serve` is told.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
    /// The data folder; made if it is not there
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// Where to listen for the provider's webhooks
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = address)]
    pub listen: SocketAddr,
    /// Where to serve the console, if not where the webhooks come in
    #[arg(long, value_name = "ADDR", value_parser = address)]
    pub console: Option<SocketAddr>,
    /// Write logs as JSON, one object a line
    #[arg(long)]
    pub json_logs: bool,
}

pub(super) fn address(written: &str) -> Result<SocketAddr, String> {
    written.parse().map_err(|_| {
        "write an address in digits and a port, as in 127.0.0.1:8080, or 0.0.0.0:8080 for every network".to_owned()
    })
}

/// Serves until told to stop.
///
/// # Errors
/// As [`wiring::start`].
pub fn run(args: &ServeArgs) -> Result<(), Failure> {
    let _logs = telemetry::start_logs(args.json_logs);
    runtime()?.block_on(serve(args))
}

async fn serve(args: &ServeArgs) -> Result<(), Failure> {
    // Asked for before anything is started: a signal in between must not be lost.
    let stop = stop_signal()?;
    if inside(&args.data, &args.config) {
        tracing::warn!(
            "choose a --data folder outside the configuration folder: copies of the one would carry the other along"
        );
    }
    let plan = Plan {
        console: args.console,
        ..Plan::new(args.config.clone(), args.data.clone(), args.listen)
    };
    let running = wiring::start(plan).await?;
    say(&format!(
        "Nightbell answers webhooks on http://{}",
        running.address()
    ));
    say(&format!(
        "The practice manager's console is http://{}/console/, once there is an account: nightbell user add NAME --config {}",
        running.console(),
        args.config.display()
    ));
    if let Some(local) = running.carrier() {
        say(&format!(
            "The local carrier's REST API is {} (nobody is really called)",
            local.carrier.api_url()
        ));
    }
    stop.await;
    tracing::info!("stopping: what is in flight is finished");
    running.stop().await;
    Ok(())
}

/// Whether one folder is the other or lies in it; neither needs to be there yet.
fn inside(inner: &Path, outer: &Path) -> bool {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole(inner).starts_with(whole(outer))
}

/// The runtime of the commands that serve.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::system(format!("let this user start more threads: {error}")))
}

/// Ready when the process is asked to stop.
pub(super) fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| {
        signal(kind).map_err(|error| {
            Failure::system(format!(
                "signals cannot be received on this system: {error}"
            ))
        })
    };
    let (mut terminate, mut interrupt) = (
        listen(SignalKind::terminate())?,
        listen(SignalKind::interrupt())?,
    );
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
