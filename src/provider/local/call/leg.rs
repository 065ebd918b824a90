//! One leg's task: how it waits, and what can interrupt it.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::speech::{Speech, Tape};
use crate::provider::local::exchange::{Kind, Params};
use crate::provider::local::sound::{Said, Sound};
use crate::provider::local::switch::{Switch, secs};
use crate::provider::local::time::{Board, Busy, Wait as Waits};
use crate::provider::local::transcript::Heard;
use crate::provider::local::twiml::Place;

/// Where a document comes from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub kind: Kind,
    pub content: Content,
    pub get: bool,
    /// Parameters beyond the call's standard ones.
    pub more: Params,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    Url(String),
    Inline(String),
}

impl Source {
    pub fn url(kind: Kind, url: &str, get: bool, more: Params) -> Self {
        Self {
            kind,
            content: Content::Url(url.to_owned()),
            get,
            more,
        }
    }
}

/// What the REST API does to a live call.
#[derive(Clone, Debug)]
pub(crate) enum Update {
    Complete,
    Redirect(Source),
}

/// How far a dialled leg has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChildNews {
    Ringing,
    Answered,
    /// Screening is passed (or there was none): it may be bridged.
    Ready {
        by_voicemail: bool,
    },
    Ended,
}

/// What reaches a leg's task.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Answer,
    Decline,
    Key(char),
    Speak(u32, Said),
    /// What is being said is over, and was this.
    Said(Sound),
    /// What was being said has been said; the leg tells itself.
    Spoken,
    HangUp,
    Update(Update),
    Child {
        sid: String,
        news: ChildNews,
    },
    /// The parent gives this leg up; the status it gets if it was not answered.
    Drop(&'static str),
    /// The conversation has lasted as long as it may.
    TimeLimit,
}

/// The way to a leg's task. A posted event keeps the carrier busy until it is handled.
#[derive(Clone)]
pub(crate) struct Inbox {
    sender: UnboundedSender<(Event, Busy)>,
    board: Board,
}

impl Inbox {
    pub fn post(&self, event: Event) {
        drop(self.sender.send((event, self.board.busy())));
    }
}

/// Why a document is not followed any further.
#[derive(Clone, Debug)]
pub(crate) enum Interrupt {
    /// The phone at the far end has gone.
    HungUp,
    /// The REST API completed the call.
    Completed,
    /// The REST API gave it another document.
    Redirected(Source),
    /// The parent gave this leg up.
    Dropped,
    /// The conversation has lasted as long as it may.
    TimeLimit,
    /// The document of a callee's leg was wrong; the provider drops the leg.
    Broken,
    /// `<Hangup>`, or the provider's own end after a message.
    Hangup,
    /// `<Reject>`.
    Rejected(&'static str),
}

pub(crate) type Step<T> = Result<T, Interrupt>;

/// What ended a wait.
pub(crate) enum Wake {
    Event(Event),
    Time,
}

/// A leg's own side of things.
pub(crate) struct Leg {
    pub switch: Arc<Switch>,
    pub sid: String,
    pub phone: String,
    pub place: Place,
    pub answered: bool,
    /// Asked when a document can't be had.
    pub fallback: Option<String>,
    /// The personal voicemail took the call, and keeps it until then.
    pub machine_until: Option<DateTime<Utc>>,
    pub by_voicemail: bool,
    /// The leg that dialled this one.
    pub parent: Option<Inbox>,
    /// When the conversation has lasted as long as it may.
    pub longest: Option<DateTime<Utc>>,
    /// The conversation has lasted so long, and nothing has been said since.
    pub timed_out: bool,
    /// What the human is saying.
    pub(super) speech: Option<Speech>,
    /// The recording that runs.
    pub(super) tape: Option<Tape>,
    inbox: UnboundedReceiver<(Event, Busy)>,
    stash: VecDeque<Event>,
    busy: Option<Busy>,
}

impl Leg {
    /// A leg and the way to it. The leg holds a token from the start, so that nothing happens between the two.
    pub fn new(switch: &Arc<Switch>, sid: &str, phone: &str, place: Place) -> (Self, Inbox) {
        let (sender, inbox) = unbounded_channel();
        let leg = Self {
            switch: switch.clone(),
            sid: sid.to_owned(),
            phone: phone.to_owned(),
            place,
            answered: false,
            fallback: None,
            machine_until: None,
            by_voicemail: false,
            parent: None,
            longest: None,
            timed_out: false,
            speech: None,
            tape: None,
            inbox,
            stash: VecDeque::new(),
            busy: Some(switch.board.busy()),
        };
        (
            leg,
            Inbox {
                sender,
                board: switch.board.clone(),
            },
        )
    }

    pub fn note(&self, what: Heard) {
        self.switch.note(&self.phone, Some(&self.sid), what);
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.switch.board.now()
    }

