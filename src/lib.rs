//! Nightbell: patients dial a number on a card, the clinician's phone rings, and nobody learns its number.
//!
//! A functional core and a thin shell. Modules may use only those further down this list
//! (`tests/architecture.rs` fails otherwise): `cli`, `console`, `http`, `jobs`, `relay`, `provider`, `store`, `config`,
//! `cards`, `prompts`, `domain`; beside them stand `clock`, `ids` and `telemetry`, which use none of them and which
//! `domain` does not use either.

pub mod cards;
pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
pub mod domain;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod prompts;
pub mod provider;
pub mod relay;
pub mod store;
pub mod telemetry;
