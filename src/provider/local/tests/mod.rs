//! The carrier against a small relay written here, which answers canned documents and checks nothing.

mod dialling;
mod opt_out;
mod outcomes;
mod placed;
mod recording_troubles;
mod rest;
mod samples;
mod screening;
mod sounds;
mod steady;
mod strict;
mod texts;
mod troubles;
mod verbs;
mod weather;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeZone, Utc};
use tokio::sync::watch;

use super::stage::{Actor, Stage};
use super::{Carrier, Exchange, Number, Options, Time};

const ACCOUNT: &str = "AC00000000000000000000000000000001";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const FRONT: &str = "+447700900101";
const BACK: &str = "+447700900201";
const PATIENT: &str = "+447700900456";
const CLINICIAN: &str = "+447700900123";
const COLLEAGUE: &str = "+447700900124";

type Script = Arc<Mutex<HashMap<String, VecDeque<(u16, String, Vec<u8>)>>>>;

/// A relay that answers what the test told it to.
#[derive(Clone, Default)]
struct Relay(Script);

impl Relay {
    /// The path answers this document; told twice, first the one, then the other for good.
    fn answers(&self, path: &str, document: &str) {
        self.answers_with(path, 200, "text/xml", document);
    }

    fn next(&self, path: &str) -> Option<(u16, String, Vec<u8>)> {
        let mut script = self.0.lock().unwrap();
        let answers = script.get_mut(path)?;
        if answers.len() > 1 {
            answers.pop_front()
        } else {
            answers.front().cloned()
        }
    }

    fn answers_with(&self, path: &str, status: u16, content_type: &str, body: &str) {
        self.answers_bytes(path, status, content_type, body.as_bytes());
    }

    /// The path answers these bytes.
    fn serves(&self, path: &str, content_type: &str, body: &[u8]) {
        self.answers_bytes(path, 200, content_type, body);
    }

    fn answers_bytes(&self, path: &str, status: u16, content_type: &str, body: &[u8]) {
        let answer = (status, content_type.to_owned(), body.to_vec());
        self.0
            .lock()
            .unwrap()
            .entry(path.to_owned())
            .or_default()
            .push_back(answer);
    }
}

/// Not a status: the relay never answers.
const HANGS: u16 = 0;

async fn canned(State(relay): State<Relay>, uri: Uri) -> Response {
    let (status, content_type, body) = match relay.next(uri.path()) {
        Some(answer) => answer,
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    if status == HANGS {
        std::future::pending::<()>().await;
    }
    let status = StatusCode::from_u16(status).unwrap();
    let mut response = (status, body.clone()).into_response();
    response.headers_mut().remove("content-type");
    if !content_type.is_empty() {
        response
            .headers_mut()
            .insert("content-type", content_type.parse().unwrap());
    }
    if status.is_redirection() {
        response.headers_mut().insert(
            "location",
            String::from_utf8(body).unwrap().parse().unwrap(),
        );
    }
    response
}

/// A carrier, a relay and a stage, on a time that only the stage moves.
struct World {
    stage: Stage,
    carrier: Carrier,
    relay: Relay,
    base: String,
}

type SetTime = Arc<dyn Fn(DateTime<Utc>) + Send + Sync>;

fn manual_time() -> (Time, SetTime) {
    let start = Utc.with_ymd_and_hms(2026, 11, 23, 9, 30, 0).unwrap();
    let clock = Arc::new(watch::Sender::new(start));
    let (reading, waiting) = (clock.clone(), clock.clone());
    let time = Time {
        now: Arc::new(move || *reading.borrow()),
        sleep_until: Arc::new(move |at| {
            let mut clock = waiting.subscribe();
            Box::pin(async move { drop(clock.wait_for(|now| *now >= at).await) })
        }),
    };
    let set = move |at| {
        clock.send_replace(at);
    };
    (time, Arc::new(set))
}

impl World {
    async fn new() -> Self {
        Self::with(|number| number).await
    }

    async fn with(shape: impl Fn(Number) -> Number) -> Self {
        let relay = Relay::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = axum::Router::new()
            .fallback(canned)
            .with_state(relay.clone());
        drop(tokio::spawn(
            async move { axum::serve(listener, app).await },
        ));
        let (time, set_time) = manual_time();
        let carrier = Carrier::start(Options::new(ACCOUNT, TOKEN), time)
            .await
            .unwrap();
        for number in [FRONT, BACK] {
            let made = Number::new(number, &format!("{base}/voice"), &format!("{base}/sms"));
            carrier.add_number(shape(made.with_status_callback(&format!("{base}/ended"))));
        }
        relay.answers_with("/ended", 204, "", "");
        relay.answers_with("/status", 204, "", "");
        Self {
            stage: Stage::new(carrier.clone(), set_time),
            carrier,
            relay,
            base,
        }
    }

    fn patient(&self) -> Actor {
        self.stage.phone(PATIENT)
    }

    fn clinician(&self) -> Actor {
        self.stage.phone(CLINICIAN)
    }

    fn colleague(&self) -> Actor {
        self.stage.phone(COLLEAGUE)
    }

    /// The requests that went to this path, oldest first.
    fn requests(&self, path: &str) -> Vec<Exchange> {
        let url = format!("{}{path}", self.base);
        self.carrier
            .exchanges()
            .into_iter()
            .filter(|e| e.url.split('?').next() == Some(url.as_str()))
            .collect()
    }

    /// The only request that went to this path.
    fn request(&self, path: &str) -> Exchange {
        let mut all = self.requests(path);
        assert_eq!(all.len(), 1, "{path} was requested {} times", all.len());
        all.remove(0)
    }
}

/// A sound file that lasts so many seconds, with nothing in it.
fn a_sound(seconds: u32) -> Vec<u8> {
    super::sound::file(&[], seconds, "")
}

/// The values of a request's parameters, for comparing several at once.
fn values<'a>(exchange: &'a Exchange, names: &[&str]) -> Vec<Option<&'a str>> {
    names.iter().map(|name| exchange.param(name)).collect()
}

/// A document that dials the clinician with screening, as a relay would.
fn dial(attributes: &str) -> String {
    format!(
        "<Response><Dial answerOnBridge=\"true\" callerId=\"{BACK}\" timeout=\"20\" action=\"/done\" {attributes}>\
         <Number url=\"/whisper\">{CLINICIAN}</Number></Dial></Response>"
    )
}

const WHISPER: &str = "<Response><Gather numDigits=\"1\" timeout=\"5\" action=\"/key\"><Say language=\"en-GB\">A patient \
                       is calling. Press 1 to take the call.</Say></Gather><Hangup/></Response>";
