//! What becomes of a message's sound: encrypted on the disk, played once to whoever holds a ticket, gone when its time
//! has come.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use nightbell::domain::names::{MediaId, MessageId};
use nightbell::store::Store;
use reqwest::{Method, StatusCode};
use support::bare::Bare;
use support::sounds::{self, wav};
use support::{PATIENTS, PRACTICE, raw, scan};
use tower::ServiceExt;

async fn open() -> Bare {
    Bare::open(PRACTICE, PATIENTS).await
}

fn store(bare: &Bare) -> &Store {
    bare.running().store()
}

fn now(bare: &Bare) -> DateTime<Utc> {
    bare.clock.now()
}

fn file(bare: &Bare, id: MessageId) -> PathBuf {
    bare.data().join("voicemail").join(id.to_string())
}

async fn kept(bare: &Bare, number: u32, sound: &[u8]) -> MessageId {
    sounds::kept(store(bare), number, now(bare), sound).await
}

/// Under which path this message is played now, at this step.
fn played(bare: &Bare, id: MessageId, step: &str) -> String {
    sounds::played_at(store(bare), id, step, now(bare))
}

async fn asks(bare: &Bare, method: Method, path: &str, range: Option<&str>) -> reqwest::Response {
    let mut request = raw::client().request(method, bare.url() + path);
    if let Some(range) = range {
        request = request.header("range", range);
    }
    request.send().await.unwrap()
}

async fn gets(bare: &Bare, path: &str) -> (StatusCode, Vec<u8>) {
    let answer = asks(bare, Method::GET, path, None).await;
    (answer.status(), answer.bytes().await.unwrap().to_vec())
}

async fn part(bare: &Bare, path: &str, range: &str) -> (StatusCode, Vec<u8>) {
    let answer = asks(bare, Method::GET, path, Some(range)).await;
    (answer.status(), answer.bytes().await.unwrap().to_vec())
}

async fn is_nowhere(bare: &Bare, path: &str) {
    assert_eq!(
        gets(bare, path).await,
        (StatusCode::NOT_FOUND, Vec::new()),
        "{path}"
    );
}

#[tokio::test]
async fn a_message_is_played_once() {
    let bare = open().await;
    let said = wav(9);
    let id = kept(&bare, 1, &said).await;
    let path = played(&bare, id, "own/1");

    // Whoever only looks has not listened.
    for _ in 0..9 {
        let head = asks(&bare, Method::HEAD, &path, None).await;
        assert_eq!(head.status(), StatusCode::OK);
        assert_eq!(head.headers()["content-length"], said.len().to_string());
    }
    let post = asks(&bare, Method::POST, &path, None).await;
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
    let beyond = asks(&bare, Method::GET, &path, Some("bytes=999999-")).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    let range = beyond.headers()["content-range"].to_str().unwrap();
    assert_eq!(range, format!("bytes */{}", said.len()));

    let whole = asks(&bare, Method::GET, &path, None).await;
    assert_eq!(whole.status(), StatusCode::OK);
    for (name, value) in [
        ("content-type", "audio/wav"),
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "inline"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("accept-ranges", "bytes"),
        ("content-length", &said.len().to_string()),
    ] {
        assert_eq!(whole.headers()[name], value, "{name}");
    }
    assert!(whole.bytes().await.unwrap() == said);
    is_nowhere(&bare, &path).await;
    let head = asks(&bare, Method::HEAD, &path, None).await;
    assert_eq!(head.status(), StatusCode::NOT_FOUND);
    // To hear it again is another step of the call, with a ticket of its own.
    let again = played(&bare, id, "own/2");
    assert!(gets(&bare, &again).await == (StatusCode::OK, said));
}

