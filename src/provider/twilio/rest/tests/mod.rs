//! The client against the local carrier, which behaves and misbehaves like the provider, and against a scripted one for
//! what the carrier never says.

mod calls;
mod masked;
mod media;
mod recordings;
mod scripted;
mod server;
mod texts;
mod tls;
mod troubles;

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};

use super::*;
use crate::clock::Clock;
use crate::config::Secret;
use crate::domain::phone::{E164, Line, SecretNumber};
use crate::provider::local::stage::{Actor, Stage};
use crate::provider::local::{Carrier, Number, Options, Time};

const ACCOUNT: &str = "AC00000000000000000000000000000001";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const FRONT: &str = "+447700900101";
const BACK: &str = "+447700900201";
const PATIENT: &str = "+447700900456";
const OTHER: &str = "+447700900457";
const CLINICIAN: &str = "+447700900123";
const PICTURE: &[u8] = b"\xFF\xD8 a picture \xFF\xD9";

/// Short enough that a test of silence is over soon; long enough for all else, since nothing here waits for it.
fn impatient() -> Limits {
    Limits {
        answer: Duration::from_millis(300),
        ..Limits::default()
    }
}

fn number(text: &str) -> E164 {
    text.parse().unwrap()
}

fn line(text: &str) -> Line {
    Line(number(text))
}

fn patient() -> Destination<'static> {
    Destination::Other(number(PATIENT))
}

fn account(api_url: &str, token: &str) -> Account {
    Account {
        sid: ACCOUNT.to_owned(),
        token: Secret::new(token.to_owned()),
        api_url: api_url.to_owned(),
    }
}

fn client_of(api_url: &str, limits: Limits) -> Client {
    let transport = Transport::new(&Trust::Only(Vec::new()), limits).unwrap();
    Client::new(&account(api_url, TOKEN), &transport).unwrap()
}

/// A carrier on a time that only the stage moves, a relay that says little, and a client.
struct World {
    stage: Stage,
    carrier: Carrier,
    client: Client,
    /// Where the relay listens.
    relay: String,
}

impl World {
    async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    async fn with(limits: Limits) -> Self {
        let relay = relay().await;
        let clock = Clock::still("2026-11-23T09:30:00Z".parse().unwrap());
        let carrier = Carrier::start(Options::new(ACCOUNT, TOKEN), time(&clock))
            .await
            .unwrap();
        for line in [FRONT, BACK] {
            carrier.add_number(Number::new(line, &format!("{relay}/voice"), ""));
        }
        Self {
            client: client_of(&carrier.api_url(), limits),
            stage: Stage::new(carrier.clone(), Arc::new(move |at| clock.set(at))),
            carrier,
            relay,
        }
    }

    fn phone(&self, number: &str) -> Actor {
        self.stage.phone(number)
    }

    fn now(&self) -> DateTime<Utc> {
        self.carrier.now()
    }

    async fn text(&self, to: Destination<'_>, body: &str) -> Result<Sent, Error> {
        let callback = format!("{}/status", self.relay);
        let draft = Draft {
            to,
            from: line(FRONT),
            body,
            media: &[],
            status_callback: &callback,
        };
        self.client.send_text(&draft).await
    }

    async fn call(&self, to: Destination<'_>) -> Result<Call, Error> {
        let (url, callback) = (
            format!("{}/placed", self.relay),
            format!("{}/status", self.relay),
        );
        let draft = CallDraft {
            to,
            from: line(FRONT),
            url: &url,
            status_callback: &callback,
            ring_seconds: 20,
        };
        self.client.place_call(&draft).await
    }
}

fn time(clock: &Clock) -> Time {
    let (now, sleeper) = (clock.clone(), clock.clone());
    Time {
        now: Arc::new(move || now.now()),
        sleep_until: Arc::new(move |until| {
            let clock = sleeper.clone();
            Box::pin(async move { clock.sleep_until(until).await })
        }),
    }
}

/// Takes a message from every caller, speaks on calls that were placed, and has one picture.
async fn relay() -> String {
    let says = |document: &'static str| {
        post(move || async move { ([("content-type", "text/xml")], document) })
    };
    let router = axum::Router::new()
        .route(
            "/voice",
            says("<Response><Record action=\"/kept\"/></Response>"),
        )
        .route("/kept", says("<Response/>"))
        .route(
            "/placed",
            says("<Response><Say>This is Nightbell.</Say></Response>"),
        )
        .route("/status", post(|| async { StatusCode::NO_CONTENT }))
        .route(
            "/picture",
            get(|| async { ([("content-type", "image/jpeg")], PICTURE) }),
        );
    serve(router).await
}

async fn serve(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(tokio::spawn(
        async move { axum::serve(listener, router).await },
    ));
    format!("http://{address}")
}

/// Why it was refused.
fn cause<T>(answer: Result<T, Error>) -> Cause {
    match answer {
        Err(Error::Refused(refusal)) => refusal.cause,
        Err(other) => panic!("not refused, but: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

fn failure<T>(answer: Result<T, Error>) -> Error {
    match answer {
        Err(error) => error,
        Ok(_) => panic!("it succeeded"),
    }
}
