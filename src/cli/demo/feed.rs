//! The stream of events: numbered over the whole run, the newest kept, and beside them the state they add up to.
//!
//! Nobody is waited for: a reader asks for what comes after the last event it has, in its own time. One that is too
//! slow finds that events are missing and loads the snapshot again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::view::{Changing, Event, MessageView, OutboxView, PhoneView, TextView, Webhook};

/// So many events are kept.
const RING: usize = 5_000;
/// So many lines of each phone are in a snapshot.
const LINES: usize = 200;
/// So many webhooks are in a snapshot.
const WEBHOOKS: usize = 150;
/// So many rows of the journal are in a snapshot.
const ROWS: usize = 100;
/// So many texts, rows of the outbox, and messages are in a snapshot.
const TEXTS: usize = 200;
/// A reader gets so many events at once.
const HANDFUL: usize = 200;

/// The stream. Clones share it.
#[derive(Clone)]
pub struct Feed(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    newest: watch::Sender<u64>,
    closed: watch::Sender<bool>,
}

#[derive(Default)]
struct State {
    last: u64,
    ring: VecDeque<Numbered>,
    changing: Changing,
}

/// An event as it is sent: its number and its JSON.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// From 1, over the whole run.
    pub number: u64,
    /// One object, in one line.
    pub json: Arc<str>,
}

/// What a reader gets.
#[derive(Debug)]
pub enum Next {
    /// Events without a gap after the one it has.
    Events(Vec<Numbered>),
    /// Some are missing: it must load the snapshot again.
    Reset,
}

