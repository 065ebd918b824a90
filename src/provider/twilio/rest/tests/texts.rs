//! Texts through the carrier: sent, refused, found again, emptied.

use chrono::TimeDelta;

use super::*;
use crate::provider::twilio::message::MessageStatus;

#[tokio::test]
async fn a_text_is_taken_and_arrives_from_the_front_line() {
    let world = World::new().await;
    let sent = world
        .text(patient(), "Grüße — see you at 9 ✓")
        .await
        .unwrap();
    assert_eq!(sent.status, MessageStatus::Queued);
    assert_eq!(sent.segments, Some(1));
    let rosa = world.phone(PATIENT);
    let body = rosa.receives_text(FRONT, "Grüße").await.unwrap();
    assert_eq!(body, "Grüße — see you at 9 ✓");
    let kept = world.client.text(&sent.sid).await.unwrap();
    assert_eq!(kept.status, MessageStatus::Delivered);
    assert_eq!(
        (kept.from, kept.to),
        (Some(number(FRONT)), Some(number(PATIENT)))
    );
    assert_eq!(kept.direction, Direction::OutboundApi);
    assert_eq!(kept.created, Some("2026-11-23T09:30:00Z".parse().unwrap()));
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_clinicians_phone_is_texted_without_anyone_naming_its_number() {
    let world = World::new().await;
    let secret = SecretNumber::new(number(CLINICIAN));
    let sent = world
        .text(Destination::Clinician(&secret), "One message")
        .await;
    assert!(sent.is_ok());
    let phone = world.phone(CLINICIAN);
    phone.receives_text(FRONT, "One message").await.unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn pictures_go_along_by_their_addresses() {
    let world = World::new().await;
    let (callback, picture) = (
        format!("{}/status", world.relay),
        format!("{}/picture", world.relay),
    );
    let draft = Draft {
        to: patient(),
        from: line(FRONT),
        body: "",
        media: &[picture.clone(), picture],
        status_callback: &callback,
    };
    let sent = world.client.send_text(&draft).await.unwrap();
    world.phone(PATIENT).receives_text(FRONT, "").await.unwrap();
    assert_eq!(world.client.text(&sent.sid).await.unwrap().media, 2);
    assert_eq!(
        world.client.media_of(&sent.sid).await.unwrap().items.len(),
        2
    );
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn who_sent_stop_is_not_texted_from_that_line() {
    let world = World::new().await;
    let rosa = world.phone(PATIENT);
    rosa.texts(FRONT, "STOP").await.unwrap();
    rosa.receives_text(FRONT, "unsubscribed").await.unwrap();
    assert_eq!(cause(world.text(patient(), "Hello").await), Cause::OptedOut);
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_with_its_reason() {
    let world = World::new().await;
    world.phone(OTHER).phone().set_landline(true);
    world.carrier.close_country("+33");
    let to = |text: &str| Destination::Other(number(text));
    let long = "x".repeat(1601);
    assert_eq!(cause(world.text(to(OTHER), "x").await), Cause::NoTexts);
    assert_eq!(
        cause(world.text(to("+33639980042"), "x").await),
        Cause::CountryClosed
    );
    assert_eq!(cause(world.text(to(FRONT), "x").await), Cause::BadNumber);
    assert_eq!(
        cause(world.text(to("+266696687"), "x").await),
        Cause::BadNumber
    );
    assert_eq!(cause(world.text(patient(), &long).await), Cause::TooLong);
    assert_eq!(cause(world.text(patient(), "").await), Cause::Empty);
    let refused = failure(world.text(patient(), "").await);
    assert_eq!(
        refused.to_string(),
        "the text is empty (HTTP 400, code 21602)"
    );
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_line_that_is_not_ours_is_a_matter_of_the_setup() {
    let world = World::new().await;
    let callback = format!("{}/status", world.relay);
    let draft = Draft {
        to: patient(),
        from: line("+447700900999"),
        body: "x",
        media: &[],
        status_callback: &callback,
    };
    assert_eq!(cause(world.client.send_text(&draft).await), Cause::BadLine);
}

#[tokio::test]
async fn a_wrong_token_is_a_matter_of_the_setup_and_a_new_one_works() {
    let world = World::new().await;
    let api_url = world.carrier.api_url();
    let wrong = world.client.with(&account(&api_url, "wrong")).unwrap();
    let refused = wrong.text("SM00000000000000000000000000000001").await;
    assert_eq!(cause(refused), Cause::Credentials);
    let right = wrong.with(&account(&api_url, TOKEN)).unwrap();
    let absent = right.text("SM00000000000000000000000000000001").await;
    assert_eq!(failure(absent), Error::NotYet);
}

#[tokio::test]
async fn a_phone_out_of_reach_is_told_with_the_reason() {
    let world = World::new().await;
    world.phone(PATIENT).is_out_of_reach();
    let sent = world.text(patient(), "Hello").await.unwrap();
    world
        .stage
        .time_passes(TimeDelta::minutes(1))
        .await
        .unwrap();
    let kept = world.client.text(&sent.sid).await.unwrap();
    assert_eq!(kept.status, MessageStatus::Undelivered);
    assert_eq!(kept.error_code.map(Cause::of), Some(Cause::OutOfReach));
}

#[tokio::test]
async fn texts_are_found_by_their_parties_also_while_they_wait() {
    let world = World::new().await;
    let secret = SecretNumber::new(number(CLINICIAN));
    let clinician = Destination::Clinician(&secret);
    world.text(patient(), "before").await.unwrap();
    world
        .stage
        .time_passes(TimeDelta::minutes(10))
        .await
        .unwrap();
    let since = world.now() - TimeDelta::minutes(1);
    for (to, body) in [
        (clinician, "one"),
        (patient(), "two"),
        (clinician, "three"),
        (Destination::Other(number(OTHER)), "four"),
    ] {
        world.text(to, body).await.unwrap();
    }
    world
        .phone(PATIENT)
        .texts(FRONT, "an answer")
        .await
        .unwrap();
    for (to, expected) in [(clinician, vec!["three", "one"]), (patient(), vec!["two"])] {
        let found = world
            .client
            .texts_sent(line(FRONT), &to, since)
            .await
            .unwrap();
        let bodies: Vec<_> = found.items.iter().map(|text| text.body.as_str()).collect();
        assert_eq!(bodies, expected);
        assert!(found.complete);
    }
    let from_another_line = world
        .client
        .texts_sent(line(BACK), &patient(), since)
        .await
        .unwrap();
    assert!(from_another_line.items.is_empty() && from_another_line.complete);
}

#[tokio::test]
async fn a_list_is_read_page_by_page_and_never_without_an_end() {
    let small = |pages| Limits {
        page: 2,
        pages,
        ..Limits::default()
    };
    let world = World::with(small(10)).await;
    for _ in 0..5 {
        world.text(patient(), "x").await.unwrap();
    }
    let since = world.now() - TimeDelta::minutes(1);
    let all = world
        .client
        .texts_sent(line(FRONT), &patient(), since)
        .await
        .unwrap();
    assert_eq!((all.items.len(), all.complete), (5, true));
    let bounded = client_of(&world.carrier.api_url(), small(2));
    let some = bounded
        .texts_sent(line(FRONT), &patient(), since)
        .await
        .unwrap();
    assert_eq!((some.items.len(), some.complete), (4, false));
}

#[tokio::test]
async fn reading_ends_with_a_page_of_texts_that_are_too_old() {
    let limits = Limits {
        page: 2,
        pages: 3,
        ..Limits::default()
    };
    let world = World::with(limits).await;
    for _ in 0..8 {
        world.text(patient(), "old").await.unwrap();
    }
    world
        .stage
        .time_passes(TimeDelta::minutes(10))
        .await
        .unwrap();
    let since = world.now() - TimeDelta::minutes(1);
    world.text(patient(), "new").await.unwrap();
    let found = world
        .client
        .texts_sent(line(FRONT), &patient(), since)
        .await
        .unwrap();
    assert_eq!((found.items.len(), found.complete), (1, true));
}

#[tokio::test]
async fn texts_that_came_in_are_listed_from_a_moment_on() {
    let world = World::new().await;
    let rosa = world.phone(PATIENT);
    rosa.texts(FRONT, "early").await.unwrap();
    world
        .stage
        .time_passes(TimeDelta::minutes(10))
        .await
        .unwrap();
    let since = world.now();
    rosa.texts(FRONT, "late").await.unwrap();
    rosa.texts(BACK, "elsewhere").await.unwrap();
    world.text(patient(), "an answer").await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
    let one_line = world
        .client
        .texts_received(Some(line(FRONT)), since)
        .await
        .unwrap();
    let bodies: Vec<_> = one_line
        .items
        .iter()
        .map(|text| text.body.as_str())
        .collect();
    assert_eq!(bodies, ["late"]);
    let every_line = world.client.texts_received(None, since).await.unwrap();
    assert_eq!(every_line.items.len(), 2);
    assert!(
        every_line
            .items
            .iter()
            .all(|text| text.direction == Direction::Inbound)
    );
}

#[tokio::test]
async fn a_body_is_emptied_at_the_provider() {
    let world = World::new().await;
    let sent = world.text(patient(), "a secret").await.unwrap();
    world
        .phone(PATIENT)
        .receives_text(FRONT, "a secret")
        .await
        .unwrap();
    world.stage.comes_to_rest().await.unwrap();
    world.client.redact(&sent.sid).await.unwrap();
    assert_eq!(world.client.text(&sent.sid).await.unwrap().body, "");
    world.client.redact(&sent.sid).await.unwrap();
    let never_there = "SM00000000000000000000000000000001";
    world.client.redact(never_there).await.unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_body_is_not_emptied_before_the_text_has_arrived() {
    let world = World::new().await;
    let sent = world.text(patient(), "a secret").await.unwrap();
    assert_eq!(
        world.client.redact(&sent.sid).await.unwrap_err(),
        Error::NotYet
    );
    assert_eq!(world.client.text(&sent.sid).await.unwrap().body, "a secret");
    let phone = world.phone(PATIENT);
    phone.receives_text(FRONT, "a secret").await.unwrap();
    world.stage.finish().await.unwrap();
}
