//! Pure decisions: no clock, no input or output, no async, and no word of any provider.
//!
//! `(Practice, Facts, Event, now) → Decision`, with the reasons as values. Tests here ask who is reached, not what
//! the provider's document looks like.

pub mod answered;
pub mod availability;
pub mod backline;
pub mod call;
pub mod decision;
pub mod event;
pub mod exit;
pub mod facts;
pub mod guard;
pub mod hours;
pub mod identify;
pub mod local;
pub mod media;
pub mod names;
pub mod next_phone;
pub mod numbers;
pub mod outbox;
pub mod outlook;
pub mod patients;
pub mod phone;
pub mod phrase;
pub mod pin;
pub mod practice;
pub mod probe;
pub mod reachability;
pub mod reason;
pub mod rehearsal;
#[cfg(test)]
pub mod testkit;
pub mod text;
