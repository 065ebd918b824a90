//! The local carrier: a simulated provider with phones. It imports nothing else of Nightbell and speaks only HTTP.
//!
//! It does what the real provider does, as far as a relay can tell: it signs and delivers webhooks, interprets the
//! documents it gets back, reports outcomes, and serves the REST API. Its documents are parsed with an XML library
//! and its signatures are computed by code of its own, so that a mistake of the relay cannot hide in both.
//!
//! - [`Carrier`] is the handle: numbers, phones, troubles, the webhook log, the list of complaints.
//! - [`Phone`] is a person's phone and what its human does with it.
//! - [`stage`] is the vocabulary in which tests and the demo speak of phones.
//!
//! Inside, every leg of a call is one task (`call`), everything known stands in `switch` behind one lock, and `time`
//! says whether anything is still under way.

mod call;
mod callbacks;
mod carrier;
mod delivery;
mod errors;
mod exchange;
mod messages;
mod number;
mod overrides;
mod params;
mod phone;
mod recording;
mod rest;
mod signing;
mod sound;
pub mod stage;
mod switch;
mod time;
mod transcript;
mod trouble;
mod twiml;
mod weather;

#[cfg(test)]
mod tests;

pub use carrier::{Carrier, Options, plain_http};
pub use errors::{PhoneError, ProviderError};
pub use exchange::{Exchange, Kind};
pub use messages::{Attached, Message};
pub use number::{Keyword, Number, Service};
pub use phone::{DialOptions, Mode, Phone};
pub use recording::Recorded;
pub use sound::{Sound, SoundError};
pub use time::Time;
pub use transcript::{Entry, Happening, Heard, PhoneEvent};
pub use trouble::{RecordingTrouble, RestTrouble, Trouble};
pub use weather::Weather;
