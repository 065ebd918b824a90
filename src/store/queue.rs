//! The bounded queue before the writer, taken from in whole groups: one lock per group, and a wake only if it sleeps.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::ask::{Answered, Ask, StoreDown};
use super::errand::Work;

/// So many may wait; beyond, the store is as good as down.
const LONGEST: usize = 4096;

/// Work that waits for the writer.
pub(super) enum Job {
    /// Something to decide.
    Ask(Waiting),
    /// Something about the outbox.
    Errand(Box<dyn Work>),
}

/// An ask that waits for the writer.
pub(super) struct Waiting {
    pub(super) ask: Box<Ask>,
    pub(super) since: Instant,
    pub(super) reply: oneshot::Sender<Reply>,
}

/// What the writer says. The ask goes back with it, since taking it apart would cost the writer time.
pub(super) struct Reply {
    pub(super) answered: Result<Answered, StoreDown>,
    _ask: Box<Ask>,
}

impl Job {
    /// Answers it; nothing happens if nobody waits. An errand keeps itself what it gives.
    pub(super) fn answer(self, done: Result<Option<Answered>, StoreDown>) {
        match self {
            Job::Ask(waiting) => {
                let answered = done.and_then(|answer| answer.ok_or(StoreDown::new("no answer")));
                let _ask = waiting.ask;
                let _nobody = waiting.reply.send(Reply { answered, _ask });
            }
            Job::Errand(errand) => errand.answer(done.map(|_| ())),
        }
    }

    /// Whether nobody waits for the answer any more, and nothing is lost if it is not carried out.
    pub(super) fn is_moot(&self, now: Instant) -> bool {
        match self {
            Job::Ask(waiting) => {
                let waited = now.saturating_duration_since(waiting.since);
                let gone = waiting.reply.is_closed() || waited > waiting.ask.patience;
                gone && !waiting.ask.even_if_unawaited
            }
            Job::Errand(errand) => errand.is_moot(),
        }
    }

    /// What it is, in a word for the log.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Job::Ask(waiting) => waiting.ask.kind.word(),
            Job::Errand(errand) => errand.name(),
        }
    }
}

/// What there is to do.
pub(super) enum Taken {
    /// These, in the order in which they came.
    Jobs,
    /// Nothing for the time given, or poked.
    Idle,
    /// Nothing, and nothing will come.
    Closed,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    closed: bool,
    poked: bool,
    writer_sleeps: bool,
}

#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

impl Queue {
    /// Appends a job.
    pub(super) fn push(&self, job: Job) -> Result<(), StoreDown> {
        let mut state = self.lock();
        if state.closed {
            return Err(StoreDown::new("the store is closed"));
        }
        if state.jobs.len() >= LONGEST {
            return Err(StoreDown::new("too many requests wait for the store"));
        }
        state.jobs.push_back(job);
        let sleeps = std::mem::take(&mut state.writer_sleeps);
        drop(state);
        if sleeps {
            self.wake.notify_one();
        }
        Ok(())
    }

    /// Moves up to `most` jobs into `into`, waiting for the first (for so long, where a time is given).
    pub(super) fn take(&self, most: usize, into: &mut Vec<Job>, wait: Option<Duration>) -> Taken {
        let until = wait.map(|wait| Instant::now() + wait);
        let mut state = self.lock();
        loop {
            if !state.jobs.is_empty() {
                let count = most.min(state.jobs.len());
                into.extend(state.jobs.drain(..count));
                return Taken::Jobs;
            }
            if state.closed {
                return Taken::Closed;
            }
            if std::mem::take(&mut state.poked) {
                return Taken::Idle;
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Taken::Idle;
            }
            state = self.sleep(state, left);
        }
    }

    /// Waits for so long, or until the queue is closed; says whether it is.
    pub(super) fn closed_within(&self, wait: Duration) -> bool {
        let until = Instant::now() + wait;
        let mut state = self.lock();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if state.closed || left.is_zero() {
                return state.closed;
            }
            state = self.sleep(state, Some(left));
        }
    }

    /// Lets a writer that waits for jobs look around.
    pub(super) fn poke(&self) {
        self.lock().poked = true;
        self.wake.notify_one();
    }

    /// Nothing more is accepted; what waits is still done.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_one();
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.lock().jobs.len()
    }

    fn sleep<'a>(
        &self,
        mut state: MutexGuard<'a, State>,
        left: Option<Duration>,
    ) -> MutexGuard<'a, State> {
        state.writer_sleeps = true;
        let mut state = match left {
            None => self
                .wake
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner),
            Some(left) => {
                let woken = self.wake.wait_timeout(state, left);
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        state.writer_sleeps = false;
        state
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
