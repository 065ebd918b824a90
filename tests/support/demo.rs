//! The demo as a browser sees it: the real program, spoken to over HTTP.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const TOM: &str = "+447700900458";
pub const ROSA: &str = "+447700900457";
pub const MARIE: &str = "+447700900456";
pub const AISHA: &str = "+447700900459";
pub const JONAS: &str = "+447700900460";
pub const STRANGER: &str = "+447700900999";
pub const OKAFOR: &str = "+447700900123";
pub const LINDQVIST: &str = "+447700900124";
pub const MOREAU: &str = "+447700900125";
pub const DESK: &str = "+441632960001";
pub const OKAFOR_LINE: &str = "+447700900101";

/// Nothing takes longer, even on a busy machine.
const LIMIT: Duration = Duration::from_secs(40);

/// A running `nightbell demo`; it is killed when it is dropped.
pub struct Demo {
    child: Child,
    /// Where it makes its temporary folder: a killed one cannot tidy up.
    room: TempDir,
    pub url: String,
    pub http: Client,
}

impl Demo {
    /// Starts it on a free port, and returns once it says where it is.
    pub fn start() -> Demo {
        let room = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_nightbell"))
            .args(["demo", "--listen", "127.0.0.1:0"])
            .env("TMPDIR", room.path())
            .env("TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = out.by_ref().map_while(Result::ok).find_map(|line| {
            let url = line.strip_prefix("Open ")?.strip_suffix("/ in a browser")?;
            Some(url.to_owned())
        });
        let http = super::raw::client();
        Demo {
            child,
            room,
            url: url.expect("the demo says where it is"),
            http,
        }
    }

    /// The address without `http://`.
    pub fn host(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub async fn state(&self) -> Value {
        let response = self.get("/api/state").send().await.unwrap();
        response.json().await.unwrap()
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.url))
    }

    /// A command, not yet sent.
    pub fn command(&self, method: Method, path: &str, body: &Value) -> RequestBuilder {
        let url = format!("{}{path}", self.url);
        self.http.request(method, url).json(body)
    }

    /// Sends a command; the status and what it says.
    pub async fn asks(&self, path: &str, body: Value) -> (u16, Value) {
        answer(
            self.command(Method::POST, path, &body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    /// Sends a command that is done.
    pub async fn does(&self, path: &str, body: Value) {
        let (status, words) = self.asks(path, body).await;
        assert_eq!(status, 204, "{path}: {words}");
    }

    /// What a phone's human does.
    pub async fn phone(&self, number: &str, action: &str, body: Value) {
        let number = number.replace('+', "%2B");
        self.does(&format!("/api/phones/{number}/{action}"), body)
            .await;
    }

    pub async fn dials(&self, caller: &str, line: &str) {
        self.phone(caller, "dial", json!({ "to": line })).await;
    }

    pub async fn answers(&self, number: &str) {
        self.phone(number, "answer", json!({})).await;
    }

    pub async fn presses(&self, number: &str, keys: &str) {
        self.phone(number, "press", json!({ "keys": keys })).await;
    }

    pub async fn hangs_up(&self, number: &str) {
        self.phone(number, "hang-up", json!({})).await;
    }

    /// Moves the time on, from one thing that waits to the next, until a phone has seen or heard this.
    pub async fn skips_until(&self, number: &str, what: &str) {
        for _ in 0..100 {
            let transcript = self.transcript(number).await.to_string();
            if transcript.contains(what) {
                return;
            }
            self.asks("/api/clock", json!({ "skip": true })).await;
        }
        panic!(
            "{number} never: {what}; but {:#}",
            self.transcript(number).await
        );
    }

    /// What a phone saw and heard on calls.
    pub async fn transcript(&self, number: &str) -> Value {
        let of_calls = |entry: &Value| entry["call"].is_string();
        self.entries(number)
            .await
            .into_iter()
            .filter(of_calls)
            .collect()
    }

    /// Everything a phone saw and heard, texts too.
    pub async fn entries(&self, number: &str) -> Vec<Value> {
        let state = self.state().await;
        let phones = state["phones"].as_array().unwrap();
        let phone = phones.iter().find(|phone| phone["number"] == number);
        phone.unwrap()["transcript"].as_array().unwrap().clone()
    }

    /// A phone texts a number.
    pub async fn texts(&self, phone: &str, to: &str, body: &str) {
        self.phone(phone, "text", json!({ "to": to, "body": body }))
            .await;
    }

    /// Moves the time on to all that waits.
    pub async fn skips_until_nothing_waits(&self) {
        let mut words = Value::Null;
        for _ in 0..100 {
            (_, words) = self.asks("/api/clock", json!({ "skip": true })).await;
            if words["error"]
                .as_str()
                .is_some_and(|words| words.contains("nothing waits"))
            {
                return;
            }
        }
        panic!("something waits for ever: {words}");
    }

    pub async fn fault(&self, which: &str, on: bool) {
        self.does(&format!("/api/faults/{which}"), json!({ "on": on }))
            .await;
    }

    /// Saves an edit; what is said of it.
    pub async fn saves(&self, file: &str, text: &str) -> Value {
        let path = format!("/api/configuration/{file}");
        let body = json!({ "text": text });
        let response = self
            .command(Method::PUT, &path, &body)
            .send()
            .await
            .unwrap();
        let (status, words) = answer(response).await;
        assert_eq!(status, 200, "{words}");
        words
    }

    /// `practice.toml` as it stands.
    pub async fn practice(&self) -> String {
        let response = self.get("/api/configuration").send().await.unwrap();
        let files: Value = response.json().await.unwrap();
        files["files"][0]["text"].as_str().unwrap().to_owned()
    }

    /// The events from now on.
    pub async fn events(&self) -> Events {
        let last = self.state().await["last"].as_u64().unwrap();
        self.events_after(last).await
    }

    /// The events after one, as a browser asks for them that comes back.
    pub async fn events_after(&self, number: u64) -> Events {
        let request = self.get("/api/events");
        let request = request.header("last-event-id", number.to_string());
        Events::of(request.send().await.unwrap())
    }

    /// SIGTERM, and whether it ends well and leaves nothing behind.
    pub fn ends(mut self) -> bool {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(sent.success());
        let ends_well = self.child.wait().unwrap().success();
        ends_well
            && std::fs::read_dir(self.room.path())
                .unwrap()
                .next()
                .is_none()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // One that has ended has nothing to kill.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Status and JSON, `null` where there is none.
pub async fn answer(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let body = response.text().await.unwrap();
    (status, serde_json::from_str(&body).unwrap_or(Value::Null))
}

/// A stream of events.
pub struct Events {
    response: Response,
    buffer: String,
    /// What is not a whole letter yet.
    bytes: Vec<u8>,
    /// Everything that has come, with its number.
    pub seen: Vec<(u64, Value)>,
    /// How many of them were looked at.
    looked: usize,
}

impl Events {
    pub fn of(response: Response) -> Events {
        let kind = response.headers()["content-type"].to_str().unwrap();
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        Events {
            response,
            buffer: String::new(),
            bytes: Vec::new(),
            seen: Vec::new(),
            looked: 0,
        }
    }

    /// Waits for an event; those before it are passed over.
    pub async fn until(&mut self, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        let found = tokio::time::timeout(LIMIT, async {
            loop {
                while let Some((_, event)) = self.seen.get(self.looked) {
                    self.looked += 1;
                    if is(event) {
                        return event.clone();
                    }
                }
                self.read().await;
            }
        });
        match found.await {
            Ok(event) => event,
            Err(_) => panic!("never came: {what}; but {:#?}", self.seen),
        }
    }

    async fn read(&mut self) {
        let chunk = self.response.chunk().await.unwrap();
        let chunk = chunk.expect("the stream goes on");
        self.bytes.extend_from_slice(&chunk);
        // A chunk may end in the middle of a letter.
        let whole = match std::str::from_utf8(&self.bytes) {
            Ok(_) => self.bytes.len(),
            Err(error) => error.valid_up_to(),
        };
        let text: Vec<u8> = self.bytes.drain(..whole).collect();
        self.buffer.push_str(std::str::from_utf8(&text).unwrap());
        while let Some((block, rest)) = self.buffer.split_once("\n\n") {
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
            if let Some(data) = field("data: ") {
                let number = field("id: ").unwrap().parse().unwrap();
                self.seen
                    .push((number, serde_json::from_str(data).unwrap()));
            }
            self.buffer = rest.to_owned();
        }
    }

    /// Waits until a phone sees or hears something.
    pub async fn phone(&mut self, number: &str, kind: &str) -> Value {
        let words = format!("{number} {kind}");
        let event = self.until(&words, |event| {
            event["type"] == "phone"
                && event["phone"] == number
                && event["entry"]["what"]["kind"] == kind
        });
        event.await["entry"]["what"].clone()
    }

    /// Waits until a phone hears these words.
    pub async fn hears(&mut self, number: &str, words: &str) {
        let is = |event: &Value| {
            let what = &event["entry"]["what"];
            event["phone"] == number
                && what["text"]
                    .as_str()
                    .is_some_and(|text| text.contains(words))
        };
        self.until(&format!("{number} hears {words}"), is).await;
    }

    /// Waits for a webhook that has its answer.
    pub async fn webhook(&mut self, kind: &str) -> Value {
        let words = format!("webhook {kind}");
        let event = self.until(&words, |event| {
            let webhook = &event["webhook"];
            event["type"] == "webhook" && webhook["kind"] == kind && webhook["done"] == true
        });
        event.await["webhook"].clone()
    }

    /// Waits for an event of a type that fits.
    pub async fn of_type(&mut self, kind: &str, is: impl Fn(&Value) -> bool) -> Value {
        let event = self.until(kind, |event| event["type"] == kind && is(&event[kind]));
        event.await[kind].clone()
    }
}
