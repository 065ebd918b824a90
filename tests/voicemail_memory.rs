//! Memory stays flat while ten recordings of four minutes come in and go out at once: none is ever whole in it.
//!
//! Provider and listeners are in the measured process too, with buffers of their own. The allocator is the system's, which
//! gives back what is not used: the program's own keeps pages of every size for every thread, and that would be measured
//! instead. `scripts/voicemail-memory` prints the figures.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::convert::Infallible;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use futures_util::{StreamExt, future, stream};
use nightbell::config::Secret;
use nightbell::domain::names::MessageId;
use nightbell::provider::twilio::rest::{Account, Client, Format, Limits, Transport, Trust};
use nightbell::store::Store;
use sha2::{Digest, Sha256};
use support::bare::Bare;
use support::{PATIENTS, PRACTICE, raw, sounds};
use tokio::sync::Barrier;

/// Four minutes of 8,000 samples of 16 bits a second.
const RECORDING: usize = 44 + 240 * 16_000;
/// How the sender divides it.
const PIECE: usize = 16 * 1024;
/// By so much the peak may grow from one recording to ten; ten whole ones have 37 MiB.
const MOST: u64 = 16 << 20;

/// How many recordings the process that is measured carries at once.
const AT_ONCE: &str = "NIGHTBELL_RECORDINGS_AT_ONCE";
/// What a process prints before its figure.
const SAYS: &str = "peak of resident memory, KiB:";

#[test]
fn ten_recordings_of_four_minutes_at_once_take_hardly_more_memory_than_one() {
    if !Path::new("/proc/self/status").exists() {
        return;
    }
    let (one, ten) = (peak_with(1), peak_with(10));
    println!("one recording: {} KiB at most", one >> 10);
    println!("ten at once:   {} KiB at most", ten >> 10);
    let grown = ten.saturating_sub(one);
    assert!(grown < MOST, "{one} bytes with one, {ten} with ten");
}

/// Runs the test below in a process of its own, since a peak is a process's.
fn peak_with(recordings: usize) -> u64 {
    let carried = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "carries_as_many_as_it_is_told",
            "--ignored",
            "--nocapture",
        ])
        .env(AT_ONCE, recordings.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&carried.stdout);
    let figure = said
        .split(SAYS)
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    let figure =
        figure.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&carried.stderr)));
    figure.parse::<u64>().unwrap() << 10
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is run by the test above, in a process of its own"]
async fn carries_as_many_as_it_is_told() {
    let recordings = std::env::var(AT_ONCE).map_or(1, |text| text.parse().unwrap());
    carry(recordings).await;
    println!("{SAYS} {}", peak());
}

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().nth(1));
    figure.unwrap().parse().unwrap()
}

/// Fetches so many recordings at once, keeps them, reads them back, and plays them at once.
async fn carry(recordings: usize) {
    let bare = Bare::open(PRACTICE, PATIENTS).await;
    let store = bare.running().store();
    let mut ids = Vec::new();
    for number in 0..recordings {
        let number = u32::try_from(number).unwrap();
        ids.push(sounds::announced(store, number, bare.clock.now()).await);
    }
    let client = client(&provider(recordings).await);
    let all = ids.iter().map(|id| comes_in(store, &client, *id));
    let sums = future::join_all(all).await;
    assert!(sums.iter().all(|sum| *sum == sums[0]));

    let together = Barrier::new(recordings);
    let all = ids.iter().map(|id| {
        let path = sounds::played_at(store, *id, "own/1", bare.clock.now());
        is_heard(format!("{}{path}", bare.url()), &together)
    });
    let heard = future::join_all(all).await;
    assert!(heard.iter().all(|sum| *sum == sums[0]));
}

/// What the job of recordings does with one.
async fn comes_in(store: &Store, client: &Client, id: MessageId) -> [u8; 32] {
    let fetched = client.fetch_recording("RE1", Format::Wav, 100 << 20);
    let download = fetched.await.unwrap();
    assert_eq!(download.length(), Some(RECORDING as u64));
    let sounds = store.voicemail();
    let written = sounds.put_stream(id, download.pieces()).await.unwrap();
    assert_eq!(written.bytes, RECORDING as u64);
    assert_eq!(sounds.check(id).await.unwrap(), Some(written));
    store.message_kept(id, written.bytes, 240).await.unwrap();
    written.sha256
}

/// Listens to the first half, waits for all the others to be there, and listens to the rest.
async fn is_heard(url: String, together: &Barrier) -> [u8; 32] {
    let mut answer = raw::client().get(url).send().await.unwrap();
    let (mut heard, mut bytes, mut has_waited) = (Sha256::new(), 0, false);
    while let Some(piece) = answer.chunk().await.unwrap() {
        heard.update(&piece);
        bytes += piece.len();
        if bytes > RECORDING / 2 && !has_waited {
            together.wait().await;
            has_waited = true;
        }
    }
    assert_eq!(bytes, RECORDING);
    heard.finalize().into()
}

/// A provider that gives everyone the same recording, and the second half only when all have the first.
async fn provider(recordings: usize) -> String {
    let together = Arc::new(Barrier::new(recordings));
    let router = Router::new().fallback(get(async move || recording(together.clone())));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    format!("http://{address}")
}

fn recording(together: Arc<Barrier>) -> ([(&'static str, String); 1], Body) {
    let noise = Bytes::from(sounds::wav(2)[44..][..PIECE].to_vec());
    let pieces = stream::iter((0..RECORDING).step_by(PIECE)).then(move |at| {
        let (noise, together) = (noise.clone(), together.clone());
        async move {
            let is_half = (at..at + PIECE).contains(&(RECORDING / 2));
            if is_half {
                together.wait().await;
            }
            Ok::<_, Infallible>(noise.slice(..PIECE.min(RECORDING - at)))
        }
    });
    let length = [("content-length", RECORDING.to_string())];
    (length, Body::from_stream(pieces))
}

fn client(api_url: &str) -> Client {
    let account = Account {
        sid: "AC00000000000000000000000000000001".to_owned(),
        token: Secret::new("0123456789abcdef0123456789abcdef".to_owned()),
        api_url: api_url.to_owned(),
    };
    let limits = Limits {
        downloads: 1000,
        ..Limits::default()
    };
    let transport = Transport::new(&Trust::Only(Vec::new()), limits).unwrap();
    Client::new(&account, &transport).unwrap()
}
