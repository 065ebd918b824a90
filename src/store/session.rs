//! The writer's work while the database is well: many asks and errands in one transaction, answered after its commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Statement};

use super::ask::{Answered, Ask, StoreDown};
use super::connect::Files;
use super::desk::Desk;
use super::effects::Effects;
use super::fault::Fault;
use super::keys::Keys;
use super::queue::Job;
use super::record::Record;
use super::remembered::Known;
use super::shared::Shared;
use super::words::micros;

/// The prepared statements and what is kept in memory, for one connection.
pub(super) struct Session<'c> {
    connection: &'c Connection,
    files: Files,
    shared: Arc<Shared>,
    begin: Statement<'c>,
    commit: Statement<'c>,
    rollback: Statement<'c>,
    desk: Desk<'c>,
    record: Record<'c>,
    effects: Effects<'c>,
    answers: Vec<Option<Answered>>,
}

impl<'c> Session<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        files: Files,
        keys: &Keys,
        shared: Arc<Shared>,
    ) -> Result<Self, Fault> {
        Ok(Session {
            connection,
            files,
            shared,
            begin: connection.prepare("BEGIN IMMEDIATE")?,
            commit: connection.prepare("COMMIT")?,
            rollback: connection.prepare("ROLLBACK")?,
            desk: Desk::new(connection, keys)?,
            record: Record::new(connection, keys)?,
            effects: Effects::new(connection, keys)?,
            answers: Vec::new(),
        })
    }

    /// Tells what is committed, and that it could be, to those who do not ask the database; before the answers go
    /// out, so that who has paused sees it.
    pub(super) fn publish(&self) {
        self.shared.came_up();
        self.shared.journal_has(self.rows());
        let pauses = self.desk.remembered.pauses();
        if !Arc::ptr_eq(&pauses.0, &self.shared.pauses.load().0) {
            self.shared.pauses.store(Arc::new(pauses.clone()));
        }
        let confirmations = self.desk.remembered.confirmations();
        if !Arc::ptr_eq(&confirmations.0, &self.shared.confirmations.load().0) {
            let confirmations = Arc::new(confirmations.clone());
            self.shared.confirmations.store(confirmations);
        }
        self.shared.in_hand.let_go(&self.desk.let_go);
        self.shared.placing.let_go(&self.desk.calls_let_go);
        if self.desk.news {
            self.shared.news.send_modify(|count| *count += 1);
        }
    }

    /// After opening: what is under way and not in the hands of this process's worker is to be settled.
    pub(super) fn unsettle(&mut self, now: DateTime<Utc>) -> Result<(), Fault> {
        self.begin.execute([])?;
        let shared = self.shared.clone();
        let is_in_hand = |id| shared.in_hand.has(id);
        let is_placing = |id| shared.placing.has(id);
        let unsettled = self.desk.unsettle(is_in_hand, micros(now));
        let unsettled = unsettled.and_then(|()| self.desk.unsettle_calls(is_placing));
        let end = match unsettled {
            Ok(()) => &mut self.commit,
            Err(_) => &mut self.rollback,
        };
        end.execute([])?;
        unsettled
    }

    /// Grows with whatever is written.
    pub(super) fn writes(&self) -> u64 {
        self.connection.total_changes()
    }

    /// How many rows the journal has had.
    pub(super) fn rows(&self) -> i64 {
        self.record.head().seq
    }

    /// Carries the jobs out and answers them. Those that nobody waits for any more are dropped.
    ///
    /// A job that cannot be carried out does not stop the others: they are then carried out one by one.
    ///
    /// # Errors
    /// When the database cannot be written any more; all jobs have been answered even then.
    pub(super) fn carry_out(&mut self, jobs: &mut Vec<Job>) -> Result<(), Fault> {
        let now = Instant::now();
        jobs.retain(|job| !job.is_moot(now));
        if jobs.is_empty() {
            return Ok(());
        }
        match self.together(jobs) {
            Ok(()) => {
                for (job, answer) in jobs.drain(..).zip(self.answers.drain(..)) {
                    job.answer(Ok(answer));
                }
                Ok(())
            }
            Err(Fault::Ask(_)) => self.one_by_one(jobs),
            Err(fault) => Err(refuse(jobs, fault)),
        }
    }

    fn one_by_one(&mut self, jobs: &mut Vec<Job>) -> Result<(), Fault> {
        while !jobs.is_empty() {
            let mut job = jobs.remove(0);
            let reply = match self.together(std::slice::from_mut(&mut job)) {
                Ok(()) => Ok(self.answers.pop().flatten()),
                Err(Fault::Ask(why)) => {
                    tracing::error!(kind = job.word(), %why, "one request failed");
                    Err(StoreDown::new(why))
                }
                Err(fault) => {
                    jobs.insert(0, job);
                    return Err(refuse(jobs, fault));
                }
            };
            job.answer(reply);
        }
        Ok(())
    }

    /// One transaction for these; the answers are in `self.answers`.
    fn together(&mut self, jobs: &mut [Job]) -> Result<(), Fault> {
        self.answers.clear();
        self.desk.clear();
        let head = self.record.head();
        let done = self.transaction(jobs);
        match &done {
            Ok(()) => {
                self.publish();
                if self.desk.empties_log {
                    super::connect::fold_in(self.connection);
                }
            }
            Err(_) => {
                // Nothing to roll back is no further error: a failed commit may have done it.
                let _none = self.rollback.execute([]);
                self.record.back_to(head);
                // What is kept in memory must be what is stored, or nothing can be decided on it.
                self.desk.clear();
                let forgotten = self.desk.remembered.forget();
                forgotten.map_err(|fault| Fault::Database(fault.words()))?;
            }
        }
        done
    }

    fn transaction(&mut self, jobs: &mut [Job]) -> Result<(), Fault> {
        self.begin.execute([])?;
        let before = self.record.head();
        for job in jobs {
            let performed = catch_unwind(AssertUnwindSafe(|| self.perform(job)));
            let answer = performed.unwrap_or_else(|_| Err(Fault::panicked()))?;
            self.answers.push(answer);
        }
        if self.record.head() != before {
            self.record.keep_head()?;
        }
        self.commit.execute([])?;
        if self.files.are_there() {
            Ok(())
        } else {
            let why = "put nightbell.db back: it was deleted or replaced while in use";
            Err(Fault::Database(why.into()))
        }
    }

    fn perform(&mut self, job: &mut Job) -> Result<Option<Answered>, Fault> {
        match job {
            Job::Ask(waiting) => self.decide(&waiting.ask).map(Some),
            Job::Errand(errand) => errand.run(&mut self.desk).map(|()| None),
        }
    }

    fn decide(&mut self, ask: &Ask) -> Result<Answered, Fault> {
        let facts = match self.desk.remembered.look(ask)? {
            Known::Decided(decision) => return Ok(Answered::Again(decision)),
            Known::New(facts) => facts,
        };
        let decision = (ask.decide)(&facts);
        self.record.append(ask, &facts, &decision)?;
        // What it shares with memory is changed in place by the effects, where nobody else holds it.
        drop(facts);
        for effect in &decision.effects {
            self.effects.carry_out(effect, ask, &mut self.desk)?;
        }
        Ok(Answered::First(decision))
    }

    /// Folds the write-ahead log into the database, as far as no reader is in the way. A failure is no harm:
    /// what is committed is in the log.
    pub(super) fn checkpoint(&self) {
        let folded = self
            .connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        if let Err(error) = folded {
            tracing::warn!(%error, "the write-ahead log could not be folded in");
        }
    }

    /// For tests: settings that make writing fail.
    #[cfg(test)]
    pub(super) fn sabotage(&self, sql: &str) {
        let _rows = self.connection.execute_batch(sql);
    }
}

/// Tells all that it cannot be done.
pub(super) fn refuse(jobs: &mut Vec<Job>, fault: Fault) -> Fault {
    for job in jobs.drain(..) {
        job.answer(Err(StoreDown::new(fault.words())));
    }
    fault
}
