//! Calls: every leg is one task that waits for its human, for time, or for the other legs.

mod child;
mod dial;
mod gather;
mod group;
mod leg;
mod page;
mod prompts;
mod record;
mod run;
mod sound;
mod speech;
mod start;

pub(crate) use leg::{Content, Event, Inbox, Source, Update};
pub(crate) use sound::Played;
pub(crate) use start::{Outbound, inbound, outbound};
