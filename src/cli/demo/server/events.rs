//! The stream of events, as server-sent events. A reader that comes back says what it had and gets the rest.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};

use super::super::feed::{Feed, Next, Numbered};
use super::Shared;

/// The header in which a browser says which event it had last.
const LAST_EVENT_ID: &str = "last-event-id";
/// So long a browser waits before it connects again.
const RETRY: Duration = Duration::from_secs(1);
/// So often something is sent where nothing happens.
const ALIVE: Duration = Duration::from_secs(15);

/// `GET /api/events`: those after `Last-Event-ID`, or `?after=`, or from now on.
///
/// Without a gap, or with one event of the type `reset`: what is missing is too old, or the run is another
/// (`?epoch=` is the snapshot's).
pub async fn events(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let feed = shared.studio.feed().clone();
    let asked = Asked::of(&uri, &headers);
    let is_another_run = asked
        .epoch
        .is_some_and(|epoch| epoch != shared.studio.epoch());
    let reader = Reader {
        last: asked.after.unwrap_or_else(|| feed.last()),
        reset: is_another_run,
        waiting: VecDeque::new(),
        is_first: true,
        feed,
    };
    let alive = KeepAlive::new().interval(ALIVE).text("alive");
    Sse::new(stream::unfold(reader, Reader::next)).keep_alive(alive)
}

struct Asked {
    after: Option<u64>,
    epoch: Option<String>,
}

impl Asked {
    fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        let value = |name: &str| {
            form_urlencoded::parse(query.as_bytes())
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.into_owned())
        };
        let header = headers
            .get(LAST_EVENT_ID)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        Asked {
            after: header.or_else(|| value("after")?.parse().ok()),
            epoch: value("epoch"),
        }
    }
}

struct Reader {
    feed: Feed,
    /// The number of the last event that was taken.
    last: u64,
    /// Whether the reader knows another run.
    reset: bool,
    waiting: VecDeque<Numbered>,
    is_first: bool,
}

impl Reader {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.is_first {
            self.is_first = false;
            return Some((Ok(Event::default().retry(RETRY).comment("nightbell")), self));
        }
        loop {
            if self.reset {
                self.reset = false;
                self.last = self.feed.last();
                let event = reset(self.last);
                return Some((Ok(event), self));
            }
            if let Some(event) = self.waiting.pop_front() {
                self.last = event.number;
                let event = Event::default()
                    .id(event.number.to_string())
                    .data(&*event.json);
                return Some((Ok(event), self));
            }
            match self.feed.after(self.last) {
                Next::Reset => self.reset = true,
                Next::Events(events) if events.is_empty() => {
                    if !self.feed.wait(self.last).await {
                        return None;
                    }
                }
                Next::Events(events) => self.waiting = events.into(),
            }
        }
    }
}

fn reset(last: u64) -> Event {
    Event::default()
        .id(last.to_string())
        .data("{\"type\":\"reset\"}")
}
