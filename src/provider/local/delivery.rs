//! Webhooks on their way out: signed, tried again as the URL's overrides say, followed through redirects, and logged.
//!
//! Time-outs here are real time: they guard against a relay that hangs. Everything telephonic runs on the carrier's time.

use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT};

use super::errors::Refused;
use super::exchange::{Exchange, Kind, Params};
use super::overrides::{Failure, Overrides, split};
use super::signing::{signature, signed_url};
use super::switch::Switch;
use super::time::lock;
use super::trouble::{Trouble, take};

/// The provider's cap on every request that a call waits for, and on redirects.
const CAP: Duration = Duration::from_secs(15);
const MOST_REDIRECTS: u32 = 10;

/// A webhook to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub kind: Kind,
    pub url: String,
    pub get: bool,
    pub params: Params,
    pub sid: Option<String>,
    pub phone: Option<String>,
}

/// A whole answer with a 2xx status.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
    /// Where it came from in the end: relative addresses in it are meant from here.
    pub url: String,
}

/// One attempt's constant part.
struct Sending<'a> {
    hook: &'a Webhook,
    token: String,
    overrides: Overrides,
    deadline: Instant,
}

/// One request on the wire.
struct Hop {
    url: String,
    get: bool,
    with_form: bool,
}

impl Switch {
    /// Sends a webhook, with retries; errors carry the provider's code and are not yet recorded.
    pub async fn deliver(&self, hook: &Webhook) -> Result<Answer, Refused> {
        let (_, overrides) = split(&hook.url);
        let overrides = overrides.unwrap_or_else(|problem| {
            self.complain(12200, problem, Some(&hook.url), hook.sid.as_deref());
            Overrides::default()
        });
        let deadline = Instant::now() + overrides.total().min(CAP);
        let sending = Sending {
            hook,
            token: self.idempotency_token(),
            overrides,
            deadline,
        };
        let mut attempt = 1;
        let outcome = loop {
            match self.attempt(&sending, attempt).await {
                Err((failure, _))
                    if attempt <= sending.overrides.retries && sending.may_retry(failure) =>
                {
                    attempt += 1
                }
                other => break other.map_err(|(_, refused)| refused),
            }
        };
        if self.is_doubled(hook.kind) {
            let again = Sending {
                deadline: Instant::now() + CAP,
                ..sending
            };
            drop(self.attempt(&again, attempt + 1).await);
        }
        outcome
    }

    fn is_doubled(&self, kind: Kind) -> bool {
        let mut state = lock(&self.state);
        let doubles = |trouble: &Trouble| match trouble {
            Trouble::Twice { kind: wanted } => *wanted == kind,
            Trouble::NextTwice => kind.is_awaited() || kind == Kind::Sms,
            _ => false,
        };
        take(&mut state.troubles, |t| doubles(t).then_some(())).is_some()
    }

    async fn attempt(
        &self,
        sending: &Sending<'_>,
        attempt: u32,
    ) -> Result<Answer, (Failure, Refused)> {
        let (bare, _) = split(&sending.hook.url);
        let mut hop = Hop {
            url: bare.to_owned(),
            get: sending.hook.get,
            with_form: true,
        };
        for _ in 0..=MOST_REDIRECTS {
            let (answer, location) = self.request(sending, &hop, attempt).await?;
            match location {
                None if (200..300).contains(&answer.status) => return Ok(answer),
                None => return Err(refused_status(&answer)),
                Some(next) => hop = redirected(hop, &answer, &next)?,
            }
        }
        Err((
            Failure::Read,
            Refused::new(11215, "the webhook was redirected more than 10 times"),
        ))
    }

    async fn request(
        &self,
        sending: &Sending<'_>,
        hop: &Hop,
        attempt: u32,
    ) -> Result<(Answer, Option<String>), (Failure, Refused)> {
        let hook = sending.hook;
        let is_voice = hook.sid.as_deref().is_some_and(|sid| sid.starts_with("CA"));
        let params: &[_] = if hop.with_form { &hook.params } else { &[] };
        let wire = wire_url(&hop.url, if hop.get { params } else { &[] })
            .map_err(|problem| (Failure::Connect, Refused::new(11100, problem)))?;
        let signed: &[_] = if hop.get { &[] } else { params };
        let signature = signature(
            &self.options.auth_token,
            &signed_url(&wire, is_voice),
            signed,
        );
        let number = self.log_begin(sending, hop, &wire, &signature, attempt);
        let left = sending
            .deadline
            .saturating_duration_since(Instant::now())
            .min(sending.overrides.read());
        let builder = if hop.get {
            self.http.get(&wire)
        } else {
            self.http.post(&wire).body(form(params, is_voice))
        };
        let builder = if hop.get {
            builder
        } else {
            builder.header(
                CONTENT_TYPE,
                "application/x-www-form-urlencoded; charset=UTF-8",
            )
        };
        let builder = builder
            .header(USER_AGENT, "TwilioProxy/1.1")
            .header("X-Twilio-Signature", &signature)
            .header("I-Twilio-Idempotency-Token", &sending.token)
            .timeout(left);
        let began = Instant::now();
        let outcome = receive(builder, &wire).await;
        self.log_finish(number, began.elapsed(), &outcome);
        outcome.map(|(answer, headers)| {
            let is_redirect = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
            let location = headers
                .get(LOCATION)
                .filter(|_| is_redirect)
                .and_then(|v| v.to_str().ok());
            (answer, location.map(str::to_owned))
        })
    }

