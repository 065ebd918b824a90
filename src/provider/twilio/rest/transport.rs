//! The connections to the provider: how many, how long, and whom they trust.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::retry;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::{Error, Outage};

/// Bounds of every request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For making a connection, certificate included.
    pub connect: Duration,
    /// For a whole request and its answer.
    pub answer: Duration,
    /// Between two pieces of a download.
    pub piece: Duration,
    /// For a whole download.
    pub download: Duration,
    /// How many requests run at once; the others wait their turn.
    pub requests: usize,
    /// How many downloads run at once, beside the requests, so that a slow one never delays a text.
    pub downloads: usize,
    /// How many items a page of a list has; 1 to 1000.
    pub page: u16,
    /// How many pages of a list are read before it is left incomplete.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(20),
            piece: Duration::from_secs(30),
            download: Duration::from_secs(600),
            requests: 16,
            downloads: 10,
            page: 1000,
            pages: 25,
        }
    }
}

/// Whose certificates are believed.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Those that this machine believes; a proxy named in the environment (`HTTPS_PROXY`) is used.
    System,
    /// Those of these authorities alone, in DER form; none for the local carrier, which has no certificate. No proxy.
    Only(Vec<Vec<u8>>),
}

/// Why there can be no connections at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("install the certificates of the usual authorities (package ca-certificates): {0}")]
pub struct Unavailable(String);

/// The connections; clones share them.
#[derive(Clone)]
pub struct Transport {
    pub(super) http: reqwest::Client,
    pub(super) limits: Limits,
    requests: Arc<Semaphore>,
    downloads: Arc<Semaphore>,
}

impl Transport {
    /// Connects nowhere yet.
    ///
    /// # Errors
    /// [`Unavailable`] where this machine knows no certificates, or a given one cannot be read.
    pub fn new(trust: &Trust, limits: Limits) -> Result<Self, Unavailable> {
        // The first of the process wins, which is the very same one.
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("Nightbell/", env!("CARGO_PKG_VERSION")))
            // A redirect would take the credentials with it; only downloads follow one, by hand.
            .redirect(Policy::none())
            .retry(retry::never())
            .referer(false)
            .http1_only()
            .connect_timeout(limits.connect)
            .read_timeout(limits.piece)
            .pool_idle_timeout(Duration::from_secs(20))
            .pool_max_idle_per_host(limits.requests);
        if let Trust::Only(authorities) = trust {
            let read: Result<Vec<_>, _> = authorities
                .iter()
                .map(|der| reqwest::Certificate::from_der(der))
                .collect();
            builder = builder
                .no_proxy()
                .tls_certs_only(read.map_err(unavailable)?);
        }
        Ok(Self {
            http: builder.build().map_err(unavailable)?,
            limits,
            requests: Arc::new(Semaphore::new(limits.requests)),
            downloads: Arc::new(Semaphore::new(limits.downloads)),
        })
    }

    /// Waits for a request's turn; the turn lasts until the permit is dropped.
    pub(super) async fn turn(&self) -> Result<OwnedSemaphorePermit, Error> {
        take(&self.requests).await
    }

    /// Waits for a download's turn.
    pub(super) async fn download_turn(&self) -> Result<OwnedSemaphorePermit, Error> {
        take(&self.downloads).await
    }
}

async fn take(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
    // Never closed; if it were, nothing would have been sent.
    let closed = |_| Error::down(Outage::Unreachable);
    turns.clone().acquire_owned().await.map_err(closed)
}

fn unavailable(error: reqwest::Error) -> Unavailable {
    let reason =
        std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
    Unavailable(reason)
}
