//! The provider's REST API, for the jobs that send texts, fetch recordings and clear up behind themselves.
//!
//! A [`Transport`] holds the connections and is shared; a [`Client`] is an account on it. Every request is bounded in
//! time, in size and in how many run at once; nothing is retried here, because only the caller knows what a second
//! attempt would mean: [`Error`] tells it what is safe to do.
//!
//! What must never show does not show: the token stands in a header that is marked sensitive, a clinician's number only
//! in the body of a request (never in an address), no type that can hold a number or a person's words can be printed,
//! and the provider's own error texts, which repeat numbers, are replaced by ours ([`Cause::words`]).

mod calls;
mod cause;
mod client;
mod destination;
mod download;
mod error;
mod media;
mod outcome;
mod paging;
mod recordings;
mod retry_after;
mod texts;
mod transport;
mod wire;

#[cfg(test)]
mod tests;

pub use calls::{Call, CallDraft};
pub use cause::{Cause, Holds};
pub use client::{Account, BadAccount, Client};
pub use destination::Destination;
pub use download::Download;
pub use error::{Error, Outage, Refusal};
pub use media::{Media, MediaAddress};
pub use paging::Listing;
pub use recordings::{Deletion, Format, Recording};
pub use texts::{Direction, Draft, Sent, Text};
pub use transport::{Limits, Transport, Trust, Unavailable};