    fn log_begin(
        &self,
        sending: &Sending<'_>,
        hop: &Hop,
        url: &str,
        signature: &str,
        attempt: u32,
    ) -> u64 {
        let hook = sending.hook;
        let exchange = Exchange {
            number: 0,
            at: self.board.now(),
            kind: hook.kind,
            attempt,
            url: url.to_owned(),
            method: if hop.get { "GET" } else { "POST" },
            params: if hop.with_form {
                hook.params.clone()
            } else {
                Vec::new()
            },
            signature: signature.to_owned(),
            idempotency_token: sending.token.clone(),
            sid: hook.sid.clone(),
            phone: hook.phone.clone(),
            status: None,
            content_type: None,
            body: String::new(),
            failure: None,
            took: Duration::ZERO,
        };
        let mut state = lock(&self.state);
        let exchange = state.log.begin(exchange);
        self.tell_webhook(exchange);
        exchange.number
    }

    fn log_finish(
        &self,
        number: u64,
        took: Duration,
        outcome: &Result<(Answer, HeaderMap), (Failure, Refused)>,
    ) {
        let mut state = lock(&self.state);
        let finished = state.log.finish(number, |exchange| {
            exchange.took = took;
            match outcome {
                Ok((answer, _)) => {
                    exchange.status = Some(answer.status);
                    exchange.content_type.clone_from(&answer.content_type);
                    exchange.body = shown(exchange.kind, &answer.body);
                }
                Err((_, refused)) => exchange.failure = Some(refused.message.clone()),
            }
        });
        if let Some(exchange) = finished {
            self.tell_webhook(exchange);
        }
    }
}

/// An answer's body as the log keeps it: of a sound or a picture its size.
fn shown(kind: Kind, body: &[u8]) -> String {
    let words = std::str::from_utf8(body).map(str::to_owned);
    match words {
        Err(_) if kind == Kind::Media => format!("({} bytes)", body.len()),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
        Ok(words) => words,
    }
}

impl Sending<'_> {
    fn may_retry(&self, failure: Failure) -> bool {
        self.overrides.retries_after(failure) && Instant::now() < self.deadline
    }
}

async fn receive(
    builder: reqwest::RequestBuilder,
    url: &str,
) -> Result<(Answer, HeaderMap), (Failure, Refused)> {
    let response = builder.send().await.map_err(|e| describe(&e))?;
    let headers = response.headers().clone();
    let status = response.status().as_u16();
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .map(str::to_owned);
    let body = response.bytes().await.map_err(|e| describe(&e))?.to_vec();
    Ok((
        Answer {
            status,
            content_type,
            body,
            url: url.to_owned(),
        },
        headers,
    ))
}

fn describe(error: &reqwest::Error) -> (Failure, Refused) {
    if error.is_connect() {
        (
            Failure::Connect,
            Refused::new(11205, "the webhook's server could not be reached"),
        )
    } else if error.is_timeout() {
        (
            Failure::Read,
            Refused::new(11200, "the webhook's server did not answer in time"),
        )
    } else {
        (
            Failure::Read,
            Refused::new(11200, format!("the webhook's answer broke off: {error}")),
        )
    }
}

fn refused_status(answer: &Answer) -> (Failure, Refused) {
    let message = format!("the webhook's server answered {}", answer.status);
    (Failure::Status(answer.status), Refused::new(11200, message))
}

/// 301, 302 and 303 lose the form and become GET; 307 and 308 keep both.
fn redirected(hop: Hop, answer: &Answer, location: &str) -> Result<Hop, (Failure, Refused)> {
    let next = url::Url::parse(&hop.url)
        .and_then(|base| base.join(location))
        .map_err(|problem| {
            let message =
                format!("the webhook was redirected to an address that can't be read: {problem}");
            (Failure::Read, Refused::new(11200, message))
        })?;
    let keeps = matches!(answer.status, 307 | 308);
    Ok(Hop {
        url: next.into(),
        get: !keeps || hop.get,
        with_form: keeps && hop.with_form,
    })
}

/// The URL exactly as it is requested; parameters of a GET are appended to the query.
fn wire_url(url: &str, params: &[(String, String)]) -> Result<String, String> {
    let parsed =
        url::Url::parse(url).map_err(|problem| format!("{url:?} is not a URL: {problem}"))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(format!("{url:?} is neither http nor https"));
    }
    let text: String = parsed.into();
    if params.is_empty() {
        return Ok(text);
    }
    let joint = if text.contains('?') { '&' } else { '?' };
    Ok(format!("{text}{joint}{}", form(params, false)))
}

/// The form's bytes: calls encode a space as `%20`, texts as `+`.
fn form(params: &[(String, String)], percent_spaces: bool) -> String {
    let encoded = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(params)
        .finish();
    if percent_spaces {
        encoded.replace('+', "%20")
    } else {
        encoded
    }
}
