//! What the provider does with a relay that answers wrongly: complain, ask the fallback, speak, end the call.

use super::*;

const SORRY: &str = "application error";

async fn answering(status: u16, content_type: &str, body: &str) -> World {
    let world = World::new().await;
    world
        .relay
        .answers_with("/voice", status, content_type, body);
    world.patient().dials(FRONT).await.unwrap();
    world
}

#[tokio::test]
async fn every_wrong_answer_is_complained_of_and_ends_in_the_providers_words() {
    for (status, content_type, body, code) in [
        (500, "text/xml", "<Response/>", 11200),
        (404, "text/xml", "<Response/>", 11200),
        (403, "text/plain", "forbidden", 11200),
        (200, "", "", 11200),
        (200, "text/xml", "", 12100),
        (200, "application/json", "{}", 12300),
        (200, "text/xml", "<Response><Sey>x</Sey></Response>", 12200),
        (302, "text/plain", "/voice", 11215),
    ] {
        let world = answering(status, content_type, body).await;
        world.patient().hears(SORRY).await.unwrap();
        world.patient().call_ends().await.unwrap();
        world.stage.expects_error(code).await.unwrap();
        world.stage.finish().await.unwrap();
    }
}

#[tokio::test]
async fn a_document_over_64_kb_is_refused() {
    let world = answering(
        200,
        "text/xml",
        &format!("<Response>{}</Response>", " ".repeat(66_000)),
    )
    .await;
    world.patient().hears(SORRY).await.unwrap();
    world.stage.expects_error(11750).await.unwrap();
}

#[tokio::test]
async fn plain_text_is_read_aloud_unless_it_is_a_document() {
    let world = answering(200, "text/plain; charset=utf-8", "Good evening.").await;
    world.patient().hears("Good evening.").await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    let world = answering(
        200,
        "text/plain",
        "<Response><Say>A document.</Say></Response>",
    )
    .await;
    assert_eq!(
        world.patient().hears("document").await.unwrap(),
        "A document."
    );
}