    /// Waits for the next event, at most until the given moment. The task is idle meanwhile.
    pub async fn wait(&mut self, until: Option<DateTime<Utc>>) -> Wake {
        match self.stash.pop_front() {
            Some(event) => Wake::Event(event),
            None => self.wait_fresh(until).await,
        }
    }

    async fn wait_fresh(&mut self, until: Option<DateTime<Utc>>) -> Wake {
        let board = self.switch.board.clone();
        let what = match until.is_some() && until == self.longest {
            true => Waits::LongestCall,
            false => Waits::Step,
        };
        let timer = until.map(|at| board.timer(at, what));
        let moment = timer.as_ref().map(|timer| board.wait(timer));
        self.busy = None;
        let come = async {
            match moment {
                Some(moment) => moment.await,
                None => std::future::pending().await,
            }
        };
        let wake = tokio::select! {
            biased;
            posted = self.inbox.recv() => match posted {
                Some((event, busy)) => { self.busy = Some(busy); Wake::Event(event) }
                None => Wake::Event(Event::HangUp),
            },
            () = come => Wake::Time,
        };
        if self.busy.is_none() {
            self.busy = Some(board.busy());
        }
        drop(timer);
        wake
    }

    /// Lets time pass without handling anything: events are kept for later. For requests that the network delays.
    pub async fn hold(&mut self, until: DateTime<Utc>) {
        let mut kept = std::mem::take(&mut self.stash);
        while let Wake::Event(event) = self.wait_fresh(Some(until)).await {
            kept.push_back(event);
        }
        self.stash = kept;
    }

    /// Waits like [`Leg::wait`], and turns what ends the document into an interrupt. `None`: the moment has come.
    pub async fn idle(&mut self, until: Option<DateTime<Utc>>) -> Step<Option<Event>> {
        let woken = self.woken(until).await;
        if woken.is_err() {
            self.stop_speaking();
        }
        woken
    }

    async fn woken(&mut self, until: Option<DateTime<Utc>>) -> Step<Option<Event>> {
        let said = self.said_at();
        let moments = [until, self.machine_until, said];
        match self.wait(moments.into_iter().flatten().min()).await {
            Wake::Time if self.machine_until.is_some_and(|end| end <= self.now()) => {
                self.machine_until = None;
                Err(Interrupt::HungUp)
            }
            Wake::Time if said.is_some_and(|end| end <= self.now()) => {
                self.stop_speaking();
                Ok(Some(Event::Spoken))
            }
            Wake::Time => Ok(None),
            Wake::Event(Event::Speak(seconds, said)) => {
                self.begin_speaking(seconds, &said);
                Ok(Some(Event::Speak(seconds, said)))
            }
            Wake::Event(Event::Said(sound)) => {
                self.finish_speaking(sound);
                Ok(Some(Event::Spoken))
            }
            Wake::Event(Event::TimeLimit) => Err(Interrupt::TimeLimit),
            Wake::Event(Event::HangUp) => Err(Interrupt::HungUp),
            Wake::Event(Event::Update(Update::Complete)) => Err(Interrupt::Completed),
            Wake::Event(Event::Update(Update::Redirect(source))) => {
                Err(Interrupt::Redirected(source))
            }
            Wake::Event(Event::Drop(_)) => Err(Interrupt::Dropped),
            Wake::Event(event) => Ok(Some(event)),
        }
    }

    /// Lets so many seconds pass; keys and words in between are lost.
    pub async fn pass(&mut self, seconds: u32) -> Step<()> {
        let until = self.switch.board.after(secs(seconds));
        while self.idle(Some(until)).await?.is_some() {}
        Ok(())
    }

    /// Answers the call towards the far end, unless it is answered already.
    pub fn answer(&mut self) {
        if self.answered {
            return;
        }
        self.answered = true;
        let now = self.now();
        self.switch.with_call(&self.sid, |call| {
            call.answered = Some(now);
            call.status = "in-progress";
        });
        self.note(Heard::Answered {
            by_voicemail: self.by_voicemail,
        });
    }

    /// Tells the leg that dialled this one how far it has come.
    pub fn news(&self, news: ChildNews) {
        if let Some(parent) = &self.parent {
            parent.post(Event::Child {
                sid: self.sid.clone(),
                news,
            });
        }
    }

    /// Waits until all of these dialled legs have ended; everything else that comes is kept for later.
    pub async fn collect(&mut self, mut waiting: Vec<String>) {
        let mut kept = std::mem::take(&mut self.stash);
        while !waiting.is_empty() {
            match self.wait_fresh(None).await {
                Wake::Event(Event::Child {
                    sid,
                    news: ChildNews::Ended,
                }) => waiting.retain(|w| *w != sid),
                Wake::Event(Event::Child { .. }) | Wake::Time => {}
                Wake::Event(event) => kept.push_back(event),
            }
        }
        self.stash = kept;
    }
}
