//! Turns what the carrier does and what the relay decides into the events of the page, in their true order.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::domain::names::Language;
use crate::prompts;
use crate::provider::local::{Exchange, Happening, Heard, PhoneEvent};
use crate::provider::twilio::signature::Refused;
use crate::relay::backstage::{Decided, Testimony, Webhook as Known};

use super::super::view::{Checked, DecisionView, Entry, Event, Webhook};
use super::Studio;

/// So many webhooks wait for what the relay says of them, at most.
const WEBHOOKS: usize = 300;

/// What comes from elsewhere than the carrier.
pub(super) enum News {
    /// The relay tells.
    Testimony(Testimony),
    /// Somebody else posts a webhook.
    Forged(Forged),
    /// Somebody wants to know when everything so far was told.
    Told(oneshot::Sender<()>),
}

/// A webhook that is not the carrier's.
pub(super) enum Forged {
    Begun(Box<Webhook>),
    Answered {
        /// Its token.
        id: String,
        /// Status and body, or why there is none.
        answer: Result<(u16, String), String>,
        took: Duration,
    },
}

/// A webhook as it is shown, and the carrier's number of it.
struct Shown {
    exchange: Option<u64>,
    webhook: Webhook,
}

struct Pump {
    studio: Studio,
    happenings: broadcast::Receiver<Happening>,
    shown: VecDeque<Shown>,
    /// The number of the next webhook.
    next: u64,
    /// How many lines each phone's transcript has.
    lines: HashMap<String, u64>,
}

/// Pumps until it is aborted.
pub(super) async fn run(
    studio: Studio,
    happenings: broadcast::Receiver<Happening>,
    mut news: mpsc::UnboundedReceiver<News>,
) {
    let mut pump = Pump {
        studio,
        happenings,
        shown: VecDeque::new(),
        next: 1,
        lines: HashMap::new(),
    };
    loop {
        tokio::select! {
            // What the relay tells of a webhook comes before its answer.
            biased;
            Some(news) = news.recv() => pump.told(news),
            happening = pump.happenings.recv() => match happening {
                Ok(happening) => pump.happened(happening),
                Err(RecvError::Lagged(_)) => pump.studio.feed().publish(Event::Reset),
                Err(RecvError::Closed) => return,
            },
        }
    }
}

impl Pump {
    /// Takes the carrier's next happening, if there is one already.
    fn catch_up(&mut self) -> bool {
        match self.happenings.try_recv() {
            Ok(happening) => self.happened(happening),
            Err(TryRecvError::Lagged(_)) => self.studio.feed().publish(Event::Reset),
            Err(TryRecvError::Empty | TryRecvError::Closed) => return false,
        }
        true
    }

    fn happened(&mut self, happening: Happening) {
        match happening {
            Happening::Phone(event) => self.heard(event),
            Happening::Webhook(exchange) => self.exchanged(&exchange),
            Happening::Text(message) => self.studio.tell_text(*message),
        }
    }

    fn heard(&mut self, event: PhoneEvent) {
        let mut what = event.entry.what;
        if let Heard::Connected { with } = &mut what {
            *with = self.studio.name_of(with);
        }
        let phone = event.phone;
        if !self.studio.is_off(&phone) {
            self.studio.0.seen.heard(&what);
        }
        let lines = self.lines.entry(phone.clone()).or_default();
        *lines += 1;
        let entry = Entry {
            n: *lines,
            at: event.entry.at,
            call: event.entry.call,
            text: event.entry.text,
            what,
        };
        self.studio.feed().publish(Event::Phone { phone, entry });
    }

    fn exchanged(&mut self, exchange: &Exchange) {
        let number = Some(exchange.number);
        let found = self.shown.iter_mut().find(|shown| shown.exchange == number);
        if let Some(shown) = found {
            finish(&mut shown.webhook, exchange);
            let webhook = shown.webhook.clone();
            self.publish(webhook);
        } else {
            self.begin(view(exchange), number);
        }
    }

    fn begin(&mut self, mut webhook: Webhook, exchange: Option<u64>) {
        self.studio.0.seen.shown();
        webhook.n = self.next;
        self.next += 1;
        if self.shown.len() >= WEBHOOKS {
            self.shown.pop_front();
        }
        self.shown.push_back(Shown {
            exchange,
            webhook: webhook.clone(),
        });
        self.publish(webhook);
    }

    fn publish(&self, webhook: Webhook) {
        let webhook = Box::new(webhook);
        self.studio.feed().publish(Event::Webhook { webhook });
    }

