//! `nightbell demo`: a sample practice, the local carrier with phones, and a page in the browser to try them.
//!
//! Everything runs through the real relay: signed webhooks over HTTP, a real database, real documents. Only the
//! telephone network is simulated. `--scenes` plays short stories in the terminal instead.

mod cast;
mod editor;
mod feed;
mod manager;
mod moments;
mod people;
mod sample;
mod scenes;
mod server;
mod show;
mod studio;
mod view;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::http::Server;

use super::Failure;
use super::output::say;
use super::serve::{address, runtime, stop_signal};
use manager::Manager;
use studio::Studio;

/// Where the page is, unless something else is asked for.
const USUAL: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 7070);

/// What `demo` is told.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Where the page is served [default: 127.0.0.1:7070, or any free port where that is taken]
    #[arg(long, value_name = "ADDR", value_parser = address)]
    pub listen: Option<SocketAddr>,
    /// Play short stories in the terminal instead
    #[arg(long)]
    pub scenes: bool,
    /// Do not pause between the lines of the stories
    #[arg(long, requires = "scenes")]
    pub fast: bool,
    /// Read the page's files from this folder at each request
    #[arg(long, value_name = "DIR", hide = true)]
    pub page: Option<PathBuf>,
    /// The password of the console's account, instead of a random one
    #[arg(long, value_name = "PASSWORD", hide = true)]
    pub console_password: Option<String>,
}

/// Serves the page until it is told to stop, or plays the scenes.
///
/// # Errors
/// The address cannot be had, or the sample does not run on this machine.
pub fn run(args: &DemoArgs) -> Result<(), Failure> {
    if args.scenes {
        return scenes::run(args);
    }
    runtime()?.block_on(serve(args))
}

async fn serve(args: &DemoArgs) -> Result<(), Failure> {
    let stop = stop_signal()?;
    let server = bind(args.listen).await?;
    let address = server.address();
    let reached = reached(address);
    let manager = Manager::with(args.console_password.as_deref());
    let fallback = format!("http://{reached}{}", server::FALLBACK);
    let studio = Studio::start(&fallback, &manager).await?;
    say("Nightbell demo: Harbour Street Surgery, with made-up people and numbers.");
    say(&format!("Open http://{reached}/ in a browser"));
    say(&format!(
        "The practice manager's console: http://{}/console/",
        studio.address()
    ));
    say(&format!(
        "  account {}, password {}",
        manager.name, *manager.password
    ));
    if let Some(words) = open_to_others(address) {
        say(words);
    }
    say("Ctrl-C ends it.");
    let router = server::router(studio.clone(), args.page.clone(), address);
    let ended = studio.clone();
    server
        .serve(router, async move {
            stop.await;
            ended.stop().await;
        })
        .await;
    Ok(())
}

async fn bind(asked: Option<SocketAddr>) -> Result<Server, Failure> {
    let bound = match asked {
        Some(address) => Server::bind(address).await,
        None => match Server::bind(USUAL).await {
            Ok(server) => Ok(server),
            Err(_) => Server::bind(SocketAddr::new(USUAL.ip(), 0)).await,
        },
    };
    bound.map_err(|error| Failure::system(error.to_string()))
}

/// What to know where not this machine alone reaches the page.
fn open_to_others(address: SocketAddr) -> Option<&'static str> {
    let is_open = !address.ip().is_loopback();
    is_open.then_some(
        "Whoever reaches this machine over the network can use the page as well: it has no password.",
    )
}

/// What a browser on this machine can open.
fn reached(address: SocketAddr) -> SocketAddr {
    let ip = match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => std::net::Ipv4Addr::LOCALHOST.into(),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
        other => other.ip(),
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_others_can_reach_says_so() {
        let says = |address: &str| open_to_others(address.parse().unwrap()).is_some();
        assert!(says("0.0.0.0:7070") && says("192.168.1.5:7070") && says("[::]:7070"));
        assert!(!says("127.0.0.1:7070") && !says("[::1]:7070"));
    }
}
