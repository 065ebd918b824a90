//! Misbehaviour on demand: what the network and the provider do to a relay on a bad day.

use chrono::TimeDelta;

use super::exchange::Kind;

/// Something that goes wrong once, at the next occasion that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The next webhook of this kind is delivered late.
    Late {
        /// Which webhook.
        kind: Kind,
        /// By how much of the carrier's time.
        by: TimeDelta,
    },
    /// The next webhook of this kind is delivered twice: the same bytes, signature and idempotency token.
    /// The second answer is ignored.
    Twice {
        /// Which webhook.
        kind: Kind,
    },
    /// The next webhook that somebody on the telephone waits for, or that brings a text, is delivered twice.
    NextTwice,
    /// The next callback of this kind is held back until the one after it was delivered.
    /// For callbacks only (calls, recordings, messages); without a successor it is never delivered.
    OutOfOrder {
        /// Which callback.
        kind: Kind,
    },
    /// The next callback of this kind is never delivered. For callbacks, and for the `action` of a caller who has gone.
    Lost {
        /// Which callback.
        kind: Kind,
    },
    /// The next REST request that fits goes wrong.
    Rest {
        /// `GET`, `POST` or `DELETE`.
        method: &'static str,
        /// A part of its path, such as `/Messages`.
        path: &'static str,
        /// How it goes wrong.
        what: RestTrouble,
    },
    /// The next dial result says nothing of `DialBridged` (older engines, compatible providers).
    NoDialBridged,
    /// Something goes wrong with the next recording that has anything in it.
    Recording {
        /// What.
        what: RecordingTrouble,
    },
    /// The next rejected screening is reported as `no-answer` (older engines).
    RejectedAsNoAnswer,
}

/// How a recording can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingTrouble {
    /// It is processed for so much longer, and announced only then.
    Late {
        /// By how much.
        by: TimeDelta,
    },
    /// It is announced, and its sound is not there (404) for so long.
    Missing {
        /// How long.
        long: TimeDelta,
    },
    /// So many downloads of its sound break off in the middle.
    CutOff {
        /// How many.
        times: u32,
    },
    /// So many downloads end early, and nothing in their answers tells.
    Short {
        /// How many.
        times: u32,
    },
    /// So many downloads bring a page of words instead.
    Page {
        /// How many.
        times: u32,
    },
    /// So many deletions are answered like any other, and it stays.
    Stays {
        /// How many.
        times: u32,
    },
}

/// How a REST request can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestTrouble {
    /// 429 with code 20429; nothing was carried out.
    TooMany {
        /// Seconds for `Retry-After`; none leaves the header out.
        retry_after: Option<u32>,
    },
    /// 500 with a body that is not JSON; nothing was carried out.
    ServerError,
    /// The request is carried out at once, and answered so much later (of the carrier's time).
    Late {
        /// By how much.
        by: TimeDelta,
    },
    /// The connection is held for so long (of the carrier's time), then dropped; nothing was carried out.
    NoAnswer {
        /// How long.
        held: TimeDelta,
    },
    /// The request is carried out, and the connection is cut before the answer.
    AnswerLost,
}

/// Takes the first trouble that `pick` recognises off the list.
pub(crate) fn take<T>(
    troubles: &mut Vec<Trouble>,
    pick: impl Fn(&Trouble) -> Option<T>,
) -> Option<T> {
    let (index, found) = troubles
        .iter()
        .enumerate()
        .find_map(|(i, trouble)| pick(trouble).map(|t| (i, t)))?;
    troubles.remove(index);
    Some(found)
}
