//! The second kind of work for the writer: something small about the outbox, in the same group commits as decisions.

use std::time::Duration;

use tokio::sync::oneshot;

use super::Store;
use super::ask::StoreDown;
use super::desk::Desk;
use super::fault::Fault;
use super::queue::Job;

/// So long whoever runs an errand waits: nobody is on the telephone, and a disk that hangs is told all the same.
const PATIENCE: Duration = Duration::from_secs(5);

/// An errand, whatever it gives back.
pub(super) trait Work: Send {
    /// Does it inside the transaction. May be called again after a transaction that was rolled back.
    fn run(&mut self, desk: &mut Desk<'_>) -> Result<(), Fault>;
    /// Says what came of it, after the commit or in its place.
    fn answer(self: Box<Self>, done: Result<(), StoreDown>);
    /// Whether nobody waits for it and nothing is lost without it.
    fn is_moot(&self) -> bool;
    /// What it is, for the log.
    fn name(&self) -> &'static str;
}

/// Whether an errand is run though its caller has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unawaited {
    /// It tells what has happened elsewhere.
    Run,
    /// It serves its caller alone.
    Drop,
}

/// An errand with its caller. `committed` is called after the commit, before anything else is carried out.
pub(super) struct Errand<T, R, Run, Committed> {
    pub(super) name: &'static str,
    pub(super) unawaited: Unawaited,
    pub(super) run: Run,
    pub(super) committed: Committed,
    pub(super) done: Option<T>,
    pub(super) reply: oneshot::Sender<Result<R, StoreDown>>,
}

impl<T, R, Run, Committed> Work for Errand<T, R, Run, Committed>
where
    T: Send,
    R: Send,
    Run: FnMut(&mut Desk<'_>) -> Result<T, Fault> + Send,
    Committed: FnOnce(T) -> R + Send,
{
    fn run(&mut self, desk: &mut Desk<'_>) -> Result<(), Fault> {
        self.done = Some((self.run)(desk)?);
        Ok(())
    }

    fn answer(self: Box<Self>, done: Result<(), StoreDown>) {
        let Errand {
            committed,
            done: found,
            reply,
            ..
        } = *self;
        let answer = done.and_then(|()| found.ok_or(StoreDown::new("no answer")));
        let _nobody = reply.send(answer.map(committed));
    }

    fn is_moot(&self) -> bool {
        self.unawaited == Unawaited::Drop && self.reply.is_closed()
    }

    fn name(&self) -> &'static str {
        self.name
    }
}

/// An errand that nobody waits for.
pub(super) fn unheard(
    name: &'static str,
    run: impl FnMut(&mut Desk<'_>) -> Result<(), Fault> + Send + 'static,
) -> Job {
    let (reply, _nobody) = oneshot::channel();
    Job::Errand(Box::new(Errand {
        name,
        unawaited: Unawaited::Run,
        run,
        committed: |()| (),
        done: None,
        reply,
    }))
}

impl Store {
    /// Has the writer run this errand, and gives what it gave once that is durable.
    pub(super) async fn errand<T: Send + 'static>(
        &self,
        name: &'static str,
        unawaited: Unawaited,
        run: impl FnMut(&mut Desk<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreDown> {
        self.errand_then(name, unawaited, run, |done| done).await
    }

    /// The same; `committed` is told after the commit, in the writer's thread.
    pub(super) async fn errand_then<T: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        unawaited: Unawaited,
        run: impl FnMut(&mut Desk<'_>) -> Result<T, Fault> + Send + 'static,
        committed: impl FnOnce(T) -> R + Send + 'static,
    ) -> Result<R, StoreDown> {
        if let Some(down) = self.inner.shared.down() {
            return Err(down);
        }
        let (reply, answer) = oneshot::channel();
        let errand = Errand {
            name,
            unawaited,
            run,
            committed,
            done: None,
            reply,
        };
        self.inner
            .shared
            .queue
            .push(Job::Errand(Box::new(errand)))?;
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(answered)) => answered,
            Ok(Err(_)) => Err(StoreDown::new("the store gave the request up")),
            Err(_) => Err(self.inner.shared.hangs()),
        }
    }
}
