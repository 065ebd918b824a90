//! Why a command fails: one of the exit codes of the contract, and words that begin with what to do.

use std::fmt;
use std::process::ExitCode;

/// A command that could not do what it was asked.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Content,
    System,
}

impl Failure {
    /// The configuration, or what the arguments hold, is wrong: exit code 1.
    pub fn content(message: impl Into<String>) -> Self {
        Failure {
            kind: Kind::Content,
            message: message.into(),
        }
    }

    /// The system failed (an address that is taken, a data folder that is locked): exit code 3.
    pub fn system(message: impl Into<String>) -> Self {
        Failure {
            kind: Kind::System,
            message: message.into(),
        }
    }

    /// The exit code of the contract.
    pub fn exit_code(&self) -> ExitCode {
        match self.kind {
            Kind::Content => ExitCode::from(1),
            Kind::System => ExitCode::from(3),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
