//! The REST API as a client sees it.

use serde_json::Value;

use super::*;
use crate::provider::local::carrier::plain_http;

/// A client with the account's credentials.
pub(super) struct Api {
    client: reqwest::Client,
    base: String,
    token: &'static str,
}

impl Api {
    pub fn new(world: &World) -> Self {
        let base = format!("{}/2010-04-01/Accounts/{ACCOUNT}", world.carrier.api_url());
        Self {
            client: plain_http().build().unwrap(),
            base,
            token: TOKEN,
        }
    }

    async fn send(&self, builder: reqwest::RequestBuilder) -> (u16, Value) {
        let answer = builder
            .basic_auth(ACCOUNT, Some(self.token))
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        (
            status,
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or(Value::Null),
        )
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.send(self.client.get(format!("{}{path}", self.base)))
            .await
    }

    pub async fn delete(&self, path: &str) -> u16 {
        self.send(self.client.delete(format!("{}{path}", self.base)))
            .await
            .0
    }

    pub async fn fetch(&self, url: &str) -> (u16, Vec<u8>) {
        self.try_fetch(url).await.unwrap()
    }

    pub async fn try_fetch(&self, url: &str) -> Result<(u16, Vec<u8>), reqwest::Error> {
        let request = self.client.get(url).basic_auth(ACCOUNT, Some(self.token));
        let answer = request.send().await?;
        Ok((answer.status().as_u16(), answer.bytes().await?.to_vec()))
    }

    pub async fn try_post(&self, path: &str, form: &[(&str, &str)]) -> Result<u16, reqwest::Error> {
        let builder = self.client.post(format!("{}{path}", self.base)).form(form);
        Ok(builder
            .basic_auth(ACCOUNT, Some(self.token))
            .send()
            .await?
            .status()
            .as_u16())
    }
}

pub(super) async fn post(api: &Api, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
    api.send(api.client.post(format!("{}{path}", api.base)).form(form))
        .await
}

#[tokio::test]
async fn only_the_account_may_ask() {
    let world = World::new().await;
    let api = Api {
        token: "wrong",
        ..Api::new(&world)
    };
    let (status, body) = api.get("/Messages.json").await;
    assert_eq!((status, body["code"].as_u64()), (401, Some(20003)));
    let api = Api {
        base: format!("{}/2010-04-01/Accounts/AC2", world.carrier.api_url()),
        ..Api::new(&world)
    };
    let (status, body) = api.get("/Messages.json").await;
    assert_eq!((status, body["code"].as_u64()), (404, Some(20404)));
    assert_eq!(Api::new(&world).get("/Nonsense.json").await.0, 404);
}

