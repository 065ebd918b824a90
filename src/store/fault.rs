//! What can go wrong in the middle of a transaction, and whose fault it is: the ask's, or the database's.

use std::sync::Arc;

use rusqlite::ErrorCode;

use super::keys::Unsealable;

/// A failure, and whom it stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// This ask alone: the others of its group are carried out.
    Ask(Arc<str>),
    /// The database: nothing can be written until it has recovered.
    Database(Arc<str>),
}

impl Fault {
    /// Something in the database is not what was written there.
    pub(super) fn unreadable(what: &str) -> Self {
        Fault::Ask(format!("{what} in the database cannot be read").into())
    }

    /// The decision or the writing of it panicked.
    pub(super) fn panicked() -> Self {
        Fault::Ask("deciding failed inside".into())
    }

    /// What to say of it.
    pub(super) fn words(&self) -> Arc<str> {
        match self {
            Fault::Ask(words) | Fault::Database(words) => words.clone(),
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let words: Arc<str> = words_of(&error).into();
        match error {
            rusqlite::Error::SqliteFailure(failure, _) if is_the_databases(failure.code) => {
                Fault::Database(words)
            }
            _ => Fault::Ask(words),
        }
    }
}

impl From<Unsealable> for Fault {
    fn from(error: Unsealable) -> Self {
        Fault::Ask(error.to_string().into())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(_: serde_json::Error) -> Self {
        Fault::unreadable("a decision")
    }
}

fn is_the_databases(code: ErrorCode) -> bool {
    !matches!(
        code,
        ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig
    )
}

/// In words that begin with what to do. A value of a row is never repeated.
fn words_of(error: &rusqlite::Error) -> String {
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return "the database answered something unexpected".to_owned();
    };
    let help = match failure.code {
        ErrorCode::DiskFull => "free some space: the disk of the data folder is full",
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            "make the data folder writable for this user"
        }
        ErrorCode::CannotOpen => "make nightbell.db in the data folder readable and writable",
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            "restore nightbell.db from a backup: it is damaged"
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "stop the other program that holds nightbell.db locked"
        }
        ErrorCode::SystemIoFailure => "look at the disk of the data folder: it reports errors",
        ErrorCode::ConstraintViolation => "a row contradicts the rules of the database",
        _ => "the database cannot be written",
    };
    format!("{help} (SQLite {})", failure.extended_code)
}
