//! A bad day that lasts: what a client of the REST API and the callbacks' receiver see of it.

use chrono::TimeDelta;

use super::rest::{Api, post};
use super::*;
use crate::provider::local::Weather;

/// Sends texts one after another while the time goes on; what became of each, as the client sees it.
async fn sends(world: &World, texts: usize, callback: &str) -> Vec<Option<u16>> {
    let api = Api::new(world);
    let sending = async {
        let mut told = Vec::new();
        for number in 0..texts {
            let form = [
                ("From", FRONT),
                ("To", PATIENT),
                ("Body", &format!("Text {number}")),
                ("StatusCallback", callback),
            ];
            told.push(api.try_post("/Messages.json", &form).await.ok());
        }
        told
    };
    let mut sending = std::pin::pin!(sending);
    loop {
        tokio::select! {
            told = &mut sending => return told,
            () = tokio::task::yield_now() => {
                world.stage.time_passes(TimeDelta::seconds(1)).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn in_bad_weather_requests_fail_in_every_way_until_it_ends() {
    let world = World::new().await;
    let callback = format!("{}/status", world.base);
    world.carrier.weather(Some(Weather::bad(3)));
    let told = sends(&world, 120, &callback).await;
    world.carrier.weather(None);
    let tally = world.carrier.tally();
    assert_eq!(tally.values().sum::<u64>(), 120);
    assert_eq!(tally.len(), 6, "{tally:?}");
    let count = |status| told.iter().filter(|told| **told == status).count() as u64;
    assert_eq!(count(Some(429)), tally["429"]);
    assert_eq!(count(Some(500)), tally["500"]);
    assert_eq!(
        count(None),
        tally["never answered"] + tally["carried out, answer lost"]
    );
    assert_eq!(count(Some(201)), tally["answered"] + tally["answered late"]);
    world
        .stage
        .time_passes(TimeDelta::minutes(1))
        .await
        .unwrap();
    // What was carried out has arrived, whatever its sender was told.
    let arrived = world.patient().transcript().matches("Text ").count() as u64;
    assert_eq!(
        arrived,
        count(Some(201)) + tally["carried out, answer lost"]
    );
    let api = Api::new(&world);
    for _ in 0..20 {
        let form = [("From", FRONT), ("To", PATIENT), ("Body", "x")];
        assert_eq!(post(&api, "/Messages.json", &form).await.0, 201);
    }
}

#[tokio::test]
async fn in_bad_weather_reports_are_lost_doubled_or_out_of_order() {
    let world = World::new().await;
    let callback = format!("{}/status", world.base);
    world.carrier.weather(Some(Weather {
        rest: 0,
        ..Weather::bad(5)
    }));
    // One after the other: a report that is held back waits for the next one, which must be of the same text.
    for _ in 0..80 {
        sends(&world, 1, &callback).await;
        world
            .stage
            .time_passes(TimeDelta::seconds(30))
            .await
            .unwrap();
    }
    let mut reports: HashMap<String, Vec<String>> = HashMap::new();
    for report in world.requests("/status") {
        let value = |name| report.param(name).unwrap().to_owned();
        reports
            .entry(value("MessageSid"))
            .or_default()
            .push(value("MessageStatus"));
    }
    let place = |told: &[String], word: &str| told.iter().position(|said| said == word);
    let last = |told: &[String], word: &str| told.iter().rposition(|said| said == word);
    let any = |is: &dyn Fn(&[String]) -> bool| reports.values().any(|told| is(told));
    assert!(any(&|told| told == ["sent", "delivered"]));
    assert!(any(&|told| place(told, "delivered").is_none()), "lost");
    assert!(any(&|told| place(told, "sent").is_none()), "lost");
    assert!(
        any(&|told| place(told, "delivered").is_some_and(|at| last(told, "sent") > Some(at))),
        "out of order"
    );
    assert!(reports.values().any(|told| told.len() > 2), "twice");
}
