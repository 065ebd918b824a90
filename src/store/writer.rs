//! The one thread that writes: opens the database, carries out what is asked, and after a failure tries again every
//! second while the store says at once that it is down.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::ask::StoreDown;
use super::connect::{self, Files};
use super::fault::Fault;
use super::folder::DataFolder;
use super::keys::Keys;
use super::queue::Taken;
use super::session::{self, Session};
use super::shared::Shared;

/// So many asks share one transaction.
const MOST: usize = 256;

/// Between two attempts to open the database.
const PAUSE: Duration = Duration::from_secs(1);

/// So long without work, and the write-ahead log is folded in.
const IDLE: Duration = Duration::from_millis(500);

/// So many changes of rows at most between two foldings of the write-ahead log, about four for each event.
const FOLD_AFTER: u64 = 16_000;

/// What the thread works with.
pub(super) struct Writer {
    pub(super) shared: Arc<Shared>,
    pub(super) folder: DataFolder,
    pub(super) keys: Keys,
    pub(super) now: DateTime<Utc>,
}

impl Writer {
    /// Works until the queue is closed and empty. Says `ready` after the first attempt to open the database.
    pub(super) fn run(self, ready: Sender<()>) {
        loop {
            let worked = catch_unwind(AssertUnwindSafe(|| self.work(&ready)));
            let why = match worked {
                Ok(Ok(())) => return,
                Ok(Err(fault)) => fault.words(),
                Err(_) => Fault::panicked().words(),
            };
            self.down(&StoreDown::new(why));
            let _nobody = ready.send(());
            if self.shared.queue.closed_within(PAUSE) {
                self.refuse_the_rest(&StoreDown::new("the store is closed"));
                return;
            }
        }
    }

    fn down(&self, why: &StoreDown) {
        if self.shared.went_down(why) {
            tracing::error!(%why, "the store is down; calls go on by the configuration alone");
        }
        self.refuse_the_rest(why);
    }

    fn refuse_the_rest(&self, why: &StoreDown) {
        let mut jobs = Vec::new();
        while let Taken::Jobs = self
            .shared
            .queue
            .take(MOST, &mut jobs, Some(Duration::ZERO))
        {
            for job in jobs.drain(..) {
                job.answer(Err(why.clone()));
            }
        }
    }

    fn work(&self, ready: &Sender<()>) -> Result<(), Fault> {
        let path = self.folder.database();
        let connection = connect::writer(&path, &self.keys, self.now)?;
        let mut session = Session::new(
            &connection,
            Files::of(&path),
            &self.keys,
            self.shared.clone(),
        )?;
        self.shared.suspended.pass()?;
        #[cfg(test)]
        self.shared.prove_unsabotaged(&session)?;
        session.unsettle(self.now)?;
        self.shared.opened_with(session.rows());
        session.publish();
        let _nobody = ready.send(());
        self.serve(&mut session)
    }

    fn serve(&self, session: &mut Session<'_>) -> Result<(), Fault> {
        let mut jobs = Vec::with_capacity(MOST);
        let mut folded = session.writes();
        loop {
            let wait = (session.writes() != folded).then_some(IDLE);
            match self.shared.queue.take(MOST, &mut jobs, wait) {
                Taken::Jobs => {
                    #[cfg(test)]
                    self.shared.sabotage(session);
                    let passed = self.shared.suspended.pass();
                    passed.map_err(|fault| session::refuse(&mut jobs, fault))?;
                    session.carry_out(&mut jobs)?;
                    if session.writes() - folded < FOLD_AFTER {
                        continue;
                    }
                }
                Taken::Idle => {
                    self.shared.suspended.pass()?;
                    self.shared.came_up();
                }
                Taken::Closed => {
                    session.checkpoint();
                    return Ok(());
                }
            }
            session.checkpoint();
            folded = session.writes();
        }
    }
}
