//! Over TLS: who can prove who it is gets the request, and nobody else gets a byte of it.

use std::sync::atomic::{AtomicUsize, Ordering};

use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::*;

const ANSWER: &str = "HTTP/1.1 201 Created\r\ncontent-length: 31\r\nconnection: close\r\n\r\n\
                      {\"sid\":\"SM1\",\"status\":\"queued\"}";

/// A server with a certificate that nobody signed but itself.
struct Server {
    url: String,
    certificate: Vec<u8>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    /// Its certificate is for this name; it is asked as `localhost`.
    async fn named(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(AtomicUsize::new(0));
        let acceptor = TlsAcceptor::from(Arc::new(config));
        drop(tokio::spawn(accept(listener, acceptor, requests.clone())));
        Self {
            url: format!("https://localhost:{port}"),
            certificate: certificate.to_vec(),
            requests,
        }
    }

    async fn text_with(&self, trusted: Vec<Vec<u8>>) -> Result<Sent, Error> {
        let transport = Transport::new(&Trust::Only(trusted), Limits::default()).unwrap();
        let client = Client::new(&account(&self.url, TOKEN), &transport).unwrap();
        let draft = Draft {
            to: patient(),
            from: line(FRONT),
            body: "Hello",
            media: &[],
            status_callback: "https://relay.example.com/s",
        };
        client.send_text(&draft).await
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, requests: Arc<AtomicUsize>) {
    while let Ok((stream, _)) = listener.accept().await {
        drop(answer(stream, &acceptor, &requests).await);
    }
}

async fn answer(
    stream: TcpStream,
    acceptor: &TlsAcceptor,
    requests: &AtomicUsize,
) -> std::io::Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    let mut first = [0_u8; 1];
    stream.read_exact(&mut first).await?;
    requests.fetch_add(1, Ordering::SeqCst);
    let mut rest = Vec::new();
    while !rest.ends_with(b"%2Fs") {
        let mut piece = [0_u8; 1024];
        let read = stream.read(&mut piece).await?;
        rest.extend_from_slice(&piece[..read]);
    }
    stream.write_all(ANSWER.as_bytes()).await?;
    stream.shutdown().await
}

#[tokio::test]
async fn a_server_that_proves_who_it_is_gets_the_request() {
    let server = Server::named("localhost").await;
    let sent = server
        .text_with(vec![server.certificate.clone()])
        .await
        .unwrap();
    assert_eq!((sent.sid.as_str(), server.requests()), ("SM1", 1));
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_nothing() {
    let server = Server::named("localhost").await;
    let stranger = Server::named("localhost").await;
    for trusted in [Vec::new(), vec![stranger.certificate.clone()]] {
        let error = failure(server.text_with(trusted).await);
        assert_eq!(error, Error::down(Outage::Untrusted));
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn a_certificate_for_another_name_proves_nothing() {
    let server = Server::named("api.example.com").await;
    let error = failure(server.text_with(vec![server.certificate.clone()]).await);
    assert_eq!(error, Error::down(Outage::Untrusted));
    assert_eq!(server.requests(), 0);
}

#[test]
fn what_is_no_certificate_is_told() {
    assert!(Transport::new(&Trust::Only(vec![b"no".to_vec()]), Limits::default()).is_err());
}

#[test]
fn this_machines_certificates_are_believed_or_it_is_told_that_there_are_none() {
    if let Err(error) = Transport::new(&Trust::System, Limits::default()) {
        assert!(error.to_string().contains("ca-certificates"), "{error}");
    }
}
