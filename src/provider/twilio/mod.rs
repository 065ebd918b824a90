//! Twilio's side of the wire: who signed a request, what its parameters say, and the documents that answer it.
//!
//! Nothing here decides anything. A request is verified ([`signature`]), its parameters are read ([`params`]),
//! told apart ([`kind`]) and viewed ([`call`], [`message`], [`recording`]); an answer is written ([`twiml`]).
//! What Nightbell itself asks of the provider goes through [`rest`].
//! What the views hold borrows from the parameters, and no type that can hold a phone number can be printed.

pub mod call;
pub mod kind;
pub mod message;
mod origin;
pub mod params;
pub mod recording;
pub mod rest;
pub mod signature;
pub mod twiml;
pub mod voices;
mod withheld;
mod words;

pub use kind::Kind;
pub use params::Params;
pub use signature::{Tokens, Verifier};
pub use withheld::withheld;