    fn told(&mut self, news: News) {
        match news {
            News::Testimony(Testimony::Checked { webhook, refused }) => {
                let checked = checked(refused);
                self.change(
                    |shown| shown.checked.is_none() && is(shown, &webhook),
                    |shown| shown.checked = Some(checked),
                );
            }
            News::Testimony(Testimony::Decided { webhook, decided }) => {
                let decision = self.studio.decision(&decided);
                self.change(
                    |shown| shown.decision.is_none() && is(shown, &webhook),
                    |shown| shown.decision = Some(decision),
                );
                self.studio.0.look.notify_one();
            }
            News::Testimony(Testimony::Configured) => self.studio.is_configured(),
            News::Told(asked) => {
                while self.catch_up() {}
                // Whoever asked may have gone.
                let _gone = asked.send(());
            }
            News::Forged(Forged::Begun(webhook)) => self.begin(*webhook, None),
            News::Forged(Forged::Answered { id, answer, took }) => self.change(
                |shown| shown.token == id,
                |shown| {
                    shown.done = true;
                    shown.took_ms = took.as_secs_f64() * 1_000.0;
                    match answer {
                        Ok((status, body)) => (shown.status, shown.body) = (Some(status), body),
                        Err(why) => shown.failure = Some(why),
                    }
                },
            ),
        }
    }

    /// Changes the first webhook that is meant. The carrier has begun it before anybody can speak of it.
    fn change(&mut self, is_meant: impl Fn(&Webhook) -> bool, change: impl FnOnce(&mut Webhook)) {
        let place = loop {
            let mut shown = self.shown.iter();
            match shown.position(|shown| is_meant(&shown.webhook)) {
                Some(place) => break place,
                None if self.catch_up() => {}
                None => return,
            }
        };
        if let Some(shown) = self.shown.get_mut(place) {
            change(&mut shown.webhook);
            let webhook = shown.webhook.clone();
            self.publish(webhook);
        }
    }
}

impl Studio {
    /// Waits until everything that has happened so far was told.
    pub(super) async fn is_told(&self) {
        let (asked, told) = oneshot::channel();
        if self.0.setting.news.send(News::Told(asked)).is_ok() {
            // Without a pump the demo ends.
            let _ended = told.await;
        }
    }

    fn decision(&self, decided: &Decided) -> DecisionView {
        let decision = &decided.decision;
        let in_force = &self.configured().in_force;
        let sentence = |reason| prompts::sentence(reason, &in_force.practice, Language::ENGLISH);
        DecisionView {
            outcome: decision.outcome.word(),
            clinician: decision.clinician.as_ref().map(ToString::to_string),
            reasons: decision.reasons.iter().map(sentence).collect(),
            rings: self.rung(decision),
            kept: decided.kept,
            again: decided.again,
        }
    }
}

/// Whether the relay speaks of this webhook.
fn is(shown: &Webhook, known: &Known) -> bool {
    let path = shown.url.split_once("://").map_or("", |(_, rest)| rest);
    let target = path.find('/').and_then(|at| path.get(at..));
    let sid = shown.leg.as_deref().or_else(|| message(&shown.params));
    target == Some(&known.target) && sid == known.sid.as_deref()
}

fn param<'a>(params: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = params.iter().find(|(known, _)| known == name);
    found
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

fn message(params: &[(String, String)]) -> Option<&str> {
    param(params, "MessageSid").or_else(|| param(params, "SmsSid"))
}

fn checked(refused: Option<Refused>) -> Checked {
    let words = match refused {
        None => "signed by the provider".to_owned(),
        Some(Refused::NoMatch) => {
            "no valid signature: whoever sent this does not know the account's auth token"
                .to_owned()
        }
        Some(other) => format!("no valid signature: {other}"),
    };
    Checked {
        valid: refused.is_none(),
        words,
    }
}

fn view(exchange: &Exchange) -> Webhook {
    // A sound is asked for without parameters; the carrier knows on which leg.
    let on = exchange.sid.as_deref().filter(|sid| sid.starts_with("CA"));
    let leg = exchange.param("CallSid").or(on).map(str::to_owned);
    let parent = exchange.param("ParentCallSid").map(str::to_owned);
    let mut webhook = Webhook {
        n: 0,
        at: exchange.at,
        kind: exchange.kind.word(),
        attempt: exchange.attempt,
        method: exchange.method,
        url: exchange.url.clone(),
        params: exchange.params.clone(),
        signature: exchange.signature.clone(),
        signed: exchange.signed(),
        token: exchange.idempotency_token.clone(),
        call: parent.or_else(|| leg.clone()),
        leg,
        phone: exchange.phone.clone(),
        done: false,
        status: None,
        content_type: None,
        body: String::new(),
        failure: None,
        took_ms: 0.0,
        checked: None,
        decision: None,
    };
    finish(&mut webhook, exchange);
    webhook
}

fn finish(webhook: &mut Webhook, exchange: &Exchange) {
    webhook.done = exchange.is_done();
    webhook.status = exchange.status;
    webhook.content_type.clone_from(&exchange.content_type);
    webhook.body.clone_from(&exchange.body);
    webhook.failure.clone_from(&exchange.failure);
    webhook.took_ms = exchange.took.as_secs_f64() * 1_000.0;
}