#[tokio::test]
async fn a_message_may_be_fetched_part_by_part_and_then_no_more() {
    let bare = open().await;
    let said = wav(9);
    let id = kept(&bare, 1, &said).await;
    let path = played(&bare, id, "own/1");
    // Players first look whether there are parts at all.
    let first = asks(&bare, Method::GET, &path, Some("bytes=0-1")).await;
    assert_eq!(first.status(), StatusCode::PARTIAL_CONTENT);
    let place = first.headers()["content-range"].to_str().unwrap();
    assert_eq!(place, format!("bytes 0-1/{}", said.len()));
    assert_eq!(first.headers()["content-length"], "2");
    assert_eq!(first.headers()["content-type"], "audio/wav");
    assert!(first.bytes().await.unwrap() == said[..2]);
    let (status, begin) = part(&bare, &path, "bytes=0-99999").await;
    assert_eq!(status, StatusCode::PARTIAL_CONTENT);
    assert!(begin == said[..100_000]);
    let (status, end) = part(&bare, &path, "bytes=100000-").await;
    assert_eq!(status, StatusCode::PARTIAL_CONTENT);
    assert!(end == said[100_000..]);
    is_nowhere(&bare, &path).await;
    let (status, _) = part(&bare, &path, "bytes=0-1").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_many_who_come_at_once_with_one_ticket_one_hears_the_message() {
    let bare = open().await;
    let said = wav(60);
    let id = kept(&bare, 1, &said).await;
    let path = played(&bare, id, "own/1");
    let all = (0..8).map(|_| gets(&bare, &path));
    let all = futures_util::future::join_all(all).await;
    let heard = all.iter().filter(|(status, _)| *status == StatusCode::OK);
    assert_eq!(heard.count(), 1);
    for (status, body) in all {
        match status {
            StatusCode::OK => assert!(body == said),
            status => assert_eq!((status, body.len()), (StatusCode::NOT_FOUND, 0)),
        }
    }
}

#[tokio::test]
async fn what_a_broken_connection_did_not_bring_can_be_fetched_again() {
    let bare = open().await;
    let said = wav(9);
    let id = kept(&bare, 1, &said).await;
    let path = played(&bare, id, "own/1");
    // Without a network, which takes more on its way than anybody has heard.
    let router = nightbell::http::router(bare.running().relay().clone());
    let ask = async || {
        let request = Request::get(&path).body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap()
    };
    let mut broken = ask().await.into_body();
    let first = broken.frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(first.len() < said.len() / 2);
    assert_eq!(
        ask().await.status(),
        StatusCode::NOT_FOUND,
        "it is being played"
    );
    drop(broken);
    let whole = ask().await;
    assert_eq!(whole.status(), StatusCode::OK);
    assert!(whole.into_body().collect().await.unwrap().to_bytes() == said);
    assert_eq!(ask().await.status(), StatusCode::NOT_FOUND);
    // Whoever breaks off again and again is served eight times.
    let path = played(&bare, id, "own/2");
    let ask = async || {
        let request = Request::get(&path).body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap().status()
    };
    for _ in 0..8 {
        assert_eq!(ask().await, StatusCode::OK);
    }
    assert_eq!(ask().await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_ticket_that_was_used_is_used_up_after_a_restart_too() {
    let mut world = support::World::open().await;
    let said = wav(9);
    let store = world.running().store().clone();
    let id = sounds::kept(&store, 1, world.now(), &said).await;
    let spent = sounds::played_at(&store, id, "own/1", world.now());
    let begun = sounds::played_at(&store, id, "own/2", world.now());
    drop(store);
    let status = async |world: &support::World, path: &str, range: &str| {
        let request = raw::client().get(world.url() + path).header("range", range);
        raw::received(request).await.status
    };
    assert_eq!(status(&world, &spent, "bytes=0-").await, 206);
    assert_eq!(status(&world, &begun, "bytes=0-99").await, 206);
    world.restarts().await;
    assert_eq!(status(&world, &spent, "bytes=0-").await, 404);
    assert_eq!(status(&world, &begun, "bytes=0-").await, 206);
    assert_eq!(status(&world, &begun, "bytes=0-").await, 404);
    world.stops().await;
}

#[tokio::test]
async fn whatever_cannot_be_played_is_not_there() {
    let bare = open().await;
    let said = wav(2);
    let id = kept(&bare, 1, &said).await;
    let path = played(&bare, id, "own/1");
    let (front, last) = path.split_at(path.len() - 1);
    is_nowhere(
        &bare,
        &format!("{front}{}", if last == "A" { "Q" } else { "A" }),
    )
    .await;
    let picture = store(&bare).ticket(MediaId(id.0), now(&bare) + TimeDelta::hours(1));
    is_nowhere(&bare, &format!("/voicemail/{picture}")).await;
    is_nowhere(&bare, &path.replace("/voicemail/", "/media/")).await;
    for other in ["", "x", "%ff", "..%2f..%2fkey", &id.to_string()] {
        is_nowhere(&bare, &format!("/voicemail/{other}")).await;
    }
    // Nobody has ever left it.
    is_nowhere(&bare, &played(&bare, MessageId(5), "own/1")).await;
    // It is announced, and its sound is here, but not yet known to be whole.
    let early = sounds::announced(store(&bare), 2, now(&bare)).await;
    sounds::put(store(&bare), early, &said).await.unwrap();
    is_nowhere(&bare, &played(&bare, early, "own/1")).await;
    // Its file is gone.
    let lost = kept(&bare, 3, &said).await;
    store(&bare).voicemail().delete(lost).await.unwrap();
    is_nowhere(&bare, &played(&bare, lost, "own/1")).await;
    assert_eq!(gets(&bare, &path).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_ticket_serves_for_ten_minutes() {
    let bare = open().await;
    let id = kept(&bare, 1, &wav(2)).await;
    let (path, late) = (played(&bare, id, "own/1"), played(&bare, id, "own/2"));
    bare.clock.set(now(&bare) + TimeDelta::seconds(599));
    assert_eq!(gets(&bare, &path).await.0, StatusCode::OK);
    bare.clock.set(now(&bare) + TimeDelta::seconds(1));
    is_nowhere(&bare, &late).await;
}

#[tokio::test]
async fn of_an_altered_message_not_a_byte_is_played() {
    let bare = open().await;
    let id = kept(&bare, 1, &wav(9)).await;
    let whole = fs::read(file(&bare, id)).unwrap();
    fs::write(file(&bare, id), &whole[..whole.len() - 1]).unwrap();
    let (status, body) = gets(&bare, &played(&bare, id, "own/1")).await;
    assert_eq!((status, body.len()), (StatusCode::INTERNAL_SERVER_ERROR, 0));
    // An altered segment ends it where it is reached: what comes is never longer than what was said, nor other.
    let mut altered = whole.clone();
    altered[100_000] ^= 1;
    fs::write(file(&bare, id), altered).unwrap();
    let path = played(&bare, id, "own/2");
    let answer = asks(&bare, Method::GET, &path, None).await;
    assert!(answer.bytes().await.is_err(), "it breaks off");
    let (status, _) = part(&bare, &path, "bytes=0-99").await;
    assert_eq!(
        status,
        StatusCode::PARTIAL_CONTENT,
        "the ticket is not spent"
    );
}

#[tokio::test]
async fn of_a_message_nothing_is_found_in_the_data_folder() {
    let bare = open().await;
    let said = wav(20);
    let id = sounds::announced(store(&bare), 1, now(&bare)).await;
    // In the middle of it, when half of it is in a file that has no name yet.
    let data = bare.data();
    let pieces: Vec<_> = said.chunks(100_000).map(<[u8]>::to_vec).collect();
    let mut before = 0;
    let pieces = pieces.into_iter().map(|piece| {
        scan::assert_nothing_of(&data, &said);
        let folder = data.join("voicemail");
        let sizes = scan::files(&folder)
            .into_iter()
            .map(|file| fs::metadata(file).unwrap().len());
        before = before.max(sizes.sum());
        Ok::<_, std::io::Error>(bytes::Bytes::from(piece))
    });
    let stream = futures_util::stream::iter(pieces);
    let written = store(&bare).voicemail().put_stream(id, stream).await;
    let bytes = written.unwrap().bytes;
    assert!(
        before > 200_000,
        "it was looked at when there was something"
    );
    store(&bare).message_kept(id, bytes, 20).await.unwrap();
    let (status, heard) = gets(&bare, &played(&bare, id, "own/1")).await;
    assert!(status == StatusCode::OK && heard == said);
    scan::assert_nothing_of(&data, &said);
    // What is looked for is found where it lies open, wherever it begins.
    let leak = data.join("leak");
    fs::write(&leak, [b"xyz", &said[12_345..12_409]].concat()).unwrap();
    assert_eq!(scan::with_a_piece_of(&data, &said), Some(leak));
}

/// Waits, with a limit, until what is looked for is so.
async fn becomes_so(mut is_so: impl AsyncFnMut() -> bool) {
    let limit = Instant::now() + Duration::from_secs(20);
    while !is_so().await {
        assert!(Instant::now() < limit, "it never became so");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn old_messages_are_forgotten_when_their_time_has_come_file_and_row() {
    let bare = open().await;
    let said = wav(1);
    let old = kept(&bare, 1, &said).await;
    store(&bare).message_gone_there(old).await.unwrap();
    // The provider could not be reached for three months.
    let waits = sounds::announced(store(&bare), 2, now(&bare)).await;
    let left_there = kept(&bare, 3, &said).await;
    bare.clock.set(now(&bare) + TimeDelta::days(1));
    let young = kept(&bare, 4, &said).await;
    store(&bare).message_gone_there(young).await.unwrap();

    bare.clock
        .set(now(&bare) + TimeDelta::days(89) + TimeDelta::hours(2));
    becomes_so(async || store(&bare).message(old).await.unwrap().is_none()).await;
    becomes_so(async || store(&bare).message(left_there).await.unwrap().is_none()).await;
    assert!(!file(&bare, old).exists());
    assert!(!file(&bare, left_there).exists());
    assert!(store(&bare).message(young).await.unwrap().is_some());
    assert!(file(&bare, young).exists());
    assert!(
        store(&bare).message(waits).await.unwrap().is_some(),
        "it is still to be fetched"
    );

    // What the provider still has, it is still asked to delete.
    let far = now(&bare) + TimeDelta::days(1);
    let there = store(&bare).messages_left_there(far, 10).await.unwrap();
    let there: Vec<_> = there.into_iter().map(|row| row.id).collect();
    assert_eq!(there, [left_there]);
}

#[tokio::test]
async fn a_message_that_was_deleted_is_played_no_more() {
    let bare = open().await;
    let id = kept(&bare, 1, &wav(1)).await;
    let path = played(&bare, id, "own/1");
    sounds::deleted(store(&bare), id, now(&bare)).await;
    is_nowhere(&bare, &path).await;
}