#[tokio::test]
async fn no_content_is_an_empty_document() {
    let world = answering(204, "", "").await;
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_redirected_webhook_is_followed_as_get_and_loses_its_form() {
    let world = World::new().await;
    world
        .relay
        .answers_with("/voice", 302, "text/plain", "/elsewhere");
    world
        .relay
        .answers("/elsewhere", "<Response><Say>Found.</Say></Response>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Found.").await.unwrap();
    let followed = world.request("/elsewhere");
    assert_eq!((followed.method, followed.params.len()), ("GET", 0));
}

#[tokio::test]
async fn the_fallback_is_asked_with_the_error_and_the_same_parameters() {
    let world = World::with(|number| {
        let base = number.voice_url.replace("/voice", "/fallback");
        number.with_voice_fallback(&base)
    })
    .await;
    world
        .relay
        .answers_with("/voice", 503, "text/plain", "down");
    world.relay.answers(
        "/fallback",
        "<Response><Say>Please call 999.</Say></Response>",
    );
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Please call 999").await.unwrap();
    let asked = world.request("/fallback");
    let failed = format!("{}/voice", world.base);
    assert_eq!(
        values(&asked, &["ErrorCode", "ErrorUrl", "From", "CallStatus"]),
        [
            Some("11200"),
            Some(failed.as_str()),
            Some(PATIENT),
            Some("ringing")
        ]
    );
    world.stage.expects_error(11200).await.unwrap();
}

#[tokio::test]
async fn a_server_error_is_tried_again_only_where_the_url_says_so() {
    for (fragment, tries) in [
        ("", 1),
        ("#rc=3&rp=5xx,ct,rt&tt=15000", 4),
        ("#rc=2&rp=4xx", 1),
    ] {
        let world = World::with(|mut number| {
            number.voice_url.push_str(fragment);
            number
        })
        .await;
        world
            .relay
            .answers_with("/voice", 503, "text/plain", "down");
        world.patient().dials(FRONT).await.unwrap();
        world.patient().hears(SORRY).await.unwrap();
        let asked = world.requests("/voice");
        assert_eq!(asked.len(), tries, "{fragment}");
        assert!(
            asked
                .iter()
                .all(|e| e.idempotency_token == asked.first().unwrap().idempotency_token)
        );
        assert!(asked.iter().all(|e| !e.url.contains('#')));
    }
}

#[tokio::test]
async fn an_unreachable_relay_is_tried_once_more() {
    let world = World::with(|mut number| {
        number.voice_url = "http://127.0.0.1:9/voice".to_owned();
        number
    })
    .await;
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears(SORRY).await.unwrap();
    let asked = world
        .carrier
        .exchanges()
        .into_iter()
        .filter(|e| e.url.ends_with(":9/voice"))
        .count();
    assert_eq!(asked, 2);
    world.stage.expects_error(11205).await.unwrap();
}

#[tokio::test]
async fn every_webhook_is_signed_over_what_was_sent() {
    let world = answering(
        200,
        "text/xml",
        "<Response><Gather numDigits=\"1\" action=\"/key?x=%2B1\"/></Response>",
    )
    .await;
    world.relay.answers("/key", "<Response/>");
    world.patient().presses("1").await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    for exchange in world.carrier.exchanges() {
        let signature =
            crate::provider::local::signing::signature(TOKEN, &exchange.url, &exchange.params);
        assert_eq!(exchange.signature, signature, "{}", exchange.url);
    }
}

#[tokio::test]
async fn a_number_without_a_voice_url_fails_its_calls() {
    let world = World::with(|mut number| {
        number.voice_url.clear();
        number
    })
    .await;
    world.patient().dials(FRONT).await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.expects_error(11100).await.unwrap();
}

#[tokio::test]
async fn contacts_and_complaints_that_no_expectation_spoke_of_fail_the_test() {
    let world = World::new().await;
    world.relay.answers("/voice", &dial(""));
    world.relay.answers("/done", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    let stray = world.stage.finish().await.unwrap_err().to_string();
    assert!(stray.contains("Rings"), "{stray}");
    let world = answering(500, "text/xml", "").await;
    let stray = world.stage.finish().await.unwrap_err().to_string();
    assert!(stray.contains("11200"), "{stray}");
}

#[tokio::test]
async fn an_expectation_that_is_not_met_shows_the_transcript() {
    let world = answering(200, "text/xml", "<Response><Say>Hello.</Say></Response>").await;
    let failed = world
        .patient()
        .hears("Goodbye")
        .await
        .unwrap_err()
        .to_string();
    assert!(
        failed.contains("Hello.") && failed.contains("Goodbye"),
        "{failed}"
    );
}

#[tokio::test]
async fn a_number_in_a_prompt_an_address_or_an_attribute_is_seen() {
    for document in [
        "<Response><Say>Call 07700 900 123.</Say></Response>",
        "<Response><Redirect>/next?to=%2B447700900123</Redirect></Response>",
        "<Response><Dial callerId=\"+447700900123\">+447700900124</Dial></Response>",
    ] {
        let world = answering(200, "text/xml", document).await;
        world.relay.answers("/next", "<Response/>");
        world.patient().call_ends().await.unwrap();
        assert!(world.patient().never_sees(CLINICIAN).is_err(), "{document}");
    }
}

#[tokio::test]
async fn documents_that_lead_to_each_other_are_cut_off() {
    let world = answering(
        200,
        "text/xml",
        "<Response><Redirect>/voice</Redirect></Response>",
    )
    .await;
    world.patient().call_ends().await.unwrap();
    world.stage.expects_error(12200).await.unwrap();
}

#[tokio::test]
async fn a_relay_that_hangs_is_given_up_and_tried_again_where_the_url_says_so() {
    for (fragment, tries) in [("#rt=100&tt=1000", 1), ("#rt=100&tt=1000&rc=2&rp=rt", 3)] {
        let world = World::with(|mut number| {
            number.voice_url.push_str(fragment);
            number
        })
        .await;
        world.relay.answers_with("/voice", HANGS, "", "");
        world.patient().dials(FRONT).await.unwrap();
        world.patient().hears(SORRY).await.unwrap();
        assert_eq!(world.requests("/voice").len(), tries, "{fragment}");
        world.stage.expects_error(11200).await.unwrap();
    }
}

#[tokio::test]
async fn an_override_that_the_provider_does_not_know_is_complained_of() {
    let world = answering(
        200,
        "text/xml",
        "<Response><Redirect>/next#rc=9</Redirect></Response>",
    )
    .await;
    world.patient().hears(SORRY).await.unwrap();
    world.stage.expects_error(12200).await.unwrap();
}

#[tokio::test]
async fn a_get_carries_its_parameters_in_the_signed_query() {
    let document =
        "<Response><Gather numDigits=\"1\" method=\"GET\" action=\"/key?a=b\"/></Response>";
    let world = answering(200, "text/xml", document).await;
    world.relay.answers("/key", "<Response/>");
    world.patient().presses("7").await.unwrap();
    world.patient().call_ends().await.unwrap();
    let asked = world.request("/key");
    assert_eq!(asked.method, "GET");
    assert!(
        asked.url.contains("/key?a=b&AccountSid=") && asked.url.contains("&Digits=7&"),
        "{}",
        asked.url
    );
    assert_eq!(
        asked.signature,
        crate::provider::local::signing::signature(TOKEN, &asked.url, &[])
    );
}
