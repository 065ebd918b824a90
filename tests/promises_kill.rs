//! Promise 5 with the real program: killed at any instant and started again on the same data, calls go on, and what
//! was answered is kept.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::net::TcpListener;
use std::process::Output;
use std::time::Duration;

use nightbell::domain::names::CallId;
use nightbell::provider::local::{Exchange, Kind};
use nightbell::relay::address::Address;
use nightbell::store::{Chain, JournalRow};
use support::binary::{Binary, serve};
use support::gate::Moment;
use support::outside::Outside;
use support::{
    BACK_1, BACK_2, DESK, LINDQVIST_PHONE, MARIE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, ROSA,
    STRANGER, raw,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// The program runs on the machine's own time: the practice is always open, and so are its limits.
fn practice() -> String {
    let always = support::PRACTICE
        .replace("Mo-Fr 09:00-12:30,14:00-18:00; PH off", "24/7")
        .replace("Mo-Fr 09:00-17:00; PH off", "24/7");
    format!("{always}\n[callers]\ncalls_per_day = 1000\n")
}

fn patients() -> String {
    PATIENTS
        .replace(",2026-11-01,2027-01-31,yes,", ",,,yes,")
        .replace(",2026-11-01,,no,", ",,,no,")
}

/// Every moment of a request, with a few of the instants of the work on it.
fn moments() -> impl Iterator<Item = Moment> {
    let within = [0, 150, 400, 900, 2_000, 5_000];
    let within = within.map(|micros| Moment::Within(Duration::from_micros(micros)));
    [Moment::Before, Moment::Answered, Moment::After]
        .into_iter()
        .chain(within)
}

/// A call that one clinician declines and the other takes.
async fn taken_by_the_backup(outside: &Outside) -> Told {
    let (rosa, okafor) = (outside.phone(ROSA), outside.phone(OKAFOR_PHONE));
    let lindqvist = outside.phone(LINDQVIST_PHONE);
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.hears("A patient is calling").await?;
    okafor.presses("2").await?;
    lindqvist.rings_showing(BACK_1).await?;
    lindqvist.answers().await?;
    lindqvist.presses("1").await?;
    lindqvist.hears("Rosa Diaz").await?;
    rosa.is_connected_to(&lindqvist).await?;
    rosa.hangs_up().await?;
    lindqvist.call_ends().await?;
    outside.stage.comes_to_rest().await?;
    Ok(())
}

/// A call that nobody takes, and its message.
async fn ends_in_a_message(outside: &Outside) -> Told {
    let (rosa, okafor) = (outside.phone(ROSA), outside.phone(OKAFOR_PHONE));
    let lindqvist = outside.phone(LINDQVIST_PHONE);
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.declines().await?;
    lindqvist.rings().await?;
    lindqvist.declines().await?;
    rosa.hears("9 9 9").await?;
    rosa.presses("2").await?;
    rosa.leaves_message(12).await?;
    rosa.presses("#").await?;
    rosa.hears("Thank you").await?;
    outside
        .stage
        .time_passes(chrono::TimeDelta::seconds(30))
        .await?;
    Ok(())
}

/// The relay is killed once in each call, at every webhook in turn and at every moment of it.
async fn survives<'a, F: Future<Output = Told>>(
    outside: &'a Outside,
    story: impl Fn(&'a Outside) -> F,
) -> Told {
    let mut webhook = 0;
    loop {
        for moment in moments() {
            let kills = outside.gate.kills();
            outside.gate.kill_at(webhook, moment);
            let told = story(outside).await;
            told.map_err(|error| format!("killed {moment:?} webhook {webhook}: {error}"))?;
            if outside.gate.spares() {
                assert!(webhook > 5, "the story has {webhook} webhooks");
                return Ok(());
            }
            // The last request of a story may be answered before the kill behind it is done.
            while outside.gate.kills() == kills {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        webhook += 1;
    }
}

/// Each webhook that was answered stands in the journal once, and is answered with the same bytes when it comes again.
async fn nothing_is_lost(outside: Outside) -> Told {
    let exchanges = outside.carrier.exchanges();
    raw::assert_steady(&exchanges).await;
    outside.gate.take().kill();
    let store = outside.store();
    let journal = store.journal(1_000_000).await?;
    let answered = exchanges
        .iter()
        .filter(|exchange| exchange.status.is_some_and(|status| status < 300));
    // Of what becomes of a text the outbox tells, not the journal.
    for exchange in answered.filter(|exchange| exchange.kind != Kind::MessageStatus) {
        assert_eq!(
            rows_of(exchange, &journal),
            1,
            "{:?} {}",
            exchange.kind,
            exchange.url
        );
    }
    assert!(matches!(store.verify_chain(1).await?, Chain::Whole { .. }));
    for number in support::SECRETS {
        support::assert_no_file_holds(&outside.data(), number.trim_start_matches('+'));
    }
    Ok(())
}

fn rows_of(exchange: &Exchange, journal: &[JournalRow]) -> usize {
    let url = url::Url::parse(&exchange.url).unwrap();
    let step = url.path().strip_prefix("/twilio/").unwrap();
    let key =
        Address::parse(step, url.query().unwrap_or_default()).map(|address| address.key(CallId(0)));
    let sid = format!(
        "\"sid\":\"{}\"",
        exchange.param("CallSid").unwrap_or("none")
    );
    let is_its = |row: &&JournalRow| match (&key, exchange.kind) {
        (Some(key), Kind::RecordingStatus) => row.key.starts_with(key.as_str()),
        (Some(key), _) => row.key == *key,
        (None, Kind::CallStatus) => {
            row.kind == "status" && row.personal.as_ref().unwrap().contains(&sid)
        }
        (None, _) => row.kind == "call" && row.personal.as_ref().unwrap().contains(&sid),
    };
    journal.iter().filter(is_its).count()
}

#[tokio::test]
async fn a_call_goes_on_wherever_the_relay_is_killed() -> Told {
    let outside = Outside::open(&practice(), &patients()).await;
    survives(&outside, taken_by_the_backup).await?;
    nothing_is_lost(outside).await
}

#[tokio::test]
async fn a_message_is_kept_wherever_the_relay_is_killed() -> Told {
    let outside = Outside::open(&practice(), &patients()).await;
    survives(&outside, ends_in_a_message).await?;
    let calls = outside.carrier.exchanges();
    let left: std::collections::BTreeSet<_> = calls
        .iter()
        .filter_map(|e| e.param("RecordingSid"))
        .collect();
    let left = left.len();
    outside.gate.take().kill();
    let store = outside.store();
    assert_eq!(store.recordings().await?.len(), left);
    store.close().await;
    outside.gate.start();
    nothing_is_lost(outside).await
}

#[tokio::test]
async fn back_lines_stay_where_they_are_over_a_kill() -> Told {
    let outside = Outside::open(&practice(), &patients()).await;
    let okafor = outside.phone(OKAFOR_PHONE);
    for (patient, line) in [
        (ROSA, BACK_1),
        (MARIE, BACK_2),
        (ROSA, BACK_1),
        (MARIE, BACK_2),
    ] {
        let patient = outside.phone(patient);
        outside.gate.kill_at(1, Moment::Before);
        patient.dials(OKAFOR_LINE).await?;
        okafor.rings_showing(line).await?;
        okafor.answers().await?;
        okafor.presses("1").await?;
        patient.is_connected_to(&okafor).await?;
        patient.hangs_up().await?;
        okafor.call_ends().await?;
        outside.stage.comes_to_rest().await?;
    }
    assert_eq!(outside.gate.kills(), 4);
    outside.stage.finish().await?;
    nothing_is_lost(outside).await
}

#[tokio::test]
async fn a_text_arrives_once_wherever_the_relay_is_killed() -> Told {
    let outside = Outside::open(&practice(), &patients()).await;
    let rosa = outside.phone(ROSA);
    for (number, moment) in moments().enumerate() {
        outside.gate.kill_at(0, moment);
        rosa.texts(OKAFOR_LINE, &format!("Text {number}")).await?;
        outside.stage.comes_to_rest().await?;
    }
    raw::assert_steady(&outside.carrier.exchanges()).await;
    outside.gate.take().kill();
    let relayed = outside.store().outbox().await?;
    for number in 0..moments().count() {
        let words = format!(
            "{:?}",
            nightbell::domain::decision::Body::Verbatim(format!("Text {number}"))
        );
        assert_eq!(
            relayed
                .iter()
                .filter(|row| format!("{:?}", row.body) == words)
                .count(),
            1
        );
    }
    Ok(())
}

#[tokio::test]
async fn told_to_stop_it_finishes_what_is_in_flight_and_exits_0() -> Told {
    let outside = Outside::open(&practice(), &patients()).await;
    let relay = outside.gate.take();
    let url = format!("http://{}", relay.address);
    let mut calls = Vec::new();
    for number in 0..20 {
        let params = raw::incoming(&raw::call_sid(number), STRANGER, OKAFOR_LINE);
        let (url, public) = (url.clone(), outside.gate.url());
        calls.push(tokio::spawn(async move {
            raw::post(
                &url,
                &public,
                "/twilio/voice",
                support::bare::TOKEN,
                &params,
            )
            .await
        }));
    }
    let first = calls.remove(0).await?;
    relay.terminate();
    first.document();
    let mut answered = 1;
    for call in calls {
        // Refused before it was accepted, or answered in full: never an answer cut short.
        answered += usize::from(call.await.is_ok_and(|answer| answer.status == 200));
    }
    let (status, printed) = tokio::task::spawn_blocking(move || relay.ends()).await?;
    assert_eq!(status.code(), Some(0), "{printed}");
    assert_eq!(outside.store().journal(100).await?.len(), answered);
    Ok(())
}

fn refused(output: &Output, code: i32, says: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(told.contains(says), "{told}");
}

#[tokio::test]
async fn a_second_relay_on_the_same_data_exits_3() {
    let outside = Outside::open(&practice(), &patients()).await;
    let second = serve(&outside.folder(), "127.0.0.1:0").output().unwrap();
    refused(&second, 3, "stop the other relay first");
}

#[tokio::test]
async fn an_address_that_is_taken_exits_3() {
    let outside = Outside::prepare(&practice(), &patients()).await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let output = serve(&outside.folder(), &listen).output().unwrap();
    refused(&output, 3, "choose another --listen address");
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_made_exits_3() {
    let outside = Outside::prepare(&practice(), &patients()).await;
    std::fs::write(outside.data(), "a file").unwrap();
    let output = serve(&outside.folder(), "127.0.0.1:0").output().unwrap();
    refused(&output, 3, "a folder that this user may write");
}

#[tokio::test]
async fn a_wrong_usage_exits_2() {
    let outside = Outside::prepare(&practice(), &patients()).await;
    for wrong in [vec!["--nonsense"], vec!["--json-logs", "surplus"]] {
        let output = serve(&outside.folder(), "127.0.0.1:0")
            .args(wrong)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
    let output = serve(&outside.folder(), "no address").output().unwrap();
    refused(&output, 2, "--listen");
}

#[tokio::test]
async fn what_a_killed_relay_held_is_free_at_once() {
    let outside = Outside::open(&practice(), &patients()).await;
    outside.gate.take().kill();
    let again = Binary::start(&outside.folder(), "info");
    again.terminate();
    let (status, printed) = again.ends();
    assert_eq!(status.code(), Some(0), "{printed}");
    let _nobody = outside.phone(DESK);
}
