//! STOP at toll-free numbers and in Messaging Services, where it is not the pair of numbers alone that counts.

use super::rest::{Api, post};
use super::*;
use crate::provider::local::Keyword;

const SERVICE: &str = "MG00000000000000000000000000000001";

async fn may_text(world: &World, from: &str) -> bool {
    let form = [("From", from), ("To", PATIENT), ("Body", "x")];
    let (status, body) = post(&Api::new(world), "/Messages.json", &form).await;
    match status {
        201 => true,
        _ => {
            assert_eq!((status, body["code"].as_u64()), (400, Some(21610)));
            false
        }
    }
}

async fn says(world: &World, words: &str) {
    world.patient().texts(FRONT, words).await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
}

#[tokio::test]
async fn at_a_toll_free_number_the_network_itself_obeys_stop_and_unstop() {
    let world = World::with(Number::toll_free).await;
    world.relay.answers("/sms", "<Response/>");
    says(&world, "stop").await;
    world
        .patient()
        .receives_text(FRONT, "NETWORK MSG: You replied with the word")
        .await
        .unwrap();
    assert!(!may_text(&world, FRONT).await);
    assert!(may_text(&world, BACK).await, "a block is for the pair");
    // YES is a word of the provider, and its list holds nothing that could be lifted.
    says(&world, "YES").await;
    assert!(!may_text(&world, FRONT).await);
    says(&world, "UNSTOP").await;
    world
        .patient()
        .receives_text(FRONT, "NETWORK MSG: You have replied")
        .await
        .unwrap();
    assert!(may_text(&world, FRONT).await);
    assert_eq!(world.requests("/sms").len(), 3, "the relay is told of all");
}

#[tokio::test]
async fn in_a_service_stop_counts_for_every_number_of_it() {
    let world = World::with(|number| number.in_service(SERVICE, None)).await;
    world.relay.answers("/sms", "<Response/>");
    says(&world, "STOP").await;
    assert!(!may_text(&world, FRONT).await);
    assert!(!may_text(&world, BACK).await);
    let told = world.request("/sms");
    let names = ["MessagingServiceSid", "OptOutType"];
    assert_eq!(values(&told, &names), [Some(SERVICE), None]);
    world.patient().texts(BACK, "START").await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
    assert!(may_text(&world, FRONT).await);
}

#[tokio::test]
async fn advanced_opt_out_says_what_it_took_a_text_for_in_the_practices_own_words() {
    let words = [("fin", Keyword::Stop), ("encore", Keyword::Start)];
    let world = World::with(|number| number.in_service(SERVICE, Some(&words))).await;
    world.relay.answers("/sms", "<Response/>");
    says(&world, "Fin").await;
    assert!(!may_text(&world, BACK).await);
    says(&world, "encore").await;
    assert!(may_text(&world, BACK).await);
    says(&world, "Is this the fin?").await;
    says(&world, "HELP").await;
    let told = world.requests("/sms");
    let taken: Vec<_> = told.iter().map(|told| told.param("OptOutType")).collect();
    assert_eq!(taken, [Some("STOP"), Some("START"), None, Some("HELP")]);
}

#[tokio::test]
async fn a_text_through_a_service_is_accepted_before_it_is_queued() {
    let world = World::with(|number| number.in_service(SERVICE, None)).await;
    let api = Api::new(&world);
    let callback = format!("{}/status", world.base);
    let form = [
        ("From", FRONT),
        ("MessagingServiceSid", SERVICE),
        ("To", PATIENT),
        ("Body", "x"),
        ("StatusCallback", &callback),
    ];
    let (_, body) = post(&api, "/Messages.json", &form).await;
    assert_eq!(body["status"], "accepted");
    assert_eq!(body["messaging_service_sid"], SERVICE);
    world.patient().receives_text(FRONT, "x").await.unwrap();
    world.stage.finish().await.unwrap();
    let told = world.requests("/status");
    let told: Vec<_> = told
        .iter()
        .map(|told| values(told, &["MessageStatus", "MessagingServiceSid"]))
        .collect();
    let status = |status| vec![Some(status), Some(SERVICE)];
    assert_eq!(told, ["queued", "sent", "delivered"].map(status));
    let other = [
        ("MessagingServiceSid", "MG2"),
        ("From", FRONT),
        ("To", PATIENT),
        ("Body", "x"),
    ];
    let (status, body) = post(&api, "/Messages.json", &other).await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(21705)));
}
