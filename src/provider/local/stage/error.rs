//! What a failed expectation says.

use crate::provider::local::errors::PhoneError;
use crate::provider::local::transcript::{Entry, Heard};

/// An expectation that was not met, or a thing that can't be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StageError {
    /// What was expected did not happen.
    #[error("{who}: expected that {wanted}; {why}\n{transcript}")]
    NotMet {
        /// The phone.
        who: String,
        /// What was expected.
        wanted: String,
        /// Why it is given up.
        why: String,
        /// What the phone saw and heard.
        transcript: String,
    },
    /// The human can't do that now.
    #[error("{who} can't {action}: {source}\n{transcript}")]
    CannotAct {
        /// The phone.
        who: String,
        /// What was to be done.
        action: String,
        /// Why not.
        source: PhoneError,
        /// What the phone saw and heard.
        transcript: String,
    },
    /// Something happened that never may.
    #[error("{who}: {what}")]
    Never {
        /// The phone.
        who: String,
        /// What happened.
        what: String,
    },
    /// Something happened that no expectation spoke of.
    #[error("not expected:\n  {what}")]
    Stray {
        /// One line each.
        what: String,
    },
}

/// A transcript as a failed test shows it.
pub(super) fn shown(transcript: &[Entry]) -> String {
    if transcript.is_empty() {
        return "  (the phone saw and heard nothing)".to_owned();
    }
    let lines = transcript.iter().map(|entry| {
        format!(
            "  {}  {}",
            entry.at.format("%H:%M:%S"),
            in_words(&entry.what)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn in_words(what: &Heard) -> String {
    match what {
        Heard::Rings { showing } => format!("rings, showing {showing}"),
        Heard::Dials { to } => format!("dials {to}"),
        Heard::Says { text, language, .. } => {
            format!("hears ({}) {text:?}", language.as_deref().unwrap_or("-"))
        }
        Heard::Connected { with } => format!("is connected to {with}"),
        Heard::Ended { reason } => format!("the call ends ({reason})"),
        Heard::Text { from, body, .. } => format!("gets a text from {from}: {body:?}"),
        Heard::SentText { to, body } => format!("texts {to}: {body:?}"),
        other => format!("{other:?}"),
    }
}
