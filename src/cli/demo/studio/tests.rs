//! The studio without its page: what must hold whoever asks for whatever at the same time.

use futures_util::future::join_all;

use super::super::manager::Manager;
use super::super::people::{OKAFOR_LINE, TOM};
use super::super::view::PhoneView;
use super::*;

async fn studio() -> Studio {
    Studio::start("http://127.0.0.1:9/fallback.xml", &Manager::with(None))
        .await
        .unwrap()
}

/// What Tom's phone has seen and heard, by kind.
async fn seen_by_tom(studio: &Studio) -> String {
    studio.is_told().await;
    let is_toms = |phone: &&PhoneView| phone.number == TOM;
    studio.feed().look(|now| {
        let tom = now.phones.iter().find(is_toms).unwrap();
        serde_json::to_string(&tom.transcript).unwrap()
    })
}

async fn until_tom_has(studio: &Studio, what: &str) {
    let mut last = 0;
    while !seen_by_tom(studio).await.contains(what) {
        assert!(studio.feed().wait(last).await);
        last = studio.feed().last();
    }
}

#[tokio::test]
async fn a_relay_that_is_restarted_while_the_demo_ends_stays_stopped() {
    let studio = studio().await;
    let ((), restarted) = tokio::join!(studio.stop(), studio.restart_relay());
    assert!(matches!(restarted, Err(Refusal::NotNow(_))));
    assert!(studio.relay().is_none());
}

#[tokio::test]
async fn a_relay_whose_address_is_taken_says_what_to_do_and_starts_once_it_is_free() {
    let studio = studio().await;
    studio.fail_relay(true).await.unwrap();
    let other = std::net::TcpListener::bind(studio.0.address).unwrap();
    let Err(Refusal::NotNow(words)) = studio.fail_relay(false).await else {
        panic!("started where another program listens");
    };
    assert!(
        words.starts_with("end the program") && !words.contains("--listen"),
        "{words}"
    );
    drop(other);
    studio.fail_relay(false).await.unwrap();
    assert!(studio.relay().is_some());
    studio.stop().await;
}

#[tokio::test]
async fn skips_at_the_same_time_end_no_call() {
    let studio = studio().await;
    studio.dial(TOM, OKAFOR_LINE, None).unwrap();
    until_tom_has(&studio, "ringback").await;
    let impatient = || async {
        for _ in 0..3 {
            // Where nothing waits there is nothing to skip.
            drop(studio.skip().await);
        }
    };
    join_all((0..4).map(|_| impatient())).await;
    let seen = seen_by_tom(&studio).await;
    assert!(!seen.contains("hung-up"), "{seen}");
    studio.stop().await;
}

#[tokio::test]
async fn a_moment_that_is_chosen_twice_ends_no_call() {
    let studio = studio().await;
    studio.move_to("tonight").await.unwrap();
    studio.dial(TOM, OKAFOR_LINE, None).unwrap();
    until_tom_has(&studio, "says").await;
    // However slow this machine is.
    let tonight = studio.moments().into_iter().find(|m| m.id == "tonight");
    studio.0.setting.clock.set(tonight.unwrap().at);
    studio.move_to("tonight").await.unwrap();
    let seen = seen_by_tom(&studio).await;
    assert!(!seen.contains("hung-up"), "{seen}");
    studio.stop().await;
}