#[tokio::test]
async fn texts_that_cannot_be_sent_are_refused_with_the_providers_codes() {
    let world = World::new().await;
    let api = Api::new(&world);
    world.colleague().phone().set_landline(true);
    world.carrier.close_country("+33");
    let long = "x".repeat(1601);
    for (from, to, body, code) in [
        (FRONT, "", "x", 21604),
        ("", PATIENT, "x", 21603),
        (FRONT, "12345", "x", 21211),
        (FRONT, "+266696687", "x", 21211),
        ("+447700900999", PATIENT, "x", 21606),
        (FRONT, COLLEAGUE, "x", 21614),
        (FRONT, PATIENT, &long, 21617),
        (FRONT, PATIENT, "", 21602),
        (FRONT, "+33639980042", "x", 21408),
        (FRONT, FRONT, "x", 21266),
    ] {
        let (status, answer) = post(
            &api,
            "/Messages.json",
            &[("From", from), ("To", to), ("Body", body)],
        )
        .await;
        assert_eq!(
            (status, answer["code"].as_u64()),
            (400, Some(code)),
            "{answer}"
        );
        assert_eq!(answer["status"].as_u64(), Some(400));
        assert!(
            answer["more_info"]
                .as_str()
                .unwrap()
                .ends_with(&code.to_string())
        );
    }
    let typo = [("From", FRONT), ("To", PATIENT), ("body", "x")];
    assert_eq!(post(&api, "/Messages.json", &typo).await.0, 400);
    world.stage.expects_error(20001).await.unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn messages_are_listed_newest_first_filtered_and_paged() {
    let world = World::new().await;
    world.relay.answers("/sms", "<Response/>");
    let api = Api::new(&world);
    for body in ["one", "two", "three"] {
        world.patient().texts(FRONT, body).await.unwrap();
        world.patient().waits(60).await.unwrap();
    }
    let (_, all) = api
        .get(&format!(
            "/Messages.json?To={}&PageSize=2",
            FRONT.replace('+', "%2B")
        ))
        .await;
    let bodies = |page: &Value| -> Vec<String> {
        page["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["body"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(bodies(&all), ["three", "two"]);
    let next = format!(
        "{}{}",
        world.carrier.api_url(),
        all["next_page_uri"].as_str().unwrap()
    );
    let rest: Value = serde_json::from_slice(&api.fetch(&next).await.1).unwrap();
    assert_eq!(bodies(&rest), ["one"]);
    assert_eq!(rest["next_page_uri"], Value::Null);
    let (_, late) = api
        .get("/Messages.json?DateSent%3E=2026-11-23T09:31:00Z")
        .await;
    assert_eq!(bodies(&late), ["three", "two"]);
    let (_, other_day) = api.get("/Messages.json?DateSent=2026-11-24").await;
    assert!(bodies(&other_day).is_empty());
    assert_eq!(api.get("/Messages.json?DateSent=yesterday").await.0, 400);
    let first = &all["messages"][0];
    assert_eq!(
        (first["status"].as_str(), first["direction"].as_str()),
        (Some("received"), Some("inbound"))
    );
}

#[tokio::test]
async fn a_message_can_be_redacted_cancelled_and_deleted() {
    let world = World::new().await;
    let api = Api::new(&world);
    let (_, made) = post(
        &api,
        "/Messages.json",
        &[("From", FRONT), ("To", PATIENT), ("Body", "secret")],
    )
    .await;
    let path = format!("/Messages/{}.json", made["sid"].as_str().unwrap());
    assert_eq!(api.delete(&path).await, 409);
    let (status, cancelled) = post(&api, &path, &[("Status", "canceled")]).await;
    assert_eq!(
        (status, cancelled["status"].as_str()),
        (200, Some("canceled"))
    );
    let (_, redacted) = post(&api, &path, &[("Body", "")]).await;
    assert_eq!(redacted["body"].as_str(), Some(""));
    world.stage.finish().await.unwrap();
    world.patient().was_never_texted().unwrap();
    assert_eq!(api.delete(&path).await, 204);
    assert_eq!(api.get(&path).await.0, 404);
}

#[tokio::test]
async fn a_recording_can_be_fetched_when_it_is_ready_and_deleted() {
    let world = World::new().await;
    world
        .relay
        .answers("/voice", "<Response><Record action=\"/kept\"/></Response>");
    world.relay.answers("/kept", "<Response/>");
    let call = world.patient().dials(FRONT).await.unwrap();
    world.patient().leaves_message(4).await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    let api = Api::new(&world);
    let url = world
        .request("/kept")
        .param("RecordingUrl")
        .unwrap()
        .to_owned();
    assert_eq!(api.fetch(&url).await.0, 404);
    world.stage.finish().await.unwrap();
    let (status, sound) = api.fetch(&format!("{url}.wav")).await;
    assert_eq!(
        (
            status,
            crate::provider::local::sound::facts(&sound)
                .ok()
                .map(|facts| facts.seconds())
        ),
        (200, Some(4))
    );
    assert_eq!(
        api.fetch(&format!("{url}.wav?RequestedChannels=2")).await.0,
        400
    );
    let (_, list) = api.get(&format!("/Recordings.json?CallSid={call}")).await;
    assert_eq!(list["recordings"][0]["duration"].as_str(), Some("4"));
    let path = format!(
        "/Recordings/{}.json",
        list["recordings"][0]["sid"].as_str().unwrap()
    );
    assert_eq!(api.delete(&path).await, 204);
    assert_eq!(api.fetch(&url).await.0, 404);
}

#[tokio::test]
async fn a_created_call_rings_is_redirected_and_ended() {
    let world = World::new().await;
    world.relay.answers(
        "/outbound",
        "<Response><Say>This is Nightbell.</Say><Pause length=\"60\"/></Response>",
    );
    world.relay.answers(
        "/other",
        "<Response><Say>Something else.</Say><Pause length=\"60\"/></Response>",
    );
    let api = Api::new(&world);
    let url = format!("{}/outbound", world.base);
    let callback = format!("{}/status", world.base);
    let form = [
        ("From", FRONT),
        ("To", CLINICIAN),
        ("Url", &url),
        ("StatusCallback", &callback),
    ];
    let (status, made) = post(&api, "/Calls.json", &form).await;
    assert_eq!(
        (status, made["direction"].as_str()),
        (201, Some("outbound-api"))
    );
    let path = format!("/Calls/{}.json", made["sid"].as_str().unwrap());
    world.clinician().rings_showing(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.clinician().hears("This is Nightbell").await.unwrap();
    let other = format!("{}/other", world.base);
    assert_eq!(post(&api, &path, &[("Url", &other)]).await.0, 200);
    world.clinician().hears("Something else").await.unwrap();
    assert_eq!(post(&api, &path, &[("Status", "completed")]).await.0, 200);
    world.clinician().call_ends().await.unwrap();
    assert_eq!(
        post(&api, &path, &[("Status", "completed")]).await.1["code"].as_u64(),
        Some(21220)
    );
    world.stage.finish().await.unwrap();
    assert_eq!(
        world.request("/status").param("CallStatus"),
        Some("completed")
    );
    let (_, list) = api.get("/Calls.json?Status=completed").await;
    assert_eq!(list["calls"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_redirected_parent_leaves_its_dial_and_the_old_action_is_still_requested() {
    let world = World::new().await;
    world.relay.answers("/voice", &dial(""));
    world
        .relay
        .answers("/done", "<Response><Say>Ignored.</Say></Response>");
    let sid = world.patient().dials(FRONT).await.unwrap();
    world.clinician().rings().await.unwrap();
    let api = Api::new(&world);
    let twiml = "<Response><Say>Redirected.</Say></Response>";
    assert_eq!(
        post(&api, &format!("/Calls/{sid}.json"), &[("Twiml", twiml)])
            .await
            .0,
        200
    );
    world.patient().hears("Redirected.").await.unwrap();
    assert_eq!(world.clinician().call_ends().await.unwrap(), "canceled");
    world.patient().call_ends().await.unwrap();
    assert_eq!(world.requests("/done").len(), 1);
    assert!(!world.patient().transcript().contains("Ignored"));
}

#[tokio::test]
async fn a_numbers_urls_can_be_listed_and_changed() {
    let world = World::new().await;
    world
        .relay
        .answers("/new", "<Response><Say>New.</Say></Response>");
    let api = Api::new(&world);
    let (_, list) = api
        .get(&format!(
            "/IncomingPhoneNumbers.json?PhoneNumber={}",
            FRONT.replace('+', "%2B")
        ))
        .await;
    let number = &list["incoming_phone_numbers"][0];
    assert_eq!(number["phone_number"].as_str(), Some(FRONT));
    let path = format!(
        "/IncomingPhoneNumbers/{}.json",
        number["sid"].as_str().unwrap()
    );
    let new = format!("{}/new#rc=1", world.base);
    let (status, changed) = post(&api, &path, &[("VoiceUrl", &new)]).await;
    assert_eq!(
        (status, changed["voice_url"].as_str()),
        (200, Some(new.as_str()))
    );
    assert_eq!(changed["status_callback"], number["status_callback"]);
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("New.").await.unwrap();
    assert_eq!(post(&api, &path, &[("VoiceUrl", "ftp://x")]).await.0, 400);
}
