//! Where the writer's work meets within a transaction: the connection, what is remembered, and what is news.

use rusqlite::Connection;

use super::fault::Fault;
use super::keys::Keys;
use super::remembered::Remembered;
use super::row::{COLUMNS, Stored};
use super::words::PRACTICE;
use crate::domain::names::{OutboxId, PlacedId};
use crate::domain::outbox::Stage;

/// So many different statements are kept prepared.
const STATEMENTS: usize = 160;

/// What effects and errands work with.
pub(super) struct Desk<'c> {
    pub(super) connection: &'c Connection,
    pub(super) keys: Keys,
    pub(super) remembered: Remembered<'c>,
    /// Whether the running transaction has done something by which another thing may have become due.
    pub(super) news: bool,
    /// Rows that the running transaction took out of the worker's hands.
    pub(super) let_go: Vec<OutboxId>,
    /// Calls that it took out of the hands of the worker that places them.
    pub(super) calls_let_go: Vec<PlacedId>,
    /// The line and gate that the last claim ended with: the next one begins behind it, so that all have their turn.
    pub(super) served: (String, String),
}

impl<'c> Desk<'c> {
    pub(super) fn new(connection: &'c Connection, keys: &Keys) -> Result<Self, Fault> {
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Desk {
            connection,
            keys: keys.clone(),
            remembered: Remembered::new(connection, keys)?,
            news: false,
            let_go: Vec::new(),
            calls_let_go: Vec::new(),
            served: Default::default(),
        })
    }

    /// A transaction begins, or was rolled back: nothing has happened in it.
    pub(super) fn clear(&mut self) {
        self.news = false;
        self.let_go.clear();
        self.calls_let_go.clear();
    }

    /// The row with this id.
    pub(super) fn row(&self, id: OutboxId) -> Result<Option<Stored>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE practice = ?1 AND id = ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query((PRACTICE, id.to_string()))?;
        let row = rows.next()?;
        row.map(|row| Stored::read(row, &self.keys)).transpose()
    }

    /// Moves a row to this stage and gives the turn to whose it then is.
    pub(super) fn moves_to(&mut self, row: &Stored, stage: Stage) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET stage = ?2, turn = turn AND ?3 WHERE n = ?1";
        let live = matches!(
            stage,
            Stage::Held | Stage::Waiting | Stage::Sending | Stage::Unsettled
        );
        let mut moves = self.connection.prepare_cached(sql)?;
        moves.execute((row.n, stage.word(), live))?;
        self.news = true;
        row.lane.next(self.connection)
    }
}