impl Feed {
    /// Without events.
    pub fn new() -> Self {
        Feed(Arc::new(Inner {
            state: Mutex::default(),
            newest: watch::Sender::new(0),
            closed: watch::Sender::new(false),
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event.
    pub fn publish(&self, event: Event) {
        // A structure of strings, numbers and lists always serialises.
        let json: Arc<str> = serde_json::to_string(&event).unwrap_or_default().into();
        let number = {
            let mut state = self.state();
            state.last += 1;
            let number = state.last;
            if state.ring.len() >= RING {
                state.ring.pop_front();
            }
            state.ring.push_back(Numbered { number, json });
            apply(&mut state.changing, event);
            number
        };
        self.0.newest.send_replace(number);
    }

    /// Adds an event, unless what it tells is already so.
    pub fn publish_if<T: PartialEq>(
        &self,
        now: T,
        known: impl FnOnce(&Changing) -> &T,
        event: impl FnOnce(T) -> Event,
    ) {
        if *known(&self.state().changing) != now {
            self.publish(event(now));
        }
    }

    /// Leaves out of the state what has happened so far; the phones remember it all the same.
    pub fn begin_anew(&self) {
        let mut state = self.state();
        state.changing.webhooks.clear();
        state.changing.journal.clear();
        state.changing.texts.clear();
        state.changing.outbox.clear();
        state.changing.messages.clear();
    }

    /// What all events add up to, and the number of the newest.
    pub fn snapshot(&self) -> (u64, Changing) {
        let state = self.state();
        (state.last, state.changing.clone())
    }

    /// Looks at the state.
    pub fn look<T>(&self, look: impl FnOnce(&Changing) -> T) -> T {
        look(&self.state().changing)
    }

    /// The number of the newest event.
    pub fn last(&self) -> u64 {
        self.state().last
    }

    /// What comes after an event, if anything does yet.
    pub fn after(&self, number: u64) -> Next {
        let state = self.state();
        let first = state
            .ring
            .front()
            .map_or(state.last + 1, |event| event.number);
        if number > state.last || number + 1 < first {
            return Next::Reset;
        }
        let skip = usize::try_from(number + 1 - first).unwrap_or(usize::MAX);
        Next::Events(
            state
                .ring
                .iter()
                .skip(skip)
                .take(HANDFUL)
                .cloned()
                .collect(),
        )
    }

    /// Waits until there is an event after this one; `false`: there will be none, the demo ends.
    pub async fn wait(&self, number: u64) -> bool {
        let (mut newest, mut closed) = (self.0.newest.subscribe(), self.0.closed.subscribe());
        tokio::select! {
            found = newest.wait_for(|newest| *newest > number) => found.is_ok(),
            _ = closed.wait_for(|closed| *closed) => false,
        }
    }

    /// Ends every reader's stream.
    pub fn close(&self) {
        self.0.closed.send_replace(true);
    }
}

fn apply(to: &mut Changing, event: Event) {
    match event {
        Event::Phone { phone, entry } => {
            // Somebody may be texted before the page knows who it is.
            join(to, &phone);
            if let Some(view) = phone_of(to, &phone) {
                push(&mut view.transcript, entry, LINES);
            }
        }
        Event::Power { phone, mode } => {
            if let Some(view) = phone_of(to, &phone) {
                view.mode = mode;
            }
        }
        Event::Webhook { webhook } => {
            let is_same = |one: &Webhook, other: &Webhook| one.n == other.n;
            put(&mut to.webhooks, is_same, *webhook, WEBHOOKS);
        }
        Event::Text { text } => {
            let is_same = |one: &TextView, other: &TextView| one.sid == other.sid;
            put(&mut to.texts, is_same, *text, TEXTS);
        }
        Event::Outbox { row } => {
            let is_same = |one: &OutboxView, other: &OutboxView| one.id == other.id;
            put(&mut to.outbox, is_same, *row, TEXTS);
        }
        Event::Message { message } => {
            let is_same = |one: &MessageView, other: &MessageView| one.recording == other.recording;
            put(&mut to.messages, is_same, *message, TEXTS);
        }
        Event::Clock { clock } => to.clock = clock,
        Event::Fixed(fixed) => {
            for person in &fixed.people {
                join(to, &person.number);
            }
            to.fixed = fixed;
        }
        Event::Relay { relay } => to.relay = relay,
        Event::Store { store } => to.store = store,
        Event::Faults { faults } => to.faults = faults,
        Event::Configuration { configuration } => to.configuration = configuration,
        Event::Standing { standing } => to.standing = standing,
        Event::Row { row } => push(&mut to.journal, row, ROWS),
        Event::Reset => {}
    }
}

fn phone_of<'a>(to: &'a mut Changing, number: &str) -> Option<&'a mut PhoneView> {
    to.phones.iter_mut().find(|phone| phone.number == number)
}

fn join(to: &mut Changing, number: &str) {
    if phone_of(to, number).is_none() {
        to.phones.push(PhoneView {
            number: number.to_owned(),
            ..PhoneView::default()
        });
    }
}

/// Replaces what is known, or adds it.
fn put<T>(list: &mut Vec<T>, is_same: impl Fn(&T, &T) -> bool, item: T, most: usize) {
    let place = list.iter().rposition(|known| is_same(known, &item));
    match place.and_then(|place| list.get_mut(place)) {
        Some(known) => *known = item,
        None => push(list, item, most),
    }
}

fn push<T>(list: &mut Vec<T>, item: T, most: usize) {
    list.push(item);
    if list.len() > most {
        list.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(next: &Next) -> Vec<u64> {
        match next {
            Next::Events(events) => events.iter().map(|event| event.number).collect(),
            Next::Reset => panic!("reset"),
        }
    }

    #[test]
    fn a_reader_gets_what_comes_after_the_event_it_has() {
        let feed = Feed::new();
        (0..3).for_each(|_| feed.publish(Event::Reset));
        assert_eq!(numbers(&feed.after(0)), [1, 2, 3]);
        assert_eq!(numbers(&feed.after(2)), [3]);
        assert!(numbers(&feed.after(3)).is_empty());
    }

    #[test]
    fn a_reader_that_has_fallen_behind_or_knows_another_run_starts_anew() {
        let feed = Feed::new();
        let many = RING as u64 + 5;
        (0..many).for_each(|_| feed.publish(Event::Reset));
        assert!(matches!(feed.after(4), Next::Reset));
        assert_eq!(numbers(&feed.after(5))[0], 6);
        assert!(matches!(feed.after(many + 1), Next::Reset));
    }

    #[tokio::test]
    async fn a_reader_waits_for_the_next_event_or_the_end() {
        let feed = Feed::new();
        let reader = tokio::spawn({
            let feed = feed.clone();
            async move { (feed.wait(0).await, feed.wait(1).await) }
        });
        feed.publish(Event::Reset);
        tokio::task::yield_now().await;
        feed.close();
        assert_eq!(reader.await.unwrap(), (true, false));
    }
}
