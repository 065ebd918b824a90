//! Accepts connections, bounds what a slow or silent peer can hold, and ends gracefully.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// A peer that has not sent its headers by then is disconnected.
const HEADER_PATIENCE: Duration = Duration::from_secs(5);
/// What is in flight when the relay is told to stop gets so long.
const DRAIN: Duration = Duration::from_secs(8);
/// The largest head of a request, in bytes.
const MAX_HEAD: usize = 32 * 1024;

/// The address could not be taken.
#[derive(Debug, thiserror::Error)]
#[error("choose another --listen address: {address} cannot be taken ({why})")]
pub struct BindError {
    address: SocketAddr,
    why: std::io::Error,
}

impl BindError {
    /// The same where the address was given by another option.
    pub fn words(&self, option: &str) -> String {
        let BindError { address, why } = self;
        format!("choose another {option} address: {address} cannot be taken ({why})")
    }
}

/// The other end of the connection, among the extensions of each of its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// A bound address, not yet served.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes the address.
    ///
    /// # Errors
    /// [`BindError`] where it is in use or not one of this machine's.
    pub async fn bind(address: SocketAddr) -> Result<Server, BindError> {
        let fail = |why| BindError { address, why };
        let listener = TcpListener::bind(address).await.map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        Ok(Server { listener, address })
    }

    /// Where it listens; the port is a real one even if 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is ready; then finishes what is in flight.
    pub async fn serve(self, router: Router, stop: impl Future<Output = ()>) {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(HEADER_PATIENCE)
            .max_buf_size(MAX_HEAD);
        let graceful = GracefulShutdown::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let (stream, peer) = tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok(accepted) => accepted,
                    Err(error) => {
                        // Out of file descriptors, say: the next one may be free in a moment.
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = &mut stop => break,
            };
            spawn_connection(&http, &graceful, stream, Peer(peer), &router);
        }
        drop(self.listener);
        tokio::select! {
            () = graceful.shutdown() => {}
            () = tokio::time::sleep(DRAIN) => tracing::warn!("some connections did not end in time"),
        }
    }
}

fn spawn_connection(
    http: &http1::Builder,
    graceful: &GracefulShutdown,
    stream: TcpStream,
    peer: Peer,
    router: &Router,
) {
    // An answer is one small packet: it must not wait for more.
    let _ = stream.set_nodelay(true);
    let service = router
        .clone()
        .map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request
        });
    let service = TowerToHyperService::new(service);
    let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
