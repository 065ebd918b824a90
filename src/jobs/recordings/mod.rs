//! The life of a message: what a caller has left is fetched from the provider, kept encrypted, read back and compared;
//! then, and only then, the provider's copy is deleted, and the deletion confirmed.
//!
//! Each step is durable before the next begins, and each may be done twice: what is fetched again replaces what was
//! kept, and what is deleted already counts as deleted. Whatever fails is tried again, never more than five minutes
//! later, for as long as it takes. What no webhook ever announced is found in two ways: [`ask`] asks about each call
//! that may have left a message, and [`listing`] looks through everything that was recorded.

pub mod ask;
mod deletion;
mod fetch;
pub mod listing;
mod wav;

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinSet;

use super::{Context, Worker, chance, insist, pace};
use crate::domain::names::MessageId;
use crate::provider::twilio::rest::Error;
use crate::store::{Due, MessageRow, NotPut, StoreDown};

/// So many are fetched, and so many deleted, at once.
const MOST: usize = 4;

/// So long news are gathered while something is under way, in real time.
const BREATH: Duration = Duration::from_millis(50);

/// While the store cannot be used.
const DOWN: TimeDelta = TimeDelta::seconds(1);

/// What is to be done for a message.
enum Step {
    /// Its sound is still at the provider alone.
    Fetch(MessageRow),
    /// It is ours, or nobody wants it any more: the provider's copy goes.
    DeleteThere(MessageRow),
    /// It was deleted: its sound goes.
    Drop(MessageId),
}

/// Why something could not be done; it will be tried again.
struct Trouble {
    why: String,
    /// For how many seconds the provider asks to be left alone.
    retry_after: Option<u32>,
    /// Whether the provider says that it has no such thing.
    is_not_there: bool,
}

impl Trouble {
    fn of(why: impl ToString) -> Self {
        Trouble {
            why: why.to_string(),
            retry_after: None,
            is_not_there: false,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Trouble {
            why: error.to_string(),
            retry_after: error.retry_after(),
            is_not_there: error == Error::NotYet,
        }
    }
}

impl From<NotPut<Trouble>> for Trouble {
    fn from(why: NotPut<Trouble>) -> Self {
        match why {
            NotPut::Broken(trouble) => trouble,
            NotPut::Files(error) => Trouble::of(error),
        }
    }
}

impl Step {
    fn id(&self) -> MessageId {
        match self {
            Step::Fetch(row) | Step::DeleteThere(row) => row.id,
            Step::Drop(id) => *id,
        }
    }

    fn is_fetch(&self) -> bool {
        matches!(self, Step::Fetch(_))
    }
}

/// Fetches and deletes until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    if let Err(error) = context.relay.store().voicemail().sweep().await {
        tracing::error!(%error, "what was left unfinished of messages could not be removed");
    }
    loop {
        let until = round(&context, &mut worker).await;
        if !worker.rest(until).await {
            return;
        }
    }
}

/// Does what is due; gives the moment at which to look again.
async fn round(context: &Context, worker: &mut Worker) -> Option<DateTime<Utc>> {
    let store = context.relay.store();
    let mut news = store.news();
    let mut under_way = UnderWay::default();
    // In tasks of their own: while there is much news, looking for more must not keep them from going on.
    let mut work = JoinSet::new();
    loop {
        news.mark_unchanged();
        let now = context.relay.clock().now();
        match due(context, &mut under_way, now).await {
            Ok(steps) => {
                for step in steps {
                    if under_way.takes(&step) {
                        work.spawn(take(context.clone(), step));
                    }
                }
            }
            Err(_) if work.is_empty() => return Some(now + DOWN),
            Err(_) => {}
        }
        let mut done = tokio::select! {
            done = work.join_next() => match done {
                Some(done) => Some(done),
                None => break,
            },
            // A broken channel is a store that ends, and the worker with it.
            _ = news.changed() => {
                tokio::time::sleep(BREATH).await;
                None
            }
            // What is broken off is due at the next start.
            () = worker.stopped() => return None,
        };
        while let Some(step) = done.take().or_else(|| work.try_join_next()) {
            match step {
                Ok((id, is_fetch)) => under_way.has_done(id, is_fetch),
                // A defect: which message it was, only the next look can tell.
                Err(_) => return Some(now + DOWN),
            }
        }
    }
    let now = context.relay.clock().now();
    let next = store.next_due(Due::Messages, now).await;
    next.unwrap_or(Some(now + DOWN))
}

/// What is being done: one step at a time for a message, and neither the fetching nor the deleting keeps the other up.
#[derive(Default)]
struct UnderWay {
    ids: HashSet<MessageId>,
    fetches: usize,
    others: usize,
}

impl UnderWay {
    fn count(&mut self, is_fetch: bool) -> &mut usize {
        match is_fetch {
            true => &mut self.fetches,
            false => &mut self.others,
        }
    }

    fn has_room(&mut self, is_fetch: bool) -> bool {
        *self.count(is_fetch) < MOST
    }

    fn takes(&mut self, step: &Step) -> bool {
        let is_fetch = step.is_fetch();
        if !self.has_room(is_fetch) || !self.ids.insert(step.id()) {
            return false;
        }
        *self.count(is_fetch) += 1;
        true
    }

    fn has_done(&mut self, id: MessageId, is_fetch: bool) {
        self.ids.remove(&id);
        *self.count(is_fetch) -= 1;
    }
}

/// What is due, as far as there is room for it.
async fn due(
    context: &Context,
    under_way: &mut UnderWay,
    now: DateTime<Utc>,
) -> Result<Vec<Step>, StoreDown> {
    // Those that are under way are among them.
    const LOOK_AT: usize = 2 * MOST;
    let store = context.relay.store();
    let mut steps = Vec::new();
    if under_way.has_room(false) {
        let deleted = store.messages_to_drop(LOOK_AT).await?;
        steps.extend(deleted.into_iter().map(Step::Drop));
        let left = store.messages_left_there(now, LOOK_AT).await?;
        steps.extend(left.into_iter().map(Step::DeleteThere));
    }
    if under_way.has_room(true) {
        let announced = store.messages_due(now, LOOK_AT).await?;
        steps.extend(announced.into_iter().map(Step::Fetch));
    }
    Ok(steps)
}

async fn take(context: Context, step: Step) -> (MessageId, bool) {
    let done = (step.id(), step.is_fetch());
    match step {
        Step::Fetch(row) => fetch::fetch(&context, &row).await,
        Step::DeleteThere(row) => deletion::delete_there(&context, &row).await,
        Step::Drop(id) => deletion::drop_sound(&context, id).await,
    }
    done
}

/// When to try again what has failed so often.
fn again(now: DateTime<Utc>, attempts: u32, retry_after: Option<u32>) -> DateTime<Utc> {
    now + pace::wait(attempts, retry_after, chance())
}
